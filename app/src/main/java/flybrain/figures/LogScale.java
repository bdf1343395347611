package flybrain.figures;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;

/// Logarithmic axes whose ticks are plain numbers.
final class LogScale {
  /// Values that differ by less than this factor have ticks at powers of two.
  private static final double FEW = 20;

  /// Between the outermost values or ticks and the ends of an axis.
  private static final double MARGIN = 1.15;

  private LogScale() {}

  /// An axis with ticks at the powers of a base.
  static LogAxis axis(String label, int base, double lower, double upper) {
    LogAxis axis = new LogAxis(label);
    ChartStyle.apply(axis);
    axis.setBase(base);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(
        new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setRange(lower, upper);
    return axis;
  }

  /// An axis around some values with ticks at decades, or at powers of two when there are few of
  /// those.
  static LogAxis around(String label, double lowest, double highest) {
    int base = highest / lowest < FEW ? 2 : 10;
    double unit = Math.log(base);
    double lower = Math.pow(base, Math.floor(Math.log(lowest / MARGIN) / unit));
    double upper = Math.pow(base, Math.ceil(Math.log(highest * MARGIN) / unit));
    return axis(label, base, lower / MARGIN, upper * MARGIN);
  }
}
