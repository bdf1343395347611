/// Experiments: driven and silenced neurons, durations, trials, seed and parameters.
@NullMarked
package flybrain.experiment;

import org.jspecify.annotations.NullMarked;
