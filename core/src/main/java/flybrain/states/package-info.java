/// Recorded states of neurons, v and g: sinks and files.
@NullMarked
package flybrain.states;

import org.jspecify.annotations.NullMarked;
