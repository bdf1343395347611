package flybrain.engine;

import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;

/// Collects the spikes of one trial after the other and hands them on in blocks. Used by one
/// thread; [#start], the steps of a [Trial], then [#end].
public final class SpikeBlock {
  private static final int CAPACITY = 16_384;

  private final int[] steps = new int[CAPACITY];
  private final int[] neurons = new int[CAPACITY];
  private TrialSink trial = TrialSink.NOWHERE;
  private int size;
  private long sinkNanos;

  /// Begins a trial, whose spikes go to a sink; spikes of a trial without an end are forgotten.
  ///
  /// @param newTrial counted from 0
  /// @throws IOException if the sink refuses the trial
  public void start(SpikeSink sink, int newTrial) throws IOException {
    size = 0;
    long start = System.nanoTime();
    trial = sink.begin(newTrial);
    sinkNanos = System.nanoTime() - start;
  }

  /// Adds a spike of the trial, at or after the step of the spike before, in the order of neurons.
  void add(int step, int neuron) throws IOException {
    if (size == CAPACITY) {
      flush();
    }
    steps[size] = step;
    neurons[size++] = neuron;
  }

  /// Hands over what was collected. Without it a spike may wait for the end of the trial.
  ///
  /// @throws IOException if the sink fails
  public void flush() throws IOException {
    if (size > 0) {
      long start = System.nanoTime();
      trial.spikes(steps, neurons, size);
      sinkNanos += System.nanoTime() - start;
      size = 0;
    }
  }

  /// Hands over what was collected and ends the trial in its sink.
  ///
  /// @throws IOException if the sink fails
  public void end() throws IOException {
    flush();
    long start = System.nanoTime();
    trial.end();
    sinkNanos += System.nanoTime() - start;
    trial = TrialSink.NOWHERE;
  }

  /// Time spent in the sink for this trial, in ns.
  long sinkNanos() {
    return sinkNanos;
  }
}
