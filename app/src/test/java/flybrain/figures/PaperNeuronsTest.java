package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.experiment.NeuronSets;
import flybrain.figures.DrawnSteps.Rates;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.DrawnSvg.Text;
import flybrain.figures.PaperFigure.Population;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures with a row for each neuron, at 50 and 100 Hz. 7 and 8 are neurons without a name.
class PaperNeuronsTest {
  private static final Axis.Rates RATES = new Axis.Rates(0, List.of(50.0, 100.0));
  private static final Axis SILENCE =
      new Axis.SilenceEach(new NeuronChoice.Named(List.of(), ""), false);
  private static final Population SUGAR = new Population("sugar", "sugar", "sugar neurons");
  private static final PaperFigure.Alone ALONE =
      new PaperFigure.Alone("1E", DrawnSteps.STEP, "MN9_left", SUGAR);
  private static final PaperFigure.Silenced SILENCED =
      new PaperFigure.Silenced("1F", DrawnSteps.STEP, "MN9_left", SUGAR);
  private static final long FIRST_SUGAR = id("sugar", 0);
  private static final long MN9 = id("MN9_left", 0);

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 12);
  }

  private static long id(String set, int neuron) {
    return NeuronSets.builtIn().get(set).idsOfNeurons().get(neuron).getFirst();
  }

  private static PaperFigure.Responders responders(int most) {
    return new PaperFigure.Responders("1D", DrawnSteps.STEP, SUGAR, most);
  }

  /// Names of rows from the top.
  private static List<String> rows(DrawnSvg drawn) {
    Rectangle2D frame = drawn.frame();
    return drawn.texts().stream()
        .filter(text -> !text.rotated() && text.x() < frame.getX() && text.y() > frame.getY())
        .filter(text -> text.y() < frame.getMaxY())
        .sorted(Comparator.comparingDouble(Text::y))
        .map(Text::text)
        .toList();
  }

  private void addSweep() {
    steps.arm("high").rate(100).add();
    steps.arm("low").rate(50).add();
  }

  @Test
  void neuronsThatFire_areRankedAtTheHighestRate_drivenOnesIncluded() throws IOException {
    addSweep();
    steps.write(
        new Rates(7, Map.of("low", 90.0, "high", 10.0)),
        new Rates(FIRST_SUGAR, Map.of("low", 50.0, "high", 100.0)),
        new Rates(MN9, Map.of("high", 40.0)),
        new Rates(8, Map.of("high", 10.0)));
    CaptionedFigure figure = PaperNeurons.figure(responders(3), steps.drawn(RATES));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(rows(drawn)).as("ties by id").containsExactly("sugar_1", "MN9_left", "7");
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(
            Cividis.color(0.5),
            Cividis.color(1),
            Cividis.color(0),
            Cividis.color(0.4),
            Cividis.color(0.9),
            Cividis.color(0.1));
    assertThat(drawn.words())
        .contains("Figure 1D: neurons that fire when sugar neurons are driven")
        .contains("neurons, by rate at 100 Hz", "rate (Hz)", "rate of the drive (Hz)")
        .anyMatch(text -> text.endsWith("  ·  3 of 4 neurons"));
    assertThat(figure.name()).isEqualTo("figure_1d");
    assertThat(figure.caption()).contains("the 3 neurons (of 4 that fire)", "at 100 Hz");
  }

  @Test
  void sweepInWhichNothingFires_saysSo() throws IOException {
    addSweep();
    steps.write();
    CaptionedFigure figure = PaperNeurons.figure(responders(3), steps.drawn(RATES));
    assertThat(DrawnSvg.of(figure).words())
        .contains("No neuron fires in any of these experiments.");
  }

  /// More than 50 rows are low; in them only neurons with a name are named.
  @Test
  void manyNeurons_haveLowRows_andNamesOnlyOfNamedOnes() throws IOException {
    addSweep();
    List<Rates> neurons = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      neurons.add(new Rates(1000 + k, Map.of("high", 60.0 - k)));
    }
    neurons.add(new Rates(MN9, Map.of("high", 30.5)));
    steps.write(neurons.toArray(Rates[]::new));
    DrawnSvg drawn = DrawnSvg.of(PaperNeurons.figure(responders(100), steps.drawn(RATES)));
    assertThat(drawn.cells()).hasSize(2 * 61);
    assertThat(rows(drawn)).containsExactly("MN9_left");
    double row = drawn.frame().getHeight() / 61;
    assertThat(row).isBetween(3.5, 6.0);
    // 60, 59 ... 31 are 30 rows above it.
    assertThat(drawn.text("MN9_left").y())
        .isBetween(drawn.frame().getY() + 29 * row, drawn.frame().getY() + 33 * row);
  }

  private void alone(String neuron, double rate, long spikes) {
    steps.arm(neuron + "_" + rate).rate(rate).driven(neuron).fires("MN9_left", spikes).add();
  }

  @Test
  void neuronsDrivenAlone_areThoseThatReachTheReadOut_byTheirHighestRate() throws IOException {
    alone("7", 50, 3);
    alone("7", 100, 1);
    alone(Long.toString(FIRST_SUGAR), 100, 10);
    alone(Long.toString(FIRST_SUGAR), 50, 0);
    alone("8", 50, 0);
    alone("8", 100, 0);
    alone(Long.toString(MN9), 50, 25);
    alone(Long.toString(MN9), 100, 50);
    CaptionedFigure figure = PaperNeurons.figure(ALONE, steps.drawn(RATES));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(rows(drawn)).containsExactly("sugar_1", "7");
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(
            Cividis.color(0), Cividis.color(1), Cividis.color(0.3), Cividis.color(0.1));
    assertThat(drawn.words())
        .contains("0.0", "20.0", "6.0", "2.0", "rate of MN9_left (Hz)")
        .anyMatch(text -> text.endsWith("  ·  2 of 4 neurons"));
    assertThat(figure.caption()).contains("the 2 of 4 neurons that make it fire, without itself");
  }

  @Test
  void neuronsDrivenAlone_thatAllReachNothing_areNotDrawn() throws IOException {
    alone("7", 50, 0);
    alone(Long.toString(MN9), 50, 25);
    CaptionedFigure figure = PaperNeurons.figure(ALONE, steps.drawn(RATES));
    assertThat(figure.caption())
        .isEqualTo(
            "MN9_left fires in none of 1 experiment on this connectome, so there are no rates to draw.");
  }

  @Test
  void runawayExperiment_isAWhiteCell() throws IOException {
    alone("7", 50, 3);
    steps.arm("wild").rate(100).driven("7").ranAway().fires("MN9_left", 400).add();
    DrawnSvg drawn = DrawnSvg.of(PaperNeurons.figure(ALONE, steps.drawn(RATES)));
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(Cividis.color(1), Color.WHITE);
  }

  private void control(double rate, long spikes) {
    steps.control("control" + rate).rate(rate).fires("MN9_left", spikes).add();
  }

  private void silenced(String neuron, double rate, long spikes) {
    steps
        .arm(neuron + "_" + rate)
        .control("control" + rate)
        .rate(rate)
        .silenced(neuron)
        .fires("MN9_left", spikes)
        .add();
  }

  /// Shares of a control of 10 and 20 spikes. Without 7 the read-out loses much at both rates,
  /// without the sugar neuron all at one; 8 changes little; 9 raises it.
  @Test
  void silencedNeurons_areSharesOfTheControl_necessaryOnesOnTop() throws IOException {
    control(50, 10);
    control(100, 20);
    silenced("8", 50, 9);
    silenced("8", 100, 20);
    silenced("7", 50, 5);
    silenced("7", 100, 12);
    silenced("9", 50, 14);
    silenced("9", 100, 20);
    silenced(Long.toString(FIRST_SUGAR), 50, 10);
    silenced(Long.toString(FIRST_SUGAR), 100, 0);
    CaptionedFigure figure = PaperNeurons.figure(SILENCED, steps.drawn(SILENCE));
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(rows(drawn)).as("then by the mean share").containsExactly("7", "sugar_1", "8", "9");
    ColorScale shares = new ColorScale.Shares(0.8, 1.5);
    double[] expected = {0.5, 0.6, 1, 0, 0.9, 1, 1.4, 1};
    List<Shape> cells = drawn.cells();
    for (int k = 0; k < expected.length; k++) {
      assertThat(cells.get(k).fill()).as("cell " + k).isEqualTo(shares.color(expected[k]));
    }
    List<Shape> dots =
        drawn.with(
            shape -> shape.kind().matches("circle|ellipse") && Color.BLACK.equals(shape.fill()));
    assertThat(dots).hasSize(3);
    for (int k = 0; k < 3; k++) {
      Shape cell = cells.get(List.of(0, 1, 3).get(k));
      assertThat(cell.box().contains(dots.get(k).box())).isTrue();
    }
    assertThat(drawn.words())
        .contains("0.50", "0.00", "1.40", "share of the control (threshold 0.8)")
        .anyMatch(text -> text.endsWith("  ·  2 of 4 neurons necessary at some rate"));
    assertThat(figure.caption()).contains("for 4 of 4 neurons", "threshold, 0.8, which 2 reach");
  }

  @Test
  void silentControl_hasNoShare_andRunawayNone() throws IOException {
    control(50, 0);
    control(100, 20);
    silenced("7", 50, 0);
    steps
        .arm("w")
        .control("control100.0")
        .rate(100)
        .silenced("7")
        .ranAway()
        .fires("MN9_left", 900)
        .add();
    silenced("8", 100, 20);
    DrawnSvg drawn = DrawnSvg.of(PaperNeurons.figure(SILENCED, steps.drawn(SILENCE)));
    assertThat(drawn.cells()).extracting(Shape::fill).containsOnly(Color.WHITE);
    assertThat(drawn.words()).contains("1.00").doesNotContain("45.00");
  }

  /// Of neurons that all lose nothing, the twenty lowest shares are shown.
  @Test
  void neuronsAboveTheThreshold_areShownUpToTwenty() throws IOException {
    control(50, 100);
    for (int k = 0; k < 30; k++) {
      silenced(Integer.toString(1000 + k), 50, 120 - k);
    }
    CaptionedFigure figure = PaperNeurons.figure(SILENCED, steps.drawn(SILENCE));
    List<String> rows = rows(DrawnSvg.of(figure));
    assertThat(rows).hasSize(20).startsWith("1029", "1028").endsWith("1010");
    assertThat(figure.caption()).contains("for 20 of 30 neurons", "which 0 reach");
  }

  @Test
  void readOutThatNeverFires_isSaid() throws IOException {
    control(50, 0);
    silenced("7", 50, 0);
    assertThat(PaperNeurons.figure(SILENCED, steps.drawn(SILENCE)).caption())
        .startsWith("MN9_left fires in none of 1 experiment");
  }

  @Test
  void readOutThatTheConnectomeLacks_isSaid() throws IOException {
    steps.arm("a").rate(50).silenced("7").fires("other", 3).add();
    assertThat(PaperNeurons.figure(SILENCED, steps.drawn(SILENCE)).caption())
        .isEqualTo("The connectome does not have MN9_left.");
    DrawnSteps none = new DrawnSteps(folder, 2);
    assertThat(PaperNeurons.figure(SILENCED, none.drawn(SILENCE)).caption())
        .isEqualTo(
            "No experiment was run: nothing fired in the step that it takes its neurons from.");
    none.arm("a").silenced("7").noNeurons().add();
    assertThat(PaperNeurons.figure(SILENCED, none.drawn(SILENCE)).caption())
        .isEqualTo(PaperFigures.NO_NEURONS);
  }
}
