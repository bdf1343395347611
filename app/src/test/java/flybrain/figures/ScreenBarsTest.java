package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Step.Control;
import flybrain.figures.DrawnSvg.Shape;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bars of a screen: a read-out that fires at 20 Hz in the control, so 16 Hz is the threshold.
class ScreenBarsTest {
  private static final NeuronChoice ANY = new NeuronChoice.Named(List.of(), "");
  private static final Axis SILENCE = new Axis.SilenceEach(ANY, false);
  private static final Axis DRIVE = new Axis.DriveEach(ANY);
  private static final Color NECESSARY = OkabeIto.VERMILION;
  private static final Color NO_EFFECT = VerdictStyle.color(flybrain.campaign.Verdict.NO_EFFECT);

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 12);
  }

  private void silence() {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").silenced("22").fires("A", 10).add();
    steps.arm("y").silenced("33").fires("A", 2, 4, 3).add();
  }

  private static List<Shape> bars(DrawnSvg drawn) {
    return drawn
        .with(shape ->
            shape.kind().equals("rect")
                && shape.fill() != null
                && !Color.WHITE.equals(shape.fill())
                && drawn.frame().contains(shape.x(), shape.y()))
        .stream()
        .sorted(Comparator.comparingDouble(Shape::y))
        .toList();
  }

  private static double[] lengths(DrawnSvg drawn) {
    return bars(drawn).stream()
        .mapToDouble(bar -> drawn.across().value(bar.right()) - drawn.across().value(bar.left()))
        .toArray();
  }

  private static List<Double> lines(DrawnSvg drawn) {
    return drawn.drawn(Color.BLACK).stream()
        .filter(shape -> shape.isUpright() && shape.height() == drawn.frame().getHeight())
        .map(line -> drawn.across().value(line.x()))
        .toList();
  }

  @Test
  void silencedNeurons_areInOrderOfTheirRates_theLowestOnTop() throws IOException {
    silence();
    CaptionedFigure figure = ScreenBars.figure(steps.drawn(SILENCE), "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(lengths(drawn)).containsExactly(new double[] {6, 20}, within(0.05));
    assertThat(bars(drawn)).extracting(Shape::fill).containsExactly(NECESSARY, NO_EFFECT);
    assertThat(drawn.text("33").y()).isLessThan(drawn.text("22").y());
    assertThat(drawn.words())
        .contains("step: rate of A", "rate (Hz) ± sample sd", "necessary (1)", "no effect (1)");
    assertThat(figure.name()).isEqualTo("step_A");
    assertThat(figure.caption())
        .isEqualTo(
            "Firing rate of A in each experiment, mean over trials, with one sample sd; the lowest on top.");
  }

  @Test
  void interval_isOneSampleSd_notBelowZero() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").silenced("22").fires("A", 12, 0).add();
    steps.arm("y").silenced("33").fires("A", 10, 14, 12).add();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(SILENCE), "A"));
    List<Shape> intervals =
        drawn.drawn(Color.BLACK).stream()
            .filter(shape -> shape.isLevel() && shape.bottom() < drawn.frame().getMaxY())
            .toList();
    assertThat(intervals).hasSize(2);
    assertThat(drawn.across().value(intervals.get(0).left())).isCloseTo(0, within(0.05));
    assertThat(drawn.across().value(intervals.get(0).right()))
        .isCloseTo(2 + 2 * Math.sqrt(12), within(0.05));
    // Counts of 10, 14 and ten times 12 have a sample variance of 8/11.
    double sd = 2 * Math.sqrt(8 / 11.0);
    assertThat(drawn.across().value(intervals.get(1).left())).isCloseTo(24 - sd, within(0.05));
    assertThat(drawn.across().value(intervals.get(1).right())).isCloseTo(24 + sd, within(0.05));
  }

  @Test
  void linesAreAtControlAndThreshold_asTheLegendSays() throws IOException {
    silence();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(SILENCE), "A"));
    assertThat(lines(drawn).get(0)).isCloseTo(20, within(0.05));
    assertThat(lines(drawn).get(1)).isCloseTo(16, within(0.05));
    assertThat(drawn.words())
        .contains("control: 20.0 Hz", "threshold: 16.0 Hz, 0.8 of the control");
  }

  /// The control is silent; the margin is a fifth of the rate in the base experiment.
  @Test
  void neuronsDrivenAlone_haveTheHighestOnTop_andAThresholdAboveTheControl() throws IOException {
    steps.control("base").fires("A", 10).add();
    steps.control("control").rate(Double.NaN).fires("A", 0).add();
    steps.arm("x").driven("22").fires("A", 0).add();
    steps.arm("y").driven("33").fires("A", 8).reference("base").add();
    steps.arm("z").driven("44").fires("A", 1).reference("base").add();
    CaptionedFigure figure = ScreenBars.figure(steps.drawn(Control.UNSTIMULATED, DRIVE), "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(lengths(drawn)[0]).isCloseTo(16, within(0.05));
    assertThat(drawn.text("33").y()).isLessThan(drawn.text("44").y());
    assertThat(drawn.text("44").y()).isLessThan(drawn.text("22").y());
    assertThat(lines(drawn).get(0)).isCloseTo(0, within(0.05));
    assertThat(lines(drawn).get(1)).isCloseTo(4, within(0.05));
    assertThat(drawn.words())
        .contains("control: 0.0 Hz", "threshold: 4.0 Hz")
        .contains("sufficient (1)", "read-out silent (1)");
    assertThat(figure.caption()).endsWith("the highest on top.");
  }

  /// With other neurons driven in place of the base experiment's, more than its rate is asked for.
  @Test
  void drivenSetsAgainstTheBaseExperiment_haveAThresholdAboveIt() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").driven("22").fires("A", 15).add();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(Control.BASE, DRIVE), "A"));
    assertThat(lines(drawn).get(1)).isCloseTo(24, within(0.05));
    assertThat(drawn.words()).contains("threshold: 24.0 Hz, 1.2 of the control", "raises (1)");
  }

  /// A read-out that fires only without a neuron: one spike a trial is the margin.
  @Test
  void silentControl_hasAThresholdAboveZero() throws IOException {
    steps.control("control").fires("A", 0).add();
    steps.arm("x").silenced("22").fires("A", 5).add();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(SILENCE), "A"));
    assertThat(lines(drawn).get(1)).isCloseTo(2, within(0.05));
    assertThat(drawn.words()).contains("control: 0.0 Hz", "threshold: 2.0 Hz", "raises (1)");
  }

  @Test
  void runawayActivity_isNamedAndHasNoBar_andGivesNoLines() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").silenced("22").ranAway().fires("A", 400).add();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(SILENCE), "A"));
    assertThat(bars(drawn)).isEmpty();
    assertThat(lines(drawn)).isEmpty();
    assertThat(drawn.words()).contains("runs away", "runaway (1)");
    assertThat(drawn.across().value(drawn.frame().getMaxX())).as("no room for it").isLessThan(2);
  }

  @Test
  void experimentsWithoutNeurons_areLeftOut() throws IOException {
    silence();
    steps.arm("z").silenced("nobody").noNeurons().add();
    DrawnSvg drawn = DrawnSvg.of(ScreenBars.figure(steps.drawn(SILENCE), "A"));
    assertThat(bars(drawn)).hasSize(2);
    assertThat(drawn.words()).doesNotContain("nobody");
  }

  @Test
  void withoutReadOuts_spikesOfTheWholeBrainAreRanked() throws IOException {
    steps.arm("x").silenced("22").spikes(400).add();
    steps.arm("y").silenced("33").spikes(100).add();
    CaptionedFigure figure = ScreenBars.figure(steps.drawn(SILENCE), "");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(lengths(drawn)).containsExactly(new double[] {100, 400}, within(1.0));
    assertThat(bars(drawn)).extracting(Shape::fill).containsOnly(OkabeIto.BLUE);
    assertThat(drawn.words()).contains("step: spikes of all neurons", "spikes a trial");
    assertThat(drawn.drawn(Color.BLACK)).as("no intervals").noneMatch(Shape::isLevel);
    assertThat(figure.name()).isEqualTo("step");
  }

  @Test
  void moreThan200Experiments_areTheLowest() throws IOException {
    for (int k = 0; k < 210; k++) {
      steps.arm("x" + k).silenced(Integer.toString(1000 + k)).fires("A", 500 - k).add();
    }
    CaptionedFigure figure = ScreenBars.figure(steps.drawn(SILENCE), "A");
    assertThat(DrawnSvg.of(figure).words()).contains("1209", "1010").doesNotContain("1009");
    assertThat(figure.caption()).endsWith("the lowest on top (200 of 210 experiments).");
  }
}
