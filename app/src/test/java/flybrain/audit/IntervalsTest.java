package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.audit.Intervals.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
  /// 2.2 ms of refractory period and the step of the spike, at 0.1 ms.
  private static final int SHORTEST = 23;

  private final Intervals intervals = new Intervals(SHORTEST);

  private void spikes(int trial, int neuron, int... steps) {
    for (int step : steps) {
      intervals.add(trial, neuron, step);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 1, 0", "22, 1, 0", "23, 0, 0", "1000, 0, 0"})
  void interval_isTooShortBelowTheShortest(int interval, int tooShort, int single) {
    spikes(0, 0, 100, 100 + interval);
    assertThat(intervals.tooShort(0)).isEqualTo(tooShort);
    assertThat(intervals.single(0)).isEqualTo(single);
    assertThat(intervals.spikes(0)).isEqualTo(2);
    assertThat(intervals.isDisordered()).isFalse();
    assertThat(intervals.duplicates()).isZero();
  }

  @Test
  void spikeAtTheFirstStep_isASpike() {
    spikes(0, 0, 0, 5);
    assertThat(intervals.tooShort(0)).isEqualTo(1);
    assertThat(intervals.examples(0)).containsExactly(new Example(0, 0, 5));
  }

  @Test
  void otherNeuronsAndTrials_areApart() {
    spikes(0, 0, 100);
    spikes(0, 1, 101);
    spikes(1, 0, 102);
    spikes(1, 2, 103);
    assertThat(intervals.tooShort(0) + intervals.tooShort(1) + intervals.tooShort(2)).isZero();
    assertThat(intervals.spikes(0)).isEqualTo(2);
  }

  /// Rows of a file that another program sorted by time alone.
  @Test
  void trialsThatTakeTurns_keepTheirLastSpikes() {
    spikes(0, 3, 100);
    spikes(1, 3, 101);
    spikes(0, 3, 110);
    spikes(1, 3, 120);
    assertThat(intervals.tooShort(3)).isEqualTo(2);
    assertThat(intervals.examples(3))
        .containsExactly(new Example(0, 100, 110), new Example(1, 101, 120));
  }

  @Test
  void sameSpikeTwice_isADuplicateAndNoInterval() {
    spikes(2, 0, 50, 50, 50);
    spikes(3, 1, 7, 7);
    assertThat(intervals.duplicates()).isEqualTo(3);
    assertThat(intervals.firstDuplicate()).isEqualTo("trial 2, step 50");
    assertThat(intervals.tooShort(0)).isZero();
    assertThat(intervals.isDisordered()).isFalse();
  }

  @Test
  void spikeBeforeTheLast_isDisorder() {
    spikes(0, 0, 50, 49);
    assertThat(intervals.isDisordered()).isTrue();
    assertThat(intervals.tooShort(0)).isZero();
  }

  @Test
  void examples_areThreeAtMost_theLastOneOfThoseThatNoNeuronMayHave() {
    spikes(0, 0, 10, 20, 30, 40, 50);
    assertThat(intervals.examples(0))
        .containsExactly(new Example(0, 10, 20), new Example(0, 20, 30), new Example(0, 30, 40));
    spikes(0, 0, 51);
    assertThat(intervals.examples(0))
        .containsExactly(new Example(0, 10, 20), new Example(0, 20, 30), new Example(0, 50, 51));
    assertThat(intervals.tooShort(0)).as("all are counted").isEqualTo(5);
    assertThat(intervals.examples(1)).isEmpty();
  }

  /// Arrays grow to twice the number of a neuron.
  @ParameterizedTest
  @ValueSource(ints = {255, 256, 511, 512, 513, 1024, 138_638})
  void neuronOfAnyNumber_isCounted(int neuron) {
    spikes(0, 0, 100);
    spikes(0, neuron, 100, 105);
    spikes(1, neuron, 7);
    spikes(0, 0, 110);
    assertThat(intervals.tooShort(neuron)).isEqualTo(1);
    assertThat(intervals.spikes(neuron)).isEqualTo(3);
    assertThat(intervals.tooShort(0)).isEqualTo(1);
  }
}
