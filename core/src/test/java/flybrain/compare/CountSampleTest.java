package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountSampleTest {
  @TempDir private Path folder;

  @Test
  void rounds_areOneSampleWithTheirTrialsInTurn() throws IOException {
    FiringRates first = rates("a", 2, new Row(0, 1, 20), new Row(1, 1, 20), new Row(1, 2, 20));
    FiringRates second = rates("b", 3, new Row(2, 1, 10), new Row(0, 4, 20));
    CountSample sample = CountSample.of(List.of(first, second, first));
    assertThat(sample.tRun()).isEqualTo(0.5);
    assertThat(sample.trials()).isEqualTo(7);
    assertThat(sample.flywireIds()).containsExactly(10, 20);
    assertThat(sample.counts(10)).containsExactly(0, 0, 0, 0, 1, 0, 0);
    assertThat(sample.counts(20)).containsExactly(1, 2, 1, 0, 0, 1, 2);
    assertThat(sample.counts(15)).as("a neuron that never fired").containsOnly(0).hasSize(7);
    assertThat(sample.totals()).containsExactly(1, 2, 1, 0, 1, 1, 2);
  }

  @Test
  void trialsOfOtherDurations_areNotASample() throws IOException {
    Path file = SpikeTable.write(folder.resolve("a.parquet"), List.of(new Row(0, 1, 9)));
    FiringRates half = FiringRates.of(file, 0.5, 1);
    assertThatThrownBy(() -> CountSample.of(List.of(half, FiringRates.of(file, 0.5001, 1))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "trials of 0.5 s and of 0.5001 s cannot be compared; use runs with the same t_run");
    // The product of two doubles for a decimal number.
    assertThat(CountSample.of(List.of(half, FiringRates.of(file, 0.5000000000000001, 1))).trials())
        .isEqualTo(2);
  }

  @Test
  void countsThatDoNotCoverTheTrials_areRefused() {
    long[] ids = {1, 2};
    for (int[][] counts : List.of(new int[][] {{1, 2}}, new int[][] {{1, 2}, {3}}, new int[0][])) {
      assertThatThrownBy(() -> new CountSample(1, 2, ids, counts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("counts must cover every neuron in every trial");
    }
  }

  @Test
  void rateSd_isOfRatesOverTrials() {
    CountSample sample = new CountSample(0.5, 3, new long[] {7}, new int[][] {{2, 4, 9}});
    // numpy.std([4, 8, 18], ddof=1)
    assertThat(sample.rateSd(7)).isCloseTo(7.211102550927978, within(1e-12));
    assertThat(sample.rateSd(8)).isZero();
    assertThat(sample.only(new int[] {1}).rateSd(7)).isNaN();
  }

  @Test
  void firstAlike_isTheFirstTrialWithTheSameCounts() {
    int[][] counts = {{1, 2, 1, 1, 2, 1}, {5, 5, 5, 6, 5, 5}};
    CountSample sample = new CountSample(1, 6, new long[] {7, 8}, counts);
    assertThat(sample.firstAlike()).containsExactly(0, 1, 0, 3, 1, 0);
    CountSample some = sample.only(new int[] {4, 3});
    assertThat(some.trials()).isEqualTo(2);
    assertThat(some.counts(7)).containsExactly(2, 1);
    assertThat(some.counts(8)).containsExactly(5, 6);
  }

  /// Trials with a hundred spikes are not equal by chance; with fewer they may be.
  @Test
  void copies_doNotCountWhereTrialsHaveAHundredSpikes() {
    for (int spikes : new int[] {98, 99}) {
      int[][] counts = {{spikes, spikes, 3, spikes, 3}, {1, 1, 196, 1, 196}};
      CountSample sample = new CountSample(1, 5, new long[] {7, 8}, counts);
      List<String> notices = new ArrayList<>();
      double mean = (3 * (spikes + 1) + 2 * 199) / 5.0;
      CountSample kept = sample.withoutCopies("candidate", notices::add);
      assertThat(mean).isGreaterThan(100);
      assertThat(kept.counts(7)).containsExactly(spikes, 3);
      assertThat(notices)
          .containsExactly(
              "candidate: 3 of 5 trials are duplicates (the same count for every neuron) and do "
                  + "not count");
    }
    for (int spikes : new int[] {99, 100}) {
      CountSample sample = new CountSample(1, 2, new long[] {7}, new int[][] {{spikes, spikes}});
      List<String> notices = new ArrayList<>();
      assertThat(sample.withoutCopies("reference", notices::add).trials())
          .isEqualTo(spikes < 100 ? 2 : 1);
      assertThat(notices).hasSize(spikes < 100 ? 0 : 1);
    }
    CountSample distinct = new CountSample(1, 2, new long[] {7}, new int[][] {{900, 901}});
    assertThat(
            distinct.withoutCopies(
                "reference",
                notice -> {
                  throw new AssertionError(notice);
                }))
        .isSameAs(distinct);
  }

  private FiringRates rates(String name, int trials, Row... rows) throws IOException {
    return FiringRates.of(
        SpikeTable.write(folder.resolve(name + ".parquet"), List.of(rows)), 0.5, trials);
  }
}
