package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Neurons of the real looming-escape circuit and of the thinned brain, by type, class and side.
@Tag("shared")
class LoomingCircuitTest {
  private static final Path SHARED = Path.of(System.getProperty("flybrain.shared", ""), "data");
  private static final String DETECTORS = "(LPLC2 | LC4) & side:right";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private Connectome circuit;

  @BeforeEach
  void open() throws IOException {
    circuit = connectome("looming-circuit");
  }

  private Connectome connectome(String name) throws IOException {
    return new ConnectomeStore(folder, folder.resolve("cache"), folder.resolve("data"))
        .open(SHARED.resolve(name).toString(), _ -> {});
  }

  /// Rows of the circuit's own table, read by hand.
  private static Map<String, Integer> sizes() throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    for (String line :
        Files.readAllLines(SHARED.resolve("looming-circuit").resolve("neurons.csv"))) {
      String[] cells = line.split(",", -1);
      sizes.merge(cells[1] + " " + cells[3], 1, Integer::sum);
    }
    return sizes;
  }

  private Recipe recipe(String driven) {
    return Recipe.DEFAULT
        .withDriven(NeuronReference.parseList(driven))
        .withTrials(5)
        .withReadOut(NeuronReference.parseList("DNp01 & side:left,DNp01 & side:right"));
  }

  private List<Double> rates(Recipe recipe) throws IOException {
    try (Laboratory laboratory = Laboratory.on(circuit)) {
      Report report = laboratory.run(recipe);
      return report.plan().experiment().readOuts().stream()
          .map(set -> report.rate(set.indices()[0]).mean())
          .toList();
    }
  }

  @Test
  void typesAndSides_areThoseOfTheTable() throws IOException {
    NeuronSet driven = recipe(DETECTORS).on(circuit).experiment().drive(0).neurons();
    Map<String, Integer> sizes = sizes();
    assertThat(driven.size())
        .isEqualTo(sizes.getOrDefault("LPLC2 right", 0) + sizes.getOrDefault("LC4 right", 0));
    assertThat(driven.stream().mapToObj(circuit.neurons()::id))
        .allMatch(id -> circuit.annotated().side(id).equals("right"))
        .allMatch(id -> circuit.annotated().type(id).matches("LPLC2|LC4"));
  }

  /// The signs of this piece make a detector inhibit the giant fibre of its own side.
  @Test
  void loomingOnOneSide_firesTheGiantFibreOfTheOther() throws IOException {
    List<Double> right = rates(recipe(DETECTORS));
    assertThat(right.getFirst()).isGreaterThan(30);
    assertThat(right.getLast()).isZero();
    List<Double> left = rates(recipe("(LPLC2 | LC4) & side:left"));
    assertThat(left.getFirst()).isZero();
    assertThat(left.getLast()).isGreaterThan(30);
  }

  /// Silenced neurons pass nothing on, so the giant fibre has no input left.
  @Test
  void silencedDetectors_leaveTheGiantFibreSilent() throws IOException {
    Recipe silenced =
        recipe(DETECTORS).withSilenced(NeuronReference.parseList("type:/LPLC2|LC4/ & side:right"));
    assertThat(rates(silenced)).containsExactly(0.0, 0.0);
  }

  @Test
  void thinnedBrain_isDrivenAndSilencedByClassAndSide() throws IOException {
    circuit = connectome("flywire-783-min5");
    Recipe recipe =
        Recipe.DEFAULT
            .withDriven(NeuronReference.parseList("class:gustatory & side:left"))
            .withSilenced(NeuronReference.parseList("super_class:optic & side:right"))
            .withTrials(1)
            .withDuration(0.1);
    Plan plan = Laboratory.on(circuit).plan(recipe, Engines.EVENT);
    // Counted in neurons.csv.gz with an independent reader.
    assertThat(plan.experiment().drive(0).neurons().size()).isEqualTo(205);
    assertThat(plan.experiment().silence().neurons().size()).isEqualTo(38_642);
    Report report = Laboratory.on(circuit).run(recipe);
    assertThat(report.statistics().spikes()).isPositive();
    assertThat(
            IntStream.range(0, circuit.neurons().size())
                .filter(neuron -> circuit.annotations().value("side", neuron).equals("left")))
        .hasSize(69_511);
  }
}
