package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.annotation.AnnotationTables;
import flybrain.campaign.Axis;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import flybrain.figures.DrawnSteps.Rates;
import flybrain.figures.DrawnSvg.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronMapTest {
  private static final Axis SWEEP = new Axis.Rates(0, List.of(50.0, 200.0));

  @TempDir private Path folder;
  private DrawnSteps steps;

  @BeforeEach
  void makeStep() {
    steps = new DrawnSteps(folder.resolve("campaign"), 2);
  }

  private AnnotatedNeurons known() throws IOException {
    Neurons neurons = new Neurons(new long[] {11, 22, 33});
    AnnotationTables tables = new AnnotationTables(neurons.size(), neurons::indexOf);
    Path file = folder.resolve("neurons.csv");
    tables.add(Files.writeString(file, "root_id,type,side\n22,LC4,left\n33,LC6,right\n"), null);
    return new AnnotatedNeurons(neurons, tables.complete());
  }

  private void addArms() {
    steps.control("control").add();
    steps.arm("high").rate(200).add();
    steps.arm("low").rate(50).add();
  }

  @Test
  void neuronsAreRowsByTheirHighestRate_experimentsColumnsByTheirRate() throws IOException {
    addArms();
    steps.knowing(known());
    steps.write(
        new Rates(22, Map.of("low", 3.0, "high", 8.0, "control", 500.0)),
        new Rates(33, Map.of("low", 10.0)),
        new Rates(44, Map.of("high", 9.0)),
        new Rates(11, Map.of("low", 50.0, "high", 200.0)));
    CaptionedFigure figure = NeuronMap.figure(steps.drawn(SWEEP)).orElseThrow();
    DrawnSvg drawn = DrawnSvg.of(figure);
    List<String> rows =
        drawn.texts().stream()
            .filter(text -> text.text().matches("[1234]{2}( LC.*)?"))
            .sorted(Comparator.comparingDouble(DrawnSvg.Text::y))
            .map(DrawnSvg.Text::text)
            .toList();
    assertThat(rows)
        .as("without the driven neuron, 11")
        .containsExactly("33 LC6 right", "44", "22 LC4 left");
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(
            Cividis.color(1),
            Cividis.color(0),
            Cividis.color(0),
            Cividis.color(0.9),
            Cividis.color(0.3),
            Cividis.color(0.8));
    assertThat(drawn.text("50").x()).isLessThan(drawn.text("200").x());
    assertThat(figure.name()).isEqualTo("step_neurons");
    assertThat(figure.caption()).startsWith("Firing rates of the 3 neurons with the highest rate");
  }

  @Test
  void readOutsHaveTheirName_unlessItIsTheirId() throws IOException {
    addArms();
    steps.fact(
        "flybrain.experiment",
        """
        t_run = 0.5
        n_run = 2
        read_out = ["mine", 44]
        drive = { neurons = [11], rate = 100 }
        [sets]
        mine = [33]
        """);
    steps.write(new Rates(33, Map.of("low", 10.0)), new Rates(44, Map.of("high", 9.0)));
    DrawnSvg drawn = DrawnSvg.of(NeuronMap.figure(steps.drawn(SWEEP)).orElseThrow());
    assertThat(drawn.words()).contains("mine", "44").doesNotContain("33");
  }

  @Test
  void runawayExperiments_haveNoColumn() throws IOException {
    addArms();
    steps.arm("wild").rate(400).ranAway().add();
    steps.write(new Rates(22, Map.of("low", 3.0, "high", 6.0, "wild", 1000.0)));
    DrawnSvg drawn = DrawnSvg.of(NeuronMap.figure(steps.drawn(SWEEP)).orElseThrow());
    assertThat(drawn.cells())
        .extracting(Shape::fill)
        .containsExactly(Cividis.color(0.5), Cividis.color(1));
    assertThat(drawn.words()).doesNotContain("400");
  }

  @Test
  void singleExperiment_hasABarForEachNeuron() throws IOException {
    steps.arm("one").rate(50).add();
    steps.write(
        new Rates(22, Map.of("one", 3.0)),
        new Rates(33, Map.of("one", 12.0)),
        new Rates(11, Map.of("one", 50.0)));
    CaptionedFigure figure =
        NeuronMap.figure(steps.drawn(new Axis.Rates(0, List.of(50.0)))).orElseThrow();
    DrawnSvg drawn = DrawnSvg.of(figure);
    List<Shape> bars = drawn.filled(OkabeIto.BLUE);
    assertThat(bars).hasSize(2);
    assertThat(drawn.across().value(bars.get(0).right())).isCloseTo(12, within(0.05));
    assertThat(drawn.across().value(bars.get(1).right())).isCloseTo(3, within(0.05));
    assertThat(drawn.text("33").y()).isLessThan(drawn.text("22").y());
    assertThat(figure.caption()).contains("2 neurons with the highest rates");
  }

  @Test
  void moreThan40Neurons_areTheMostActive() throws IOException {
    addArms();
    List<Rates> neurons = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      neurons.add(new Rates(1000 + k, Map.of("low", 1.0 + k)));
    }
    steps.write(neurons.toArray(Rates[]::new));
    DrawnSvg drawn = DrawnSvg.of(NeuronMap.figure(steps.drawn(SWEEP)).orElseThrow());
    assertThat(drawn.words()).contains("1049", "1010").doesNotContain("1009");
    assertThat(drawn.cells()).hasSize(80);
  }

  @Test
  void mapIsLeftOut_whereNothingUndrivenFires_orThereAreTooManyColumns() throws IOException {
    addArms();
    steps.write(new Rates(11, Map.of("low", 50.0, "high", 200.0)));
    assertThat(NeuronMap.figure(steps.drawn(SWEEP))).isEmpty();

    for (int most : new int[] {60, 61}) {
      DrawnSteps many = new DrawnSteps(folder.resolve("many" + most), 2);
      for (int k = 0; k < most; k++) {
        many.arm("a" + k).rate(k).add();
      }
      many.write(new Rates(22, Map.of("a3", 1.0)));
      assertThat(NeuronMap.figure(many.drawn(SWEEP)).isPresent()).isEqualTo(most == 60);
    }
  }
}
