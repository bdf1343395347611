package flybrain.cli;

import flybrain.serve.Server;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `flybrain serve`: answers requests of another program.
@Command(
    name = "serve",
    description =
        "Answers requests of another program on standard input and output until its input ends:"
            + " lines of JSON, with numbers as bytes behind them (docs/reference/serve.md).",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Examples:", "  flybrain serve"})
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /// Nothing but replies goes to standard output, whatever a library prints.
  @Override
  public Integer call() throws IOException {
    System.setOut(System.err);
    Server.serve(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        spec.commandLine().getErr(),
        () -> System.exit(1));
    return 0;
  }
}
