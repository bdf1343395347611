/// Ids of neurons over versions of a connectome: which id a neuron has in another version.
@NullMarked
package flybrain.translation;

import org.jspecify.annotations.NullMarked;
