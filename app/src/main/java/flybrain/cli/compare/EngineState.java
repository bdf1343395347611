package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.engine.SpikeBlock;
import flybrain.engine.Trial;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A neuron in one of our engines just before a step of a recorded run, found by running it again.
///
/// @param engine key of the engine
/// @param potential v in mV
/// @param synapticInput g in mV
/// @param refractoryUntil first step at which it is not refractory any more
/// @param potentialAtStep v at the threshold test of the step, in mV
/// @param spikes whether it spikes at the step
/// @param lastSpike step of its spike before, -1 of none
/// @param parameters of the model
/// @param inputs what it received last, the latest last
record EngineState(
    String engine,
    double potential,
    double synapticInput,
    int refractoryUntil,
    double potentialAtStep,
    boolean spikes,
    int lastSpike,
    Parameters parameters,
    List<Input> inputs) {
  private static final Set<String> OURS =
      Engines.all().stream().map(engine -> engine.key()).collect(Collectors.toSet());

  /// How many inputs are reported.
  private static final int INPUTS = 8;

  /// Something that arrived at the neuron.
  ///
  /// @param step at which it arrived
  /// @param from FlyWire root id of the presynaptic neuron, 0 for an event of the drive
  /// @param height what it adds in mV: to g, or to v when it is an event of the drive
  /// @param lost whether it found the neuron refractory
  record Input(int step, long from, double height, boolean lost) {}

  /// Whether a run of this provenance can be run again here.
  static boolean isOurs(Map<String, String> provenance) {
    return OURS.contains(provenance.getOrDefault("flybrain.backend", ""))
        && provenance.containsKey("flybrain.experiment");
  }

  /// Runs a trial again up to a step.
  ///
  /// @param connectome name or folder, null for the recorded name @param replay file of the input
  ///   events, null for the recorded one @throws InputException if connectome or input are not the
  ///   run's
  static EngineState of(
      Map<String, String> provenance,
      @Nullable String connectome,
      @Nullable Path replay,
      int trial,
      int step,
      long flywireId)
      throws IOException {
    String name = provenance.getOrDefault("flybrain.connectome", "");
    Connectome brain = connectome == null ? recorded(name) : opened(connectome);
    if (!brain.fingerprint().equals(provenance.get("flybrain.connectome.sha256"))) {
      throw new InputException(
          "connectome %s is not the connectome %s of the run; give that one with --connectome"
              .formatted(brain.name(), name));
    }
    Recipe recipe =
        ExperimentFile.parse(
            provenance.getOrDefault("flybrain.experiment", ""), "metadata flybrain.experiment");
    Experiment experiment =
        (replay == null ? recipe : recipe.withReplay(replay)).on(brain).experiment();
    int neuron = brain.neurons().indexOf(flywireId);
    if (neuron < 0) {
      throw new InputException("connectome %s has no neuron %d".formatted(brain.name(), flywireId));
    }
    String engine = provenance.getOrDefault("flybrain.backend", "");
    return new Rerun(brain, experiment, neuron, trial).to(engine, step);
  }

  private static Connectome recorded(String name) throws IOException {
    try {
      return opened(name);
    } catch (InputException e) {
      throw new InputException(e.getMessage() + "; give the run's connectome with --connectome", e);
    }
  }

  private static Connectome opened(String connectome) throws IOException {
    return ConnectomeStore.standard().open(connectome, notice -> {});
  }

  /// A trial that is run again, to see one neuron.
  private static final class Rerun implements TrialSink {
    private final Connectome brain;
    private final Experiment experiment;
    private final int neuron;
    private final int trial;
    private final Map<Integer, Integer> weights = new HashMap<>();
    private final List<Integer> ownSpikes = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Set<Integer> driven;

    Rerun(Connectome brain, Experiment experiment, int neuron, int trial) {
      this.brain = brain;
      this.experiment = experiment;
      this.neuron = neuron;
      this.trial = trial;
      this.driven = experiment.driven().boxed().collect(Collectors.toSet());
      List<Integer> silenced = experiment.silence().neurons().stream().boxed().toList();
      boolean deaf = silenced.contains(neuron) && experiment.silence().mode() == Silence.Mode.BOTH;
      if (!deaf) {
        addWeights(brain.connections());
        weights.keySet().removeAll(silenced);
      }
    }

    private void addWeights(Connections connections) {
      for (int pre = 0; pre < connections.neurons(); pre++) {
        for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
          if (connections.target(c) == neuron) {
            weights.merge(pre, connections.weight(c), Integer::sum);
          }
        }
      }
    }

    EngineState to(String engine, int step) throws IOException {
      Parameters parameters = experiment.parameters();
      Trial running = Engines.trial(engine, brain, experiment, trial);
      SpikeBlock block = new SpikeBlock();
      block.start(ofTrial -> this, trial);
      running.advance(step, block);
      block.flush();
      double v = running.potential(neuron);
      double g = running.synapticInput(neuron);
      int last = ownSpikes.isEmpty() ? -1 : ownSpikes.getLast();
      int until = last < 0 ? 0 : last + refractorySteps();
      running.advance(1, block);
      block.flush();
      addDriveBefore(step);
      boolean fires = !ownSpikes.isEmpty() && ownSpikes.getLast() == step;
      double next = step < until ? v : afterAStep(parameters, v, g);
      return new EngineState(engine, v, g, until, next, fires, last, parameters, latest(step));
    }

    private static double afterAStep(Parameters parameters, double v, double g) {
      Propagator propagator = Propagator.of(parameters);
      return parameters.v0()
          + (v - parameters.v0()) * propagator.membraneDecay(1)
          + g * propagator.transfer(1);
    }

    /// The last inputs before a step.
    private List<Input> latest(int step) {
      List<Input> arrived =
          inputs.stream()
              .filter(input -> input.step() < step)
              .sorted(Comparator.comparingInt(Input::step))
              .toList();
      return arrived.stream()
          .skip(Math.max(0, arrived.size() - INPUTS))
          .map(input -> new Input(input.step, input.from, input.height, lost(input)))
          .toList();
    }

    private int refractorySteps() {
      return driven.contains(neuron) ? 1 : Math.max(1, experiment.parameters().refractorySteps());
    }

    private boolean lost(Input input) {
      return ownSpikes.stream()
          .anyMatch(spike -> spike <= input.step() && input.step() < spike + refractorySteps());
    }

    private void addDriveBefore(int step) {
      InputEvents events = InputEvents.of(brain.neurons(), experiment, trial);
      for (; events.step() < step; events.next()) {
        if (events.neuron() == neuron) {
          inputs.add(new Input(events.step(), 0, experiment.parameters().poissonKick(), false));
        }
      }
    }

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      for (int i = 0; i < count; i++) {
        if (neurons[i] == neuron) {
          ownSpikes.add(steps[i]);
        }
        Integer weight = weights.get(neurons[i]);
        if (weight != null) {
          inputs.add(
              new Input(
                  steps[i] + experiment.parameters().delaySteps(),
                  brain.neurons().id(neurons[i]),
                  weight * experiment.parameters().wSyn(),
                  false));
        }
      }
    }

    @Override
    public void end() {}
  }
}
