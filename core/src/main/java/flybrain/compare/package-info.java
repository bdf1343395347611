/// Comparisons of spikes: rates, overlap, spike times, noise floor and equivalence.
@NullMarked
package flybrain.compare;

import org.jspecify.annotations.NullMarked;
