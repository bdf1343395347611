/// The native backends: the clock-driven reference and the event-driven engine.
///
/// Other programs use [flybrain.engine.Engines] for the two backends, and where they need a trial
/// that is advanced step by step [flybrain.engine.Trial] with [flybrain.engine.SpikeBlock]; all
/// other types can change at any time. The engines work in double precision on a grid of integer
/// steps and in Brian2's order of operations: states, thresholds, deliveries, resets. `reference`
/// visits every neuron in every step; `event` leaves neurons alone that cannot fire, and brings
/// them up to date by the exact solution when it needs them. Both give the same spikes for the same
/// input.
@NullMarked
package flybrain.engine;

import org.jspecify.annotations.NullMarked;
