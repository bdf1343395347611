package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rates of neurons in two files, and the numbers about them.
class RateComparisonTest {
  private static final double[] NOTHING = {};

  @TempDir private Path folder;

  /// Correlation and differences by numpy, of the three shared neurons.
  @Test
  void numbers_areOfTheSharedNeurons() {
    double[] a = {1, 0, 2.5, 7, 3, 0};
    double[] b = {2, 4, 2, 9, 0, 0};
    RateComparison compared = RateComparison.of(a, b);
    assertThat(compared.activeA()).isEqualTo(4);
    assertThat(compared.activeB()).isEqualTo(4);
    assertThat(compared.shared()).isEqualTo(3);
    assertThat(compared.union()).isEqualTo(5);
    assertThat(compared.jaccard()).isEqualTo(0.6);
    assertThat(compared.precision()).isEqualTo(0.75);
    assertThat(compared.recall()).isEqualTo(0.75);
    assertThat(compared.pearson()).isCloseTo(0.9707253433941508, within(1e-15));
    assertThat(compared.rmse()).isCloseTo(Math.sqrt((1 + 0.25 + 4) / 3), within(1e-15));
    assertThat(compared.mae()).isCloseTo(3.5 / 3, within(1e-15));
  }

  @Test
  void shares_areOfTheFileThatTheyAreNamedAfter() {
    RateComparison compared =
        RateComparison.of(new double[] {1, 1, 1, 1}, new double[] {1, 0, 0, 0});
    assertThat(compared.precision()).as("of the second file").isEqualTo(1);
    assertThat(compared.recall()).as("of the first file").isEqualTo(0.25);
  }

  @Test
  void ofNothing_aShareIsZeroAndAMeanIsNotDefined() {
    for (RateComparison compared :
        List.of(
            RateComparison.of(NOTHING, NOTHING),
            RateComparison.of(new double[3], new double[3]),
            RateComparison.of(new double[] {5, 0}, new double[] {0, 5}))) {
      assertThat(compared.shared()).isZero();
      assertThat(compared.jaccard()).isZero();
      assertThat(compared.precision()).isZero();
      assertThat(compared.recall()).isZero();
      assertThat(List.of(compared.pearson(), compared.rmse(), compared.mae()))
          .containsOnly(Double.NaN);
    }
  }

  /// Of n equal rates the mean need not be the rate, as rounded: ten times 1.0 / 10 is less than 1.
  @Property(tries = 50)
  void equalRates_haveNoCorrelation(RandomGenerator random) {
    int neurons = random.nextInt(1, 30);
    double[] equal = new double[neurons];
    Arrays.fill(equal, random.nextInt(1, 100) / 10.0);
    double[] other = random.doubles(neurons, 1, 9).toArray();
    assertThat(RateComparison.of(equal, equal).pearson()).isNaN();
    assertThat(RateComparison.of(equal, other).pearson()).isNaN();
    assertThat(RateComparison.of(other, equal).pearson()).isNaN();
  }

  @Property(tries = 50)
  void correlation_isOneOfALinearFunctionAndHasItsSign(RandomGenerator random) {
    double[] a = random.doubles(random.nextInt(2, 40), 1, 200).toArray();
    double slope = random.nextDouble(0.01, 1);
    // The mean over some ten rates is rounded in the last digits.
    assertThat(RateComparison.of(a, Arrays.stream(a).map(x -> slope * x + 3).toArray()).pearson())
        .isCloseTo(1, within(1e-9))
        .isLessThanOrEqualTo(1);
    assertThat(RateComparison.of(a, Arrays.stream(a).map(x -> 300 - slope * x).toArray()).pearson())
        .isCloseTo(-1, within(1e-9))
        .isGreaterThanOrEqualTo(-1);
  }

  @Property(tries = 30)
  void neurons_areAllThatFiredInEither(RandomGenerator random) throws IOException {
    long[] ids = {1, 2, 3, 500, 720575940660219265L, Long.MAX_VALUE};
    int[][] spikes = new int[2][ids.length];
    FiringRates[] rates = new FiringRates[2];
    for (int file = 0; file < 2; file++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        spikes[file][i] = random.nextInt(4) * random.nextInt(2);
        for (int spike = 0; spike < spikes[file][i]; spike++) {
          rows.add(new Row(random.nextInt(3), spike, ids[i]));
        }
      }
      Path path = folder.resolve(file + ".parquet");
      rates[file] = FiringRates.of(SpikeTable.write(path, rows), 0.5, 3);
    }
    List<NeuronRates> expected =
        IntStream.range(0, ids.length)
            .filter(i -> spikes[0][i] + spikes[1][i] > 0)
            .mapToObj(i -> new NeuronRates(ids[i], spikes[0][i] / 1.5, spikes[1][i] / 1.5))
            .toList();
    assertThat(NeuronRates.of(rates[0], rates[1], 0.5, 3)).isEqualTo(expected);
  }

  @Test
  void mostDeviating_areSharedNeuronsByTheirShareOfTheFirstRate() {
    NeuronRates silent = new NeuronRates(1, 0, 100);
    NeuronRates lost = new NeuronRates(2, 100, 0);
    NeuronRates half = new NeuronRates(3, 10, 5);
    NeuronRates more = new NeuronRates(4, 100, 120);
    NeuronRates triple = new NeuronRates(5, 1, 3);
    NeuronRates equal = new NeuronRates(6, 7, 7);
    List<NeuronRates> all = List.of(silent, equal, more, lost, half, triple);
    assertThat(NeuronRates.mostDeviating(all, 3)).containsExactly(triple, half, more);
    assertThat(NeuronRates.mostDeviating(all, 9)).containsExactly(triple, half, more, equal);
    assertThat(NeuronRates.mostDeviating(all, 0)).isEmpty();
    assertThat(half.percentDifference()).isEqualTo(-50);
  }

  @Test
  void everyMetric_isTheNumberOfItsName() {
    List<NeuronRates> neurons =
        List.of(
            new NeuronRates(1, 10, 12),
            new NeuronRates(2, 4, 5),
            new NeuronRates(3, 8, 4),
            new NeuronRates(4, 0, 3),
            new NeuronRates(5, 2, 0),
            new NeuronRates(6, 2, 0));
    RateComparison compared = RateComparison.of(neurons);
    assertThat(RateMetric.SPIKE_COUNT_RATIO.of(neurons, compared)).isEqualTo(24 / 26.0);
    assertThat(RateMetric.ACTIVE_JACCARD.of(neurons, compared)).isEqualTo(0.5);
    assertThat(RateMetric.ACTIVE_PRECISION.of(neurons, compared)).isEqualTo(0.75);
    assertThat(RateMetric.ACTIVE_RECALL.of(neurons, compared)).isEqualTo(0.6);
    // By numpy.
    assertThat(RateMetric.RATE_PEARSON_SHARED.of(neurons, compared))
        .isCloseTo(0.6758453353343743, within(1e-15));
    assertThat(RateMetric.RATE_RMSE_HZ_SHARED.of(neurons, compared)).isEqualTo(Math.sqrt(7));
    assertThat(RateMetric.RATE_MAE_HZ_SHARED.of(neurons, compared)).isEqualTo(7 / 3.0);
    assertThat(RateMetric.MEDIAN_PCT_DIFF.of(neurons, compared)).isEqualTo(25);
    assertThat(RateMetric.MEAN_PCT_DIFF.of(neurons, compared)).isEqualTo(95 / 3.0);
  }

  @Test
  void metricsOfNothing_areShareZeroOrNotDefined() {
    RateComparison nothing = RateComparison.of(NOTHING, NOTHING);
    for (RateMetric metric : RateMetric.values()) {
      boolean isShare = metric.key().startsWith("active_");
      assertThat(metric.of(List.of(), nothing))
          .as(metric.key())
          .isEqualTo(Double.valueOf(isShare ? 0 : Double.NaN));
    }
  }
}
