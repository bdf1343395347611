/// A brain that runs: advanced, driven, silenced, looked at and branched while it goes, and
/// recorded as an experiment that gives the same spikes again.
@NullMarked
package flybrain.live;

import org.jspecify.annotations.NullMarked;
