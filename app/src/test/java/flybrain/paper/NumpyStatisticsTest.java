package flybrain.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyStatisticsTest {
  /// By NumPy 2.4: `x = np.array([((i * 7919) % 101) / 0.3 for i in range(n)])`, `x.mean()` and
  /// `x.std()`. Equal to the last bit.
  @ParameterizedTest
  @CsvSource({
    "1,0.0,0.0",
    "7,121.42857142857143,93.55173668960788",
    "8,141.66666666666669,102.59142264341597",
    "9,135.1851851851852,98.44608866335858",
    "30,163.66666666666666,98.16595925042222",
    "128,164.34895833333334,97.12406030017851",
    "129,165.58139534883722,97.74649733735862",
    "200,167.01666666666668,97.36437718408332",
    "1000,166.42333333333335,97.18331309666515"
  })
  void meanAndStd_areNumpys(int size, double mean, double std) {
    double[] values = IntStream.range(0, size).mapToDouble(i -> (i * 7919 % 101) / 0.3).toArray();
    assertThat(NumpyStatistics.mean(values)).isEqualTo(mean);
    assertThat(NumpyStatistics.std(values)).isEqualTo(std);
  }
}
