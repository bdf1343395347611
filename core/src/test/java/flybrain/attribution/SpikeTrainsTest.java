package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SpikeTrainsTest {
  /// Neuron 7 at 1, 4 and 9, neuron 2 at 4, neuron 40 at 0: numbered 2, then 7, then 40.
  private static final SpikeTrains TRAINS =
      new SpikeTrains(new int[] {0, 1, 4, 4, 9}, new int[] {40, 7, 2, 7, 7});

  @Test
  void spikes_areNumberedByNeuronThenByStep() {
    assertThat(TRAINS.spikes()).isEqualTo(5);
    assertThat(TRAINS.size()).isEqualTo(3);
    assertThat(new int[] {TRAINS.neuron(0), TRAINS.neuron(1), TRAINS.neuron(2)})
        .containsExactly(2, 7, 40);
    assertThat(new int[] {TRAINS.from(0), TRAINS.from(1), TRAINS.from(2), TRAINS.from(3)})
        .containsExactly(0, 1, 4, 5);
    int[] steps = {4, 1, 4, 9, 0};
    int[] neurons = {2, 7, 7, 7, 40};
    for (int spike = 0; spike < 5; spike++) {
      assertThat(TRAINS.step(spike)).isEqualTo(steps[spike]);
      assertThat(TRAINS.neuronOf(spike)).isEqualTo(neurons[spike]);
    }
  }

  @Test
  void neuronThatDoesNotSpike_hasNoTrain() {
    assertThat(TRAINS.train(2)).isZero();
    assertThat(TRAINS.train(40)).isEqualTo(2);
    for (int silent : new int[] {0, 3, 8, 41}) {
      assertThat(TRAINS.train(silent)).as("neuron %d", silent).isEqualTo(-1);
      assertThat(TRAINS.steps(silent)).isEmpty();
      assertThat(TRAINS.isSpike(silent, 4)).isFalse();
    }
  }

  /// The end of a train is the beginning of the next, whose spikes must not be taken for its own.
  @Test
  void firstSpikeFromAStepOn_isOfTheSameTrain() {
    assertThat(TRAINS.firstFrom(1, 0)).isEqualTo(1);
    assertThat(TRAINS.firstFrom(1, 1)).isEqualTo(1);
    assertThat(TRAINS.firstFrom(1, 2)).isEqualTo(2);
    assertThat(TRAINS.firstFrom(1, 9)).isEqualTo(3);
    assertThat(TRAINS.firstFrom(1, 10)).as("none is left").isEqualTo(4);
    assertThat(TRAINS.firstFrom(0, 5)).as("none is left").isEqualTo(1);
    assertThat(TRAINS.firstFrom(1, -18)).as("before the trial").isEqualTo(1);
  }

  @Test
  void withoutSpikes_thereAreNoTrains() {
    SpikeTrains none = new SpikeTrains(new int[0], new int[0]);
    assertThat(none.size()).isZero();
    assertThat(none.spikes()).isZero();
    assertThat(none.from(0)).isZero();
    assertThat(none.steps(0)).isEmpty();
  }

  @Property(tries = 100)
  void trains_haveTheSpikesOfTheirNeurons(RandomGenerator random) {
    SortedSet<Long> spikes = new TreeSet<>();
    for (int n = random.nextInt(60); n > 0; n--) {
      spikes.add((long) random.nextInt(50) << 32 | random.nextInt(8));
    }
    int[] steps = spikes.stream().mapToInt(spike -> (int) (spike >>> 32)).toArray();
    int[] neurons = spikes.stream().mapToInt(spike -> (int) (long) spike).toArray();
    SpikeTrains trains = new SpikeTrains(steps, neurons);
    List<Integer> all = new ArrayList<>();
    for (int neuron = 0; neuron < 8; neuron++) {
      int wanted = neuron;
      int[] own =
          spikes.stream()
              .filter(spike -> (int) (long) spike == wanted)
              .mapToInt(spike -> (int) (spike >>> 32))
              .toArray();
      assertThat(trains.steps(neuron)).isEqualTo(own);
      for (int step = 0; step < 50; step++) {
        assertThat(trains.isSpike(neuron, step)).isEqualTo(Arrays.binarySearch(own, step) >= 0);
      }
      Arrays.stream(own).forEach(all::add);
    }
    assertThat(all).hasSize(trains.spikes());
  }
}
