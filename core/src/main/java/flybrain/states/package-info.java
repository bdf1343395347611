/// Recorded states of neurons, v and g: sinks and files.
///
/// A sample is the state just before a step, v and g in mV, of all neurons that a
/// [flybrain.states.StateSink] asks for.
@NullMarked
package flybrain.states;

import org.jspecify.annotations.NullMarked;
