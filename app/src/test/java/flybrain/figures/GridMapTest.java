package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.Axis;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Step.Control;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.figures.DrawnSvg.Text;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridMapTest {
  private static final NeuronChoice ANY = new NeuronChoice.Named(List.of(), "");
  private static final Axis PAIRS = new Axis.SilenceEach(ANY, true);

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder, 2);
  }

  private static Axis.Rates rates(double... hertz) {
    return new Axis.Rates(0, Axis.values(hertz));
  }

  /// The numbers in cells, row by row; empty for a cell without.
  private static List<String> numbers(DrawnSvg drawn) {
    return drawn.cells().stream()
        .map(cell ->
            drawn.texts().stream()
                .filter(text -> cell.box().contains(text.x(), text.y()))
                .map(Text::text)
                .findFirst()
                .orElse(""))
        .toList();
  }

  /// What is written under the map, from the left, or on its left, from the top.
  private static List<String> names(DrawnSvg drawn, boolean columns) {
    return drawn.texts().stream()
        .filter(text ->
            columns
                ? text.y() > drawn.frame().getMaxY() && text.x() < drawn.frame().getMaxX()
                : text.x() < drawn.frame().getMinX() && text.y() > drawn.frame().getMinY())
        .filter(text -> text.text().matches("[\\d.]+"))
        .sorted(columns ? Comparator.comparingDouble(Text::x) : Comparator.comparingDouble(Text::y))
        .map(Text::text)
        .toList();
  }

  private static DrawnSvg drawn(DrawnStep step) {
    return DrawnSvg.of(GridMap.figure(step, "A"));
  }

  /// In whatever order the experiments are.
  @Test
  void twoNumbers_ascendToTheRightAndDown() throws IOException {
    steps.arm("a").rate(200).parameters("w_syn=0.1").fires("A", 1).add();
    steps.arm("b").rate(50).parameters("w_syn=0.1").fires("A", 2).add();
    steps.arm("c").rate(200).parameters("w_syn=0.02").fires("A", 3).add();
    steps.arm("d").rate(50).parameters("w_syn=0.02").fires("A", 4).add();
    steps.control("e").fires("A", 9).add();
    CaptionedFigure figure =
        GridMap.figure(
            steps.drawn(rates(200, 50), new Axis.Parameter("w_syn", List.of(0.1, 0.02))), "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(names(drawn, true)).containsExactly("50", "200");
    assertThat(names(drawn, false)).containsExactly("0.02", "0.1");
    assertThat(numbers(drawn)).as("in Hz").containsExactly("8.0", "6.0", "4.0", "2.0");
    assertThat(drawn.words())
        .contains("rate of the drive (Hz)", "w_syn", "rate (Hz)", "step: rate of A");
    assertThat(figure.name()).isEqualTo("step_A");
    assertThat(figure.caption()).isEqualTo("Mean rate of A over trials, by what differs.");
  }

  @Test
  void cellsOfExperimentsThatAreMissingOrRunAway_areWhite() throws IOException {
    steps.arm("a").rates(50, 10).fires("A", 1).add();
    steps.arm("b").rates(200, 20).ranAway().fires("A", 500).add();
    steps.arm("c").rates(200, 10).fires("A", 4).add();
    CaptionedFigure figure =
        GridMap.figure(steps.drawn(rates(50, 200), new Axis.Rates(1, List.of(10.0, 20.0))), "A");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(numbers(drawn)).containsExactly("2.0", "8.0", "", "");
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(Cividis.color(0.25), Cividis.color(1), Color.WHITE, Color.WHITE);
    assertThat(figure.caption()).endsWith("; white where activity runs away.");
    assertThat(drawn.words()).contains("rate of the second drive (Hz)");
  }

  /// Neurons keep their order, and are rows whichever axis they are.
  @Test
  void neuronsAreDown_numbersToTheRight() throws IOException {
    for (String neuron : List.of("44", "33")) {
      for (int rate : new int[] {100, 50}) {
        steps
            .arm(neuron + rate)
            .rate(rate)
            .silenced(neuron)
            .fires("A", Integer.parseInt(neuron) + rate / 50)
            .add();
      }
    }
    Axis silence = new Axis.SilenceEach(ANY, false);
    for (DrawnStep step :
        List.of(steps.drawn(silence, rates(100, 50)), steps.drawn(rates(100, 50), silence))) {
      DrawnSvg drawn = drawn(step);
      assertThat(names(drawn, true)).containsExactly("50", "100");
      assertThat(names(drawn, false)).containsExactly("44", "33");
      assertThat(numbers(drawn)).containsExactly("90.0", "92.0", "68.0", "70.0");
    }
  }

  @Test
  void pairs_areThereBothWaysRound_withoutADiagonal() throws IOException {
    steps.arm("a").silenced("11+22").fires("A", 1).add();
    steps.arm("b").silenced("11+33").fires("A", 2).add();
    steps.arm("c").silenced("22+33").fires("A", 3).add();
    DrawnSvg drawn = drawn(steps.drawn(PAIRS));
    assertThat(names(drawn, true)).containsExactly("11", "22", "33");
    assertThat(names(drawn, false)).containsExactly("11", "22", "33");
    assertThat(numbers(drawn))
        .containsExactly("", "2.0", "4.0", "2.0", "", "6.0", "4.0", "6.0", "");
  }

  @Test
  void pairsAtSeveralRates_areRowsByRates() throws IOException {
    steps.arm("a").rate(50).silenced("11+22").fires("A", 1).add();
    steps.arm("b").rate(100).silenced("11+22").fires("A", 2).add();
    DrawnSvg drawn = drawn(steps.drawn(PAIRS, rates(50, 100)));
    assertThat(drawn.words()).contains("11 + 22");
    assertThat(numbers(drawn)).containsExactly("2.0", "4.0");
  }

  @Test
  void withoutReadOuts_spikesOfTheWholeBrainAreShown() throws IOException {
    steps.arm("a").rates(50, 10).spikes(99.96).add();
    steps.arm("b").rates(100, 10).spikes(1234.4).add();
    CaptionedFigure figure =
        GridMap.figure(steps.drawn(rates(50, 100), new Axis.Rates(1, List.of(10.0))), "");
    DrawnSvg drawn = DrawnSvg.of(figure);
    assertThat(numbers(drawn)).containsExactly("100", "1234");
    assertThat(drawn.words()).contains("step: spikes of all neurons", "spikes a trial");
    assertThat(figure.name()).isEqualTo("step");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0",
    "9.96,10.0",
    "99.94,99.9",
    "99.95,100",
    "-0.5,-0.5",
    "1234.6,1235",
    "NaN,''"
  })
  void numbersHaveADecimal_below100(double value, String text) {
    assertThat(GridMap.text(value)).isEqualTo(text);
  }

  @Test
  void scale_isFromZeroToTheHighest_orToOneWhereAllAreZero() {
    double[][] some = {{1, Double.NaN}, {7, 3}};
    assertThat(GridMap.scale(some).highest()).isEqualTo(7);
    assertThat(GridMap.scale(new double[][] {{0, 0}}).highest()).isEqualTo(1);
    assertThat(GridMap.scale(new double[][] {{Double.NaN}}).highest()).isEqualTo(1);
  }

  @Test
  void picturesOfAStep_areWhatItVaries() throws IOException {
    steps.control("control").fires("A", 10).fires("B", 10).add();
    for (String name : List.of("x", "y")) {
      steps
          .arm(name)
          .rates(name.equals("x") ? 10 : 20, 5)
          .parameters("connectome=" + name)
          .driven(name.equals("x") ? "22" : "33")
          .silenced("22+33")
          .fires("A", 1)
          .fires("B", 1)
          .add();
    }
    steps.write();
    Axis.Rates one = rates(10);
    Axis drive = new Axis.DriveEach(ANY);
    assertThat(names(rates(10, 20))).containsExactly("step");
    assertThat(names(one, drive))
        .as("at a single rate")
        .containsExactly("step_A", "step_A_effects", "step_B", "step_B_effects");
    assertThat(names(rates(10, 20), drive))
        .containsExactly("step_A", "step_A_effects", "step_B", "step_B_effects");
    assertThat(names(rates(10, 20), new Axis.Rates(1, List.of(5.0))))
        .containsExactly("step_A", "step_B");
    assertThat(names(PAIRS))
        .containsExactly("step_A", "step_A_effects", "step_B", "step_B_effects");
    assertThat(names(new Axis.Connectomes(List.of("x", "y"))))
        .containsExactly("step_A", "step_A_effects", "step_B", "step_B_effects");
  }

  private List<String> names(Axis... axes) throws IOException {
    return steps.figures(Control.BASE, axes).stream().map(CaptionedFigure::name).toList();
  }

  /// Brains have no place on an axis of numbers.
  @Test
  void otherConnectomes_areBarsWithTheirNames() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").parameters("connectome=rewired-1").fires("A", 4).add();
    steps.arm("y").parameters("connectome=v630").fires("A", 8).add();
    steps.write();
    List<CaptionedFigure> figures =
        steps.figures(Control.BASE, new Axis.Connectomes(List.of("rewired-1", "v630")));
    DrawnSvg drawn = DrawnSvg.of(figures.getFirst());
    assertThat(drawn.text("connectome rewired-1").y())
        .isLessThan(drawn.text("connectome v630").y());
    assertThat(figures.getFirst().svg()).doesNotContain("-2147483648", "NaN");
  }

  @Test
  void stepOfWhichNothingEnded_hasNoPictures() throws IOException {
    steps.control("control").fires("A", 10).add();
    steps.arm("x").silenced("nobody").noNeurons().add();
    assertThat(names(new Axis.SilenceEach(ANY, false))).isEmpty();
  }
}
