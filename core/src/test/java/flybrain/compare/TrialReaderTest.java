package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class TrialReaderTest {
  private static final int TRIALS = 6;

  @TempDir private Path folder;

  /// Some trials are silent, some have more spikes than may be held.
  @Property(tries = 40)
  void trials_haveTheirSpikesByNeuronAndTime_whateverTheOrderOfRows(RandomGenerator random)
      throws IOException {
    List<Row> rows =
        Stream.generate(() ->
                new Row(
                    random.nextInt(TRIALS) & ~1, random.nextInt(1000) / 8.0, random.nextInt(1, 21)))
            .limit(random.nextInt(400))
            .sorted(random.nextBoolean() ? Comparator.comparingInt(Row::trial) : (_, _) -> 0)
            .toList();
    Path file = SpikeTable.write(folder.resolve("spikes.parquet"), rows);
    FiringRates rates = FiringRates.of(file, 1, TRIALS);
    try (TrialReader reader = new TrialReader(file, rates, random.nextInt(300))) {
      for (int trial = 0; trial < TRIALS; trial++) {
        TrialTimes times = reader.next();
        for (int neuron = 0; neuron < rates.neurons(); neuron++) {
          assertThat(Arrays.copyOfRange(times.times(), times.start(neuron), times.end(neuron)))
              .containsExactly(seconds(rows, trial, rates.flywireId(neuron)));
        }
      }
    }
  }

  private static double[] seconds(List<Row> rows, int trial, long flywireId) {
    return rows.stream()
        .filter(row -> row.trial() == trial && row.flywireId() == flywireId)
        .mapToDouble(row -> row.time() / 1000)
        .sorted()
        .toArray();
  }
}
