/// A brain that runs: advanced, driven, silenced, looked at and branched while it goes, and
/// recorded as an experiment that gives the same spikes again.
///
/// Begin with [flybrain.live.LiveBrain#open]. What is asked of the brain (`drive`, `silence`) takes
/// effect with the next step that `advance` simulates, which returns the spikes or hands them to a
/// sink; `potential`, `synapticInput` and `rates` look at it, `save` and `restore` branch it
/// through a [flybrain.live.LiveState], and `recipe` gives its history as a
/// [flybrain.experiment.Recipe]. Rates are in Hz, v and g in mV, times in s of the brain.
@NullMarked
package flybrain.live;

import org.jspecify.annotations.NullMarked;
