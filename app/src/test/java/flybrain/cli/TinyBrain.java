package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A connectome folder of three neurons in a chain, 11 -> 22 -> 33, each connection strong enough
/// that one spike makes the next neuron fire.
public final class TinyBrain {
  public static final long FIRST = 11;
  public static final long SECOND = 22;
  public static final long THIRD = 33;

  private TinyBrain() {}

  public static Path in(Path folder) throws IOException {
    Path brain = Files.createDirectories(folder.resolve("tiny"));
    Files.writeString(brain.resolve("completeness.csv"), ",Completed\n11,True\n22,True\n33,True\n");
    List<Column> columns =
        List.of(
            Column.int64("Presynaptic_ID"),
            Column.int64("Postsynaptic_ID"),
            Column.int64("Presynaptic_Index"),
            Column.int64("Postsynaptic_Index"),
            Column.int64("Connectivity"),
            Column.int64("Excitatory"),
            Column.int64("Excitatory x Connectivity"));
    ColumnBatch rows = new ColumnBatch(columns, 2);
    long[][] values = {{FIRST, SECOND, 0, 1, 300, 1, 300}, {SECOND, THIRD, 1, 2, 300, 1, 300}};
    for (int column = 0; column < columns.size(); column++) {
      for (int row = 0; row < values.length; row++) {
        rows.longs(column)[row] = values[row][column];
      }
    }
    rows.setRows(values.length);
    try (ParquetWriter writer =
        new ParquetWriter(
            brain.resolve("connectivity.parquet"), columns, Compression.SNAPPY, Map.of())) {
      writer.write(rows);
      writer.commit();
    }
    return brain;
  }

  /// Records trials of 1 s of a brain of these with its first neuron driven.
  ///
  /// @param rate of its input in Hz
  public static void run(Path brain, int rate, int seed, int trials, Path out) {
    Cli cli =
        Cli.run(
            "run",
            "--connectome",
            brain,
            "--excite",
            FIRST,
            "--rate",
            rate,
            "--seed",
            seed,
            "--n-run",
            trials,
            "--out",
            out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }
}
