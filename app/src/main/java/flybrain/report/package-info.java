/// Results of benchmarks: medians over rounds, compared with Brian2, real time and a single trial.
@NullMarked
package flybrain.report;

import org.jspecify.annotations.NullMarked;
