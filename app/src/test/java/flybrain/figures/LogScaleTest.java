package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogScaleTest {
  /// Few values have ticks at powers of two, values of many decades at decades.
  @ParameterizedTest
  @CsvSource({"1, 1, 2", "1, 19.9, 2", "1, 20, 10", "0.001, 1000, 10", "3, 5, 2", "1e-6, 2e-6, 2"})
  void base_isOfTheRange(double lowest, double highest, double base) {
    assertThat(LogScale.around("x", lowest, highest).getBase()).isEqualTo(base);
  }

  /// The ends are a tick and a little beyond: a mark at an outermost value is not cut.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.5, 2",
    "1, 8, 0.5, 16",
    "1.2, 7, 1, 16",
    "3, 100, 1, 1000",
    "1, 100, 0.1, 1000",
    "0.02, 70, 0.01, 100"
  })
  void range_isBetweenTicksAroundTheValues(
      double lowest, double highest, double first, double last) {
    LogAxis axis = LogScale.around("time (s)", lowest, highest);
    assertThat(axis.getLowerBound()).isEqualTo(first / 1.15);
    assertThat(axis.getUpperBound()).isEqualTo(last * 1.15);
    assertThat(axis.getLabel()).isEqualTo("time (s)");
  }

  @Test
  void ticks_arePlainNumbers() {
    LogAxis axis = LogScale.axis("x", 10, 0.0001, 100_000);
    assertThat(axis.getNumberFormatOverride().format(100_000)).isEqualTo("100000");
    assertThat(axis.getNumberFormatOverride().format(0.0001)).isEqualTo("0.0001");
    assertThat(axis.getNumberFormatOverride().format(1)).isEqualTo("1");
    assertThat(axis.getTickUnit().getSize()).isEqualTo(1);
  }

  /// Text that can be searched and edited, no outlines.
  @Test
  void numbersAreTextInSvg_atTheirPlaces() {
    XYPlot plot =
        ChartStyle.plot(LogScale.axis("x", 2, 0.9, 18), LogScale.axis("y", 10, 0.005, 200));
    DrawnSvg drawn =
        DrawnSvg.of(Picture.of("page", "", 400, 300, ChartStyle.chart("", plot, false)));
    assertThat(drawn.words())
        .contains("1", "2", "4", "8", "16", "0.01", "0.1", "10", "100")
        .doesNotContain("32", "0.001", "1000");
    assertThat(drawn.across(true).value(drawn.frame().getMaxX())).isCloseTo(18, within(0.1));
    assertThat(drawn.down(true).value(drawn.frame().getMinY())).isCloseTo(200, within(2.0));
    assertThat(drawn.down(true).value(drawn.frame().getMaxY())).isCloseTo(0.005, within(1e-4));
  }
}
