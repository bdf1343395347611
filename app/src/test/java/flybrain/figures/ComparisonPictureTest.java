package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.compare.ComparedRun;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.experiment.ChangedTimes;
import flybrain.figures.DrawnSvg.Bitmap;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.SpikesOnDisk.Spike;
import flybrain.spikes.FiringRates;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two runs of two trials of 1 s. 1 is driven and fires alike in both; 2 fires at 10 and 20 Hz, 3,
/// the read-out, at 5 and 5, 4 at 1 and 2.5, and 5 in the second run alone, at 3 Hz.
class ComparisonPictureTest {
  private static final Color DRIVEN = OkabeIto.GREEN;
  private static final Color OTHER = OkabeIto.BLUE;
  private static final Color READ_OUT = OkabeIto.VERMILION;
  private static final Color ONLY_B = OkabeIto.ORANGE;

  @TempDir private Path folder;
  private ComparedRun a;
  private ComparedRun b;

  @BeforeEach
  void makeRuns() throws IOException {
    a = run("A", 2, new int[][] {{20, 20}, {10, 10}, {5, 5}, {1, 1}, {0, 0}});
    b = run("B", 2, new int[][] {{20, 20}, {20, 20}, {5, 5}, {2, 3}, {3, 3}});
  }

  /// @param spikes of neurons 1, 2, ... by trial, at even distances
  private ComparedRun run(String name, int trials, int[][] spikes) throws IOException {
    List<Spike> all = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      for (int neuron = 0; neuron < spikes.length; neuron++) {
        int count = spikes[neuron][trial];
        for (int k = 0; k < count; k++) {
          all.add(new Spike(trial, neuron + k * 1000.0 / count, neuron + 1));
        }
      }
    }
    Path file = SpikesOnDisk.write(folder.resolve(name + trials + ".parquet"), all);
    return new ComparedRun(name, file, FiringRates.of(file, 1, trials));
  }

  private static RunFacts facts() {
    return new RunFacts(
        "sugar", "small", "", 1, 2, Set.of(1L), Map.of(3L, "MN9"), ChangedTimes.NONE);
  }

  private static ComparisonFigure figure(int trial) {
    return new ComparisonFigure(facts(), AnnotatedNeurons.NONE, trial, 72);
  }

  private DrawnSvg drawn() throws IOException {
    return DrawnSvg.of(figure(0).svg(a, b));
  }

  /// The point of a colour at two rates, of which the first is across.
  private static Shape point(DrawnSvg drawn, Color color, double rateA, double rateB) {
    // The lowest rate is that of one spike in 2 s.
    RateAxis axis = new RateAxis("", 0.5, 20);
    Rectangle2D frame = drawn.frames().getFirst();
    double perDecade = 1 / axis.getRange().getLength();
    double x =
        frame.getX() + (axis.position(rateA) - axis.getLowerBound()) * perDecade * frame.getWidth();
    double y =
        frame.getMaxY()
            - (axis.position(rateB) - axis.getLowerBound()) * perDecade * frame.getHeight();
    List<Shape> found =
        drawn.filled(color).stream()
            .filter(shape -> Math.hypot(shape.x() - x, shape.y() - y) < 1)
            .toList();
    assertThat(found).as("%s and %s Hz", rateA, rateB).hasSize(1);
    return found.getFirst();
  }

  @Test
  void neuronsAreAtBothRates_opaqueWhereTheyDiffer() throws IOException {
    DrawnSvg drawn = drawn();
    assertThat(point(drawn, DRIVEN, 20, 20).opacity()).isLessThan(0.5);
    assertThat(point(drawn, OTHER, 10, 20).opacity()).isEqualTo(1);
    assertThat(point(drawn, READ_OUT, 5, 5).opacity()).isLessThan(0.5);
    assertThat(point(drawn, OTHER, 1, 2.5).opacity()).as("within 2 Hz").isLessThan(0.5);
    assertThat(point(drawn, OTHER, 0, 3).opacity()).isEqualTo(1);
    assertThat(drawn.words())
        .contains("2 of 5 neurons differ by more than ±10 % or ±2 Hz")
        .contains("read-outs (1)", "others (3)", "driven (1)")
        .contains("A, rate (Hz)", "B, rate (Hz)");
  }

  /// The number of a bar beside the chart, or the name.
  @Test
  void pointsThatDifferHaveTheNumberOfTheirBar_readOutsTheirName() throws IOException {
    DrawnSvg drawn = drawn();
    Rectangle2D frame = drawn.frames().getFirst();
    DrawnSvg parity = drawn.in(frame.getX(), frame.getY(), frame.getMaxX(), frame.getMaxY());
    assertThat(parity.words()).containsExactlyInAnyOrder("1", "2", "MN9");
    assertNear(parity.text("1"), point(drawn, OTHER, 10, 20));
    assertNear(parity.text("2"), point(drawn, OTHER, 0, 3));
    assertNear(parity.text("MN9"), point(drawn, READ_OUT, 5, 5));
  }

  private static void assertNear(DrawnSvg.Text text, Shape point) {
    assertThat(Math.hypot(text.x() - point.x(), text.y() - point.y())).isLessThan(20);
  }

  @Test
  void barsAreTheDifferences_largestFirst_withoutDrivenAndEqualNeurons() throws IOException {
    DrawnSvg all = drawn();
    DrawnSvg right = all.in(0.45 * 900, 60, 900, 420);
    double[] differences = {10, 3, 1.5};
    String[] names = {"2   1", "5   2", "4   3"};
    double above = 0;
    for (int k = 0; k < names.length; k++) {
      double y = right.text(names[k]).y();
      assertThat(y).isGreaterThan(above);
      above = y;
      Shape bar =
          right.filled(OTHER).stream()
              .filter(shape -> shape.top() < y - 2 && shape.bottom() > y - 6)
              .findFirst()
              .orElseThrow();
      assertThat(right.across().value(bar.left())).isCloseTo(0, within(0.05));
      assertThat(right.across().value(bar.right())).isCloseTo(differences[k], within(0.05));
    }
    assertThat(all.words())
        .contains("Largest differences, without driven neurons", "difference (Hz), 95 % CI")
        .noneMatch(text -> text.startsWith("1   ") || text.startsWith("MN9   "));
  }

  @Test
  void lowerRatesOfTheSecondRun_areBarsToTheLeft() throws IOException {
    DrawnSvg right = DrawnSvg.of(figure(0).svg(b, a)).in(0.45 * 900, 60, 900, 420);
    Shape longest =
        right.filled(OTHER).stream()
            .filter(shape -> shape.width() > 10)
            .max(Comparator.comparingDouble(Shape::width))
            .orElseThrow();
    assertThat(right.across().value(longest.left())).isCloseTo(-10, within(0.05));
  }

  private static List<Bitmap> rasters(DrawnSvg drawn) {
    return drawn.bitmaps().stream()
        .sorted(Comparator.comparingDouble(bitmap -> bitmap.box().getY()))
        .toList();
  }

  /// How many of the rows, counted from below, have a mark of a colour.
  private static List<Integer> rowsWith(Bitmap raster, Color color, int rows) {
    Rectangle2D box = raster.box();
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double y = box.getMaxY() - (row + 0.5) * box.getHeight() / rows;
      for (double x = box.getX() + 0.1; x < box.getMaxX() - 0.3; x += 0.2) {
        if (color.equals(raster.at(x, y))) {
          found.add(row);
          break;
        }
      }
    }
    return found;
  }

  /// Of trial 0: 1 and 3 have all spikes in common, 2 the first run's ten, 4 one, 5 none. Rows are,
  /// from below, 1 (driven), then 2, 3, 4 and 5 by the sum of their rates.
  @Test
  void spikesAreGreyInBoth_blackOrOrangeInOne_inTheSameRows() throws IOException {
    DrawnSvg drawn = drawn();
    assertThat(drawn.words())
        .contains("in both at the same step (36)", "only in A (0)", "only in B (14)")
        .contains(
            "Spikes of trial 0: a row for each of the 5 neurons that fire in it, driven neurons at the bottom");
    Bitmap first = rasters(drawn).get(0);
    Bitmap second = rasters(drawn).get(1);
    Color common = new Color(0xB0B0B0);
    assertThat(rowsWith(first, common, 5)).containsExactly(0, 1, 2, 3);
    assertThat(rowsWith(second, common, 5)).containsExactly(0, 1, 2, 3);
    assertThat(rowsWith(second, ONLY_B, 5)).containsExactly(1, 3, 4);
    assertThat(rowsWith(first, Color.BLACK, 5)).isEmpty();
    DrawnSvg swapped = DrawnSvg.of(figure(0).svg(b, a));
    assertThat(rowsWith(rasters(swapped).get(0), Color.BLACK, 5)).containsExactly(1, 3, 4);
    assertThat(swapped.words()).contains("only in B (14)", "only in A (0)");
  }

  @Test
  void titleAndSubtitle_haveRunsTrialsAndSpikes() throws IOException {
    assertThat(drawn().words())
        .contains("sugar: A and B")
        .contains(
            "connectome small  ·  2 trials of 1 s  ·  36.0 and 50.5 spikes a trial (+40.28 %)");
    ComparedRun single = run("C", 1, new int[][] {{20}, {10}, {5}, {1}});
    DrawnSvg other = DrawnSvg.of(figure(0).svg(a, single));
    assertThat(other.words())
        .contains(
            "connectome small  ·  2 and 1 trial of 1 s  ·  36.0 and 36.0 spikes a trial (+0.00 %)")
        .contains("mean of 2 trials", "all spikes of the trial")
        .contains("No neuron differs.", "0 of 4 neurons differ by more than ±10 % or ±2 Hz");
  }

  @Test
  void singleTrial_hasNoConfidenceInterval() throws IOException {
    ComparedRun one = run("A", 1, new int[][] {{20}, {10}});
    ComparedRun other = run("B", 1, new int[][] {{20}, {14}});
    DrawnSvg drawn = DrawnSvg.of(figure(0).svg(one, other));
    DrawnSvg right = drawn.in(0.45 * 900, 60, 900, 420);
    assertThat(drawn.words()).contains("difference (Hz)", "2   1");
    assertThat(right.drawn(Color.BLACK)).noneMatch(shape -> shape.isLevel() && shape.y() < 380);
  }

  @Test
  void trialThatOneRunDoesNotHave_isRefused_soAreTrialsOfOtherLengths() throws IOException {
    ComparedRun single = run("C", 1, new int[][] {{20}});
    assertThatThrownBy(() -> figure(1).svg(a, single))
        .isInstanceOf(InputException.class)
        .hasMessage("trial 1: %s has trials 0 .. 0".formatted(single.file()));
    ComparedRun longer = new ComparedRun("L", a.file(), FiringRates.of(a.file(), 2, 2));
    assertThatThrownBy(() -> figure(0).svg(a, longer))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("trials of 1.0 s and of 2.0 s cannot be compared");
  }
}
