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
/// Reading v, g or a copy changes nothing in it. Neurons are given by their index in the
/// connectome, 0 .. neurons - 1.
public interface Trial {
  /// Goes to step 0 of a trial of an experiment: all neurons at rest, with the input of the trial,
  /// the drives, the silenced neurons and the parameters of the experiment.
  ///
  /// @param experiment any experiment on the brain of this trial
  /// @param trial number of the trial, counted from 0; it chooses the random input
  void start(Experiment experiment, int trial);

  /// The next step to be simulated: 0 at the start, then the number of simulated steps.
  int step();

  /// Simulates the next steps and adds their spikes to `spikes`. The changes of the experiment are
  /// applied on the way, each before its step, as by [#drive] and [#silence].
  ///
  /// @param steps how many, at least 0; a trial may go on beyond the steps of its experiment
  /// @param spikes of a trial that was begun with [SpikeBlock#start]
  /// @throws IOException if the sink of `spikes` fails; the trial cannot be used further
  void advance(int steps, SpikeBlock spikes) throws IOException;

  /// v of a neuron after the last step, in mV; v0 before step 0.
  double potential(int neuron);

  /// g of a neuron after the last step, in mV; 0 before step 0.
  double synapticInput(int neuron);

  /// An independent trial in the same state, whose random input goes on as here; another thread may
  /// use it.
  Trial copy();

  /// Replaces the driven sets from the next step on.
  ///
  /// A neuron that becomes driven is no longer refractory. A neuron that is no longer driven has a
  /// refractory period from its next spike on.
  ///
  /// @param drives all driven sets from then on; no neuron in two, rates in 0 .. 1 / dt
  /// @throws UnsupportedOperationException if the input is replayed
  void drive(List<Drive> drives);

  /// Replaces the silenced neurons from the deliveries of the next step on.
  void silence(Silence silence);
}
