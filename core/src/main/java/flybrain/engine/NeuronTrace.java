package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Change;
import flybrain.experiment.Drive;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// A neuron just before a step of a trial, and all that it received before. What changes on the way
/// in the experiment, drives and silenced neurons, is followed.
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
    int activeFrom = recording.activeFrom(step);
    running.advance(1, block);
    block.flush();
    Parameters parameters = experiment.parameters();
    double atStep =
        step < activeFrom
            ? potential
            : parameters.v0()
                + Propagator.of(parameters)
                    .potential(1, potential - parameters.v0(), synapticInput);
    recording.addDrive(InputEvents.ofTrial(brain.neurons(), experiment, trial), step);
    return new NeuronTrace(
        potential,
        synapticInput,
        activeFrom,
        atStep,
        !recording.ownSpikes.isEmpty() && recording.ownSpikes.getLast() == step,
        recording.inputsBefore(step));
  }

  /// What a neuron is from a step on, until the next of these.
  ///
  /// @param silenced neurons whose spikes it does not receive
  private record Role(int from, boolean driven, Set<Integer> silenced, boolean cutIncoming) {}

  /// Collects what one neuron receives and fires.
  private static final class Recording implements TrialSink {
    private final int neuron;
    private final Parameters parameters;
    private final List<Role> roles = new ArrayList<>();
    private final Map<Integer, Integer> weights = new HashMap<>();
    private final List<Integer> ownSpikes = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    Recording(Connectome brain, Experiment experiment, int neuron) {
      this.neuron = neuron;
      this.parameters = experiment.parameters();
      addWeights(brain.connections());
      boolean driven = experiment.driven().anyMatch(index -> index == neuron);
      roles.add(role(0, driven, experiment.silence()));
      Silence silence = experiment.silence();
      for (Change change : experiment.changes()) {
        List<Drive> drives = change.drives();
        if (drives != null) {
          driven =
              drives.stream()
                  .flatMapToInt(drive -> drive.neurons().stream())
                  .anyMatch(index -> index == neuron);
        }
        silence = Objects.requireNonNullElse(change.silence(), silence);
        roles.add(role(change.step(), driven, silence));
      }
    }

    private Role role(int from, boolean driven, Silence silence) {
      Set<Integer> silenced =
          silence.neurons().stream().boxed().collect(Collectors.toUnmodifiableSet());
      boolean cutIncoming = silence.mode() == Silence.Mode.BOTH && silenced.contains(neuron);
      return new Role(from, driven, silenced, cutIncoming);
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

    private Role roleAt(int step) {
      return roles.stream().filter(role -> role.from() <= step).reduce((_, last) -> last).get();
    }

    /// The first step at which the neuron is no longer refractory after its last spike before a
    /// step.
    int activeFrom(int step) {
      return ownSpikes.stream()
          .filter(spike -> spike < step)
          .reduce((_, last) -> last)
          .map(spike -> activeAfter(spike, step))
          .orElse(0);
    }

    /// A neuron that becomes driven is no longer refractory.
    ///
    /// @param now changes after this step are not known yet
    private int activeAfter(int spike, int now) {
      int end = spike + parameters.refractorySteps(roleAt(spike).driven());
      return roles.stream()
          .filter(role -> role.driven() && spike < role.from() && role.from() <= now)
          .mapToInt(role -> Math.min(end, role.from()))
          .min()
          .orElse(end);
    }

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      for (int i = 0; i < count; i++) {
        if (neurons[i] == neuron) {
          ownSpikes.add(steps[i]);
        }
        Integer weight = weights.get(neurons[i]);
        int arrival = steps[i] + parameters.delaySteps();
        if (weight != null && receives(neurons[i], arrival)) {
          inputs.add(new Input(arrival, neurons[i], weight * parameters.wSyn(), false));
        }
      }
    }

    private boolean receives(int presynaptic, int step) {
      Role role = roleAt(step);
      return !role.cutIncoming() && !role.silenced().contains(presynaptic);
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

    /// What arrives at the step of a spike is lost, too.
    private boolean isLost(int step) {
      return ownSpikes.stream().anyMatch(spike -> spike <= step && step < activeAfter(spike, step));
    }
  }
}
