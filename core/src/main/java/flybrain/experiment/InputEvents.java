package flybrain.experiment;

import flybrain.connectome.Neurons;
import java.util.List;

/// The input events of one trial, ordered by step, then by neuron: a cursor over them.
///
/// The events depend on the experiment's drives, seed and time step, the trial and the neurons'
/// FlyWire ids, and on nothing else. They may extend beyond the last step of the experiment. A
/// neuron has at most one event a step. A cursor belongs to one thread; [#copy] makes one for
/// another.
public interface InputEvents {
  /// The step of the event after the last.
  int END = Integer.MAX_VALUE;

  /// The input of a whole trial of an experiment: its replayed events, or else its Poisson drives
  /// with their changes on the way.
  ///
  /// @param neurons of the connectome of the experiment
  /// @param trial counted from 0
  /// @throws IllegalArgumentException for a rate outside 0 .. 1 / dt
  static InputEvents ofTrial(Neurons neurons, Experiment experiment, int trial) {
    return new ChangingEvents(of(neurons, experiment, trial), experiment.changes());
  }

  /// The input of a trial of an experiment as it begins: its replayed events, or else its Poisson
  /// drives, to be [#changed] on the way.
  ///
  /// @param neurons of the connectome of the experiment
  /// @param trial counted from 0
  /// @throws IllegalArgumentException for a rate outside 0 .. 1 / dt
  static InputEvents of(Neurons neurons, Experiment experiment, int trial) {
    Replay replay = experiment.replay();
    if (replay != null) {
      return new ReplayEvents(replay, 0);
    }
    return new PoissonEvents(
        neurons,
        experiment.seed(),
        trial,
        experiment.parameters().dt(),
        experiment.steps(),
        experiment.drives());
  }

  /// The step of the present event, or [#END] when none is left.
  int step();

  /// The neuron index of the present event; not defined at [#END].
  int neuron();

  /// Goes on to the next event; not called at [#END].
  void next();

  /// The same events from the present one on, to be read on their own.
  InputEvents copy();

  /// The input with other drives from a step on; this one is used up.
  ///
  /// A neuron whose rate stays the same keeps its events, whatever else is changed.
  ///
  /// @param drives all driven sets from then on
  /// @param fromStep the first step of the new drives; all events before it have been read
  /// @return the input from then on
  /// @throws UnsupportedOperationException for replayed events
  InputEvents changed(List<Drive> drives, int fromStep);
}
