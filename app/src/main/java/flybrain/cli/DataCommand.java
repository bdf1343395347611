package flybrain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `flybrain data`: the connectomes on this machine.
@Command(
    name = "data",
    description =
        "Lists, fetches, checks, imports, annotates and exports connectomes; translates ids.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DataList.class,
      DataFetch.class,
      DataVerify.class,
      DataImport.class,
      DataAnnotate.class,
      DataTranslate.class,
      DataExport.class
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "data needs a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
