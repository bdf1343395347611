package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.RowChart.Line;
import flybrain.figures.RowChart.Row;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Marks of rows against the scale under them. Numbers in our SVG have two decimals.
class RowChartTest {
  private static final double ROUNDED = 0.02;
  private static final double NONE = Double.NaN;

  private static Picture picture(RowChart chart) {
    return chart.picture(
        "title", "", chart.chart("rate (Hz)", List.of(Legends.square("of all", 3, Color.GRAY))));
  }

  private static DrawnSvg bars(List<Row> rows, Line... lines) {
    return DrawnSvg.of(picture(RowChart.bars(rows, List.of(lines))));
  }

  private static DrawnSvg points(Row... rows) {
    return DrawnSvg.of(picture(RowChart.points(List.of(rows))));
  }

  private static Row row(String label, double value, Color color) {
    return new Row(label, value, NONE, NONE, 0, color, true, "");
  }

  private static Shape only(List<Shape> shapes) {
    assertThat(shapes).hasSize(1);
    return shapes.getFirst();
  }

  /// Upright lines of a colour that are no tick marks.
  private static List<Shape> upright(DrawnSvg drawn, Color color) {
    return drawn.drawn(color).stream()
        .filter(shape -> shape.isUpright() && shape.height() > 3)
        .toList();
  }

  private static Shape level(DrawnSvg drawn, Color color) {
    return only(drawn.drawn(color).stream().filter(Shape::isLevel).toList());
  }

  @Test
  void twoHundredRows_haveALabelEach_thatDoNotTouch() {
    List<Row> rows =
        IntStream.range(0, 200)
            .mapToObj(k ->
                new Row(
                    "720575940600000%03d type side".formatted(k),
                    k,
                    k - 1,
                    k + 1,
                    0,
                    OkabeIto.BLUE,
                    true,
                    ""))
            .toList();
    List<DrawnSvg.Text> labels =
        bars(rows).texts().stream().filter(text -> text.text().startsWith("72057594")).toList();
    assertThat(labels.stream().map(DrawnSvg.Text::text))
        .containsExactlyElementsOf(rows.stream().map(Row::label).toList());
    for (int k = 1; k < labels.size(); k++) {
      // The font's letters, with what is below the line, are 11 points high.
      assertThat(labels.get(k).y() - labels.get(k - 1).y()).isBetween(11.0, RowChart.ROW + 0.5);
    }
  }

  @Test
  void bars_reachFromZeroToTheirNumbers_besideTheirNames() {
    DrawnSvg drawn = bars(List.of(row("up", 10, OkabeIto.BLUE), row("down", -4, OkabeIto.ORANGE)));
    Scale hertz = drawn.across();
    Shape up = only(drawn.filled(OkabeIto.BLUE));
    assertThat(hertz.value(up.left())).isCloseTo(0, within(0.01));
    assertThat(hertz.value(up.right())).isCloseTo(10, within(0.01));
    Shape down = only(drawn.filled(OkabeIto.ORANGE));
    assertThat(hertz.value(down.left())).isCloseTo(-4, within(0.01));
    assertThat(hertz.value(down.right())).isCloseTo(0, within(0.01));
    assertThat(up.bottom()).as("the first row is on top").isLessThan(down.top());
    // Base lines are a third of a letter's height under the middle.
    assertThat(drawn.text("up").y()).isBetween(up.y(), up.bottom());
    assertThat(drawn.text("down").y()).isBetween(down.y(), down.bottom());
  }

  @Test
  void intervals_haveTheirEnds_whiteLinesOfOthersToo() {
    Row row = new Row("a", 6, 5, 8.5, 0, OkabeIto.BLUE, true, List.of(1.5, 9.0), "");
    for (boolean bars : new boolean[] {true, false}) {
      DrawnSvg drawn = bars ? bars(List.of(row)) : points(row);
      Scale hertz = drawn.across();
      Shape interval = level(drawn, bars ? Color.BLACK : OkabeIto.BLUE);
      assertThat(hertz.value(interval.left())).isCloseTo(5, within(0.01));
      assertThat(hertz.value(interval.right())).isCloseTo(8.5, within(0.01));
      List<Shape> others = upright(drawn, RowChart.OTHERS);
      assertThat(others)
          .extracting(line -> Math.round(10 * hertz.value(line.x())))
          .containsExactly(15L, 90L);
      assertThat(others)
          .allSatisfy(line ->
              assertThat(line.y()).as("in its row").isCloseTo(interval.y(), within(ROUNDED)));
    }
  }

  @Test
  void points_areFilledOrWhite_atTheirNumbers_withALineAtZero() {
    DrawnSvg drawn =
        points(
            new Row("effect", -3, NONE, NONE, 0, OkabeIto.BLUE, true, ""),
            new Row("none", 2, NONE, NONE, 0, OkabeIto.ORANGE, false, ""));
    Scale hertz = drawn.across();
    Shape effect = only(drawn.filled(OkabeIto.BLUE));
    assertThat(hertz.value(effect.x())).isCloseTo(-3, within(0.01));
    assertThat(drawn.filled(OkabeIto.ORANGE)).isEmpty();
    Shape none = only(drawn.drawn(OkabeIto.ORANGE));
    assertThat(hertz.value(none.x())).isCloseTo(2, within(0.01));
    assertThat(none.width()).as("a point, no bar").isCloseTo(7, within(0.1));
    assertThat(
            only(drawn.with(
                    shape -> shape.kind().equals("circle") && Color.WHITE.equals(shape.fill())))
                .box())
        .as("white inside")
        .isEqualTo(none.box());
    Shape zero = only(upright(drawn, Color.BLACK));
    assertThat(hertz.value(zero.x())).isCloseTo(0, within(0.01));
    assertThat(zero.box().getHeight()).isEqualTo(drawn.frame().getHeight());
  }

  /// A number that does not exist has neither mark nor interval; the note says why.
  @Test
  void rowWithoutNumber_hasItsNoteAtZero() {
    DrawnSvg drawn =
        bars(
            List.of(
                row("a", 4, OkabeIto.BLUE),
                new Row("b", NONE, 1, 2, 0, OkabeIto.ORANGE, true, "runs away")));
    assertThat(
            drawn.with(shape ->
                OkabeIto.ORANGE.equals(shape.fill()) || OkabeIto.ORANGE.equals(shape.stroke())))
        .isEmpty();
    assertThat(drawn.drawn(Color.BLACK)).as("no interval").isEmpty();
    DrawnSvg.Text note = drawn.text("runs away");
    assertThat(note.x()).isGreaterThan(drawn.across().at(0)).isLessThan(drawn.across().at(1));
    assertThat(note.y()).isCloseTo(drawn.text("b").y(), within(2.0));
  }

  @Test
  void intervalWithoutEnds_isNotDrawn() {
    DrawnSvg drawn = points(row("a", 4, OkabeIto.BLUE));
    assertThat(drawn.drawn(OkabeIto.BLUE)).noneMatch(Shape::isLevel);
  }

  @Test
  void smallestBar_canBeSeen() {
    DrawnSvg drawn = bars(List.of(row("a", 1000, OkabeIto.BLUE), row("b", 0, OkabeIto.ORANGE)));
    assertThat(only(drawn.filled(OkabeIto.ORANGE)).width()).isBetween(0.5, 1.0);
  }

  @Test
  void bandsAreAroundZero_behindTheirRowsOnly() {
    DrawnSvg drawn =
        points(
            new Row("a", 3, NONE, NONE, 2, OkabeIto.BLUE, true, ""),
            new Row("b", 3, NONE, NONE, 0, OkabeIto.BLUE, true, ""),
            new Row("c", 3, NONE, NONE, 1, OkabeIto.BLUE, true, ""));
    Scale hertz = drawn.across();
    List<Shape> bands = drawn.filled(RowChart.BAND);
    assertThat(bands).hasSize(2);
    double[] margins = {2, 1};
    for (int k = 0; k < margins.length; k++) {
      assertThat(hertz.value(bands.get(k).left())).isCloseTo(-margins[k], within(0.01));
      assertThat(hertz.value(bands.get(k).right())).isCloseTo(margins[k], within(0.01));
    }
    double row = drawn.text("b").y() - drawn.text("a").y();
    assertThat(bands.get(0).height()).isCloseTo(row, within(ROUNDED));
    assertThat(bands.get(1).y() - bands.get(0).y()).isCloseTo(2 * row, within(ROUNDED));
    int point = drawn.shapes().indexOf(drawn.filled(OkabeIto.BLUE).getFirst());
    assertThat(drawn.shapes().indexOf(bands.get(1))).as("behind all points").isLessThan(point);
  }

  /// A band that would make points of all rows is cut at the frame.
  @ParameterizedTest
  @CsvSource({"4.9,true", "5.1,false"})
  void bandIsShownAsAWhole_unlessItIsFiveTimesAsWideAsAllNumbers(double margin, boolean whole) {
    DrawnSvg drawn =
        points(
            new Row("a", -1, NONE, NONE, margin, OkabeIto.BLUE, true, ""),
            new Row("b", 0.5, NONE, NONE, 0, OkabeIto.BLUE, true, ""));
    Shape band = only(drawn.filled(RowChart.BAND));
    Rectangle2D frame = drawn.frame();
    if (whole) {
      assertThat(drawn.across().value(band.right())).isCloseTo(margin, within(0.01));
      assertThat(band.left()).isGreaterThan(frame.getMinX());
    } else {
      assertThat(band.left()).isCloseTo(frame.getMinX(), within(ROUNDED));
      assertThat(band.right()).isCloseTo(frame.getMaxX(), within(ROUNDED));
      assertThat(drawn.across().value(frame.getMinX())).isBetween(-1.1, -1.0);
    }
  }

  @Test
  void linesAcross_areAtTheirNumbers_overBars_andNamedBeforeTheColours() {
    DrawnSvg drawn =
        bars(
            List.of(row("a", 4, OkabeIto.BLUE)),
            new Line(3, "control", ChartStyle.LINE),
            new Line(12, "threshold", ChartStyle.DASHED),
            new Line(1, "", ChartStyle.LINE));
    Scale hertz = drawn.across();
    double height = drawn.frame().getHeight();
    List<Shape> lines =
        upright(drawn, Color.BLACK).stream().filter(line -> line.height() == height).toList();
    assertThat(lines)
        .extracting(line -> Math.round(hertz.value(line.x())))
        .containsExactly(3L, 12L, 1L);
    assertThat(lines).extracting(Shape::isDashed).containsExactly(false, true, false);
    assertThat(drawn.shapes().indexOf(lines.getFirst()))
        .isGreaterThan(drawn.shapes().indexOf(only(drawn.filled(OkabeIto.BLUE))));
    assertThat(drawn.text("control").x()).isLessThan(drawn.text("threshold").x());
    assertThat(drawn.text("threshold").x()).isLessThan(drawn.text("of all (3)").x());
  }

  @ParameterizedTest
  @CsvSource({
    "true, 3, 8, 0, 8.32",
    "true, -2, 8, -2.4, 8.4",
    "true, -8, -3, -8.32, 0.32",
    "false, 3, 8, -0.32, 8.32",
    "true, 0, 0, 0, 1.04"
  })
  void axis_hasZeroAndAllNumbers_withRoomAtTheEnds(
      boolean bars, double one, double other, double from, double to) {
    List<Row> rows = List.of(row("a", one, OkabeIto.BLUE), row("b", other, OkabeIto.BLUE));
    DrawnSvg drawn = bars ? bars(rows) : points(rows.get(0), rows.get(1));
    assertThat(drawn.across().value(drawn.frame().getMinX())).isCloseTo(from, within(0.01));
    assertThat(drawn.across().value(drawn.frame().getMaxX())).isCloseTo(to, within(0.01));
  }

  @Test
  void picture_isHigherByARowForEachRow_fromThreeOn() {
    int[] heights =
        IntStream.of(0, 1, 3, 4, 10)
            .map(count ->
                picture(
                        RowChart.bars(
                            IntStream.range(0, count)
                                .mapToObj(k -> row("r" + k, k, OkabeIto.BLUE))
                                .toList(),
                            List.of()))
                    .height())
            .toArray();
    assertThat(heights[1]).isEqualTo(heights[0]).isEqualTo(heights[2]);
    assertThat(heights[3] - heights[2]).isEqualTo(RowChart.ROW);
    assertThat(heights[4] - heights[2]).isEqualTo(7 * RowChart.ROW);
  }
}
