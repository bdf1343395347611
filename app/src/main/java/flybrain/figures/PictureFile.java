package flybrain.figures;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.CachedImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// Writes pictures as PNG or SVG.
final class PictureFile {
  /// Dots per inch of a PNG file unless said otherwise: two pixels a point.
  static final int DOTS_PER_INCH = 144;

  private static final double POINTS_PER_INCH = 72;

  /// Batik's document type names a file on the web, which many XML parsers would fetch.
  private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  static {
    // No window is ever opened; where there is no screen, asking for one would fail.
    System.setProperty("java.awt.headless", "true");
  }

  private PictureFile() {}

  /// The form of a picture file.
  enum Format {
    PNG,
    SVG;

    /// The form that a file name asks for by its ending.
    ///
    /// @throws InputException if it is neither .png nor .svg
    static Format of(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      for (Format format : values()) {
        if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
          return format;
        }
      }
      throw new InputException(
          file + ": a picture is written as PNG or SVG; name the file .png or .svg");
    }
  }

  /// Refuses an impossible picture before any work for it. Java draws text with the fonts of the
  /// machine; a server or container may have none.
  ///
  /// @throws InputException if the file is neither .png nor .svg, or there is no font
  static void check(Path file) {
    Format.of(file);
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12).getFamily();
    } catch (RuntimeException | LinkageError e) {
      throw new InputException(
          file
              + ": pictures need fonts, and this machine has none (%s);".formatted(e.getMessage())
              + " install fontconfig and a font (on Debian: fontconfig and fonts-dejavu-core)",
          e);
    }
  }

  /// Refuses a resolution that no picture has.
  ///
  /// @throws InputException if it is not 36 .. 1200 dots per inch
  static void checkResolution(int dotsPerInch) {
    if (dotsPerInch < 36 || dotsPerInch > 1200) {
      throw new InputException("--dpi %d: must be 36 .. 1200".formatted(dotsPerInch));
    }
  }

  /// Writes a picture in the form that the file name asks for.
  ///
  /// @param dotsPerInch resolution of a PNG file; an SVG file has no resolution
  static void write(Picture picture, Path file, int dotsPerInch) throws IOException {
    Format format = Format.of(file);
    byte[] content =
        switch (format) {
          case PNG -> png(picture, dotsPerInch);
          case SVG -> svg(picture).getBytes(StandardCharsets.UTF_8);
        };
    AtomicFile.write(file, part -> Files.write(part, content));
  }

  /// The picture as the bytes of a PNG file.
  static byte[] png(Picture picture, int dotsPerInch) throws IOException {
    double scale = dotsPerInch / POINTS_PER_INCH;
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(picture.width() * scale),
            (int) Math.round(picture.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.addRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE));
    // Also the last row and column, of which a picture with a fraction of a pixel covers a part.
    graphics.setPaint(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    picture.draw(graphics);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /// The picture as the text of an SVG file, whose title is the picture's. Text stays text.
  static String svg(Picture picture) {
    Document document = emptySvg();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("flybrain");
    context.setGenericImageHandler(new EmbeddedPng());
    context.setPrecision(2);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
    picture.draw(graphics);
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 %d %d".formatted(picture.width(), picture.height()));
    Element title = document.createElementNS(SVG_NAMESPACE, "title");
    title.setTextContent(picture.title());
    root.insertBefore(title, root.getFirstChild());
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, false, false);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException(e); // A StringWriter does not fail.
    }
    return DOCUMENT_TYPE.matcher(text.toString()).replaceFirst("");
  }

  private static Document emptySvg() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e); // The JDK's own parser has its default configuration.
    }
  }

  /// Encodes bitmaps by the JDK; Batik's own encoder is in a library that nothing else needs.
  private static final class EmbeddedPng extends CachedImageHandlerBase64Encoder {
    @Override
    public void encodeImage(BufferedImage image, OutputStream to) throws IOException {
      try (OutputStream base64 = Base64.getEncoder().wrap(to)) {
        ImageIO.write(image, "png", base64);
      }
    }
  }
}
