/// Every neuron of a brain driven alone, and who answers.
@NullMarked
package flybrain.atlas;

import org.jspecify.annotations.NullMarked;
