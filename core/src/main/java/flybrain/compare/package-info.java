/// Comparisons of spikes: rates, overlap, spike times, noise floor and equivalence.
///
/// One run is the reference, the other the candidate. [flybrain.compare.RunComparison] gives the
/// numbers of two spike files, [flybrain.compare.SpikeEqualities] whether they are equal one for
/// one, [flybrain.compare.NoiseFloors] how large such numbers are by chance, and
/// [flybrain.compare.Equivalences] whether a difference is shown to be small. The counts that they
/// take are [flybrain.spikes.FiringRates] of one file, or a [flybrain.compare.CountSample] of the
/// trials of several. Rates are in Hz, times in ms, shares from 0 to 1; a number that is not
/// defined is NaN. The same files always give the same numbers: what is drawn at random has a fixed
/// seed.
@NullMarked
package flybrain.compare;

import org.jspecify.annotations.NullMarked;
