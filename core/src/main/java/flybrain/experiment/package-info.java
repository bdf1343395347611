/// Experiments: driven and silenced neurons, durations, trials, seed and parameters.
///
/// A [flybrain.experiment.Recipe] names neurons as people do and can be written as TOML; on a
/// connectome it becomes an [flybrain.experiment.Experiment] of neuron indices and steps. Recipes
/// start from [flybrain.experiment.Presets], from an experiment file
/// ([flybrain.experiment.ExperimentFile]) or from [flybrain.experiment.Recipe#DEFAULT]. Neurons are
/// named by a [flybrain.experiment.NeuronReference]: an id, a set, a file, or a selection by what
/// is known of them. [flybrain.experiment.InputEvents] are the random or replayed input of a trial.
/// Rates are in Hz, durations in s, parameters in mV and ms. A mistake in any of them is an
/// [flybrain.InputException] that names it.
@NullMarked
package flybrain.experiment;

import org.jspecify.annotations.NullMarked;
