package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  @Test
  void withoutNumbers_haveNoMeanAndNoMedian() {
    ValueCounts counts = new ValueCounts();
    assertThat(counts.size()).isZero();
    assertThat(counts.mean()).isNaN();
    assertThat(counts.median()).isNaN();
  }

  @Test
  void twoMiddleNumbers_areAveraged() {
    ValueCounts counts = new ValueCounts();
    for (double value : new double[] {4, 1, 2, 1}) {
      counts.add(value);
    }
    assertThat(counts.median()).isEqualTo(1.5);
    counts.add(9);
    assertThat(counts.median()).isEqualTo(2);
    assertThat(counts.mean()).isCloseTo(17 / 5.0, within(1e-15));
  }

  /// More numbers than are collected before they are counted, some of them distinct.
  @Property(tries = 10)
  void median_isThatOfAllNumbersSorted(RandomGenerator random) {
    double[] values = new double[1 + random.nextInt(200_000)];
    ValueCounts counts = new ValueCounts();
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(5) == 0 ? random.nextDouble() : random.nextInt(11) / 10.0;
      counts.add(values[i]);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double middle = (sorted[(values.length - 1) / 2] + sorted[values.length / 2]) / 2;
    assertThat(counts.median()).isEqualTo(middle);
    assertThat(counts.size()).isEqualTo(values.length);
    assertThat(counts.mean()).isEqualTo(sum(values) / values.length);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
