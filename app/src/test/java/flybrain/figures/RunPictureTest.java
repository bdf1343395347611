package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.DrawnSvg.Bitmap;
import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.SpikesOnDisk.Spike;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two trials of 100 ms: 1 is driven, 3 is a read-out, 2 and 4 are others. In trial 0 the driven
/// neuron fires four times, 2 twice, 3 once, and 4 not at all.
class RunPictureTest {
  private static final Color DRIVEN = OkabeIto.GREEN;
  private static final Color OTHER = OkabeIto.BLUE;
  private static final Color READ_OUT = OkabeIto.VERMILION;

  private static final List<Spike> SPIKES =
      List.of(
          new Spike(0, 10, 1),
          new Spike(0, 30.5, 1),
          new Spike(0, 60, 1),
          new Spike(0, 80, 1),
          new Spike(0, 20, 2),
          new Spike(0, 70, 2),
          new Spike(0, 75, 3),
          new Spike(1, 40, 1),
          new Spike(1, 40, 1),
          new Spike(1, 45, 2),
          new Spike(1, 50, 4),
          new Spike(1, 50, 4),
          new Spike(1, 50, 4),
          new Spike(1, 50, 4));

  @TempDir private Path folder;

  private static RunFacts facts(Map<Long, String> readOuts) {
    RunFacts known = RunFacts.named("mine").withDuration(0.1).withTrials(2);
    return new RunFacts(
        known.name(),
        "small",
        "event",
        known.duration(),
        known.trials(),
        Set.of(1L),
        readOuts,
        known.changed());
  }

  private DrawnSvg drawn(RunFacts facts, int trial, List<Spike> spikes) throws IOException {
    Path file = SpikesOnDisk.write(folder.resolve("s.parquet"), spikes);
    RunActivity run = RunActivity.read(file, facts, AnnotatedNeurons.NONE, trial);
    return DrawnSvg.of(RunPicture.of(run));
  }

  private DrawnSvg drawn() throws IOException {
    return drawn(facts(Map.of(3L, "MN9")), 0, SPIKES);
  }

  /// The left part: rasters and population rate, on one axis of time.
  private static DrawnSvg left(DrawnSvg drawn) {
    return drawn.in(0, 0, 0.66 * 860, 560);
  }

  /// The axis of time of 0 .. 100 ms. JFreeChart rounds frames, not the axis under them, to points.
  private static Scale ms(DrawnSvg drawn) {
    Rectangle2D frame = drawn.frames().getLast();
    assertThat(drawn.across().at(0)).isCloseTo(frame.getX(), within(1.0));
    assertThat(drawn.across().at(100)).isCloseTo(frame.getMaxX(), within(1.0));
    return new Scale(frame.getX(), frame.getWidth() / 100, false);
  }

  /// The times in ms at which a part of a bitmap has marks of a colour.
  private static List<Long> times(Bitmap bitmap, Scale ms, Color color, double top, double bottom) {
    List<Long> times = new ArrayList<>();
    for (int tenth = 0; tenth < 999; tenth++) {
      double x = ms.at(tenth / 10.0);
      for (double y = top + 0.3; y < bottom; y += 0.5) {
        if (color.equals(bitmap.at(x, y))
            && (times.isEmpty() || tenth > 10 * times.getLast() + 15)) {
          times.add(Math.round(tenth / 10.0));
          break;
        }
      }
    }
    return times;
  }

  private static Bitmap bitmap(DrawnSvg drawn, int place) {
    return drawn.bitmaps().stream()
        .sorted(Comparator.comparingDouble(bitmap -> bitmap.box().getY()))
        .toList()
        .get(place);
  }

  @Test
  void spikesAreAtTheirTimes_inTheRowsOfTheirNeurons() throws IOException {
    DrawnSvg drawn = left(drawn());
    Scale ms = ms(drawn);
    Bitmap named = bitmap(drawn, 0);
    Bitmap rows = bitmap(drawn, 1);
    Rectangle2D box = rows.box();
    assertThat(times(named, ms, READ_OUT, named.box().getY(), named.box().getMaxY()))
        .containsExactly(75L);
    double middle = box.getCenterY();
    assertThat(times(rows, ms, DRIVEN, middle, box.getMaxY()))
        .as("driven ones are at the bottom")
        .containsExactly(10L, 31L, 60L, 80L);
    assertThat(times(rows, ms, OTHER, box.getY(), middle)).containsExactly(20L, 70L);
    assertThat(times(rows, ms, OTHER, middle, box.getMaxY())).isEmpty();
    assertThat(times(rows, ms, READ_OUT, box.getY(), box.getMaxY())).isEmpty();
    assertThat(drawn.text("MN9").y()).isBetween(named.box().getY(), named.box().getMaxY());
  }

  @Test
  void otherTrial_hasItsOwnSpikes() throws IOException {
    DrawnSvg drawn = left(drawn(facts(Map.of(3L, "MN9")), 1, SPIKES));
    Bitmap rows = bitmap(drawn, 1);
    Rectangle2D box = rows.box();
    // Of driven and others, the one with the higher rate over both trials is below.
    double third = box.getHeight() / 3;
    assertThat(times(rows, ms(drawn), OTHER, box.getY(), box.getY() + third)).containsExactly(45L);
    assertThat(times(rows, ms(drawn), OTHER, box.getY() + third, box.getY() + 2 * third))
        .containsExactly(50L);
    assertThat(times(rows, ms(drawn), DRIVEN, box.getMaxY() - third, box.getMaxY()))
        .containsExactly(40L);
    assertThat(drawn.words()).contains("read-outs (1)", "others (2)", "driven (1)");
  }

  /// More than twelve read-outs are rows among the others, above them.
  @Test
  void manyReadOuts_haveNoRowsOfTheirOwn() throws IOException {
    Map<Long, String> readOuts = new LinkedHashMap<>();
    for (long id = 3; id < 16; id++) {
      readOuts.put(id, "N" + id);
    }
    DrawnSvg drawn = left(drawn(facts(readOuts), 0, SPIKES));
    assertThat(drawn.bitmaps()).hasSize(1);
    Bitmap rows = bitmap(drawn, 0);
    double third = rows.box().getHeight() / 3;
    assertThat(times(rows, ms(drawn), READ_OUT, rows.box().getY(), rows.box().getY() + third))
        .containsExactly(75L);
    assertThat(drawn.words()).contains("read-outs (1)").doesNotContain("N3");
  }

  @Test
  void readOuts_areInTheOrderAskedFor_theFirstOnTop() throws IOException {
    Map<Long, String> readOuts = new LinkedHashMap<>();
    readOuts.put(9L, "silent");
    readOuts.put(3L, "MN9");
    DrawnSvg all = drawn(facts(readOuts), 0, SPIKES);
    DrawnSvg drawn = left(all);
    assertThat(drawn.text("silent").y()).isLessThan(drawn.text("MN9").y());
    Bitmap named = bitmap(drawn, 0);
    double middle = named.box().getCenterY();
    assertThat(times(named, ms(drawn), READ_OUT, middle, named.box().getMaxY()))
        .containsExactly(75L);
    assertThat(times(named, ms(drawn), READ_OUT, named.box().getY(), middle)).isEmpty();
    assertThat(drawn.words()).as("silent ones have a row too").contains("read-outs (2)");
  }

  /// Bins of 1 ms: 75 ms has a spike in trial 0, 50 ms has four in trial 1.
  @Test
  void populationRate_isOfTheTrial_andTheMeanOfAll() throws IOException {
    DrawnSvg drawn = left(drawn());
    Rectangle2D frame = drawn.frames().getLast();
    Scale ms = ms(drawn);
    Scale rate = drawn.in(0, frame.getY() - 5, frame.getX() + 1, frame.getMaxY() + 8).down();
    assertThat(highest(drawn, OkabeIto.SKY_BLUE, rate)).isCloseTo(1, within(0.02));
    assertThat(highest(drawn, Color.BLACK, rate))
        .as("four spikes in two trials")
        .isCloseTo(2, within(0.02));
    assertThat(at(drawn, Color.BLACK, ms.at(50.5), rate)).isCloseTo(2, within(0.02));
    assertThat(at(drawn, Color.BLACK, ms.at(51.5), rate)).isCloseTo(0, within(0.02));
    assertThat(at(drawn, OkabeIto.SKY_BLUE, ms.at(75.5), rate)).isCloseTo(1, within(0.02));
    assertThat(at(drawn, OkabeIto.SKY_BLUE, ms.at(50.5), rate)).isCloseTo(0, within(0.02));
    assertThat(drawn.words()).contains("all spikes of the trial", "mean of 2 trials");
  }

  private static List<Shape> curve(DrawnSvg drawn, Color color) {
    Rectangle2D frame = drawn.frames().getLast();
    return drawn.drawn(color).stream()
        .filter(shape -> shape.top() > frame.getY() - 1 && shape.bottom() < frame.getMaxY() + 1)
        .toList();
  }

  private static double highest(DrawnSvg drawn, Color color, Scale rate) {
    return curve(drawn, color).stream()
        .mapToDouble(shape -> rate.value(shape.top()))
        .max()
        .orElseThrow();
  }

  /// The level of a curve of steps at a place across.
  private static double at(DrawnSvg drawn, Color color, double x, Scale rate) {
    for (Shape shape : curve(drawn, color)) {
      List<Point2D> points = shape.points();
      for (int k = 1; k < points.size(); k++) {
        Point2D from = points.get(k - 1);
        Point2D to = points.get(k);
        if (from.getX() <= x && to.getX() >= x && Math.abs(from.getY() - to.getY()) < 1e-6) {
          return rate.value(from.getY());
        }
      }
    }
    throw new AssertionError("nothing at " + x);
  }

  @Test
  void barsAreRates_ofReadOutsThenOthersFromTheHighest_withSd() throws IOException {
    DrawnSvg all = drawn();
    Map<String, double[]> expected = new LinkedHashMap<>();
    // Spikes over 0.2 s; the sample sd of two trials is their distance over the root of 2.
    expected.put("MN9", new double[] {5, 10 / Math.sqrt(2)});
    expected.put("4", new double[] {20, 40 / Math.sqrt(2)});
    expected.put("2", new double[] {15, 10 / Math.sqrt(2)});
    DrawnSvg right = all.in(0.66 * 860, 60, 860, 560);
    Scale hertz = right.across();
    double above = 0;
    for (Map.Entry<String, double[]> bar : expected.entrySet()) {
      Color color = bar.getKey().equals("MN9") ? READ_OUT : OTHER;
      double y = right.text(bar.getKey()).y();
      assertThat(y).isGreaterThan(above);
      above = y;
      Shape shape =
          right.filled(color).stream()
              .filter(each -> each.top() < y && each.bottom() > y - 8)
              .findFirst()
              .orElseThrow();
      assertThat(hertz.value(shape.right())).isCloseTo(bar.getValue()[0], within(0.1));
      double end =
          right.drawn(Color.BLACK).stream()
              .filter(line -> line.top() >= shape.top() && line.bottom() <= shape.bottom())
              .mapToDouble(Shape::right)
              .max()
              .orElseThrow();
      assertThat(hertz.value(end)).isCloseTo(bar.getValue()[0] + bar.getValue()[1], within(0.1));
    }
    assertThat(right.filled(DRIVEN)).isEmpty();
    assertThat(all.words())
        .contains("Most active, without driven neurons", "rate (Hz) ± sample sd")
        .contains("connectome small  ·  event  ·  2 trials of 0.1 s; spikes of trial 0 shown");
  }

  @Test
  void onlyDrivenNeurons_areBars_ifNothingElseFires() throws IOException {
    DrawnSvg drawn =
        drawn(facts(Map.of()).withTrials(1), 0, List.of(new Spike(0, 1, 1), new Spike(0, 2, 1)));
    DrawnSvg right = drawn.in(0.66 * 860, 60, 860, 560);
    assertThat(right.filled(DRIVEN)).hasSize(1);
    assertThat(right.across().value(right.filled(DRIVEN).getFirst().right()))
        .isCloseTo(20, within(0.05));
    assertThat(drawn.words())
        .contains("Most active", "rate (Hz)")
        .contains("connectome small  ·  event  ·  1 trial of 0.1 s; spikes of trial 0 shown")
        .doesNotContain("mean of 1 trials");
  }

  @Test
  void longTrials_haveAnAxisInSeconds() throws IOException {
    DrawnSvg drawn =
        left(
            drawn(
                facts(Map.of()).withDuration(2.5).withTrials(1),
                0,
                List.of(new Spike(0, 1500, 1))));
    assertThat(drawn.words()).contains("time (s)").doesNotContain("time (ms)");
    Bitmap rows = bitmap(drawn, 0);
    Rectangle2D box = rows.box();
    assertThat(rows.at(box.getX() + 0.6 * box.getWidth(), box.getCenterY())).isEqualTo(DRIVEN);
    assertThat(drawn.across().value(box.getMaxX())).isCloseTo(2.5, within(0.01));
  }
}
