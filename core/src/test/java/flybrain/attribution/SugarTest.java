package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.SharedData;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.SyntheticBrain;
import flybrain.engine.Engines;
import flybrain.engine.SpikeBlock;
import flybrain.engine.Trial;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Propagator;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every spike of the preset sugar on brains of full size.
class SugarTest {
  private static final Connectome SYNTHETIC = SyntheticBrain.generate();
  private static final Recipe SUGAR = Presets.get("sugar").withTrials(1);

  @TempDir private Path folder;

  @Test
  void contributions_addUpToTheHeightOfEverySpike_onTheSyntheticBrain() throws IOException {
    assertThat(largestError(SYNTHETIC, SUGAR)).isLessThan(1e-9);
  }

  @Test
  @Tag("shared")
  void contributions_addUpToTheHeightOfEverySpike_onTheThinnedBrain() throws IOException {
    assertThat(largestError(thinned(), SUGAR)).isLessThan(1e-9);
  }

  /// On the same input without the neuron that contributed most, a neuron's first spike comes later
  /// or never.
  @Test
  void withoutTheLargestContribution_theSpikeIsLateOrNeverComes() throws IOException {
    Connectome brain = SYNTHETIC;
    Experiment sugar = SUGAR.withDuration(0.2).on(brain).experiment();
    Experiment control = replayed(brain, sugar, Silence.NONE);
    Attribution attribution = Runs.attribution(brain, control);
    int[] undriven =
        IntStream.range(0, brain.neurons().size())
            .filter(neuron -> attribution.spikes(0, neuron).length >= 5)
            .filter(neuron -> sugar.driven().noneMatch(driven -> driven == neuron))
            .toArray();
    assertThat(undriven).hasSizeGreaterThan(50);
    try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
      for (int neuron : undriven) {
        assertLaterWithoutTheLargest(simulation, brain, sugar, attribution, neuron);
      }
    }
  }

  private static void assertLaterWithoutTheLargest(
      Simulation simulation,
      Connectome brain,
      Experiment sugar,
      Attribution attribution,
      int neuron)
      throws IOException {
    int first = attribution.spikes(0, neuron)[0];
    Contribution largest = attribution.at(0, neuron, first).contributions().getFirst();
    assertThat(largest.height()).isPositive();
    Silence silence =
        new Silence(NeuronSet.of("one", largest.presynaptic()), Silence.Mode.OUTGOING);
    int[] without =
        Runs.attribution(simulation, brain, replayed(brain, sugar, silence)).spikes(0, neuron);
    assertThat(without.length == 0 || without[0] > first)
        .as("first spike of %d without %d", neuron, largest.presynaptic())
        .isTrue();
  }

  /// The experiment with its own events, recorded and replayed.
  private static Experiment replayed(Connectome brain, Experiment drawn, Silence silence) {
    List<Integer> steps = new ArrayList<>();
    List<Integer> neurons = new ArrayList<>();
    InputEvents events = InputEvents.ofTrial(brain.neurons(), drawn, 0);
    for (; events.step() < drawn.steps(); events.next()) {
      steps.add(events.step());
      neurons.add(events.neuron());
    }
    return new Experiment(
        "replayed",
        drawn.drives(),
        silence,
        drawn.steps(),
        1,
        drawn.seed(),
        drawn.parameters(),
        List.of(),
        new Replay(
            "recorded",
            steps.stream().mapToInt(Integer::intValue).toArray(),
            neurons.stream().mapToInt(Integer::intValue).toArray()));
  }

  private Connectome thinned() throws IOException {
    return new ConnectomeStore(folder, folder.resolve("cache"), folder)
        .open(SharedData.path("data/flywire-783-min5").toString(), _ -> {});
  }

  /// The largest difference in mV between the sum of contributions and the potential that the
  /// engine has at the threshold test, over all spikes of the trial.
  private static double largestError(Connectome brain, Recipe recipe) throws IOException {
    Experiment experiment = recipe.on(brain).experiment();
    Spikes spikes = Runs.spikes(brain, experiment);
    assertThat(spikes.size()).isGreaterThan(10_000);
    Attribution attribution = new Attribution(brain, experiment, spikes);
    Propagator propagator = Propagator.of(experiment.parameters());
    Trial trial = Engines.trial("event", brain, experiment, 0);
    SpikeBlock block = new SpikeBlock();
    block.start(SpikeSink.NOWHERE, 0);
    double largest = 0;
    for (int k = 0; k < spikes.size(); k++) {
      trial.advance(spikes.step(k) - trial.step(), block);
      int neuron = spikes.neuron(k);
      double height =
          propagator.potential(
              1,
              trial.potential(neuron) - experiment.parameters().v0(),
              trial.synapticInput(neuron));
      double sum = attribution.at(0, neuron, spikes.step(k)).height();
      largest = Math.max(largest, Math.abs(sum - height));
    }
    return largest;
  }
}
