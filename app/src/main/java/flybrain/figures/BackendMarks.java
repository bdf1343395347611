package flybrain.figures;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.util.ShapeUtils;

/// The colour and the shape that mark each backend in charts, the same in every chart: no two
/// backends have the same of both, so they can be distinguished without colours.
final class BackendMarks {
  /// @param color of line and mark
  /// @param shape about 7 points wide, around the origin
  record Mark(Color color, Shape shape) {}

  private static final Shape CIRCLE = new Ellipse2D.Double(-3.5, -3.5, 7, 7);
  private static final Shape SQUARE = new Rectangle2D.Double(-3, -3, 6, 6);
  private static final Shape DIAMOND = ShapeUtils.createDiamond(4.2f);
  private static final Shape UP = ShapeUtils.createUpTriangle(3.8f);
  private static final Shape DOWN = ShapeUtils.createDownTriangle(3.8f);
  private static final Shape CROSS = ShapeUtils.createDiagonalCross(3, 1);
  private static final Shape PLUS = ShapeUtils.createRegularCross(3.5f, 1);
  private static final List<Shape> SHAPES = List.of(CIRCLE, SQUARE, DIAMOND, UP, DOWN, CROSS, PLUS);

  /// Relatives share a colour: what runs on the CPU and on the GPU.
  private static final Map<String, Mark> KNOWN =
      Map.ofEntries(
          Map.entry("event", new Mark(OkabeIto.BLUE, CIRCLE)),
          Map.entry("reference", new Mark(OkabeIto.BLUE, PLUS)),
          Map.entry("brian2cpp", new Mark(OkabeIto.BLACK, SQUARE)),
          Map.entry("brian2cuda", new Mark(OkabeIto.BLACK, UP)),
          Map.entry("pytorch", new Mark(OkabeIto.VERMILION, DIAMOND)),
          Map.entry("pytorch-cpu", new Mark(OkabeIto.VERMILION, CROSS)),
          Map.entry("nestgpu", new Mark(OkabeIto.GREEN, UP)),
          Map.entry("nest", new Mark(OkabeIto.GREEN, DOWN)),
          Map.entry("genn", new Mark(OkabeIto.PURPLE, CIRCLE)),
          Map.entry("genn-cpu", new Mark(OkabeIto.PURPLE, SQUARE)),
          Map.entry("brian2genn", new Mark(OkabeIto.ORANGE, DIAMOND)),
          Map.entry("brian2genn-cpu", new Mark(OkabeIto.ORANGE, CROSS)));

  private final Map<String, Mark> others = new LinkedHashMap<>();

  /// The mark of a backend; those that are not known share a colour of their own.
  Mark of(String backendKey) {
    Mark known = KNOWN.get(backendKey);
    if (known != null) {
      return known;
    }
    Shape shape = SHAPES.get(others.size() % SHAPES.size());
    return others.computeIfAbsent(backendKey, any -> new Mark(OkabeIto.SKY_BLUE, shape));
  }
}
