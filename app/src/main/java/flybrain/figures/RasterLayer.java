package flybrain.figures;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// Draws spikes as upright marks, each in the row of its neuron.
///
/// In SVG the marks are an [EmbeddedBitmap].
final class RasterLayer extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  /// Of a mark, in points: thin enough to separate spikes a refractory period apart in a short
  /// trial, thick enough to be seen.
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
    EmbeddedBitmap.draw(graphics, area, to -> paint(to, area, plot, x, y));
  }

  private void paint(Graphics2D to, Rectangle2D area, XYPlot plot, ValueAxis x, ValueAxis y) {
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
  }
}
