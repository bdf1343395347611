package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.SharedData;
import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both engines on real wiring, against the spikes that Brian2 gave for the same input.
@Tag("shared")
class RecordedSpikesTest {
  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource({
    "looming-circuit,lplc2-right-50hz,7190",
    "flywire-783-min5,sugar-200hz,10115",
  })
  void engines_giveTheSpikesOfBrian2(String folder, String name, int count) throws IOException {
    Path data = SharedData.path("data/" + folder);
    Connectome connectome =
        new ConnectomeStore(temporary, temporary, temporary).open(data.toString(), notice -> {});
    int[][] events = rows(data.resolve(name + ".input.csv"));
    int[][] expected = rows(data.resolve(name + ".brian2-spikes.csv"));
    assertThat(expected).hasNumberOfRows(count);
    for (Backend engine : Engines.all()) {
      int[][] spikes = Runs.rows(Runs.run(engine, connectome, replay(events), 1));
      assertThat(Stream.of(spikes).map(row -> new int[] {row[1], row[2]}).toArray(int[][]::new))
          .isEqualTo(expected);
    }
  }

  private static Experiment replay(int[][] events) {
    IntStream driven = Stream.of(events).mapToInt(row -> row[1]).distinct();
    return new Experiment(
        "recorded",
        List.of(new Drive(new NeuronSet("driven", driven, List.of()), 0)),
        Silence.NONE,
        10_000,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        new Replay(
            "recorded",
            Stream.of(events).mapToInt(row -> row[0]).toArray(),
            Stream.of(events).mapToInt(row -> row[1]).toArray()));
  }

  private static int[][] rows(Path file) throws IOException {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      return csv.stream()
          .skip(1)
          .map(row -> row.getFields().stream().mapToInt(Integer::parseInt).toArray())
          .toArray(int[][]::new);
    }
  }
}
