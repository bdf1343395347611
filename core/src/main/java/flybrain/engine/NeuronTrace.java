package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A neuron just before a step of a trial, and all that it received before.
///
/// @param potential v in mV
/// @param synapticInput g in mV
/// @param activeFrom first step at which it is no longer refractory
/// @param potentialAtStep v at the threshold test of the step, in mV
/// @param spikes whether it spikes at the step
/// @param inputs in order of time
public record NeuronTrace(
    double potential,
    double synapticInput,
    int activeFrom,
    double potentialAtStep,
    boolean spikes,
    List<Input> inputs) {
  /// [Input#presynaptic] of an event of the drive.
  public static final int DRIVE = -1;

  public NeuronTrace {
    inputs = List.copyOf(inputs);
  }

  /// A delivery.
  ///
  /// @param step at which it arrived
  /// @param presynaptic index of the neuron that it came from, or [#DRIVE]
  /// @param height what it adds in mV: to g, or to v when it is an event of the drive
  /// @param lost whether the neuron was refractory, so that it had no effect
  public record Input(int step, int presynaptic, double height, boolean lost) {}

  /// Simulates a trial up to a step and looks at one neuron.
  ///
  /// @param engine key of one of [Engines]
  /// @param step at least 0
  public static NeuronTrace of(
      String engine, Connectome brain, Experiment experiment, int trial, int neuron, int step)
      throws IOException {
    Recording recording = new Recording(brain, experiment, neuron);
    Trial running = Engines.trial(engine, brain, experiment, trial);
    SpikeBlock block = new SpikeBlock();
    block.start(_ -> recording, trial);
    running.advance(step, block);
    double potential = running.potential(neuron);
    double synapticInput = running.synapticInput(neuron);
    block.flush();
    int activeFrom =
        recording.ownSpikes.isEmpty()
            ? 0
            : recording.ownSpikes.getLast() + recording.refractorySteps;
    running.advance(1, block);
    block.flush();
    Parameters parameters = experiment.parameters();
    double atStep =
        step < activeFrom
            ? potential
            : parameters.v0()
                + Propagator.of(parameters)
                    .potential(1, potential - parameters.v0(), synapticInput);
    recording.addDrive(InputEvents.of(brain.neurons(), experiment, trial), step);
    return new NeuronTrace(
        potential,
        synapticInput,
        activeFrom,
        atStep,
        !recording.ownSpikes.isEmpty() && recording.ownSpikes.getLast() == step,
        recording.inputsBefore(step));
  }

  /// Collects what one neuron receives and fires.
  private static final class Recording implements TrialSink {
    private final int neuron;
    private final Parameters parameters;
    private final int refractorySteps;
    private final Map<Integer, Integer> weights = new HashMap<>();
    private final List<Integer> ownSpikes = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    Recording(Connectome brain, Experiment experiment, int neuron) {
      this.neuron = neuron;
      this.parameters = experiment.parameters();
      this.refractorySteps =
          parameters.refractorySteps(experiment.driven().anyMatch(driven -> driven == neuron));
      List<Integer> silenced = experiment.silence().neurons().stream().boxed().toList();
      boolean cutIncoming =
          silenced.contains(neuron) && experiment.silence().mode() == Silence.Mode.BOTH;
      if (!cutIncoming) {
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

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      for (int i = 0; i < count; i++) {
        if (neurons[i] == neuron) {
          ownSpikes.add(steps[i]);
        }
        Integer weight = weights.get(neurons[i]);
        if (weight != null) {
          int arrival = steps[i] + parameters.delaySteps();
          inputs.add(new Input(arrival, neurons[i], weight * parameters.wSyn(), false));
        }
      }
    }

    @Override
    public void end() {}

    void addDrive(InputEvents events, int end) {
      for (; events.step() < end; events.next()) {
        if (events.neuron() == neuron) {
          inputs.add(new Input(events.step(), DRIVE, parameters.poissonKick(), false));
        }
      }
    }

    List<Input> inputsBefore(int end) {
      return inputs.stream()
          .filter(input -> input.step() < end)
          .sorted(Comparator.comparingInt(Input::step))
          .map(input ->
              new Input(input.step(), input.presynaptic(), input.height(), isLost(input.step())))
          .toList();
    }

    /// What arrives at the step of a spike, too, is lost.
    private boolean isLost(int step) {
      return ownSpikes.stream().anyMatch(spike -> spike <= step && step < spike + refractorySteps);
    }
  }
}
