/// The interface between an experiment and whatever simulates it.
@NullMarked
package flybrain.backend;

import org.jspecify.annotations.NullMarked;
