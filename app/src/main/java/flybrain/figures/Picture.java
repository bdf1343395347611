package flybrain.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;

/// One page of charts under a title, not yet drawn.
///
/// @param title what is shown, in a few words
/// @param subtitle where it comes from
/// @param width in points of 1/72 inch
/// @param height in points
/// @param panels the charts
record Picture(String title, String subtitle, int width, int height, List<Panel> panels) {
  /// Height of title and subtitle, in points.
  private static final int HEADING = 46;

  private static final int MARGIN = 10;

  /// A chart and its place as fractions of the area under the heading, from its upper left corner.
  record Panel(JFreeChart chart, double x, double y, double width, double height) {}

  Picture {
    panels = List.copyOf(panels);
  }

  /// A picture of one chart.
  static Picture of(String title, String subtitle, int width, int height, JFreeChart chart) {
    return new Picture(title, subtitle, width, height, List.of(new Panel(chart, 0, 0, 1, 1)));
  }

  /// Draws everything; one unit of the graphics is a point.
  void draw(Graphics2D graphics) {
    graphics.setPaint(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    graphics.setPaint(Color.BLACK);
    graphics.setFont(ChartStyle.TITLE);
    graphics.drawString(title, MARGIN, 20);
    graphics.setPaint(ChartStyle.QUIET);
    graphics.setFont(ChartStyle.TEXT);
    graphics.drawString(subtitle, MARGIN, 37);
    double below = height - HEADING - (double) MARGIN / 2;
    for (Panel panel : panels) {
      panel
          .chart()
          .draw(
              graphics,
              new Rectangle2D.Double(
                  panel.x() * width,
                  HEADING + panel.y() * below,
                  panel.width() * width,
                  panel.height() * below));
    }
  }
}
