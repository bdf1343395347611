package flybrain.attribution;

import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Which neurons are driven and which connections are cut at each step of a trial.
final class Conditions {
  /// @param from the first step of it
  private record State(int from, BitSet driven, BitSet cutOutgoing, BitSet cutIncoming) {}

  private static final BitSet NONE = new BitSet();

  private final Parameters parameters;

  /// By ascending first step, the first from step 0.
  private final List<State> states = new ArrayList<>();

  Conditions(Experiment experiment) {
    this.parameters = experiment.parameters();
    BitSet driven = set(experiment.driven());
    states.add(state(0, driven, experiment.silence()));
    for (Change change : experiment.changes()) {
      State before = states.getLast();
      List<Drive> drives = change.drives();
      BitSet nowDriven =
          drives == null
              ? before.driven
              : set(drives.stream().flatMapToInt(drive -> drive.neurons().stream()));
      Silence silence = change.silence();
      states.add(
          silence == null
              ? new State(change.step(), nowDriven, before.cutOutgoing, before.cutIncoming)
              : state(change.step(), nowDriven, silence));
    }
  }

  private static State state(int from, BitSet driven, Silence silence) {
    BitSet cut = set(silence.neurons().stream());
    return new State(from, driven, cut, silence.mode() == Silence.Mode.BOTH ? cut : NONE);
  }

  private static BitSet set(IntStream neurons) {
    BitSet set = new BitSet();
    neurons.forEach(set::set);
    return set;
  }

  /// The place of the state at a step; of several from the same step the last counts.
  private int at(int step) {
    int low = 0;
    int high = states.size();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (states.get(middle).from <= step) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether a spike that arrives at a step is delivered.
  boolean delivers(int presynaptic, int postsynaptic, int step) {
    State state = states.get(at(step));
    return !state.cutOutgoing.get(presynaptic) && !state.cutIncoming.get(postsynaptic);
  }

  /// The first step at which a neuron is no longer refractory after a spike. One that becomes
  /// driven on the way no longer is.
  int activeAfter(int neuron, int spike) {
    int place = at(spike);
    int end = spike + parameters.refractorySteps(states.get(place).driven.get(neuron));
    for (int k = place + 1; k < states.size() && states.get(k).from < end; k++) {
      if (states.get(k).driven.get(neuron)) {
        return states.get(k).from;
      }
    }
    return end;
  }
}
