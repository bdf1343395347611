package flybrain.figures;

import java.awt.Color;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import org.jfree.chart.LegendItem;

/// Entries of legends.
final class Legends {
  private Legends() {}

  /// A coloured square, for so many of something.
  static LegendItem square(String name, long count, Color color) {
    return square(String.format(Locale.ROOT, "%s (%,d)", name, count), color);
  }

  /// A coloured square.
  static LegendItem square(String name, Color color) {
    return new LegendItem(name, null, null, null, new Rectangle2D.Double(-4, -4, 8, 8), color);
  }

  /// A line of a colour.
  static LegendItem line(String name, Color color) {
    return line(name, color, ChartStyle.LINE);
  }

  /// A line of a colour and stroke.
  static LegendItem line(String name, Color color, Stroke stroke) {
    return new LegendItem(name, null, null, null, new Line2D.Double(-9, 0, 9, 0), stroke, color);
  }

  /// An upright line of a colour.
  static LegendItem uprightLine(String name, Color color) {
    return new LegendItem(
        name, null, null, null, new Line2D.Double(0, -5, 0, 5), ChartStyle.LINE, color);
  }
}
