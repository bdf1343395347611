package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.Neurons;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The random input has the statistics of independent Bernoulli draws, one a neuron and step.
///
/// Seeds are fixed, so each bound of four standard deviations is met or not once and for all.
class DriveStatisticsTest {
  private static final int NEURONS = 40;
  private static final int STEPS = 200_000;
  private static final Neurons BRAIN =
      new Neurons(LongStream.range(0, 100).map(i -> 720575940600000000L + 7 * i).toArray());

  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 200, 2000})
  void rate_isTheOneAskedFor(double rate) {
    double p = rate * 1e-4;
    long events = 0;
    for (BitSet train : trains(experiment(NEURONS, rate, Silence.NONE, 1), 0)) {
      events += train.cardinality();
    }
    double expected = p * NEURONS * STEPS;
    assertThat((double) events).isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - p))));
  }

  @Test
  void gaps_areGeometric() {
    double p = 0.02;
    int bins = 200;
    long[] counts = new long[bins + 1];
    long gaps = 0;
    for (BitSet train : trains(experiment(NEURONS, 200, Silence.NONE, 2), 0)) {
      int last = train.nextSetBit(0);
      for (int step = train.nextSetBit(last + 1); step >= 0; step = train.nextSetBit(step + 1)) {
        counts[Math.min(step - last, bins + 1) - 1]++;
        gaps++;
        last = step;
      }
    }
    double chiSquare = 0;
    for (int gap = 1; gap <= bins + 1; gap++) {
      double probability = Math.pow(1 - p, gap - 1) * (gap <= bins ? p : 1);
      double expected = gaps * probability;
      chiSquare += (counts[gap - 1] - expected) * (counts[gap - 1] - expected) / expected;
    }
    // Mean and standard deviation of chi-square with as many degrees of freedom as bins.
    assertThat(chiSquare).isCloseTo(bins, within(4 * Math.sqrt(2.0 * bins)));
  }

  @Test
  void neuronsTrialsAndSeeds_areIndependent() {
    List<BitSet> trains = new ArrayList<>();
    trains.addAll(trains(experiment(NEURONS, 200, Silence.NONE, 3), 0));
    trains.addAll(trains(experiment(NEURONS, 200, Silence.NONE, 3), 1));
    trains.addAll(trains(experiment(NEURONS, 200, Silence.NONE, 4), 0));
    double p = 0.02 * 0.02;
    double sd = Math.sqrt(STEPS * p * (1 - p));
    long pairs = 0;
    double sumOfSquares = 0;
    double largest = 0;
    for (int i = 0; i < trains.size(); i++) {
      for (int j = 0; j < i; j++) {
        BitSet both = (BitSet) trains.get(i).clone();
        both.and(trains.get(j));
        double deviation = (both.cardinality() - STEPS * p) / sd;
        sumOfSquares += deviation * deviation;
        largest = Math.max(largest, Math.abs(deviation));
        pairs++;
      }
    }
    // Coincidences of independent trains scatter with variance 1; 7,140 pairs reach about 4.
    assertThat(sumOfSquares / pairs).isCloseTo(1, within(0.15));
    assertThat(largest).isLessThan(5.5);
  }

  @Test
  void input_isTheSameWhateverElseIsDrivenOrSilenced() {
    Silence silence = new Silence(set(IntStream.of(0, 5, 60)), Silence.Mode.BOTH);
    List<BitSet> few = trains(experiment(3, 200, Silence.NONE, 5), 2);
    List<BitSet> many = trains(experiment(NEURONS, 200, silence, 5), 2);
    assertThat(many.subList(0, 3)).isEqualTo(few.subList(0, 3));
  }

  @Test
  void rateZero_givesNoEventAndTheHighestRateOneAStep() {
    assertThat(trains(experiment(5, 0, Silence.NONE, 6), 0)).allMatch(BitSet::isEmpty);
    assertThat(trains(experiment(5, 10_000, Silence.NONE, 6), 0).subList(0, 5))
        .allMatch(train -> train.cardinality() == STEPS);
  }

  private static Experiment experiment(int driven, double rate, Silence silence, long seed) {
    Drive drive = new Drive(set(IntStream.range(0, driven)), rate);
    return new Experiment(
        "drive", List.of(drive), silence, STEPS, 3, seed, Parameters.SHIU_2024, List.of(), null);
  }

  private static NeuronSet set(IntStream indices) {
    return new NeuronSet("set", indices, List.of());
  }

  /// The steps with an event, by neuron index.
  private static List<BitSet> trains(Experiment experiment, int trial) {
    List<BitSet> trains = IntStream.range(0, NEURONS).mapToObj(i -> new BitSet(STEPS)).toList();
    InputEvents events = InputEvents.of(BRAIN, experiment, trial);
    for (; events.step() < STEPS; events.next()) {
      trains.get(events.neuron()).set(events.step());
    }
    return trains;
  }
}
