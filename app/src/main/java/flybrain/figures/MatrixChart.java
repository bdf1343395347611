package flybrain.figures;

import flybrain.Decimal;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;

/// A matrix of numbers from 0 to 1 as a heat map with the numbers in it.
final class MatrixChart {
  private MatrixChart() {}

  /// @param names of rows and columns alike, the first on top and on the left
  /// @param values by row and column; NaN stays white
  static JFreeChart chart(String title, List<String> names, double[][] values) {
    return new HeatMap(title, names, names, "", "", new ColorScale.Even(1), MatrixChart::text)
        .chart(values);
  }

  /// Two decimals, more where a number would be rounded to 1.
  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == 1 || value == 0) {
      return Decimal.text(value);
    }
    for (int decimals = 2; decimals < 5; decimals++) {
      String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
      if (Double.parseDouble(text) < 1) {
        return text;
      }
    }
    return "> 0.9999";
  }
}
