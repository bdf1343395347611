package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class HelpTest {
  static Stream<CommandSpec> commands() {
    return below(Main.commandLine()).map(CommandLine::getCommandSpec);
  }

  static Stream<CommandSpec> doing() {
    return commands().filter(command -> command.subcommands().isEmpty());
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
            Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below))
        .filter(each -> !(each.getCommand() instanceof HelpCommand));
  }

  @ParameterizedTest
  @MethodSource("doing")
  void everyCommandHasExamples(CommandSpec command) {
    assertThat(command.commandLine().getUsageMessage())
        .containsPattern("Examples:\\s+" + command.qualifiedName());
  }

  /// picocli treats each line as a format, and warns on standard error if it is not valid.
  @ParameterizedTest
  @MethodSource("commands")
  void everyLineIsAFormat(CommandSpec command) {
    Stream<String> ofCommand =
        Stream.of(command.usageMessage().description(), command.usageMessage().footer())
            .flatMap(Arrays::stream);
    Stream<String> ofArguments =
        command.args().stream().flatMap(argument -> Arrays.stream(written(argument)));

    assertThat(Stream.concat(ofCommand, ofArguments))
        .allSatisfy(line -> assertThatCode(() -> String.format(line)).doesNotThrowAnyException());
  }

  /// The description before picocli formatted it.
  private static String[] written(ArgSpec argument) {
    AnnotatedElement field = (AnnotatedElement) argument.userObject();
    if (field == null) {
      return argument.description();
    }
    Option option = field.getAnnotation(Option.class);
    return option == null
        ? field.getAnnotation(Parameters.class).description()
        : option.description();
  }
}
