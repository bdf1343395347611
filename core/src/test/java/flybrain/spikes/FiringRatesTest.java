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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static List<Row> rows(int... trials) {
    return IntStream.of(trials).mapToObj(trial -> new Row(trial, 1, 9)).toList();
  }

  private Path write(List<Row> rows) throws IOException {
    return SpikeTable.write(folder.resolve("spikes.parquet"), rows);
  }
}
