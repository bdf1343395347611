/// Why a neuron fires: each spike as the sum of what every presynaptic spike contributed to it.
@NullMarked
package flybrain.attribution;

import org.jspecify.annotations.NullMarked;
