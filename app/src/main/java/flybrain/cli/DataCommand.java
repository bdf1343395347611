package flybrain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `flybrain data`: the brains on this machine.
@Command(
    name = "data",
    description = "Writes brains to files that others read, and reads those of others.",
    mixinStandardHelpOptions = true,
    subcommands = {DataExport.class, DataImport.class})
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "data needs a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
