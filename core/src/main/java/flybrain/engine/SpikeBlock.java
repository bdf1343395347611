package flybrain.engine;

import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;

/// Collects the spikes of one trial after the other and hands them to a sink in blocks.
public final class SpikeBlock {
  private static final int CAPACITY = 16_384;

  private final SpikeSink sink;
  private final int[] steps = new int[CAPACITY];
  private final int[] neurons = new int[CAPACITY];
  private TrialSink trial = TrialSink.NOWHERE;
  private int size;
  private long sinkNanos;

  public SpikeBlock(SpikeSink sink) {
    this.sink = sink;
  }

  /// Begins a trial.
  public void start(int newTrial) throws IOException {
    trial = sink.begin(newTrial);
    size = 0;
  }

  /// Adds a spike of the trial, at or after the step of the spike before, in the order of neurons.
  void add(int step, int neuron) throws IOException {
    if (size == CAPACITY) {
      flush();
    }
    steps[size] = step;
    neurons[size++] = neuron;
  }

  /// Hands over what was collected.
  public void flush() throws IOException {
    if (size > 0) {
      long start = System.nanoTime();
      trial.spikes(steps, neurons, size);
      sinkNanos += System.nanoTime() - start;
      size = 0;
    }
  }

  /// Hands over what was collected and ends the trial.
  public void end() throws IOException {
    flush();
    long start = System.nanoTime();
    trial.end();
    sinkNanos += System.nanoTime() - start;
  }

  /// Time spent in the sink so far, in ns.
  long sinkNanos() {
    return sinkNanos;
  }
}
