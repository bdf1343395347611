package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
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

  @Property
  void spikesOfTheKeptSteps_areThere(RandomGenerator cases) {
    // With every other number the buffer of steps has no entry to spare.
    int kept = cases.nextBoolean() ? cases.nextInt(1, 40) : (4 << cases.nextInt(4)) - 2;
    SpikeHistory history = new SpikeHistory(kept);
    List<int[]> expected = new ArrayList<>();
    while (expected.size() < 200) {
      if (cases.nextInt(20) == 0) {
        int idle = cases.nextInt(1, 60);
        expected.addAll(Collections.nCopies(idle, new int[0]));
        history.skipTo(expected.size());
      }
      int most = cases.nextInt(20) == 0 ? 400 : 60;
      int[] spiking = cases.ints(cases.nextInt(most), 0, 1000).toArray();
      expected.add(spiking);
      addStep(history, spiking);
      int last = expected.size() - 1;
      for (int step = Math.max(0, last - kept); step <= last; step++) {
        assertThat(spikes(history, step)).isEqualTo(expected.get(step));
      }
    }
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
