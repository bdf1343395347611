/// The benchmark: a grid of durations and trials on each backend.
@NullMarked
package flybrain.bench;

import org.jspecify.annotations.NullMarked;
