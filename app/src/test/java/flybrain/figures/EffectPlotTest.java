package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.campaign.Answer;
import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Verdict;
import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Differences to a control of 20 Hz, of which a fifth counts as an effect.
class EffectPlotTest {
  private static final Axis SILENCE =
      new Axis.SilenceEach(new NeuronChoice.Named(List.of(), ""), false);
  private static final Color NONE = VerdictStyle.color(Verdict.NO_EFFECT);

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 12);
    steps.control("control").fires("A", 10).fires("B", 0).add();
  }

  private static List<Shape> points(DrawnSvg drawn) {
    return drawn
        .with(shape -> shape.kind().equals("circle") && shape.fill() == null && shape.width() < 8)
        .stream()
        .sorted(Comparator.comparingDouble(Shape::y))
        .toList();
  }

  @Test
  void differencesAreSorted_theLowestOnTop_withTheirIntervals() throws IOException {
    steps.arm("x").silenced("22").fires("A", 15, 16, 14).add();
    steps.arm("y").silenced("33").fires("A", 2, 4, 3).add();
    steps.arm("z").silenced("44").fires("A", 10).add();
    DrawnStep step = steps.drawn(SILENCE);
    CaptionedFigure figure = EffectPlot.figure(step, "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    Scale hertz = drawn.across();
    double[] differences = {-14, 0, 10 - 2 / 12.0};
    String[] neurons = {"33", "44", "22"};
    List<Color> colors = List.of(OkabeIto.VERMILION, NONE, OkabeIto.BLUE);
    List<Shape> points = points(drawn);
    assertThat(points).extracting(Shape::stroke).containsExactlyElementsOf(colors);
    for (int row = 0; row < 3; row++) {
      String neuron = neurons[row];
      Answer answer =
          step.answers("A").stream()
              .filter(each -> each.experiment().silenced().equals(neuron))
              .findFirst()
              .orElseThrow();
      Shape point = points.get(row);
      assertThat(hertz.value(point.x())).isCloseTo(answer.difference(), within(0.05));
      assertThat(drawn.text(neuron).y()).isCloseTo(point.y(), within(6.0));
      Shape interval =
          drawn
              .with(shape ->
                  shape.isLevel() && Math.abs(shape.y() - point.y()) < 0.05 && shape.fill() == null)
              .getFirst();
      assertThat(hertz.value(interval.left())).isCloseTo(answer.low(), within(0.05));
      assertThat(hertz.value(interval.right())).isCloseTo(answer.high(), within(0.05));
    }
    assertThat(hertz.value(points.get(0).x())).isCloseTo(differences[0], within(0.05));
    assertThat(hertz.value(points.get(1).x())).isCloseTo(differences[1], within(0.05));
    assertThat(figure.name()).isEqualTo("step_A_effects");
    assertThat(drawn.words())
        .contains("step: effect on A", "too small to count", "necessary (1)", "no effect (1)")
        .contains("difference to the control (Hz), 95 % confidence interval", "raises (1)");
  }

  @Test
  void onlyEffectsAreFilled_beforeABandOfTheMargin() throws IOException {
    steps.arm("y").silenced("33").fires("A", 2).add();
    steps.arm("z").silenced("44").fires("A", 10).add();
    DrawnSvg drawn = DrawnSvg.of(EffectPlot.figure(steps.drawn(SILENCE), "A"));
    assertThat(
            drawn.with(
                shape -> shape.kind().equals("circle") && OkabeIto.VERMILION.equals(shape.fill())))
        .hasSize(1);
    assertThat(drawn.with(shape -> shape.kind().equals("circle") && NONE.equals(shape.fill())))
        .isEmpty();
    List<Shape> bands =
        drawn.filled(RowChart.BAND).stream().filter(shape -> shape.width() > 20).toList();
    assertThat(bands)
        .hasSize(2)
        .allSatisfy(band -> {
          assertThat(drawn.across().value(band.left())).isCloseTo(-4, within(0.05));
          assertThat(drawn.across().value(band.right())).isCloseTo(4, within(0.05));
        });
  }

  @Test
  void whatCannotBeCompared_isNamed_andHasNoPoint() throws IOException {
    steps.arm("x").silenced("22").ranAway().fires("A", 400).fires("B", 0).add();
    steps.arm("y").silenced("33").fires("A", 2).fires("B", 0).add();
    DrawnStep step = steps.drawn(SILENCE);
    DrawnSvg ofA = DrawnSvg.of(EffectPlot.figure(step, "A"));
    assertThat(points(ofA)).hasSize(1);
    assertThat(ofA.text("runs away").y()).isCloseTo(ofA.text("22").y(), within(2.0));
    assertThat(ofA.filled(RowChart.BAND))
        .as("a band behind the other row alone")
        .filteredOn(band -> ofA.frame().contains(band.x(), band.y()))
        .hasSize(1);
    assertThat(ofA.across().value(ofA.frame().getMaxX())).as("no room for it").isLessThan(6);
    DrawnSvg ofB = DrawnSvg.of(EffectPlot.figure(step, "B"));
    assertThat(points(ofB)).isEmpty();
    assertThat(ofB.text("read-out silent").y()).isCloseTo(ofB.text("33").y(), within(2.0));
  }

  /// The largest differences in either direction, not the first or the lowest.
  @Test
  void moreThan200Answers_areTheLargestDifferences() throws IOException {
    for (int k = 1; k <= 205; k++) {
      int spikes = k % 2 == 0 ? 10 + 10 * k : Math.max(0, 10 - k);
      steps.arm("x" + k).silenced(Integer.toString(1000 + k)).fires("A", spikes).add();
    }
    CaptionedFigure figure = EffectPlot.figure(steps.drawn(SILENCE), "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    // Odd ones have differences of -1, -3, -5, -7, -9 and then -10 spikes.
    assertThat(drawn.words()).contains("1204", "1002", "1011").doesNotContain("1001", "1009");
    assertThat(drawn.text("1011").y()).isLessThan(drawn.text("1002").y());
    assertThat(drawn.text("1002").y()).isLessThan(drawn.text("1204").y());
    assertThat(figure.caption()).endsWith("(the 200 largest of 205 differences).");
    assertThat(points(drawn)).hasSize(200);
  }

  @Test
  void colorsOfAnswers_areOfEffectsUpAndDown_andGreyWithoutOne() {
    assertThat(VerdictStyle.color(Verdict.NECESSARY)).isEqualTo(VerdictStyle.color(Verdict.LOWERS));
    assertThat(VerdictStyle.color(Verdict.SUFFICIENT))
        .isEqualTo(VerdictStyle.color(Verdict.RAISES))
        .isNotEqualTo(VerdictStyle.color(Verdict.LOWERS));
    for (Verdict verdict : Verdict.values()) {
      Color color = VerdictStyle.color(verdict);
      boolean grey = color.getRed() == color.getGreen() && color.getGreen() == color.getBlue();
      assertThat(grey)
          .as(verdict.toString())
          .isEqualTo(
              verdict == Verdict.NO_EFFECT
                  || verdict == Verdict.READ_OUT_SILENT
                  || verdict == Verdict.RUNAWAY);
    }
  }
}
