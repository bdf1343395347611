package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connectome;
import flybrain.connectome.SyntheticBrain;
import flybrain.experiment.Experiment;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Resolution;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The activity of the synthetic brain: of the published size under sugar, some under every preset.
class SyntheticActivityTest {
  private static final Connectome BRAIN = SyntheticBrain.generate();
  private static final int SECOND = 10_000;

  /// The suite's examples need neurons of v783.
  static Stream<Recipe> presets() {
    return Presets.all().stream()
        .filter(preset -> !preset.readOut().contains(new NeuronReference.Name("Giant_Fiber_1")));
  }

  @Test
  void everyNeuronOfAPublishedSet_isThere() {
    List<NamedSet> published =
        NeuronSets.builtIn().all().stream()
            .filter(set -> !set.versions().keySet().equals(Set.of("v783")))
            .toList();
    assertThat(published.stream().flatMap(set -> set.idsFor(BRAIN.neurons()).stream()))
        .allMatch(id -> BRAIN.neurons().indexOf(id) >= 0);
    assertThat(published).extracting(NamedSet::name).hasSize(122).contains("sugar", "web");
  }

  @Test
  void sugar_for30Trials_isOfThePublishedSize() throws IOException {
    Spikes spikes = run(Presets.get("sugar"));

    assertThat(spikesPer(spikes::trial, spikes, 30)).allMatch(n -> n >= 16_000 && n <= 18_000);
    assertThat(activePer(spikes::trial, spikes, 30)).allMatch(n -> n >= 380 && n <= 450);
  }

  @Test
  void sugar_for100Seconds_neitherGrowsNorDiesOut() throws IOException {
    Spikes spikes = run(Presets.get("sugar").withTrials(1).withDuration(100));
    IntUnaryOperator tenSeconds = k -> spikes.step(k) / (10 * SECOND);
    IntUnaryOperator second = k -> spikes.step(k) / SECOND;

    assertThat(spikes.size()).isBetween(1_600_000, 1_800_000);
    assertThat(spikesPer(tenSeconds, spikes, 10)).allMatch(n -> n >= 160_000 && n <= 180_000);
    assertThat(activePer(second, spikes, 100)).allMatch(n -> n >= 380 && n <= 450);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPreset_reachesItsReadOuts(Recipe preset) throws IOException {
    int trials = 2;
    Resolution resolution = preset.withTrials(trials).on(BRAIN);
    Experiment experiment = resolution.experiment();
    Spikes spikes = Runs.run(Engines.EVENT, BRAIN, experiment, 1);

    assertThat(resolution.warnings()).isEmpty();
    for (NeuronSet readOut : experiment.readOuts()) {
      for (int neuron : readOut.indices()) {
        assertThat(
                IntStream.range(0, spikes.size())
                    .filter(k -> spikes.neuron(k) == neuron)
                    .map(spikes::trial)
                    .distinct()
                    .count())
            .as("trials in which %s fires", readOut.name())
            .isEqualTo(trials);
      }
    }
    int driven = experiment.drive(0).neurons().size();
    assertThat(activePer(spikes::trial, spikes, trials))
        .as("a list of the ten most active has undriven neurons on it")
        .allMatch(active -> active >= driven + 10);
  }

  private static Spikes run(Recipe recipe) throws IOException {
    return Runs.run(Engines.EVENT, BRAIN, recipe.on(BRAIN).experiment(), 2);
  }

  private static IntStream spikesPer(IntUnaryOperator bin, Spikes spikes, int bins) {
    int[] counts = new int[bins];
    for (int k = 0; k < spikes.size(); k++) {
      counts[bin.applyAsInt(k)]++;
    }
    return Arrays.stream(counts);
  }

  private static IntStream activePer(IntUnaryOperator bin, Spikes spikes, int bins) {
    int neurons = BRAIN.neurons().size();
    int[] lastBin = new int[neurons];
    Arrays.fill(lastBin, -1);
    int[] counts = new int[bins];
    for (int k = 0; k < spikes.size(); k++) {
      if (lastBin[spikes.neuron(k)] != bin.applyAsInt(k)) {
        lastBin[spikes.neuron(k)] = bin.applyAsInt(k);
        counts[bin.applyAsInt(k)]++;
      }
    }
    return Arrays.stream(counts);
  }
}
