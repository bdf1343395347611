/// The benchmark: a grid of durations and trials on each backend, with results in files of the
/// reference suite's form.
@NullMarked
package flybrain.bench;

import org.jspecify.annotations.NullMarked;
