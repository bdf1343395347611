package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.DrawnSvg.Text;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatMapTest {
  private static final double NONE = Double.NaN;
  private static final ColorScale TO_TEN = new ColorScale.Even(10);

  private static HeatMap map(List<String> columns, List<String> rows, ColorScale scale) {
    return new HeatMap("", columns, rows, "columns", "rows", scale, GridMap::text);
  }

  private static DrawnSvg drawn(int width, int height, org.jfree.chart.JFreeChart chart) {
    return DrawnSvg.of(Picture.of("page", "", width, height, chart));
  }

  @Test
  void cellsHaveTheColourOfTheirNumber_rowByRowFromTheTop() {
    double[][] values = {{0, 2, 4}, {10, NONE, 8}};
    DrawnSvg drawn =
        drawn(400, 300, map(List.of("a", "b", "c"), List.of("top", "low"), TO_TEN).chart(values));
    List<Shape> cells = drawn.cells();
    assertThat(cells).hasSize(6);
    Rectangle2D frame = drawn.frame();
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        Shape cell = cells.get(3 * row + column);
        double value = values[row][column];
        assertThat(cell.fill())
            .isEqualTo(Double.isNaN(value) ? Color.WHITE : Cividis.color(value / 10));
        assertThat(cell.left())
            .isCloseTo(frame.getX() + column * frame.getWidth() / 3, within(0.02));
        assertThat(cell.right())
            .isCloseTo(frame.getX() + (column + 1) * frame.getWidth() / 3, within(0.02));
        assertThat(cell.top()).isCloseTo(frame.getY() + row * frame.getHeight() / 2, within(0.02));
      }
    }
    assertThat(drawn.text("top").y()).isBetween(cells.get(0).top(), cells.get(0).bottom());
    assertThat(drawn.text("low").y()).isBetween(cells.get(3).top(), cells.get(3).bottom());
    assertThat(drawn.text("b").x()).isBetween(cells.get(1).left(), cells.get(1).right());
    assertThat(drawn.text("b").y()).as("names of columns are below").isGreaterThan(frame.getMaxY());
  }

  @Test
  void numbersAreInTheMiddleOfTheirCells_inAColourThatIsReadThere() {
    double[][] values = {{0.5, 9.5}, {NONE, 5.4}};
    DrawnSvg drawn =
        drawn(400, 300, map(List.of("a", "b"), List.of("c", "d"), TO_TEN).chart(values));
    List<Shape> cells = drawn.cells();
    Text dark = drawn.text("0.5");
    Text light = drawn.text("9.5");
    assertThat(dark.color()).isEqualTo(Color.WHITE);
    assertThat(light.color()).isEqualTo(Color.BLACK);
    assertThat(drawn.text("5.4").color()).isEqualTo(Color.BLACK);
    assertThat(dark.x()).isBetween(cells.get(0).x() - 12, cells.get(0).x());
    assertThat(light.x() - dark.x()).isCloseTo(cells.get(1).x() - cells.get(0).x(), within(0.1));
    assertThat(drawn.text("5.4").y() - light.y())
        .isCloseTo(cells.get(3).y() - cells.get(1).y(), within(0.1));
  }

  /// Numbers need their width and a line of text.
  @ParameterizedTest
  @CsvSource({"400,300,true", "150,300,true", "60,300,false", "400,110,false"})
  void numbersAreLeftOut_whereOneIsLargerThanItsCell(int width, int height, boolean shown) {
    double[][] values = new double[8][1];
    values[3][0] = 99.5;
    String[] names = new String[8];
    Arrays.fill(names, "");
    DrawnSvg drawn = drawn(width, height, map(List.of("a"), List.of(names), TO_TEN).chart(values));
    assertThat(drawn.words().contains("99.5")).isEqualTo(shown);
    assertThat(drawn.words().contains("0.0")).as("all or none").isEqualTo(shown);
  }

  /// Without lines between them cells overlap, so that no ground is seen.
  @Test
  void smallCells_haveNoWhiteLines() {
    double[][] values = new double[100][2];
    List<String> rows = Collections.nCopies(100, "");
    DrawnSvg small = drawn(300, 300, map(List.of("a", "b"), rows, TO_TEN).chart(values));
    assertThat(small.drawn(Color.WHITE)).isEmpty();
    List<Shape> cells = small.cells();
    assertThat(cells).hasSize(200);
    assertThat(cells.get(0).bottom()).isGreaterThan(cells.get(2).top());
    DrawnSvg large =
        drawn(
            300, 300, map(List.of("a", "b"), List.of("c"), TO_TEN).chart(new double[][] {{1, 2}}));
    assertThat(large.drawn(Color.WHITE)).hasSize(2);
  }

  @Test
  void dotsAreInTheirCells_besideTheNumber() {
    double[][] values = {{1, 2}, {3, 4}};
    boolean[][] dots = {{false, true}, {false, false}};
    DrawnSvg drawn =
        drawn(
            400,
            300,
            map(List.of("a", "b"), List.of("c", "d"), TO_TEN).withScale(values, dots, "Hz"));
    List<Shape> black =
        drawn.with(
            shape -> shape.kind().matches("circle|ellipse") && Color.BLACK.equals(shape.fill()));
    assertThat(black).hasSize(1);
    Shape cell = drawn.cells().get(1);
    assertThat(cell.box().contains(black.getFirst().box())).isTrue();
    assertThat(black.getFirst().left()).isGreaterThan(drawn.text("2.0").x());
  }

  @Test
  void longNamesOfColumns_areUpright() {
    DrawnSvg eight =
        drawn(400, 300, map(List.of("12345678"), List.of("r"), TO_TEN).chart(new double[][] {{1}}));
    assertThat(eight.text("12345678").rotated()).isFalse();
    DrawnSvg nine =
        drawn(
            400,
            300,
            map(List.of("x", "123456789"), List.of("r"), TO_TEN).chart(new double[][] {{1, 2}}));
    assertThat(nine.text("123456789").rotated()).isTrue();
    assertThat(nine.text("x").rotated()).as("all or none").isTrue();
  }

  /// The strip shows what the cells mean: its colours from 0 at the bottom to the highest number.
  @Test
  void scale_hasTheColoursOfTheCells_besideItsNumbers() {
    DrawnSvg drawn =
        drawn(
            500,
            400,
            map(List.of("a"), List.of("b"), new ColorScale.Even(40))
                .withScale(new double[][] {{40}}, "rate (Hz)"));
    Rectangle2D frame = drawn.frame();
    DrawnSvg right = drawn.in(frame.getMaxX() + 1, 0, 500, 400);
    List<Shape> strip = right.with(shape -> shape.fill() != null && shape.width() < 13);
    assertThat(strip).hasSizeGreaterThan(100);
    Shape lowest = Collections.max(strip, java.util.Comparator.comparingDouble(Shape::y));
    Shape highest = Collections.min(strip, java.util.Comparator.comparingDouble(Shape::y));
    // A strip of 128 parts shows the colours of their lower ends.
    assertThat(lowest.fill()).isEqualTo(Cividis.color(0));
    assertThat(highest.fill()).isEqualTo(Cividis.color(127.0 / 128));
    assertThat(right.words()).contains("rate (Hz)", "0", "5", "20", "40").doesNotContain("45", "2");
    assertThat(right.text("40").y()).isLessThan(right.text("0").y());
    assertThat(right.text("40").y()).isCloseTo(highest.top(), within(8.0));
  }

  @Test
  void scaleOfOne_hasFractions() {
    DrawnSvg drawn =
        drawn(
            500,
            400,
            map(List.of("a"), List.of("b"), new ColorScale.Even(1))
                .withScale(new double[][] {{1}}, "share"));
    assertThat(drawn.words()).contains("0.0", "0.2", "1.0");
  }
}
