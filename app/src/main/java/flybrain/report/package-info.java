/// What benchmarks tell: medians over rounds, and how they compare with Brian2's, with real time
/// and with those of one trial.
@NullMarked
package flybrain.report;

import org.jspecify.annotations.NullMarked;
