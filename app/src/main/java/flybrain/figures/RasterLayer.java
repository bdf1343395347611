package flybrain.figures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// Draws spikes as upright marks, each in the row of its neuron.
///
/// In SVG the marks are an embedded bitmap: ten thousands of shapes would make a file that no
/// viewer opens.
final class RasterLayer extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  /// Pixels a point in an embedded bitmap.
  private static final int PIXELS_PER_POINT = 3;

  /// Of a mark, in points: thin enough to tell spikes a refractory period apart where the trial is
  /// short, thick enough to be seen.
  private static final double WIDTH = 0.75;

  /// A mark is at least this high, in points, even where rows are narrower.
  private static final double LEAST_HEIGHT = 0.75;

  private final transient List<Marks> marks;

  /// @param marks drawn in this order, later ones on top
  RasterLayer(List<Marks> marks) {
    this.marks = List.copyOf(marks);
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis x,
      ValueAxis y,
      int rendererIndex,
      PlotRenderingInfo info) {
    if (!(graphics instanceof SVGGraphics2D)) {
      paint(graphics, area, plot, x, y);
      return;
    }
    BufferedImage bitmap =
        new BufferedImage(
            (int) Math.ceil(area.getWidth() * PIXELS_PER_POINT),
            (int) Math.ceil(area.getHeight() * PIXELS_PER_POINT),
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D inside = bitmap.createGraphics();
    inside.scale(bitmap.getWidth() / area.getWidth(), bitmap.getHeight() / area.getHeight());
    inside.translate(-area.getX(), -area.getY());
    paint(inside, area, plot, x, y);
    inside.dispose();
    Graphics2D outside = (Graphics2D) graphics.create();
    outside.translate(area.getX(), area.getY());
    outside.scale(area.getWidth() / bitmap.getWidth(), area.getHeight() / bitmap.getHeight());
    outside.drawImage(bitmap, 0, 0, null);
    outside.dispose();
  }

  private void paint(Graphics2D to, Rectangle2D area, XYPlot plot, ValueAxis x, ValueAxis y) {
    Object antialiasing = to.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Rectangle2D.Double mark = new Rectangle2D.Double();
    for (Marks group : marks) {
      to.setPaint(group.color());
      for (int k = 0; k < group.size(); k++) {
        double left = x.valueToJava2D(group.time(k), area, plot.getDomainAxisEdge());
        double top = y.valueToJava2D(group.bottom(k) + 0.95, area, plot.getRangeAxisEdge());
        double bottom = y.valueToJava2D(group.bottom(k) + 0.05, area, plot.getRangeAxisEdge());
        double height = Math.max(LEAST_HEIGHT, bottom - top);
        mark.setRect(left - WIDTH / 2, (top + bottom - height) / 2, WIDTH, height);
        to.fill(mark);
      }
    }
    if (antialiasing != null) {
      to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, antialiasing);
    }
  }
}
