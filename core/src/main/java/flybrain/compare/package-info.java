/// Comparisons of spikes: rates, overlap, spike times, noise floor and equivalence.
///
/// One run is the reference, the other the candidate. [flybrain.compare.RunComparison] gives the
/// numbers of two spike files, [flybrain.compare.SpikeEqualities] whether they are equal one for
/// one, [flybrain.compare.NoiseFloors] how large such numbers are by chance, and
/// [flybrain.compare.Equivalences] whether a difference is shown to be small. Rates are in Hz,
/// times in ms, shares from 0 to 1; a number that is not defined is NaN.
@NullMarked
package flybrain.compare;

import org.jspecify.annotations.NullMarked;
