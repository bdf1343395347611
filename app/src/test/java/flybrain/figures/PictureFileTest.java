package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @TempDir private Path folder;

  /// A chart that fills its area.
  private static JFreeChart filled(Color color) {
    XYPlot plot = ChartStyle.plot(ChartStyle.numberAxis(""), ChartStyle.numberAxis(""));
    JFreeChart chart = ChartStyle.chart("", plot, false);
    chart.setBackgroundPaint(color);
    return chart;
  }

  private static Picture picture() {
    return new Picture(
        "a < b & c",
        "from a test",
        200,
        151,
        List.of(
            new Picture.Panel(filled(OkabeIto.BLUE), 0, 0, 0.25, 1),
            new Picture.Panel(filled(OkabeIto.ORANGE), 0.25, 0.5, 0.75, 0.5)));
  }

  /// 200 x 151 points of 1/72 inch; half a pixel is rounded up.
  @ParameterizedTest
  @CsvSource({"72, 200, 151", "144, 400, 302", "36, 100, 76", "100, 278, 210"})
  void pngHasThePixelsOfItsResolution(int dotsPerInch, int width, int height) throws IOException {
    Path file = folder.resolve("a.png");
    PictureFile.write(picture(), file, dotsPerInch);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(folder).as("nothing unfinished beside it").isDirectoryContaining("glob:**/a.png");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  /// Below the heading of 46 points are 100.
  @Test
  void panelsAreAtTheirPartsOfThePage() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(PictureFile.png(picture(), 72)));
    assertThat(new Color(image.getRGB(1, 47))).isEqualTo(OkabeIto.BLUE);
    assertThat(new Color(image.getRGB(48, 144))).isEqualTo(OkabeIto.BLUE);
    assertThat(new Color(image.getRGB(51, 97))).isEqualTo(OkabeIto.ORANGE);
    assertThat(new Color(image.getRGB(199, 144))).isEqualTo(OkabeIto.ORANGE);
    assertThat(new Color(image.getRGB(100, 90))).isEqualTo(Color.WHITE);
    assertThat(new Color(image.getRGB(1, 45))).isEqualTo(Color.WHITE);
    assertThat(new Color(image.getRGB(1, 149))).isEqualTo(Color.WHITE);
  }

  @Test
  void svgHasTitleAndTextAsText_andNamesNothingElsewhere() {
    String svg = PictureFile.svg(picture());
    assertThat(svg)
        .startsWith("<?xml")
        .contains("viewBox=\"0 0 200 151\"")
        .containsPattern("<title\\s*>a &lt; b &amp; c</title\\s*>")
        .doesNotContain("DOCTYPE", "http://www.w3.org/TR");
    DrawnSvg drawn = DrawnSvg.of(svg);
    assertThat(drawn.words()).contains("a < b & c", "from a test");
    assertThat(drawn.text("a < b & c").y()).isLessThan(drawn.text("from a test").y());
  }

  @Test
  void samePicture_isTheSameFile() throws IOException {
    assertThat(PictureFile.svg(picture())).isEqualTo(PictureFile.svg(picture()));
    assertThat(PictureFile.png(picture(), 72)).isEqualTo(PictureFile.png(picture(), 72));
  }

  @ParameterizedTest
  @CsvSource({"a.png, PNG", "A.PNG, PNG", "x.y.svg, SVG", "b.Svg, SVG"})
  void endingSaysTheForm(String name, PictureFile.Format format) {
    assertThat(PictureFile.Format.of(Path.of(name))).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pdf", "png", "a.png.txt", "a.", "svg/a"})
  void otherEndings_areRefusedBeforeAnythingIsDrawn(String name) {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> PictureFile.write(picture(), file, 72))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": a picture is written as PNG or SVG; name the file .png or .svg");
    assertThatThrownBy(() -> PictureFile.check(file)).isInstanceOf(InputException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void olderPicture_isReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.svg"), "an older picture");
    PictureFile.write(picture(), file, 72);
    assertThat(file).content().contains("from a test").doesNotContain("an older picture");
  }

  @Test
  void resolutions_are36To1200() {
    for (int dotsPerInch : new int[] {36, 144, 1200}) {
      assertThatCode(() -> PictureFile.checkResolution(dotsPerInch)).doesNotThrowAnyException();
    }
    for (int dotsPerInch : new int[] {35, 1201, 0, -72}) {
      assertThatThrownBy(() -> PictureFile.checkResolution(dotsPerInch))
          .isInstanceOf(InputException.class)
          .hasMessage("--dpi %d: must be 36 .. 1200".formatted(dotsPerInch));
    }
  }
}
