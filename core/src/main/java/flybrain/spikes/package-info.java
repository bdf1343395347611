/// Spikes as columns (trial, step, neuron), and their Parquet files of every historic schema.
///
/// A simulation hands spikes to a [flybrain.spikes.SpikeSink], on several threads: to
/// [flybrain.spikes.SpikeStatistics], which counts, [flybrain.spikes.SpikeRecorder], which keeps
/// them, [flybrain.spikes.SpikeFileWriter], or a sink of your own.
/// [flybrain.spikes.SpikeFileReader] reads files batch by batch, and [flybrain.spikes.FiringRates]
/// counts a whole file. Trials and steps are counted from 0; a spike at step s is at the time s
/// times dt.
@NullMarked
package flybrain.spikes;

import org.jspecify.annotations.NullMarked;
