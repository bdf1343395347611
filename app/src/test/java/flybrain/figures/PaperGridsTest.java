package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.campaign.Axis;
import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.DrawnSvg.Text;
import flybrain.figures.PaperFigure.Curve;
import flybrain.figures.PaperFigure.Population;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures by cell type, by two rates, and over one.
class PaperGridsTest {
  private static final Axis.Rates RATES = new Axis.Rates(0, List.of(50.0, 100.0));
  private static final PaperFigure.Types TYPES =
      new PaperFigure.Types("2", DrawnSteps.STEP, List.of("A", "B"));
  private static final PaperFigure.TwoRates TWO =
      new PaperFigure.TwoRates(
          "3A",
          DrawnSteps.STEP,
          "A",
          new Population("sugar", "sugar", "sugar neurons"),
          new Population("bitter", "bitter", "bitter neurons"));

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 2);
  }

  private void type(String name, double rate, long ofA, long ofB) {
    steps.arm(name + rate).rate(rate).driven(name).fires("A", ofA).fires("B", ofB).add();
  }

  private static List<String> numbers(DrawnSvg drawn, Rectangle2D frame) {
    return drawn.texts().stream()
        .filter(text -> frame.contains(text.x(), text.y()))
        .sorted(
            Comparator.comparingDouble((Text text) -> Math.round(text.y() / 5))
                .thenComparingDouble(Text::x))
        .map(Text::text)
        .toList();
  }

  @Test
  void typesThatMakeAReadOutFire_areRanked_besideEachOther() throws IOException {
    type("low", 50, 0, 1);
    type("low", 100, 0, 2);
    type("high", 100, 9, 0);
    type("high", 50, 4, 0);
    type("nothing", 50, 0, 0);
    type("nothing", 100, 0, 0);
    CaptionedFigure figure = PaperGrids.figure(TYPES, steps.drawn(RATES));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(drawn.frames()).hasSize(2);
    assertThat(numbers(drawn, drawn.frames().get(0))).containsExactly("8.0", "18.0", "0.0", "0.0");
    assertThat(numbers(drawn, drawn.frames().get(1))).containsExactly("0.0", "0.0", "2.0", "4.0");
    assertThat(drawn.text("high").y()).isLessThan(drawn.text("low").y());
    assertThat(drawn.text("high").x())
        .as("names are on the left alone")
        .isLessThan(drawn.frames().get(0).getX());
    assertThat(drawn.text("A").x()).isLessThan(drawn.text("B").x());
    assertThat(drawn.words())
        .contains("Figure 2: cell types driven alone", "rate (Hz)")
        .doesNotContain("nothing")
        .anyMatch(text -> text.endsWith("  ·  2 of 3 types"));
    assertThat(figure.caption()).contains("rates of A and B", "the 2 of 3 types");
  }

  /// The same colour means the same rate in both maps.
  @Test
  void mapsBesideEachOther_haveOneScale() throws IOException {
    type("x", 50, 10, 5);
    DrawnSvg drawn = DrawnSvg.of(PaperGrids.figure(TYPES, steps.drawn(RATES)));
    List<Color> colors =
        drawn.frames().stream()
            .map(frame ->
                drawn
                    .with(shape ->
                        shape.kind().equals("rect")
                            && shape.fill() != null
                            && shape.width() < frame.getWidth() + 1
                            && frame.contains(shape.x(), shape.y()))
                    .getFirst()
                    .fill())
            .toList();
    assertThat(colors).containsExactly(Cividis.color(1), Cividis.color(0.5));
  }

  @Test
  void readOutThatNeverFires_hasNoMap_andIsNamed() throws IOException {
    type("x", 50, 3, 0);
    DrawnSvg drawn = DrawnSvg.of(PaperGrids.figure(TYPES, steps.drawn(RATES)));
    assertThat(drawn.frames()).hasSize(1);
    assertThat(drawn.words()).anyMatch(text -> text.endsWith("1 of 1 types  ·  B never fires"));
    DrawnSteps none = new DrawnSteps(folder, 2);
    none.arm("x").driven("x").fires("A", 0).fires("B", 0).add();
    assertThat(PaperGrids.figure(TYPES, none.drawn(RATES)).caption())
        .isEqualTo(
            "A and B fire in none of 1 experiment on this connectome, so there are no rates to draw.");
    DrawnSteps other = new DrawnSteps(folder, 2);
    other.arm("x").driven("x").fires("C", 1).add();
    assertThat(PaperGrids.figure(TYPES, other.drawn(RATES)).caption())
        .isEqualTo("The connectome does not have A and B.");
  }

  /// A type counts by the rates of experiments that come to rest.
  @Test
  void runawayExperiments_areWhite_andRankNothing() throws IOException {
    type("x", 50, 3, 1);
    steps.arm("wild").rate(50).driven("y").ranAway().fires("A", 900).fires("B", 900).add();
    DrawnSvg drawn = DrawnSvg.of(PaperGrids.figure(TYPES, steps.drawn(RATES)));
    assertThat(drawn.words()).contains("x", "6.0").doesNotContain("y", "1800");
  }

  @Test
  void twoRates_areAcrossAndUpwards() throws IOException {
    double[][] spikes = {{1, 2}, {3, 4}};
    for (int row = 1; row >= 0; row--) {
      for (int column = 0; column < 2; column++) {
        steps
            .arm("a" + row + column)
            .rates(100 * column, 20 + 20 * row)
            .fires("A", (long) spikes[row][column])
            .add();
      }
    }
    CaptionedFigure figure =
        PaperGrids.figure(TWO, steps.drawn(RATES, new Axis.Rates(1, List.of(20.0, 40.0))));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(numbers(drawn, drawn.frame())).containsExactly("6.0", "8.0", "2.0", "4.0");
    assertThat(drawn.text("40").y()).as("0 is below").isLessThan(drawn.text("20").y());
    assertThat(drawn.words())
        .contains("drive of sugar neurons (Hz)", "drive of bitter neurons (Hz)")
        .contains("Figure 3A: A with sugar neurons and bitter neurons driven", "rate of A (Hz)");
  }

  @Test
  void twoRatesOfAnUnfinishedStep_haveWhiteCells() throws IOException {
    steps.arm("a").rates(50, 20).fires("A", 1).add();
    steps.arm("b").rates(100, 40).fires("A", 2).add();
    steps.arm("c").rates(100, 20).ranAway().fires("A", 500).add();
    DrawnSvg drawn =
        DrawnSvg.of(
            PaperGrids.figure(TWO, steps.drawn(RATES, new Axis.Rates(1, List.of(20.0, 40.0)))));
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(Color.WHITE, Cividis.color(1), Cividis.color(0.5), Color.WHITE);
  }

  private static PaperFigure.Doses doses(Curve... curves) {
    return new PaperFigure.Doses("5G", DrawnSteps.STEP, "A", "groups driven", List.of(curves));
  }

  @Test
  void dosesAreACurveForEachStep_ofItsExperiments() throws IOException {
    steps.control("control").rate(70).fires("A", 100).add();
    steps.arm("b").rate(100).fires("A", 8).add();
    steps.arm("a").rate(50).fires("A", 2).add();
    steps.arm("w").rate(60).ranAway().fires("A", 900).add();
    CaptionedFigure figure =
        PaperDoses.figure(
            doses(new Curve(DrawnSteps.STEP, "JON F"), new Curve("other", "JON CE")),
            steps.drawn(RATES));
    DrawnSvg drawn = DrawnSvg.of(figure);
    Rectangle2D frame = drawn.frame();
    Scale x = drawn.across();
    Scale y = drawn.down();
    List<Shape> points =
        drawn.drawn(OkabeIto.BLUE).stream()
            .filter(
                shape -> frame.contains(shape.x(), shape.y()) && Math.abs(shape.width() - 7) < 0.05)
            .toList();
    assertThat(points)
        .extracting(point -> Math.round(x.value(point.x())))
        .containsExactly(50L, 100L);
    assertThat(points).extracting(point -> Math.round(y.value(point.y()))).containsExactly(4L, 16L);
    assertThat(x.value(frame.getMinX())).isCloseTo(47.5, within(0.1));
    assertThat(x.value(frame.getMaxX())).isCloseTo(102.5, within(0.1));
    assertThat(drawn.words())
        .contains("Figure 5G: A with groups driven", "JON F", "rate of A (Hz) ± sample sd")
        .doesNotContain("JON CE");
    assertThat(figure.caption())
        .isEqualTo("Firing rate of A, mean over trials, with a band of one sample sd.");
  }

  @Test
  void curveWithoutNeurons_isNamedInLegendAndCaption() throws IOException {
    steps.arm("a").rate(50).noNeurons().add();
    Curve curve = new Curve(DrawnSteps.STEP, "JON F");
    assertThat(PaperDoses.figure(doses(curve), steps.drawn(RATES)).caption())
        .isEqualTo(PaperFigures.NO_NEURONS);
    steps.arm("b").rate(100).fires("A", 1).add();
    assertThat(PaperDoses.figure(doses(curve), steps.drawn(RATES)).caption())
        .as("one of them has them")
        .doesNotContain("Not run");
  }
}
