package flybrain.figures;

import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The shapes and texts of a picture's SVG, where they are on the page, in the order in which they
/// are drawn.
record DrawnSvg(List<Shape> shapes, List<Text> texts, List<Bitmap> bitmaps) {
  /// A shape.
  ///
  /// @param kind name of its element
  /// @param points corners in points of the page; of a curve, those that it is made with
  /// @param fill null for none
  /// @param stroke null for none
  record Shape(
      String kind,
      List<Point2D> points,
      @Nullable Color fill,
      @Nullable Color stroke,
      double opacity,
      String dashes) {
    Rectangle2D box() {
      Rectangle2D box = new Rectangle2D.Double(points.get(0).getX(), points.get(0).getY(), 0, 0);
      points.forEach(box::add);
      return box;
    }

    double left() {
      return box().getMinX();
    }

    double right() {
      return box().getMaxX();
    }

    double top() {
      return box().getMinY();
    }

    double bottom() {
      return box().getMaxY();
    }

    double width() {
      return box().getWidth();
    }

    double height() {
      return box().getHeight();
    }

    double x() {
      return box().getCenterX();
    }

    double y() {
      return box().getCenterY();
    }

    boolean isUpright() {
      return width() < 1e-6 && height() > 0;
    }

    boolean isLevel() {
      return height() < 1e-6 && width() > 0;
    }

    boolean isDashed() {
      return !dashes.isEmpty() && !dashes.equals("none");
    }
  }

  /// A text, with the left end of its base line; a rotated one reads upwards.
  record Text(String text, double x, double y, boolean rotated, @Nullable Color color) {}

  /// A picture of pixels in a part of the page.
  record Bitmap(Rectangle2D box, BufferedImage image) {
    /// The colour of the pixel at a place on the page, null where nothing is drawn.
    @Nullable Color at(double x, double y) {
      int rgb =
          image.getRGB(
              (int) ((x - box.getX()) / box.getWidth() * image.getWidth()),
              (int) ((y - box.getY()) / box.getHeight() * image.getHeight()));
      return rgb >>> 24 == 255 ? new Color(rgb) : null;
    }
  }

  static DrawnSvg of(Picture picture) {
    return of(PictureFile.svg(picture));
  }

  static DrawnSvg of(CaptionedFigure figure) {
    return of(figure.svg());
  }

  static DrawnSvg of(String svg) {
    return new SvgReader().read(svg);
  }

  /// Filled shapes of a colour.
  List<Shape> filled(Color color) {
    return with(shape -> color.equals(shape.fill));
  }

  /// Lines of a colour that are not filled.
  List<Shape> drawn(Color color) {
    return with(shape -> shape.fill == null && color.equals(shape.stroke));
  }

  List<Shape> with(Predicate<Shape> what) {
    return shapes.stream().filter(what).toList();
  }

  /// All text, in the order in which it is drawn.
  List<String> words() {
    return texts.stream().map(Text::text).toList();
  }

  /// The only text with these words.
  Text text(String words) {
    List<Text> found = texts.stream().filter(text -> text.text.equals(words)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " times '" + words + "' in " + words());
    }
    return found.getFirst();
  }

  /// The frames of charts from left to right, then down.
  List<Rectangle2D> frames() {
    return drawn(ChartStyle.QUIET).stream()
        .filter(shape -> shape.kind.equals("rect"))
        .map(Shape::box)
        // Not the strip of colours beside a heat map.
        .filter(box -> box.getWidth() > 20)
        .sorted(
            Comparator.comparingDouble(Rectangle2D::getY).thenComparingDouble(Rectangle2D::getX))
        .toList();
  }

  /// The frame of the only chart.
  Rectangle2D frame() {
    List<Rectangle2D> all = frames();
    if (all.size() != 1) {
      throw new AssertionError("frames " + all);
    }
    return all.getFirst();
  }

  /// The cells of a heat map from the upper left one to the right, then down.
  List<Shape> cells() {
    Rectangle2D frame = frame();
    return with(shape ->
        shape.kind.equals("rect")
            && shape.fill != null
            && shape.width() < frame.getWidth() + 1
            && shape.height() < frame.getHeight() + 1
            && frame.contains(shape.x(), shape.y()));
  }

  /// What has its middle, or of text its beginning, in a part of the page.
  DrawnSvg in(double left, double top, double right, double bottom) {
    Rectangle2D part = new Rectangle2D.Double(left, top, right - left, bottom - top);
    return new DrawnSvg(
        with(shape -> part.contains(shape.x(), shape.y())),
        texts.stream().filter(text -> part.contains(text.x, text.y)).toList(),
        bitmaps.stream().filter(bitmap -> part.intersects(bitmap.box)).toList());
  }

  /// Where numbers are across the page, by the tick marks of the only axis and the numbers there.
  Scale across() {
    return across(false);
  }

  /// @param log whether the axis is logarithmic
  Scale across(boolean log) {
    List<Shape> ticks = ticks(shape -> shape.isUpright() && Math.abs(shape.height() - 2) < 0.02);
    double end = ticks.stream().mapToDouble(Shape::bottom).max().orElse(0);
    return Scale.of(
        log,
        ticks.stream().mapToDouble(Shape::x).sorted().toArray(),
        numbers()
            .filter(text -> text.y > end + 6 && text.y < end + 20)
            .sorted(Comparator.comparingDouble(Text::x)));
  }

  /// Where numbers are down the page.
  Scale down() {
    return down(false);
  }

  /// @param log whether the axis is logarithmic
  Scale down(boolean log) {
    List<Shape> ticks = ticks(shape -> shape.isLevel() && Math.abs(shape.width() - 2) < 0.02);
    double end = ticks.stream().mapToDouble(Shape::left).min().orElse(0);
    double first = ticks.stream().mapToDouble(Shape::y).min().orElse(0);
    double last = ticks.stream().mapToDouble(Shape::y).max().orElse(0);
    return Scale.of(
        log,
        ticks.stream().mapToDouble(Shape::y).sorted().toArray(),
        numbers()
            .filter(text -> !text.rotated && text.x < end && text.x > end - 60)
            .filter(text -> text.y > first && text.y < last + 8)
            .sorted(Comparator.comparingDouble(Text::y)));
  }

  private List<Shape> ticks(Predicate<Shape> kind) {
    return drawn(ChartStyle.QUIET).stream().filter(kind).toList();
  }

  private Stream<Text> numbers() {
    return texts.stream().filter(text -> text.text.matches("-?[\\d,.]+"));
  }

  /// The scale of an axis.
  ///
  /// @param at0 the place of 0, of a logarithmic one of 1
  /// @param perUnit distance of numbers that differ by 1, on a logarithmic one by a factor of 10
  record Scale(double at0, double perUnit, boolean log) {
    private static Scale of(boolean log, double[] ticks, Stream<Text> numbers) {
      double[] values =
          numbers
              .mapToDouble(text -> Double.parseDouble(text.text.replace(",", "")))
              .map(value -> log ? Math.log10(value) : value)
              .toArray();
      if (ticks.length != values.length || ticks.length < 2) {
        throw new AssertionError(
            "ticks at " + Arrays.toString(ticks) + ", numbers " + Arrays.toString(values));
      }
      int last = ticks.length - 1;
      double perUnit = (ticks[last] - ticks[0]) / (values[last] - values[0]);
      return new Scale(ticks[0] - values[0] * perUnit, perUnit, log);
    }

    /// The place of a number.
    double at(double value) {
      return at0 + (log ? Math.log10(value) : value) * perUnit;
    }

    /// The number at a place.
    double value(double place) {
      double value = (place - at0) / perUnit;
      return log ? Math.pow(10, value) : value;
    }
  }
}
