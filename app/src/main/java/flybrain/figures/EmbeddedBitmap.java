package flybrain.figures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;
import org.apache.batik.svggen.SVGGraphics2D;

/// Drawings of so many shapes that an SVG file of them could not be opened: there they become a
/// bitmap.
final class EmbeddedBitmap {
  /// Pixels a point. One over it has no more than the two decimals of numbers in our SVG files, so
  /// the bitmap is as wide as its area and spikes are at their times.
  private static final int PIXELS_PER_POINT = 4;

  private EmbeddedBitmap() {}

  /// Draws an area; in SVG as a bitmap, elsewhere as it is.
  ///
  /// @param painter draws in the coordinates of the graphics that it is given, inside the area
  static void draw(Graphics2D graphics, Rectangle2D area, Consumer<Graphics2D> painter) {
    if (!(graphics instanceof SVGGraphics2D)) {
      paint(graphics, painter);
      return;
    }
    BufferedImage bitmap =
        new BufferedImage(
            (int) Math.ceil(area.getWidth() * PIXELS_PER_POINT),
            (int) Math.ceil(area.getHeight() * PIXELS_PER_POINT),
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D inside = bitmap.createGraphics();
    inside.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    inside.translate(-area.getX(), -area.getY());
    paint(inside, painter);
    inside.dispose();
    Graphics2D outside = (Graphics2D) graphics.create();
    outside.translate(area.getX(), area.getY());
    outside.scale(1.0 / PIXELS_PER_POINT, 1.0 / PIXELS_PER_POINT);
    outside.drawImage(bitmap, 0, 0, null);
    outside.dispose();
  }

  private static void paint(Graphics2D to, Consumer<Graphics2D> painter) {
    Object antialiasing = to.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
    to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    painter.accept(to);
    if (antialiasing != null) {
      to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, antialiasing);
    }
  }
}
