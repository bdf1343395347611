package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.campaign.Axis;
import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Curves of two read-outs against the numbers at the axes. A spike in a trial of half a second is
/// 2 Hz.
class DoseCurvesTest {
  private static final Color FIRST = OkabeIto.BLUE;
  private static final Color SECOND = OkabeIto.VERMILION;

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 12);
  }

  private static Axis.Rates rates(double... hertz) {
    return new Axis.Rates(0, Axis.values(hertz));
  }

  private static List<Shape> inChart(DrawnSvg drawn, Color color) {
    return drawn.with(shape ->
        drawn.frame().contains(shape.x(), shape.y())
            && (color.equals(shape.fill()) || color.equals(shape.stroke())));
  }

  /// The middles of the points of a curve, by the axes.
  private static List<Point2D> points(DrawnSvg drawn, Color color) {
    Scale x = drawn.across();
    Scale y = drawn.down();
    return inChart(drawn, color).stream()
        .filter(shape -> shape.fill() == null && Math.abs(shape.width() - 7) < 0.05)
        .map(shape -> (Point2D) new Point2D.Double(x.value(shape.x()), y.value(shape.y())))
        .toList();
  }

  private static void assertPoints(List<Point2D> points, double... xy) {
    assertThat(points).hasSize(xy.length / 2);
    for (int k = 0; k < points.size(); k++) {
      assertThat(points.get(k).getX()).isCloseTo(xy[2 * k], within(0.1));
      assertThat(points.get(k).getY()).isCloseTo(xy[2 * k + 1], within(0.05));
    }
  }

  private void addSweep() {
    steps.control("control").fires("A", 10).fires("B", 5).add();
    // Not in the order of rates.
    steps.arm("c").rate(200).fires("A", 20).fires("B", 5).add();
    steps.arm("a").rate(0).fires("A", 0).fires("B", 0).add();
    steps.arm("b").rate(50).fires("A", 4, 6, 5).fires("B", 5).add();
  }

  @Test
  void pointsAreAtTheirRates_fromTheLowestToTheHighest() throws IOException {
    addSweep();
    CaptionedFigure figure = DoseCurves.figure(steps.drawn(rates(0, 50, 200)));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertPoints(points(drawn, FIRST), 0, 0, 50, 10, 200, 40);
    assertPoints(points(drawn, SECOND), 0, 0, 50, 10, 200, 10);
    assertThat(drawn.words())
        .contains("step: rates of the read-outs", "rate of the drive (Hz)", "A", "B")
        .contains("rate (Hz) ± sample sd", "connectome small  ·  12 trials of 0.5 s  ·  seed 17");
    assertThat(figure.name()).isEqualTo("step");
    assertThat(figure.caption()).contains("band of one sample sd").doesNotContain("runs away");
  }

  /// Counts of 4, 6 and ten times 5 have a sample variance of 2/11.
  @Test
  void bandIsOneSampleSdAroundTheCurve_notBelowZero() throws IOException {
    steps.arm("a").rate(0).fires("A", 12, 0).add();
    steps.arm("b").rate(50).fires("A", 4, 6, 5).add();
    DrawnSvg drawn = DrawnSvg.of(DoseCurves.figure(steps.drawn(rates(0, 50))));
    Shape band =
        inChart(drawn, FIRST).stream()
            .filter(shape -> FIRST.equals(shape.fill()) && shape.width() > 20)
            .findFirst()
            .orElseThrow();
    Scale hertz = drawn.down();
    double[] right =
        band.points().stream()
            .filter(point -> point.getX() > band.right() - 0.05)
            .mapToDouble(point -> hertz.value(point.getY()))
            .sorted()
            .distinct()
            .toArray();
    double sd = 2 * Math.sqrt(2 / 11.0);
    assertThat(right[0]).isCloseTo(10 - sd, within(0.05));
    assertThat(right[right.length - 1]).isCloseTo(10 + sd, within(0.05));
    DoubleStream left =
        band.points().stream()
            .filter(point -> point.getX() < band.left() + 0.05)
            .mapToDouble(point -> hertz.value(point.getY()));
    // A mean of 1 spike with an sd of sqrt(12).
    assertThat(left.summaryStatistics())
        .satisfies(all -> assertThat(all.getMin()).isCloseTo(0, within(0.05)))
        .satisfies(all -> assertThat(all.getMax()).isCloseTo(2 + 2 * Math.sqrt(12), within(0.05)));
  }

  @Test
  void bandHasTheColourOfItsLine_alsoWherePointsAreWhiteInside() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("a").rate(0).fires("A", 9, 11, 10).add();
    steps.arm("b").rate(50).fires("A", 11, 9, 10).add();
    DrawnSvg drawn = DrawnSvg.of(DoseCurves.figure(steps.drawn(rates(0, 50))));
    assertThat(inChart(drawn, Color.WHITE)).filteredOn(shape -> shape.width() < 8).hasSize(2);
    assertThat(inChart(drawn, FIRST))
        .filteredOn(shape -> FIRST.equals(shape.fill()) && shape.width() > 20)
        .hasSize(1);
  }

  /// A has fewer spikes than the control in each trial at 0 and 50 Hz, B at 0 Hz.
  @Test
  void pointsWithoutEffect_areWhiteInside() throws IOException {
    addSweep();
    DrawnSvg drawn = DrawnSvg.of(DoseCurves.figure(steps.drawn(rates(0, 50, 200))));
    List<Shape> white =
        inChart(drawn, Color.WHITE).stream()
            .filter(shape -> Math.abs(shape.width() - 7) < 0.05)
            .sorted(Comparator.comparingDouble(Shape::x))
            .toList();
    assertThat(white).hasSize(2);
    assertThat(white)
        .extracting(shape -> Math.round(drawn.across().value(shape.x())))
        .containsExactly(50L, 200L);
    assertThat(white)
        .allSatisfy(point ->
            assertThat(drawn.down().value(point.y())).as("B's").isCloseTo(10, within(0.05)));
  }

  @Test
  void baseExperimentAndRunawayOnes_areMarked_theLatterWithoutPoints() throws IOException {
    addSweep();
    steps.arm("d").rate(300).ranAway().fires("A", 400).fires("B", 5).add();
    CaptionedFigure figure = DoseCurves.figure(steps.drawn(rates(0, 50, 200, 300)));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertPoints(points(drawn, FIRST), 0, 0, 50, 10, 200, 40);
    List<Shape> marks =
        drawn.with(shape -> shape.isUpright() && shape.isDashed() && shape.fill() == null);
    assertThat(marks)
        .extracting(mark -> Math.round(drawn.across().value(mark.x())))
        .containsExactlyInAnyOrder(100L, 300L);
    assertThat(drawn.text("base experiment").x()).isLessThan(drawn.across().at(100));
    assertThat(drawn.text("runs away").x())
        .isBetween(drawn.across().at(200), drawn.across().at(300));
    assertThat(figure.caption()).contains("runs away");
  }

  @Test
  void parameterOfTheBaseExperiment_isTheCampaigns_aMultipleIsOne() throws IOException {
    steps.fact("flybrain.parameter.w_syn", "0.275");
    steps.control("control").fires("A", 10).add();
    steps.arm("a").parameters("w_syn=0.1").fires("A", 1).add();
    steps.arm("b").parameters("tau_m=20,w_syn=0.4").fires("A", 30).add();
    DrawnSvg drawn =
        DrawnSvg.of(DoseCurves.figure(steps.drawn(new Axis.Parameter("w_syn", List.of(0.1, 0.4)))));
    assertThat(points(drawn, FIRST))
        .extracting(point -> Math.round(100 * point.getX()))
        .containsExactly(10L, 40L);
    assertThat(base(drawn)).isCloseTo(0.275, within(0.001));
    assertThat(drawn.words()).contains("w_syn");

    DrawnSteps times = new DrawnSteps(folder.resolve("times"), 12);
    times.control("control").fires("A", 10).add();
    times.arm("a").parameters("w_syn_times=0.5").fires("A", 1).add();
    times.arm("b").parameters("w_syn_times=2").fires("A", 30).add();
    DrawnSvg multiples =
        DrawnSvg.of(DoseCurves.figure(times.drawn(new Axis.Weights(List.of(0.5, 2.0)))));
    assertThat(base(multiples)).isCloseTo(1, within(0.01));
    assertThat(multiples.words()).contains("w_syn ×");
  }

  private static double base(DrawnSvg drawn) {
    List<Shape> marks =
        drawn.with(shape -> shape.isUpright() && shape.isDashed() && shape.fill() == null);
    assertThat(marks).hasSize(1);
    return drawn.across().value(marks.getFirst().x());
  }

  @Test
  void secondRate_isTheSecondDrives() throws IOException {
    steps.arm("a").rates(100, 10).fires("A", 1).add();
    steps.arm("b").rates(100, 20).fires("A", 2).add();
    DrawnSvg drawn =
        DrawnSvg.of(DoseCurves.figure(steps.drawn(new Axis.Rates(1, List.of(10.0, 20.0)))));
    assertPoints(points(drawn, FIRST), 10, 2, 20, 4);
    assertThat(drawn.words()).contains("rate of the second drive (Hz)");
  }

  @Test
  void withoutReadOuts_spikesOfTheWholeBrainAreDrawn() throws IOException {
    steps.arm("a").rate(10).spikes(1500).add();
    steps.arm("b").rate(20).spikes(4000).add();
    CaptionedFigure figure = DoseCurves.figure(steps.drawn(rates(10, 20)));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(points(drawn, FIRST))
        .extracting(point -> Math.round(point.getY() / 100))
        .containsExactly(15L, 40L);
    assertThat(drawn.words()).contains("step: spikes of all neurons", "spikes a trial");
    assertThat(figure.caption()).startsWith("Spikes of the whole brain in a trial");
  }

  @Test
  void readOutsOfSeveralNeurons_haveTheRateOfOne_andSingleTrialsNoBand() throws IOException {
    DrawnSteps single = new DrawnSteps(folder, 1);
    single.arm("a").rate(10).firesOf("A", 4, 8).add();
    single.arm("b").rate(20).firesOf("A", 4, 16).add();
    CaptionedFigure figure = DoseCurves.figure(single.drawn(rates(10, 20)));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertPoints(points(drawn, FIRST), 10, 4, 20, 8);
    assertThat(drawn.words())
        .contains("rate (Hz)")
        .contains("connectome small  ·  1 trial of 0.5 s  ·  seed 17");
    assertThat(figure.caption()).isEqualTo("Firing rate of each read-out, mean over trials.");
  }

  /// As many as there are colours.
  @Test
  void moreThanSevenReadOuts_areTheFirst_asTheCaptionSays() throws IOException {
    for (String name : List.of("a", "b")) {
      DrawnSteps.Arm arm = steps.arm(name).rate(name.equals("a") ? 10 : 20);
      for (int k = 1; k <= 9; k++) {
        arm.fires("R" + k, k);
      }
      arm.add();
    }
    CaptionedFigure figure = DoseCurves.figure(steps.drawn(rates(10, 20)));
    assertThat(figure.caption()).endsWith("The first 7 of 9 read-outs.");
    assertThat(DrawnSvg.of(figure).words()).contains("R1", "R7").doesNotContain("R8", "R9");
  }
}
