package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.report.RunTimings;
import flybrain.report.Spread;
import flybrain.report.Timing;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Marks of timings against the logarithmic axes. The event engine is blue, Brian2 black.
class TimingFiguresTest {
  private static final Color EVENT = OkabeIto.BLUE;
  private static final Color BRIAN2 = OkabeIto.BLACK;
  private static final RunTimings NOTHING = new RunTimings("", "", "", List.of());

  /// Times of the steps of a number of trials; in all twice as much.
  private static Timing timing(String key, double duration, int trials, int rounds, double sim) {
    return new Timing(
        key,
        key.equals("event") ? "flybrain event" : key,
        duration,
        trials,
        rounds,
        0,
        "",
        Spread.ofMedian(Double.NaN),
        Spread.ofMedian(Double.NaN),
        new Spread(sim, rounds > 1 ? 0.5 * sim : sim, rounds > 1 ? 3 * sim : sim),
        Spread.ofMedian(2 * sim),
        Spread.ofMedian(duration * trials / sim));
  }

  private static RunTimings run(Timing... timings) {
    return new RunTimings("t", "Sugar", "sugar", List.of(timings));
  }

  private static List<String> names(RunTimings run, RunTimings published) {
    return TimingFigures.of(run, published).stream().map(CaptionedFigure::name).toList();
  }

  private static DrawnSvg drawn(String name, RunTimings run, RunTimings published) {
    return TimingFigures.of(run, published).stream()
        .filter(figure -> figure.name().equals(name))
        .map(DrawnSvg::of)
        .findFirst()
        .orElseThrow();
  }

  /// One of the charts, of those from left to right, then down.
  private static DrawnSvg panel(DrawnSvg drawn, int place) {
    Rectangle2D frame = drawn.frames().get(place);
    return drawn.in(
        frame.getX() - 55, frame.getY() - 10, frame.getMaxX() + 9, frame.getMaxY() + 30);
  }

  /// What is filled with a colour, or white with a line of it, and about as large as a mark.
  private static List<Shape> marks(DrawnSvg panel, Color color, boolean filled) {
    Rectangle2D frame = panel.frames().getFirst();
    return panel
        .with(shape ->
            frame.contains(shape.x(), shape.y())
                && shape.width() > 4
                && shape.width() < 10
                && shape.height() > 4
                && shape.height() < 10
                && (filled
                    ? color.equals(shape.fill())
                    : shape.fill() == null && color.equals(shape.stroke())))
        .stream()
        .sorted(Comparator.comparingDouble(Shape::x))
        .toList();
  }

  private static void assertMarks(DrawnSvg panel, Color color, double... xy) {
    Scale x = panel.across(true);
    Scale y = panel.down(true);
    List<Shape> marks = marks(panel, color, true);
    assertThat(marks).hasSize(xy.length / 2);
    for (int k = 0; k < marks.size(); k++) {
      assertThat(x.value(marks.get(k).x())).isCloseTo(xy[2 * k], within(0.03 * xy[2 * k]));
      assertThat(y.value(marks.get(k).y())).isCloseTo(xy[2 * k + 1], within(0.03 * xy[2 * k + 1]));
    }
  }

  @Test
  void picturesAreOfWhatWasMeasured() {
    Timing single = timing("event", 1, 1, 1, 0.1);
    assertThat(names(NOTHING, NOTHING)).isEmpty();
    assertThat(names(run(single), NOTHING)).containsExactly("time-over-trials");
    assertThat(names(run(single, timing("event", 10, 1, 1, 1)), NOTHING))
        .containsExactly("time-over-duration", "time-over-trials");
    assertThat(names(run(timing("event", 1, 1, 3, 0.1)), NOTHING))
        .containsExactly("time-over-trials", "realtime-ratio");
    Timing[] both = {
      timing("brian2cpp", 1, 1, 3, 4),
      timing("brian2cpp", 1, 30, 3, 100),
      timing("event", 1, 1, 3, 0.1),
      timing("event", 1, 30, 3, 1)
    };
    assertThat(names(run(both), NOTHING))
        .containsExactly(
            "time-over-trials",
            "realtime-ratio",
            "speed-relative-to-brian2",
            "scaling-over-trials");
    assertThat(names(run(both[1], both[3], timing("event", 1, 4, 3, 0.3)), NOTHING))
        .as("no single trial")
        .doesNotContain("scaling-over-trials");
    assertThat(names(run(both[2], timing("reference", 1, 1, 3, 50)), NOTHING))
        .as("without Brian2")
        .containsExactly("time-over-trials", "realtime-ratio");
    assertThat(names(run(both[0], both[1]), NOTHING))
        .as("Brian2 alone")
        .doesNotContain("speed-relative-to-brian2");
  }

  private static RunTimings grid() {
    return run(
        timing("brian2cpp", 1, 1, 3, 4),
        timing("brian2cpp", 1, 16, 3, 80),
        timing("event", 1, 1, 3, 0.1),
        timing("event", 1, 16, 3, 0.8),
        timing("event", 10, 1, 3, 2));
  }

  @Test
  void timesOverTrials_haveAColumnForEachDuration_stepsAboveTotal() {
    DrawnSvg drawn = drawn("time-over-trials", grid(), NOTHING);
    assertThat(drawn.frames()).hasSize(4);
    assertMarks(panel(drawn, 0), EVENT, 1, 0.1, 16, 0.8);
    assertMarks(panel(drawn, 0), BRIAN2, 1, 4, 16, 80);
    assertMarks(panel(drawn, 1), EVENT, 1, 2);
    assertThat(marks(panel(drawn, 1), BRIAN2, true)).isEmpty();
    assertMarks(panel(drawn, 2), EVENT, 1, 0.2, 16, 1.6);
    assertMarks(panel(drawn, 2), BRIAN2, 1, 8, 16, 160);
    assertThat(drawn.words())
        .contains("trials of 1 s", "trials of 10 s", "time of the steps (s)", "total time (s)")
        .contains("Time against number of trials", "Sugar · run t", "flybrain event", "brian2cpp");
    assertThat(drawn.text("flybrain event").y())
        .as("the legend is below all charts")
        .isGreaterThan(drawn.frames().getLast().getMaxY());
  }

  @Test
  void timesOverDurations_haveAColumnForEachNumberOfTrials() {
    DrawnSvg drawn = drawn("time-over-duration", grid(), NOTHING);
    assertMarks(panel(drawn, 0), EVENT, 1, 0.1, 10, 2);
    assertMarks(panel(drawn, 1), EVENT, 1, 0.8);
    assertThat(drawn.words()).contains("1 trial", "16 trials", "duration of a trial (s)");
  }

  @Test
  void axesAreTheSameInAllChartsOfARow() {
    DrawnSvg drawn = drawn("time-over-trials", grid(), NOTHING);
    Scale left = panel(drawn, 0).down(true);
    Scale right = panel(drawn, 1).down(true);
    assertThat(right.at(1)).isCloseTo(left.at(1), within(0.05));
    assertThat(right.perUnit()).isCloseTo(left.perUnit(), within(0.05));
    assertThat(left.value(drawn.frames().getFirst().getMaxY()))
        .isCloseTo(0.01 / 1.15, within(1e-4));
  }

  @Test
  void bars_areFromTheFastestToTheSlowestRound() {
    DrawnSvg panel = panel(drawn("time-over-trials", grid(), NOTHING), 1);
    List<Shape> bars =
        panel.drawn(EVENT).stream()
            .filter(shape -> shape.isUpright() && shape.height() > 5)
            .toList();
    assertThat(bars).isNotEmpty();
    double top = bars.stream().mapToDouble(Shape::top).min().orElseThrow();
    double bottom = bars.stream().mapToDouble(Shape::bottom).max().orElseThrow();
    assertThat(panel.down(true).value(top)).isCloseTo(6, within(0.2));
    assertThat(panel.down(true).value(bottom)).isCloseTo(1, within(0.05));
    DrawnSvg single =
        panel(drawn("time-over-trials", run(timing("event", 1, 1, 1, 2)), NOTHING), 0);
    assertThat(single.drawn(EVENT)).noneMatch(shape -> shape.isUpright() && shape.height() > 1);
  }

  @Test
  void ratios_areAgainstALineAtOne_onlyOfRepeatedRounds() {
    RunTimings run =
        run(
            timing("brian2cpp", 1, 1, 3, 4),
            timing("brian2cpp", 1, 16, 1, 80),
            timing("event", 1, 1, 3, 0.1),
            timing("event", 1, 16, 1, 0.8));
    DrawnSvg realtime = drawn("realtime-ratio", run, NOTHING);
    assertMarks(panel(realtime, 0), EVENT, 1, 10);
    assertMarks(panel(realtime, 0), BRIAN2, 1, 0.25);
    List<Shape> line =
        panel(realtime, 0).drawn(ChartStyle.QUIET).stream()
            .filter(shape -> shape.isLevel() && shape.width() > 100)
            .filter(shape -> shape.y() < realtime.frames().getFirst().getMaxY() - 1)
            .toList();
    assertThat(line).hasSize(1);
    assertThat(panel(realtime, 0).down(true).value(line.getFirst().y())).isCloseTo(1, within(0.02));
    assertThat(realtime.words()).contains("line: real time");
    DrawnSvg speed = drawn("speed-relative-to-brian2", run, NOTHING);
    assertMarks(panel(speed, 0), EVENT, 1, 40);
    assertMarks(panel(speed, 0), BRIAN2, 1, 1);
    assertThat(speed.words()).contains("line: as fast as Brian2 (CPU)");
  }

  /// The event engine's 16 trials take 8 times as long as one, so one among them half as long.
  @Test
  void scaling_isTheTimeOfATrialAmongMany_overThatOfOne() {
    DrawnSvg drawn = drawn("scaling-over-trials", grid(), NOTHING);
    assertMarks(panel(drawn, 0), EVENT, 1, 1, 16, 0.5);
    assertMarks(panel(drawn, 0), BRIAN2, 1, 1, 16, 1.25);
  }

  @Test
  void publishedTimings_areHollowAndDashed_andSaidSo() {
    RunTimings published =
        new RunTimings("", "Sugar", "sugar", List.of(timing("brian2cpp", 1, 1, 3, 20)));
    DrawnSvg drawn =
        drawn(
            "time-over-trials",
            run(timing("event", 1, 1, 3, 0.1), timing("event", 1, 4, 3, 0.2)),
            published);
    assertMarks(panel(drawn, 0), EVENT, 1, 0.1, 4, 0.2);
    assertThat(marks(panel(drawn, 0), BRIAN2, true)).isEmpty();
    List<Shape> hollow = marks(panel(drawn, 0), BRIAN2, false);
    assertThat(hollow).hasSize(1);
    assertThat(panel(drawn, 0).down(true).value(hollow.getFirst().y())).isCloseTo(20, within(0.5));
    assertThat(drawn.words())
        .contains("brian2cpp, published")
        .anyMatch(text -> text.startsWith("Sugar · run t  ·  dashed: published, "));
  }

  @Test
  void backendsAreMarkedApart_alsoWithoutColours() {
    BackendMarks marks = new BackendMarks();
    List<BackendMarks.Mark> all =
        Stream.of(
                "event",
                "reference",
                "brian2cpp",
                "brian2cuda",
                "pytorch",
                "pytorch-cpu",
                "nestgpu",
                "nest",
                "genn",
                "genn-cpu",
                "brian2genn",
                "brian2genn-cpu",
                "mine",
                "yours")
            .map(marks::of)
            .toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(marks.of("mine")).as("the same again").isEqualTo(all.get(12));
    assertThat(all.get(12).color()).isEqualTo(all.get(13).color());
    assertThat(all.get(12).shape()).isNotEqualTo(all.get(13).shape());
  }
}
