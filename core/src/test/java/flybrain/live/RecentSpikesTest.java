package flybrain.live;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentSpikesTest {
  /// Spikes that are kept.
  private static final int MOST = 1 << 18;

  private final RecentSpikes recent = new RecentSpikes();

  /// Across the sizes to which the arrays grow, from 1024 on.
  @Property(tries = 30)
  void rates_countTheSpikesSinceAStep(RandomGenerator random) {
    List<int[]> all = new ArrayList<>();
    int step = 0;
    while (all.size() < 5_000) {
      int count = random.nextInt(random.nextBoolean() ? 4 : 1_500);
      int[] steps = new int[count];
      int[] neurons = new int[count];
      for (int k = 0; k < count; k++) {
        step += random.nextInt(3);
        steps[k] = step;
        neurons[k] = random.nextInt(50);
        all.add(new int[] {step, neurons[k]});
      }
      recent.spikes(steps, neurons, count);
      int from = random.nextInt(step + 2);
      assertRates(recent.rates(from, 0.5), all, from, 0.5);
    }
    assertThat(recent.completeFrom()).isZero();
  }

  private static void assertRates(FiringRatesNow found, List<int[]> spikes, int from, double time) {
    Map<Integer, Integer> counts = new TreeMap<>();
    spikes.stream()
        .filter(spike -> spike[0] >= from)
        .forEach(spike -> counts.merge(spike[1], 1, Integer::sum));
    assertThat(found.neurons())
        .containsExactly(counts.keySet().stream().mapToInt(neuron -> neuron).toArray());
    assertThat(found.rates())
        .containsExactly(counts.values().stream().mapToDouble(count -> count / time).toArray());
    assertThat(found.seconds()).isEqualTo(time);
  }

  @Test
  void noSpikes_haveNoRates() {
    assertThat(recent.rates(0, 1).neurons()).isEmpty();
    recent.spikes(new int[0], new int[0], 0);
    assertThat(recent.rates(0, 1).rates()).isEmpty();
    recent.spikes(new int[] {7}, new int[] {3}, 1);
    assertThat(recent.rates(7, 1).neurons()).containsExactly(3);
    assertThat(recent.rates(8, 1).neurons()).isEmpty();
  }

  /// Only the first `count` are spikes; blocks are used again.
  @Test
  void restOfTheArrays_isNotLookedAt() {
    recent.spikes(new int[] {1, 9, 9}, new int[] {5, 8, 8}, 1);
    assertThat(recent.rates(0, 1).neurons()).containsExactly(5);
  }

  @Test
  void firstSpikeTooMany_forgetsItsStep() {
    recent.spikes(steps(0), new int[MOST], MOST);
    assertThat(recent.completeFrom()).isZero();
    assertThat(recent.rates(0, 1).rates()).containsExactly(MOST);
    recent.spikes(new int[] {MOST / 2}, new int[] {1}, 1);
    // Two spikes a step: of step 0 one is left, so it is not complete.
    assertThat(recent.completeFrom()).isEqualTo(1);
    assertThat(recent.rates(1, 1).rates()).containsExactly(MOST - 2, 1);
    recent.spikes(new int[] {MOST / 2, MOST / 2}, new int[] {1, 1}, 2);
    assertThat(recent.completeFrom()).isEqualTo(2);
  }

  /// More in one block than are kept at all.
  @Test
  void blockLargerThanWhatIsKept_leavesItsEnd() {
    int count = 2 * MOST + 10;
    int[] steps = IntStream.range(0, count).toArray();
    int[] neurons = IntStream.range(0, count).map(k -> k % 3).toArray();
    recent.spikes(steps, neurons, count);
    assertThat(recent.completeFrom()).isEqualTo(count - MOST);
    assertThat(IntStream.of(recent.rates(count - 30, 1).neurons())).containsExactly(0, 1, 2);
    assertThat(recent.rates(count - 30, 1).rates()).containsExactly(10, 10, 10);
    double all = 0;
    for (double rate : recent.rates(count - MOST, 1).rates()) {
      all += rate;
    }
    assertThat(all).isEqualTo(MOST);
  }

  /// Two spikes in each step.
  private static int[] steps(int from) {
    return IntStream.range(0, MOST).map(k -> from + k / 2).toArray();
  }

  @Test
  void copy_goesItsOwnWay() {
    recent.spikes(new int[] {1}, new int[] {5}, 1);
    RecentSpikes copy = recent.copy();
    recent.spikes(new int[] {2}, new int[] {6}, 1);
    copy.spikes(new int[] {3}, new int[] {7}, 1);
    assertThat(recent.rates(0, 1).neurons()).containsExactly(5, 6);
    assertThat(copy.rates(0, 1).neurons()).containsExactly(5, 7);
    assertThat(recent.rates(3, 1).neurons()).isEmpty();
    recent.spikes(steps(4), new int[MOST], MOST);
    assertThat(recent.copy().completeFrom()).isEqualTo(recent.completeFrom()).isPositive();
  }
}
