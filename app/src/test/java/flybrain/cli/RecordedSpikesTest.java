package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The spikes of `flybrain run --replay` on real wiring, against those that Brian2 gave.
@Tag("shared")
class RecordedSpikesTest {
  private static final Path DATA = Path.of(System.getProperty("flybrain.shared", ""), "data");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "event,looming-circuit,lplc2-right-50hz,7190",
    "reference,looming-circuit,lplc2-right-50hz,7190",
    "event,flywire-783-min5,sugar-200hz,10115",
    "reference,flywire-783-min5,sugar-200hz,10115"
  })
  void replayedInput_givesBrian2sSpikesOneForOne(
      String backend, String connectome, String recording, int spikes) throws IOException {
    Path brain = DATA.resolve(connectome);
    Path out = folder.resolve("spikes.parquet");
    Cli run =
        Cli.run(
            "run",
            "--backend",
            backend,
            "--connectome",
            brain,
            "--replay",
            brain.resolve(recording + ".input.csv"),
            "--t-run",
            1,
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> recorded = Files.readAllLines(brain.resolve(recording + ".brian2-spikes.csv"));
    assertThat(recorded).hasSize(1 + spikes);
    assertThat(rows(out)).isEqualTo(recorded.subList(1, recorded.size()));
  }

  /// The rows of a spike file as `step,neuron_index`, for steps of 0.1 ms.
  private static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    List<Column> columns = List.of(Column.float64("time_ms"), Column.int64("neuron_index"));
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(columns)) {
      while (batches.next()) {
        for (int row = 0; row < batches.batch().rows(); row++) {
          long step = Math.round(batches.batch().doubles(0)[row] * 10);
          rows.add(step + "," + batches.batch().longs(1)[row]);
        }
      }
    }
    return rows;
  }
}
