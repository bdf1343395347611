package flybrain.figures;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.LogTick;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// Logarithmic axes whose ticks are plain numbers.
final class LogScale {
  /// Values that differ by less than this factor have ticks at powers of two.
  private static final double FEW = 20;

  /// Between the outermost values or ticks and the ends of an axis.
  private static final double MARGIN = 1.15;

  private LogScale() {}

  /// An axis with ticks at the powers of a base.
  static LogAxis axis(String label, int base, double lower, double upper) {
    LogAxis axis = new PlainNumbers(label);
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

  /// The ticks of JFreeChart with their labels as text; its own ones become outlines in SVG.
  private static final class PlainNumbers extends LogAxis {
    private static final long serialVersionUID = 1;

    PlainNumbers(String label) {
      super(label);
    }

    @Override
    @SuppressWarnings("rawtypes") // So it is declared by JFreeChart.
    public List refreshTicks(
        Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
      List<NumberTick> ticks = new ArrayList<>();
      for (Object each : super.refreshTicks(graphics, state, area, edge)) {
        LogTick tick = (LogTick) each;
        ticks.add(
            new NumberTick(
                tick.getTickType(),
                tick.getValue(),
                tick.getAttributedLabel() == null
                    ? ""
                    : getNumberFormatOverride().format(tick.getValue()),
                tick.getTextAnchor(),
                TextAnchor.CENTER,
                0));
      }
      return ticks;
    }
  }
}
