package flybrain.figures;

import flybrain.figures.DrawnSvg.Bitmap;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.DrawnSvg.Text;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Reads the shapes and texts of an SVG file as Batik writes it.
final class SvgReader {
  private static final String XLINK = "http://www.w3.org/1999/xlink";
  private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+(?:[eE]-?\\d+)?");
  private static final Pattern TRANSFORM = Pattern.compile("(\\w+)\\(([^)]*)\\)");
  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)");

  private final List<Shape> shapes = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private final List<Bitmap> bitmaps = new ArrayList<>();

  DrawnSvg read(String svg) {
    try {
      read(
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement(),
          new AffineTransform());
    } catch (Exception e) {
      throw new IllegalArgumentException("no SVG: " + e.getMessage(), e);
    }
    return new DrawnSvg(shapes, texts, bitmaps);
  }

  private void read(Element element, AffineTransform outer) {
    AffineTransform here = new AffineTransform(outer);
    here.concatenate(transform(element.getAttribute("transform")));
    switch (element.getTagName()) {
      case "defs", "title" -> {}
      case "use" -> bitmap(element, here);
      case "text" ->
          texts.add(
              new Text(
                  element.getTextContent().strip(),
                  at(here, number(element, "x"), number(element, "y")).getX(),
                  at(here, number(element, "x"), number(element, "y")).getY(),
                  Math.abs(here.getShearY()) > 0.5,
                  color(element, "fill", Color.BLACK)));
      case "rect", "line", "path", "circle", "ellipse", "polygon", "polyline" ->
          shapes.add(
              new Shape(
                  element.getTagName(),
                  points(element).stream()
                      .map(point -> at(here, point.getX(), point.getY()))
                      .toList(),
                  color(element, "fill", Color.BLACK),
                  color(element, "stroke", null),
                  Double.parseDouble(
                      or(
                          inherited(element, "fill-opacity"),
                          or(inherited(element, "opacity"), "1"))),
                  inherited(element, "stroke-dasharray")));
      default -> {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
          if (child instanceof Element inside) {
            read(inside, here);
          }
        }
      }
    }
  }

  private void bitmap(Element use, AffineTransform here) {
    String name = use.getAttributeNS(XLINK, "href").substring(1);
    NodeList images = use.getOwnerDocument().getElementsByTagName("image");
    for (int k = 0; k < images.getLength(); k++) {
      Element image = (Element) images.item(k);
      if (image.getAttribute("id").equals(name)) {
        String data = image.getAttributeNS(XLINK, "href");
        byte[] png = Base64.getMimeDecoder().decode(data.substring(data.indexOf(',') + 1));
        Point2D corner = at(here, number(use, "x"), number(use, "y"));
        Point2D opposite =
            at(
                here,
                number(use, "x") + number(image, "width"),
                number(use, "y") + number(image, "height"));
        Rectangle2D box = new Rectangle2D.Double(corner.getX(), corner.getY(), 0, 0);
        box.add(opposite);
        try {
          bitmaps.add(new Bitmap(box, ImageIO.read(new ByteArrayInputStream(png))));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static Point2D at(AffineTransform transform, double x, double y) {
    return transform.transform(new Point2D.Double(x, y), null);
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(or(element.getAttribute(name), "0"));
  }

  private static double[] numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static List<Point2D> points(Element element) {
    double[] xy =
        switch (element.getTagName()) {
          case "line" ->
              new double[] {
                number(element, "x1"),
                number(element, "y1"),
                number(element, "x2"),
                number(element, "y2")
              };
          case "circle" -> around(element, number(element, "r"), number(element, "r"));
          case "ellipse" -> around(element, number(element, "rx"), number(element, "ry"));
          case "path" -> numbers(element.getAttribute("d"));
          case "polygon", "polyline" -> numbers(element.getAttribute("points"));
          default ->
              new double[] {
                number(element, "x"),
                number(element, "y"),
                number(element, "x") + number(element, "width"),
                number(element, "y") + number(element, "height")
              };
        };
    List<Point2D> points = new ArrayList<>();
    for (int k = 0; k + 1 < xy.length; k += 2) {
      points.add(new Point2D.Double(xy[k], xy[k + 1]));
    }
    return points;
  }

  private static double[] around(Element element, double acrossHalf, double downHalf) {
    double x = number(element, "cx");
    double y = number(element, "cy");
    return new double[] {x - acrossHalf, y - downHalf, x + acrossHalf, y + downHalf};
  }

  private static AffineTransform transform(String text) {
    AffineTransform all = new AffineTransform();
    TRANSFORM
        .matcher(text)
        .results()
        .forEach(step -> {
          double[] by = numbers(step.group(2));
          all.concatenate(
              switch (step.group(1)) {
                case "translate" ->
                    AffineTransform.getTranslateInstance(by[0], by.length > 1 ? by[1] : 0);
                case "scale" ->
                    AffineTransform.getScaleInstance(by[0], by.length > 1 ? by[1] : by[0]);
                case "rotate" ->
                    AffineTransform.getRotateInstance(
                        Math.toRadians(by[0]),
                        by.length > 1 ? by[1] : 0,
                        by.length > 1 ? by[2] : 0);
                case "matrix" -> new AffineTransform(by);
                default -> throw new IllegalArgumentException(step.group());
              });
        });
    return all;
  }

  /// An attribute of an element or of what it is in, empty for none.
  private static String inherited(Element element, String name) {
    for (Node node = element; node instanceof Element at; node = node.getParentNode()) {
      if (at.hasAttribute(name)) {
        return at.getAttribute(name);
      }
    }
    return "";
  }

  private static @Nullable Color color(Element element, String name, @Nullable Color otherwise) {
    String text = inherited(element, name);
    if (text.isEmpty()) {
      return otherwise;
    }
    MatchResult rgb = RGB.matcher(text).results().findFirst().orElse(null);
    return rgb != null
        ? new Color(
            Integer.parseInt(rgb.group(1)),
            Integer.parseInt(rgb.group(2)),
            Integer.parseInt(rgb.group(3)))
        : switch (text) {
          case "none" -> null;
          case "black" -> Color.BLACK;
          case "white" -> Color.WHITE;
          case "red" -> Color.RED;
          case "blue" -> Color.BLUE;
          case "gray" -> Color.GRAY;
          default -> throw new IllegalArgumentException("colour " + text);
        };
  }
}
