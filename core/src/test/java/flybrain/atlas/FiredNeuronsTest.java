package flybrain.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FiredNeuronsTest {
  private static Map<Integer, Integer> counts(Responses responses) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int k = 0; k < responses.size(); k++) {
      assertThat(k == 0 || responses.neuron(k - 1) < responses.neuron(k)).as("ascending").isTrue();
      counts.put(responses.neuron(k), responses.spikes(k));
    }
    return counts;
  }

  /// One counter is used for one experiment after the other.
  @Property(tries = 50)
  void counts_areOfOneExperiment(RandomGenerator random) {
    FiredNeurons fired = new FiredNeurons(300);
    for (int experiment = 0; experiment < 5; experiment++) {
      Map<Integer, Integer> expected = new TreeMap<>();
      for (int block = random.nextInt(4); block > 0; block--) {
        int[] neurons = random.ints(random.nextInt(300), 0, 300).toArray();
        int count = neurons.length / 2;
        assertThat(fired.begin(block)).isSameAs(fired);
        fired.spikes(new int[neurons.length], neurons, count);
        for (int k = 0; k < count; k++) {
          expected.merge(neurons[k], 1, Integer::sum);
        }
      }
      Responses responses = fired.take(experiment);
      assertThat(responses.driven()).isEqualTo(experiment);
      assertThat(counts(responses)).isEqualTo(expected);
      assertThat(responses.spikes())
          .isEqualTo(expected.values().stream().mapToLong(count -> count).sum());
    }
  }

  @Test
  void nothingFired_isEmpty() {
    Responses none = new FiredNeurons(0).take(0);
    assertThat(none.size()).isZero();
    assertThat(none.spikes()).isZero();
  }

  /// Trials of one experiment may run at once.
  @Test
  void spikesOfManyThreads_areAllCounted() {
    FiredNeurons fired = new FiredNeurons(100);
    int[] neurons = new int[100];
    Arrays.setAll(neurons, k -> k);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int trial = 0; trial < 4; trial++) {
        threads.execute(() -> {
          for (int k = 0; k < 2_000; k++) {
            fired.spikes(neurons, neurons, neurons.length);
          }
        });
      }
    }
    Responses responses = fired.take(0);
    assertThat(responses.size()).isEqualTo(100);
    assertThat(counts(responses).values()).containsOnly(8_000);
  }

  /// A brain in which everything fires has more spikes than an int holds.
  @Test
  void sumOfSpikes_isALong() {
    Responses many =
        new Responses(0, new int[] {1, 2}, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE});
    assertThat(many.spikes()).isEqualTo(2L * Integer.MAX_VALUE);
  }
}
