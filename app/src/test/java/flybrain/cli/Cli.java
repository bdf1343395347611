package flybrain.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// The outcome of a command line: exit code, standard output and standard error.
public record Cli(int exitCode, String out, String err) {
  public static Cli run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int k = 0; k < args.length; k++) {
      words[k] = args[k].toString();
    }
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(Main.withDashes(words));
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
