/// Recorded states of neurons, v and g: sinks and files.
///
/// A sample is the state just before a step, v and g in mV, of all neurons that a
/// [flybrain.states.StateSink] asks for. A simulation hands the samples of each trial to a
/// [flybrain.states.TrialStates]: one of a [flybrain.states.StateFileWriter], which writes Parquet,
/// or of a sink of your own. Steps are counted from 0; the sample at step 0 is the initial state,
/// v0 and 0.
@NullMarked
package flybrain.states;

import org.jspecify.annotations.NullMarked;
