package flybrain.cli;

import flybrain.cli.compare.CompareCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/// The commands of `flybrain`, as help lists them.
final class Commands {
  private static final List<Class<?>> ALL =
      List.of(
          RunCommand.class,
          WhyCommand.class,
          ViewCommand.class,
          CampaignCommand.class,
          AtlasCommand.class,
          BenchCommand.class,
          RatesCommand.class,
          ReportCommand.class,
          FigureCommand.class,
          ExportCommand.class,
          DataCommand.class,
          NeuronsCommand.class,
          BackendsCommand.class,
          ServeCommand.class,
          CompareCommand.class,
          CompletionCommand.class,
          HelpCommand.class);

  private Commands() {}

  /// Adds every command in full.
  static void addAll(CommandLine flybrain) {
    ALL.forEach(type -> flybrain.addSubcommand(new CommandLine(type)));
  }

  /// Adds the command that a command line begins with. Where it begins otherwise, adds those that
  /// it names in full, and of the others, which cannot be called, only what help lists. To describe
  /// all options of all commands takes longer than most commands do.
  ///
  /// @param words the arguments of the command line
  static void addNamed(CommandLine flybrain, List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    for (Class<?> type : ALL) {
      if (type != HelpCommand.class && name(type).equals(first)) {
        flybrain.addSubcommand(new CommandLine(type));
        return;
      }
    }
    for (Class<?> type : ALL) {
      Command command = type.getAnnotation(Command.class);
      flybrain.addSubcommand(
          words.contains(command.name()) ? new CommandLine(type) : listed(command));
    }
  }

  private static String name(Class<?> type) {
    return type.getAnnotation(Command.class).name();
  }

  private static CommandSpec listed(Command command) {
    CommandSpec listed = CommandSpec.create().name(command.name());
    listed.usageMessage().header(command.header()).description(command.description());
    return listed;
  }
}
