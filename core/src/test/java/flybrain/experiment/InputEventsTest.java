package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.connectome.Neurons;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputEventsTest {
  private static final Neurons NEURONS =
      new Neurons(LongStream.range(0, 400).map(i -> 720_575_940_600_000_000L + 31 * i).toArray());

  record Event(int step, int neuron) {}

  /// The mean of 4 million steps: within 5 standard deviations of p.
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 20, 200, 3000, 9990})
  void rate_isTheOneAskedFor(double rate) {
    int steps = 10_000;
    long events = read(input(drive(0, 400, rate), 1, 0), steps).size();
    double p = rate / 10_000;
    double draws = 400.0 * steps;
    assertThat(events / draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
  }

  /// Chi-square of the gaps between the events of a neuron, and of the steps before its first.
  ///
  /// Of some 100 gaps of a neuron the first 50 count: the end of the run would cut off long ones.
  @ParameterizedTest
  @ValueSource(doubles = {20, 200, 3000})
  void gaps_areGeometric(double rate) {
    double p = rate / 10_000;
    int bins = 20;
    int[] gaps = new int[bins];
    int[] firsts = new int[bins];
    for (int trial = 0; trial < 10; trial++) {
      int[] last = new int[400];
      Arrays.fill(last, -1);
      int[] seen = new int[400];
      for (Event event : read(input(drive(0, 400, rate), 7, trial), (int) (100 / p))) {
        int gap = event.step - last[event.neuron];
        // Bins of nearly equal probability.
        int[] counts = last[event.neuron] < 0 ? firsts : gaps;
        counts[bin(p, gap, bins)] += seen[event.neuron]++ <= 50 ? 1 : 0;
        last[event.neuron] = event.step;
      }
    }
    double[] expected = new double[bins];
    double below = 0;
    for (int gap = 1; below < 1 - 1e-12; gap++) {
      double probability = Math.pow(1 - p, gap - 1) * p;
      expected[bin(p, gap, bins)] += probability;
      below += probability;
    }
    // 99.99 % of chi-square values with at most 19 degrees of freedom are below 53.
    assertThat(chiSquare(gaps, expected)).isLessThan(53);
    assertThat(chiSquare(firsts, expected)).isLessThan(53);
  }

  private static int bin(double p, int gap, int bins) {
    return Math.min(bins - 1, (int) ((1 - Math.pow(1 - p, gap - 1)) * bins));
  }

  private static double chiSquare(int[] counts, double[] probabilities) {
    double total = IntStream.of(counts).sum();
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = total * probabilities[k];
      if (expected > 0) {
        sum += (counts[k] - expected) * (counts[k] - expected) / expected;
      }
    }
    return sum;
  }

  /// Of all pairs of neurons with neighbouring ids, trials and seeds, none shares more events at
  /// the same step than chance gives: binomial with p^2, 6 standard deviations for 1200 pairs.
  @Test
  void streams_areIndependent() {
    int steps = 50_000;
    List<boolean[][]> runs =
        List.of(
            raster(input(drive(0, 400, 500), 1, 0), steps),
            raster(input(drive(0, 400, 500), 1, 1), steps),
            raster(input(drive(0, 400, 500), 2, 0), steps),
            raster(input(drive(0, 400, 500), 2, 1), steps));
    double mean = 0.05 * 0.05 * steps;
    double deviation = Math.sqrt(mean);
    for (int i = 0; i < 399; i++) {
      assertThat(shared(runs.get(0)[i], runs.get(0)[i + 1], 0))
          .isCloseTo(mean, within(6 * deviation));
      assertThat(shared(runs.get(0)[i], runs.get(0)[i], 1)).isCloseTo(mean, within(6 * deviation));
      for (int other = 1; other < 4; other++) {
        assertThat(shared(runs.get(0)[i], runs.get(other)[i], 0))
            .isCloseTo(mean, within(6 * deviation));
      }
    }
  }

  private static double shared(boolean[] one, boolean[] other, int lag) {
    return IntStream.range(lag, one.length).filter(s -> one[s] && other[s - lag]).count();
  }

  private static boolean[][] raster(InputEvents input, int steps) {
    boolean[][] raster = new boolean[400][steps];
    read(input, steps).forEach(event -> raster[event.neuron][event.step] = true);
    return raster;
  }

  @Property(tries = 50)
  void events_dependOnNothingElse(RandomGenerator random) {
    int neuron = random.nextInt(100, 200);
    Drive alone = drive(neuron, neuron + 1, 150);
    List<Event> expected = read(input(alone, 5, 3), 20_000);
    Drive many = drive(random.nextInt(100), random.nextInt(200, 400), 150);
    Drive others = drive(0, 50, 500 * random.nextDouble());
    InputEvents among =
        new PoissonEvents(NEURONS, 5, 3, 0.1, 5_000, List.of(drive(50, 400, 150), others));
    assertThat(of(neuron, read(input(many, 5, 3), 20_000))).isEqualTo(expected);
    assertThat(of(neuron, read(among, 20_000))).isEqualTo(expected);
    assertThat(read(input(alone, 6, 3), 20_000)).isNotEqualTo(expected);
    assertThat(read(input(alone, 5, 4), 20_000)).isNotEqualTo(expected);
  }

  /// The stream belongs to the FlyWire id, not to the index.
  @Test
  void events_followTheId() {
    long[] reversed = LongStream.range(0, 400).map(i -> NEURONS.id(399 - (int) i)).toArray();
    InputEvents input =
        new PoissonEvents(new Neurons(reversed), 5, 3, 0.1, 5_000, List.of(drive(0, 400, 150)));
    List<Integer> expected =
        read(input(drive(7, 8, 150), 5, 3), 9_000).stream().map(Event::step).toList();
    assertThat(of(392, read(input, 9_000)).stream().map(Event::step).toList()).isEqualTo(expected);
  }

  @Test
  void rate0_hasNoEvents() {
    assertThat(input(drive(0, 400, 0), 1, 0).step()).isEqualTo(InputEvents.END);
    assertThat(input(Drive.NONE, 1, 0).step()).isEqualTo(InputEvents.END);
  }

  @Test
  void highestRate_hasAnEventAtEachStep() {
    List<Event> expected =
        IntStream.range(0, 10_000)
            .boxed()
            .flatMap(s -> IntStream.range(3, 7).mapToObj(neuron -> new Event(s, neuron)))
            .toList();
    assertThat(read(input(drive(3, 7, 10_000), 1, 0), 10_000)).isEqualTo(expected);
  }

  @Test
  void tinyRate_endsWithoutDelay() {
    InputEvents input = input(drive(0, 400, 1e-300), 1, 0);
    assertThat(input.step()).isEqualTo(InputEvents.END);
    assertThat(read(input(drive(0, 400, 1e-6), 1, 0), 1 << 30)).hasSizeBetween(20, 70);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 10_001, Double.NaN})
  void rate_outOfRange_isRefused(double rate) {
    assertThatThrownBy(() -> input(drive(0, 1, rate), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate = " + rate);
  }

  @Property(tries = 100)
  void changed_keepsWhatStays(RandomGenerator random) {
    int steps = 3_000;
    double rate = random.nextDouble() * 9_000;
    List<Event> expected = read(input(drive(0, 200, rate), 5, 3), steps);
    InputEvents input = input(drive(0, 200, rate), 5, 3);
    List<Event> events = new ArrayList<>();
    int from = 0;
    for (int change = 0; change < 5; change++) {
      int to = from + random.nextInt(steps / 5);
      events.addAll(read(input, to));
      from = to;
      Drive others = drive(200, random.nextInt(200, 400), random.nextDouble() * 5_000);
      input = input.changed(List.of(drive(0, 200, rate), others), from).copy();
      assertThat(input.copy().step()).isGreaterThanOrEqualTo(from);
    }
    events.addAll(read(input, steps));
    assertThat(events.stream().filter(event -> event.neuron < 200).toList()).isEqualTo(expected);
    assertThat(events)
        .isSortedAccordingTo(Comparator.comparingInt(Event::step).thenComparingInt(Event::neuron));
  }

  @Test
  void changed_hasTheNewRateFromItsStepOn() {
    InputEvents input = input(drive(0, 400, 200), 1, 0);
    read(input, 10_000);
    List<Event> events = read(input.changed(List.of(drive(0, 400, 2_000)), 10_000), 20_000);
    double mean = 0.2 * 400 * 10_000;
    assertThat((double) events.size()).isCloseTo(mean, within(5 * Math.sqrt(mean)));
    assertThat(events.getFirst().step).isBetween(10_000, 10_005);
  }

  @Test
  void replay_isReadUnchanged() {
    Experiment experiment =
        new Experiment(
            "replay",
            List.of(drive(0, 400, 200)),
            Silence.NONE,
            100,
            1,
            1,
            Parameters.SHIU_2024,
            List.of(),
            new Replay("file", new int[] {2, 2, 5}, new int[] {1, 3, 0}));
    assertThat(read(InputEvents.of(NEURONS, experiment, 0), 100))
        .containsExactly(new Event(2, 1), new Event(2, 3), new Event(5, 0));
  }

  @Property(tries = 100)
  void inputOfATrial_isThatOfDrivesChangedByHand(RandomGenerator random) {
    List<Change> changes =
        random
            .ints(random.nextInt(6), 0, 300)
            .sorted()
            .distinct()
            .mapToObj(step ->
                new Change(
                    step,
                    List.of(drive(0, 60, 10_000 * random.nextDouble() * random.nextDouble())),
                    null))
            .toList();
    Experiment experiment =
        new Experiment(
            "changing",
            List.of(drive(0, 40, 500)),
            Silence.NONE,
            changes,
            300,
            1,
            random.nextLong(),
            Parameters.SHIU_2024,
            List.of(),
            null);
    InputEvents byHand = InputEvents.of(NEURONS, experiment, 1);
    List<Event> expected = new ArrayList<>();
    for (Change change : changes) {
      expected.addAll(read(byHand, change.step()));
      byHand = byHand.changed(Objects.requireNonNull(change.drives()), change.step());
    }
    expected.addAll(read(byHand, 300));
    assertThat(read(InputEvents.ofTrial(NEURONS, experiment, 1), 300)).isEqualTo(expected);
    InputEvents events = InputEvents.ofTrial(NEURONS, experiment, 1);
    List<Event> before = read(events, 150);
    InputEvents copy = events.copy();
    before.addAll(read(copy, 300));
    assertThat(before).isEqualTo(expected);
  }

  private static InputEvents input(Drive drive, long seed, int trial) {
    return new PoissonEvents(NEURONS, seed, trial, 0.1, 5_000, List.of(drive, Drive.NONE));
  }

  private static Drive drive(int from, int to, double rate) {
    return new Drive(new NeuronSet("driven", IntStream.range(from, to), List.of()), rate);
  }

  private static List<Event> of(int neuron, List<Event> events) {
    return events.stream().filter(event -> event.neuron == neuron).toList();
  }

  private static List<Event> read(InputEvents input, int steps) {
    List<Event> events = new ArrayList<>();
    for (; input.step() < steps; input.next()) {
      events.add(new Event(input.step(), input.neuron()));
    }
    return events;
  }
}
