package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.MissingParameterException;

/// What the documentation shows exists: its commands, its links.
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  /// A command on an indented line of its own, or in backquotes.
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ {4}|`)(?:time )?(?:\\./)?flybrain ([a-z-][^`#\\n]*)");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

  record Command(Path page, String arguments) {}

  record Link(Path page, String target) {}

  static List<Command> commands() {
    return matches(COMMAND)
        .filter(match -> !match.result().group(1).contains("["))
        .map(match -> new Command(match.page(), match.result().group(1).strip()))
        .toList();
  }

  static List<Link> links() {
    return matches(LINK)
        .map(match -> new Link(match.page(), match.result().group(1)))
        .filter(link -> URI.create(link.target()).getScheme() == null)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shownCommand_hasOptionsThatExist(Command command) {
    String[] arguments = command.arguments().split(" +", -1);
    assertThatCode(() -> parse(arguments))
        .as("flybrain %s", command.arguments())
        .doesNotThrowAnyException();
  }

  /// A text may mention a command without the arguments that it needs.
  private static void parse(String... arguments) {
    try {
      Main.commandLine().parseArgs(Main.withDashes(arguments));
    } catch (MissingParameterException e) {
      assertThat(e.getMissing()).noneMatch(argument -> argument.isOption());
    }
  }

  @ParameterizedTest
  @MethodSource("links")
  void link_leadsToAFile(Link link) {
    assertThat(ROOT.resolve(link.page()).resolveSibling(link.target())).exists();
  }

  @Test
  void pages_showCommandsOfEveryKind() {
    assertThat(commands())
        .extracting(command -> command.arguments().replaceFirst(" .*", ""))
        .contains("run", "data", "neurons");
  }

  private record Match(Path page, MatchResult result) {}

  private static Stream<Match> matches(Pattern pattern) {
    return pages().stream()
        .flatMap(
            page -> pattern.matcher(text(page)).results().map(match -> new Match(page, match)));
  }

  private static List<Path> pages() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs)
          .filter(path -> path.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path page) {
    try {
      return Files.readString(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
