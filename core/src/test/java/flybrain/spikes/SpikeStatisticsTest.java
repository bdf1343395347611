package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpikeStatisticsTest {
  @Test
  void statistics_countTrialsThatComeTogetherAndAreSilent() throws IOException {
    SpikeStatistics statistics = new SpikeStatistics(4);
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeSink sink = SpikeSink.both(statistics, recorder);
    TrialSink second = sink.begin(1);
    second.spikes(new int[] {3, 5}, new int[] {0, 2}, 2);
    TrialSink first = sink.begin(0);
    first.spikes(new int[] {1, 2, 9}, new int[] {2, 2, 9}, 2);
    second.spikes(new int[] {7}, new int[] {2}, 1);
    second.end();
    sink.begin(2).end();
    first.end();

    assertThat(statistics.trials()).isEqualTo(3);
    assertThat(statistics.spikes()).isEqualTo(5);
    assertThat(statistics.activeNeurons()).isEqualTo(2);
    assertThat(statistics.spikesPerTrial().mean()).isEqualTo(5 / 3.0);
    // Spikes of the trials are 2, 3 and 0; the bound covers rounding in another order of terms.
    assertThat(statistics.spikesPerTrial().sd()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-14));
    assertThat(statistics.spikesPerTrial().populationSd())
        .isCloseTo(Math.sqrt(14.0) / 3, within(1e-14));
    assertThat(statistics.activePerTrial().mean()).isEqualTo(1);
    assertThat(statistics.spikesOf(0))
        .satisfies(third -> {
          assertThat(third.mean()).isEqualTo(1 / 3.0);
          assertThat(third.sd()).isCloseTo(Math.sqrt(1 / 3.0), within(1e-14));
        });
    assertThat(statistics.spikesOf(1)).isEqualTo(Measurement.zero(3));
    assertThat(statistics.mostActive()).containsExactly(2, 0);
    assertThat(recorder.spikes().size()).isEqualTo(5);
    assertThat(recorder.spikes().trial(2)).isEqualTo(1);
  }

  /// A counter a neuron is large: of a thousand trials in turn, all use the same.
  @Test
  void trialsInTurn_shareTheirCounters() throws IOException {
    SpikeStatistics statistics = new SpikeStatistics(10);
    TrialSink first = statistics.begin(0);
    TrialSink beside = statistics.begin(1);
    assertThat(beside).isNotSameAs(first);
    first.end();
    TrialSink next = statistics.begin(2);
    assertThat(next).isSameAs(first);
    next.end();
    beside.end();
    assertThat(statistics.trials()).isEqualTo(3);
  }

  @Test
  void bothSinks_getEverySpikeAndTheEnd() throws IOException {
    List<String> calls = new ArrayList<>();
    TrialSink both = TrialSink.both(noting("first", calls), noting("second", calls));
    both.spikes(new int[] {4, 5}, new int[] {1, 2}, 1);
    both.end();
    assertThat(calls).containsExactly("first 4 1 1", "second 4 1 1", "first ends", "second ends");
  }

  private static TrialSink noting(String name, List<String> calls) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) {
        calls.add(name + " " + steps[0] + " " + neurons[0] + " " + count);
      }

      @Override
      public void end() {
        calls.add(name + " ends");
      }
    };
  }

  @Test
  void oneTrial_hasNoStandardDeviation() throws IOException {
    SpikeStatistics statistics = new SpikeStatistics(2);
    TrialSink trial = statistics.begin(0);
    trial.spikes(new int[] {3, 5}, new int[] {0, 0}, 2);
    trial.end();
    assertThat(statistics.spikesOf(0)).isEqualTo(new Measurement(2, Double.NaN, 1));
    assertThat(statistics.spikesOf(0).hasSd()).isFalse();
    assertThat(statistics.spikesOf(0).populationSd()).isZero();
  }

  /// Trials of all sizes on four threads, against sums over a table of trials and neurons.
  @Property(tries = 50)
  void trialsAtOnce_areSumsOverAll(RandomGenerator random) throws Exception {
    int neurons = 1 + random.nextInt(5000);
    int trials = random.nextInt(30);
    int[][] spiking = new int[trials][];
    long[][] counts = new long[trials][neurons];
    for (int trial = 0; trial < trials; trial++) {
      int size = random.nextInt(4) == 0 ? 0 : random.nextInt(20_000);
      int busy = 1 + random.nextInt(neurons);
      spiking[trial] = random.ints(size, 0, busy).toArray();
      for (int neuron : spiking[trial]) {
        counts[trial][neuron]++;
      }
    }
    SpikeStatistics statistics = new SpikeStatistics(neurons);
    countAtOnce(statistics, spiking);

    assertThat(statistics.trials()).isEqualTo(trials);
    long[] sizes = Stream.of(spiking).mapToLong(trial -> trial.length).toArray();
    assertThat(statistics.spikes()).isEqualTo(LongStream.of(sizes).sum());
    assertThat(statistics.spikesPerTrial()).isEqualTo(measured(sizes));
    assertThat(statistics.activePerTrial())
        .isEqualTo(
            measured(
                Stream.of(spiking).mapToLong(t -> IntStream.of(t).distinct().count()).toArray()));
    long[] ofNeuron = new long[neurons];
    for (int neuron = 0; neuron < neurons; neuron++) {
      int i = neuron;
      long[] column = IntStream.range(0, trials).mapToLong(t -> counts[t][i]).toArray();
      ofNeuron[i] = LongStream.of(column).sum();
      assertThat(statistics.spikesOf(i)).isEqualTo(measured(column));
    }
    List<Integer> fired =
        IntStream.range(0, neurons)
            .filter(i -> ofNeuron[i] > 0)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -ofNeuron[i]).thenComparing(i -> i))
            .toList();
    assertThat(statistics.activeNeurons()).isEqualTo(fired.size());
    assertThat(statistics.mostActive().boxed()).isEqualTo(fired);
  }

  /// The sums are whole numbers below 2^53, so their order does not matter.
  private static Measurement measured(long[] numbers) {
    long sum = LongStream.of(numbers).sum();
    double squares = LongStream.of(numbers).map(number -> number * number).sum();
    return Measurement.of(sum, squares, numbers.length);
  }

  private static void countAtOnce(SpikeStatistics statistics, int[][] spiking) throws Exception {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          for (int trial; (trial = next.getAndIncrement()) < spiking.length; ) {
            TrialSink sink = statistics.begin(trial);
            int half = spiking[trial].length / 2;
            int[] rest = Arrays.copyOfRange(spiking[trial], half, spiking[trial].length);
            sink.spikes(new int[half], spiking[trial], half);
            sink.spikes(new int[rest.length], rest, rest.length);
            sink.end();
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> done : threads.invokeAll(List.of(worker, worker, worker, worker))) {
        done.get();
      }
    }
  }
}
