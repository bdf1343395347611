package flybrain.spikes;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.Property;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiringRatesTest {
  @TempDir private Path folder;

  @Property(tries = 20)
  void everySpikeCountsForItsTrialAndNeuron_inAnyOrder(RandomGenerator random) throws IOException {
    // Trial 2 is silent, and there are more neurons than there are counters at first.
    List<Row> rows =
        Stream.generate(() ->
                new Row(random.nextInt(2) * 3, random.nextInt(9999), 7L * random.nextInt(1, 1500)))
            .limit(random.nextInt(5000))
            .toList();
    FiringRates rates = FiringRates.of(write(rows), 2, 4);
    Map<Long, Map<Integer, Long>> expected =
        rows.stream()
            .collect(groupingBy(Row::flywireId, TreeMap::new, groupingBy(Row::trial, counting())));
    assertThat(IntStream.range(0, rates.neurons()).mapToObj(rates::flywireId))
        .containsExactlyElementsOf(expected.keySet());
    for (int neuron = 0; neuron < rates.neurons(); neuron++) {
      Map<Integer, Long> counts = Objects.requireNonNull(expected.get(rates.flywireId(neuron)));
      long all = 0;
      for (int trial = 0; trial < 4; trial++) {
        long count = counts.getOrDefault(trial, 0L);
        assertThat(rates.spikes(trial, neuron)).isEqualTo((int) count);
        all += count;
      }
      assertThat(rates.rate(neuron).mean()).isCloseTo(all / 4.0 / 2, within(1e-12));
    }
    assertThat(rates.spikes()).isEqualTo(rows.size());
    assertThat(rates.spikes(0) + rates.spikes(3)).isEqualTo(rows.size());
  }

  /// The spikes counted in their file are those counted while they were written.
  @Property(tries = 10)
  void ratesOfAFile_areTheStatisticsOfItsRun(RandomGenerator random) throws IOException {
    int neurons = random.nextInt(1, 40);
    int trials = random.nextInt(1, 6);
    SpikeStatistics statistics = new SpikeStatistics(neurons);
    Path file = folder.resolve("spikes.parquet");
    try (SpikeFileWriter writer =
        new SpikeFileWriter(file, 0.1, neuron -> 9000L - neuron, Map.of())) {
      SpikeSink sink = SpikeSink.both(writer, statistics);
      for (int trial = 0; trial < trials; trial++) {
        TrialSink spikes = sink.begin(trial);
        int busy = random.nextInt(neurons);
        for (int step = 0; step < 30; step++) {
          int[] fired =
              IntStream.rangeClosed(0, busy).filter(_ -> random.nextInt(8) == 0).toArray();
          int[] steps = new int[fired.length];
          Arrays.fill(steps, step);
          spikes.spikes(steps, fired, fired.length);
        }
        spikes.end();
      }
      writer.commit();
    }
    FiringRates rates = FiringRates.of(file, 0.5, trials);
    assertThat(rates.tRun()).isEqualTo(0.5);
    assertThat(rates.trials()).isEqualTo(trials);
    assertThat(rates.neurons()).isEqualTo(statistics.activeNeurons());
    assertThat(rates.spikes()).isEqualTo(statistics.spikes());
    assertThat(rates.spikesPerTrial()).isEqualTo(statistics.spikesPerTrial());
    assertThat(rates.activePerTrial()).isEqualTo(statistics.activePerTrial());
    for (int neuron = 0; neuron < neurons; neuron++) {
      int number = rates.indexOf(9000L - neuron);
      Measurement counted = statistics.spikesOf(neuron);
      if (counted.mean() == 0) {
        assertThat(number).isEqualTo(-1);
      } else {
        assertThat(rates.flywireId(number)).isEqualTo(9000L - neuron);
        assertThat(rates.rate(number)).isEqualTo(counted.times(2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "1, 0", "1, -1"})
  void senselessSize_isRefused(double tRun, int trials) throws IOException {
    Path file = write(rows(0));
    assertThatThrownBy(() -> FiringRates.of(file, tRun, trials))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("t_run = %s s, %d trials".formatted(tRun, trials));
  }

  @Test
  void orderOfTrials_isReported() throws IOException {
    assertThat(FiringRates.of(write(rows(0, 0, 1, 3)), 1, 4).isOrderedByTrial()).isTrue();
    assertThat(FiringRates.of(write(rows(0, 1, 0, 3)), 1, 4).isOrderedByTrial()).isFalse();
  }

  @Test
  void trialBeyondTheLast_isNamedWithItsRow() throws IOException {
    Path file = write(rows(0, 0, 1, 4));
    assertThatThrownBy(() -> FiringRates.of(file, 1, 4))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 3 (counted from 0): trial 4; must be 0 .. 3");
  }

  /// Rows are read some ten thousand at once; they are counted through the file.
  @Test
  void rowOfATrialBeyondTheLast_isCountedFromTheBeginningOfTheFile() throws IOException {
    int[] trials = new int[70_000];
    trials[69_998] = 2;
    Path file = write(rows(trials));
    assertThatThrownBy(() -> FiringRates.of(file, 1, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": row 69998 (counted from 0): trial 2; must be 0 .. 0, of 1 trial");
  }

  private static List<Row> rows(int... trials) {
    return IntStream.of(trials).mapToObj(trial -> new Row(trial, 1, 9)).toList();
  }

  private Path write(List<Row> rows) throws IOException {
    return SpikeTable.write(folder.resolve("spikes.parquet"), rows);
  }
}
