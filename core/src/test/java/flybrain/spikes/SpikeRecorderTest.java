package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpikeRecorderTest {
  /// Trials that come in turn, in blocks of any size, by arrays that are used for the next block.
  @Property(tries = 50)
  void trialsInterleaved_comeOutInTheirOrder(RandomGenerator random) throws IOException {
    int trials = random.nextInt(1, 9);
    List<List<List<Integer>>> expected = new ArrayList<>();
    SpikeRecorder recorder = new SpikeRecorder();
    List<TrialSink> sinks = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      expected.add(new ArrayList<>());
      sinks.add(null);
    }
    for (int trial : shuffled(trials, random)) {
      sinks.set(trial, recorder.begin(trial));
    }
    int[] steps = new int[300];
    int[] neurons = new int[300];
    for (int block = random.nextInt(60); block > 0; block--) {
      int trial = random.nextInt(trials);
      int count = random.nextInt(random.nextInt(1, 300));
      for (int k = 0; k < count; k++) {
        steps[k] = block * 1000 + k;
        neurons[k] = random.nextInt(139_000);
        expected.get(trial).add(List.of(trial, steps[k], neurons[k]));
      }
      sinks.get(trial).spikes(steps, neurons, count);
      if (random.nextInt(10) == 0) {
        assertThat(all(recorder.spikes())).isEqualTo(flat(expected));
      }
    }
    for (int trial : shuffled(trials, random)) {
      sinks.get(trial).end();
    }
    assertThat(all(recorder.spikes())).isEqualTo(flat(expected));
  }

  @Test
  void withoutTrials_thereIsNothing() {
    assertThat(new SpikeRecorder().spikes().size()).isZero();
  }

  @Test
  void trialsThatAreSilentOrMissing_leaveTheNumbersOfTheOthers() throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    recorder.begin(3).spikes(new int[] {5}, new int[] {7}, 1);
    recorder.begin(1).end();
    recorder.begin(2).spikes(new int[0], new int[0], 0);
    assertThat(all(recorder.spikes())).containsExactly(List.of(3, 5, 7));
  }

  @Test
  void columnsOfUnequalLength_areRefused() {
    assertThatThrownBy(() -> new Spikes(new int[2], new int[2], new int[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns of unequal length: 2, 2, 1");
    assertThatThrownBy(() -> new Spikes(new int[1], new int[2], new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<List<Integer>> all(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> List.of(spikes.trial(k), spikes.step(k), spikes.neuron(k)))
        .toList();
  }

  private static List<List<Integer>> flat(List<List<List<Integer>>> trials) {
    return trials.stream().flatMap(List::stream).toList();
  }

  private static int[] shuffled(int count, RandomGenerator random) {
    long[] keys = random.longs(count).map(key -> key << 8).toArray();
    Arrays.setAll(keys, k -> keys[k] | k);
    return Arrays.stream(keys).sorted().mapToInt(key -> (int) (key & 255)).toArray();
  }
}
