package flybrain.engine;

import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.Silence;
import java.io.IOException;
import java.util.List;

/// One trial under way: it can be advanced, looked at, copied, and given other drives or silenced
/// neurons in between. It belongs to one thread at a time.
///
/// The cost of making one is paid once: it can be started again for any experiment on its brain.
/// Reading v, g or a copy changes nothing in it.
public interface Trial {
  /// Goes to step 0 of a trial of an experiment: all neurons at rest, with the input of the trial,
  /// the drives, the silenced neurons and the parameters of the experiment.
  ///
  /// @param experiment any experiment on the brain of this trial
  void start(Experiment experiment, int trial);

  /// The next step to be simulated.
  int step();

  /// Simulates the next steps and adds their spikes to `spikes`. The changes of the experiment are
  /// applied on the way, each before its step, as by [#drive] and [#silence].
  ///
  /// @throws IOException if the sink of `spikes` fails; the trial cannot be used further
  void advance(int steps, SpikeBlock spikes) throws IOException;

  /// v of a neuron after the last step, in mV.
  double potential(int neuron);

  /// g of a neuron after the last step, in mV.
  double synapticInput(int neuron);

  /// An independent trial in the same state.
  Trial copy();

  /// Replaces the driven sets from the next step on.
  ///
  /// A neuron that becomes driven is no longer refractory. A neuron that is no longer driven has a
  /// refractory period from its next spike on.
  ///
  /// @throws UnsupportedOperationException if the input is replayed
  void drive(List<Drive> drives);

  /// Replaces the silenced neurons from the deliveries of the next step on.
  void silence(Silence silence);
}
