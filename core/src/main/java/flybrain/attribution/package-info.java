/// Why a neuron fires: each spike as the sum of what every presynaptic spike contributed to it.
///
/// The model is linear between spikes, so the potential at a spike is exactly the sum of what each
/// presynaptic spike, each event of the drive and the reset left of it. Contributions are in mV
/// above rest, positive where they excite; shares are of all excitation or all inhibition, 0 to 1.
@NullMarked
package flybrain.attribution;

import org.jspecify.annotations.NullMarked;
