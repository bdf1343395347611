/// The leaky integrate-and-fire model of Shiu et al. (2024): parameters and exact propagator.
@NullMarked
package flybrain.model;

import org.jspecify.annotations.NullMarked;
