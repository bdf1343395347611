/// Why a neuron fires: each spike as the sum of what every presynaptic spike contributed to it.
///
/// The model is linear between spikes, so the potential at a spike is exactly the sum of what each
/// presynaptic spike, each event of the drive and the reset left of it. Begin with
/// [flybrain.attribution.Attribution], made from the spikes of a run (a
/// [flybrain.spikes.SpikeRecorder] keeps them); it gives the contributions to one spike
/// ([flybrain.attribution.SpikeCauses]), their mean over spikes ([flybrain.attribution.Causes]) and
/// before them ([flybrain.attribution.Course]), and the ways from the drive to a neuron
/// ([flybrain.attribution.Routes]). Contributions are in mV above rest, positive where they excite;
/// shares are of all excitation or all inhibition, 0 to 1. Neurons are given by their index.
@NullMarked
package flybrain.attribution;

import org.jspecify.annotations.NullMarked;
