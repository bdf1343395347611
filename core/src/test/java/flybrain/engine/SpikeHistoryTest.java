package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpikeHistoryTest {
  /// Many times what the buffer holds at first, and what it would hold when it only doubled.
  @Test
  void stepWithManyMoreSpikesThanBefore_isKeptWhole() {
    int[] all = IntStream.range(0, 5000).toArray();
    SpikeHistory history = new SpikeHistory(2);
    addStep(history, 7);
    addStep(history, all);

    assertThat(spikes(history, 0)).containsExactly(7);
    assertThat(spikes(history, 1)).isEqualTo(all);
  }

  @Test
  void skippedSteps_haveNoSpikes() {
    SpikeHistory history = new SpikeHistory(5);
    addStep(history, 7);
    addStep(history);
    assertThat(history.nextOfAge(4)).isEqualTo(4);
    assertThat(history.nextOfAge(1)).isEqualTo(Integer.MAX_VALUE);
    history.skipTo(4);
    assertThat(spikes(history, 0)).containsExactly(7);
    assertThat(history.nextOfAge(4)).isEqualTo(4);
    history.skipTo(1000);
    for (int step = 990; step < 1000; step++) {
      assertThat(spikes(history, step)).isEmpty();
    }
    addStep(history, 8);
    assertThat(spikes(history, 1000)).containsExactly(8);
    assertThat(history.nextOfAge(5)).isEqualTo(1005);
  }

  private static void addStep(SpikeHistory history, int... spiking) {
    for (int neuron : spiking) {
      history.add(neuron);
    }
    history.endStep();
  }

  private static int[] spikes(SpikeHistory history, int step) {
    return LongStream.range(history.from(step), history.from(step + 1))
        .mapToInt(history::get)
        .toArray();
  }
}
