/// The leaky integrate-and-fire model of Shiu et al. (2024): parameters and exact propagator.
///
/// With v the membrane potential and g the synaptic variable of a neuron, both in mV:
///
///     dv/dt = (v0 - v + g) / tau_m
///     dg/dt = -g / tau_g
///
/// Both are frozen in the refractory period. Potentials are in mV, times in ms, and `u` is v - v0.
/// [flybrain.model.Parameters] are the constants, checked together;
/// [flybrain.model.Propagator] solves the equations over whole time steps. All types here are
/// immutable and can be used by any thread.
@NullMarked
package flybrain.model;

import org.jspecify.annotations.NullMarked;
