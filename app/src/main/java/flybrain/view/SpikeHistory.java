package flybrain.view;

import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.Arrays;

/// The last spikes of a branch, up to two million, by step.
final class SpikeHistory implements TrialSink {
  /// A power of 2.
  private static final int MOST = 1 << 21;

  private int[] steps = new int[1 << 12];
  private int[] neurons = new int[1 << 12];

  /// The places of the first spike that is kept and of the next one to come, modulo the length of
  /// the arrays.
  private long first;

  private long end;

  SpikeHistory copy() {
    SpikeHistory copy = new SpikeHistory();
    copy.steps = steps.clone();
    copy.neurons = neurons.clone();
    copy.first = first;
    copy.end = end;
    return copy;
  }

  @Override
  public void spikes(int[] moreSteps, int[] moreNeurons, int count) {
    while (end - first + count > steps.length && steps.length < MOST) {
      grow();
    }
    for (int k = 0; k < count; k++) {
      if (end - first == steps.length) {
        first++;
      }
      int place = (int) end++ & (steps.length - 1);
      steps[place] = moreSteps[k];
      neurons[place] = moreNeurons[k];
    }
  }

  /// No spike was dropped before the arrays had their full length, so the first is at place 0.
  private void grow() {
    steps = Arrays.copyOf(steps, 2 * steps.length);
    neurons = Arrays.copyOf(neurons, 2 * neurons.length);
  }

  @Override
  public void end() {}

  /// Forgets the spikes from a step on.
  void cut(int step) {
    while (end > first && steps[place(end - 1)] >= step) {
      end--;
    }
  }

  private int place(long spike) {
    return (int) spike & (steps.length - 1);
  }

  /// Whether no spike from time 0 on is forgotten.
  boolean isComplete() {
    return first == 0;
  }

  /// The last step at which a neuron fired before a step, -1 for none that is kept.
  int lastOf(int neuron, int before) {
    for (long spike = end - 1; spike >= first; spike--) {
      if (neurons[place(spike)] == neuron && steps[place(spike)] < before) {
        return steps[place(spike)];
      }
    }
    return -1;
  }

  /// The spikes from a step on, as the ones of a trial.
  Spikes since(int step) throws IOException {
    long from = end;
    while (from > first && steps[place(from - 1)] >= step) {
      from--;
    }
    SpikeRecorder recorder = new SpikeRecorder();
    TrialSink sink = recorder.begin(0);
    for (long spike = from; spike < end; spike++) {
      sink.spikes(new int[] {steps[place(spike)]}, new int[] {neurons[place(spike)]}, 1);
    }
    sink.end();
    return recorder.spikes();
  }
}
