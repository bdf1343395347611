package flybrain.cli.compare;

import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The option of comparisons that also write their table to a file.
final class TableOption {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Also write the table to a .csv, .parquet or .json file.")
  private @Nullable Path out;

  /// Refuses another ending, before anything is computed.
  void check(CommandSpec spec) {
    Path file = out;
    if (file != null) {
      Usage.check(spec, () -> TableFiles.check(file));
    }
  }

  /// Adds the file, where one is asked for.
  Outputs written(Outputs outputs) {
    return outputs.writes("--out", out);
  }

  /// Writes a table where that is asked for.
  void write(Supplier<Table> table) throws IOException {
    if (out != null) {
      TableFiles.write(out, table.get());
    }
  }
}
