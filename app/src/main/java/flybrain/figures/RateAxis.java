package flybrain.figures;

import flybrain.Decimal;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/// A logarithmic axis of firing rates with a lane of its own for neurons that did not fire.
///
/// Data on it are positions, the decadic logarithms of rates in Hz; [#position] gives them.
final class RateAxis extends NumberAxis {
  private static final long serialVersionUID = 1;

  /// From the lowest rate to the middle of the lane for 0, in decades.
  private static final double LANE = 0.3;

  private final double leastDecade;

  /// @param lowest the lowest rate above 0 that can be, in Hz
  /// @param highest rate in Hz
  RateAxis(String label, double lowest, double highest) {
    super(label);
    this.leastDecade = Math.log10(lowest) - 0.05;
    ChartStyle.apply(this);
    double top = Math.max(Math.log10(highest), leastDecade + 1);
    setRange(zero() - LANE / 2, top + 0.02 * (top - zero()) + 0.03);
  }

  /// Position of a rate in Hz.
  double position(double rate) {
    return rate > 0 ? Math.log10(rate) : zero();
  }

  /// Where the lane for neurons that did not fire ends.
  double laneEnd() {
    return leastDecade;
  }

  private double zero() {
    return leastDecade - LANE / 2;
  }

  @Override
  @SuppressWarnings("rawtypes") // So it is declared by JFreeChart.
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    List<NumberTick> ticks = new ArrayList<>();
    ticks.add(new NumberTick(TickType.MAJOR, zero(), "0", anchor, TextAnchor.CENTER, 0));
    double top = getRange().getUpperBound();
    boolean isShort = top - leastDecade < 1.7;
    for (int decade = (int) Math.floor(leastDecade); decade <= top; decade++) {
      for (int digit = 1; digit < 10; digit++) {
        double rate = digit * Math.pow(10, decade);
        double at = Math.log10(rate);
        if (at >= leastDecade && at <= top) {
          boolean labelled = digit == 1 || (isShort && (digit == 2 || digit == 5));
          ticks.add(
              new NumberTick(
                  labelled ? TickType.MAJOR : TickType.MINOR,
                  at,
                  labelled ? label(digit, decade) : "",
                  anchor,
                  TextAnchor.CENTER,
                  0));
        }
      }
    }
    return ticks;
  }

  private static String label(int digit, int decade) {
    return Decimal.text(Double.parseDouble(digit + "e" + decade));
  }
}
