/// Spikes as columns (trial, step, neuron), and their Parquet files of every historic schema.
@NullMarked
package flybrain.spikes;

import org.jspecify.annotations.NullMarked;
