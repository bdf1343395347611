package flybrain.cli;

import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How a command writes its table: to a file, or to standard output as text, CSV, Parquet or JSON.
final class TableFormat {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the table to a file: .csv, .parquet or .json.")
  private @Nullable Path out;

  @Option(names = "--csv", description = "Print CSV.")
  private boolean csv;

  @Option(names = "--parquet", description = "Print Parquet, for a pipe.")
  private boolean parquet;

  @Option(names = "--json", description = "Print JSON; ids are strings, so nothing rounds them.")
  private boolean json;

  /// The file, or null for standard output.
  @Nullable Path out() {
    return out;
  }

  /// Whether the table is printed to be read.
  boolean isText() {
    return out == null && !csv && !parquet && !json;
  }

  /// Refuses a file of another ending, and bytes for a terminal.
  void check(CommandSpec spec) {
    Usage.require(
        spec,
        !parquet || !TerminalProgress.isTerminal(),
        "--parquet prints binary data; redirect it, or name a file with --out");
    Path file = out;
    if (file != null) {
      Usage.check(spec, () -> TableFiles.check(file));
    }
  }

  /// Writes the table.
  ///
  /// @param text printed instead of it for people
  void write(CommandSpec spec, Table table, Supplier<String> text) throws IOException {
    if (out != null) {
      TableFiles.write(out, table);
      return;
    }
    if (parquet) {
      TableFiles.parquet(System.out, table);
      return;
    }
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(csv ? table.csv() : json ? table.json() : text.get());
    terminal.flush();
  }
}
