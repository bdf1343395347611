package flybrain.figures;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Lines with points, and a band of one standard deviation around each, in the colours of series.
class SpreadLines extends DeviationRenderer {
  private static final long serialVersionUID = 1;

  SpreadLines(YIntervalSeriesCollection data) {
    super(true, true);
    setAlpha(0.2f);
    setUseFillPaint(true);
    setDrawOutlines(true);
    for (int k = 0; k < data.getSeriesCount(); k++) {
      Color color = OkabeIto.SERIES.get(k);
      setSeriesPaint(k, color);
      setSeriesFillPaint(k, color);
      setSeriesStroke(k, ChartStyle.LINE);
      setSeriesOutlineStroke(k, ChartStyle.LINE);
      setSeriesShape(k, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
    }
  }

  /// Adds a point of a curve of rates.
  ///
  /// @param sd NaN for none
  static void add(YIntervalSeries line, double at, double value, double sd) {
    double around = Double.isFinite(sd) ? sd : 0;
    line.add(at, value, Math.max(0, value - around), value + around);
  }
}
