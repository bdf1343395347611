package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Wirings;
import flybrain.connectome.WiringChange;
import flybrain.figures.DrawnSvg.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Differences to a control of 20 Hz on the brain as it is and on changed ones.
class WiringStripsTest {
  private static final Axis SILENCE =
      new Axis.SilenceEach(new NeuronChoice.Named(List.of(), ""), false);
  private static final WiringChange REWIRED = WiringChange.parse("rewired");
  private static final WiringChange LEAST = WiringChange.parse("min-synapses-5");

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 12).on(new Wirings(List.of(REWIRED, LEAST), 3));
  }

  /// Spikes of the read-out in a trial of the control and of the experiments without 22 and 33.
  private void add(String wiring, int control, int without22, int without33) {
    String ending = wiring.isEmpty() ? "" : "." + wiring;
    steps.control("control" + ending).onBrain(wiring).fires("A", control).add();
    steps
        .arm("x" + ending)
        .control("control" + ending)
        .onBrain(wiring)
        .silenced("22")
        .fires("A", without22)
        .add();
    steps
        .arm("y" + ending)
        .control("control" + ending)
        .onBrain(wiring)
        .silenced("33")
        .fires("A", without33)
        .add();
  }

  private List<CaptionedFigure> figures() throws IOException {
    return WiringStrips.figures(steps.drawn(SILENCE));
  }

  private static List<Long> lines(DrawnSvg drawn, double row) {
    return drawn.drawn(RowChart.OTHERS).stream()
        .filter(line -> line.isUpright() && Math.abs(line.y() - row) < 1)
        .filter(line -> drawn.frame().contains(line.x(), line.y()))
        .map(line -> Math.round(drawn.across().value(line.x())))
        .sorted()
        .toList();
  }

  @Test
  void brainAsItIs_isAPointAmongLinesOfChangedOnes_withItsRank() throws IOException {
    add("", 10, 6, 1);
    add("rewired-1", 8, 8, 8);
    add("rewired-2", 8, 3, 6);
    add("rewired-3", 5, 9, 4);
    add("min-synapses-5", 10, 9, 0);
    List<CaptionedFigure> figures = figures();
    assertThat(figures)
        .extracting(CaptionedFigure::name)
        .containsExactly("step_A_rewired", "step_A_min-synapses-5");
    DrawnSvg drawn = DrawnSvg.of(figures.getFirst());
    List<Shape> points =
        drawn.with(shape -> shape.kind().equals("circle") && shape.fill() == null).stream()
            .sorted(Comparator.comparingDouble(Shape::y))
            .toList();
    assertThat(points).hasSize(2);
    // Without 33 the largest difference; 22 has 5 fewer and 4 more spikes on changed brains.
    assertThat(drawn.across().value(points.get(0).x())).isCloseTo(-18, within(0.05));
    assertThat(drawn.across().value(points.get(1).x())).isCloseTo(-8, within(0.05));
    assertThat(drawn.text("33  rank 1 of 4").y()).isCloseTo(points.get(0).y(), within(6.0));
    assertThat(drawn.text("22  rank 3 of 4").y()).isCloseTo(points.get(1).y(), within(6.0));
    assertThat(lines(drawn, points.get(0).y())).containsExactly(-4L, -2L, 0L);
    assertThat(lines(drawn, points.get(1).y())).containsExactly(-10L, 0L, 8L);
    assertThat(drawn.words())
        .contains("changed brain", "necessary (2)")
        .contains("difference to the control on the same brain (Hz)");
    DrawnSvg least = DrawnSvg.of(figures.getLast());
    assertThat(least.words()).contains("33  rank 2 of 2", "22  rank 1 of 2");
  }

  @Test
  void silentAndRunawayBrains_areCounted() throws IOException {
    steps.on(new Wirings(List.of(REWIRED), 3));
    add("", 10, 6, 1);
    add("rewired-1", 0, 0, 0);
    add("rewired-2", 8, 3, 6);
    String ending = ".rewired-3";
    steps.control("control" + ending).onBrain("rewired-3").ranAway().fires("A", 900).add();
    steps
        .arm("x" + ending)
        .control("control" + ending)
        .onBrain("rewired-3")
        .silenced("22")
        .fires("A", 1)
        .add();
    List<CaptionedFigure> figures = figures();
    assertThat(figures).hasSize(1);
    DrawnSvg drawn = DrawnSvg.of(figures.getFirst());
    assertThat(drawn.words()).contains("22  rank 2 of 3, 1 silent", "33  rank 1 of 3, 1 silent");
  }

  @Test
  void experimentThatRunsAwayOnTheBrainAsItIs_hasNoPointAndNoRank() throws IOException {
    steps.on(new Wirings(List.of(REWIRED), 1));
    steps.control("control").fires("A", 10).add();
    steps.arm("x").silenced("22").ranAway().fires("A", 900).add();
    steps.control("control.rewired-1").onBrain("rewired-1").fires("A", 10).add();
    steps
        .arm("x.rewired-1")
        .control("control.rewired-1")
        .onBrain("rewired-1")
        .silenced("22")
        .fires("A", 7)
        .add();
    DrawnSvg drawn = DrawnSvg.of(figures().getFirst());
    assertThat(drawn.words()).contains("22  no rank", "runs away");
    assertThat(drawn.with(shape -> shape.kind().equals("circle"))).isEmpty();
  }

  @Test
  void changeOfWhichNoBrainIsLeft_hasNoPicture() throws IOException {
    steps.on(new Wirings(List.of(REWIRED), 1));
    add("", 10, 6, 1);
    assertThat(figures()).as("not run yet").isEmpty();
    steps.control("control.rewired-1").onBrain("rewired-1").ranAway().fires("A", 10).add();
    steps
        .arm("x.rewired-1")
        .control("control.rewired-1")
        .onBrain("rewired-1")
        .silenced("22")
        .fires("A", 7)
        .add();
    assertThat(figures()).as("runs away").isEmpty();
  }

  @Test
  void moreThan60Rows_areTheLargestDifferences() throws IOException {
    steps.on(new Wirings(List.of(REWIRED), 1));
    for (String wiring : List.of("", "rewired-1")) {
      String ending = wiring.isEmpty() ? "" : "." + wiring;
      steps.control("control" + ending).onBrain(wiring).fires("A", 100).add();
      for (int k = 1; k <= 65; k++) {
        steps
            .arm("x" + k + ending)
            .control("control" + ending)
            .onBrain(wiring)
            .silenced(Integer.toString(1000 + k))
            .fires("A", 100 - k)
            .add();
      }
    }
    CaptionedFigure figure = figures().getFirst();
    assertThat(figure.caption()).contains("(the 60 largest of 65 differences)");
    List<String> words = DrawnSvg.of(figure).words();
    assertThat(words)
        .contains("1065  rank 2 of 2", "1006  rank 2 of 2")
        .noneMatch(text -> text.startsWith("1005"));
  }
}
