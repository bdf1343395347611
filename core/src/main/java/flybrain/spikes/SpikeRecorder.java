package flybrain.spikes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sink that keeps all spikes in memory, 8 bytes each.
///
/// Trials may come from several threads at once; [#spikes] is called when none is under way.
public final class SpikeRecorder implements SpikeSink {
  private final List<Trial> trials = new ArrayList<>();

  @Override
  public synchronized TrialSink begin(int trial) {
    while (trials.size() <= trial) {
      trials.add(new Trial());
    }
    return trials.get(trial);
  }

  /// All spikes so far, ordered by trial, step and neuron index; a copy.
  ///
  /// @throws ArithmeticException for more than 2^31 - 1 spikes
  public synchronized Spikes spikes() {
    int size = Math.toIntExact(trials.stream().mapToLong(trial -> trial.size).sum());
    int[] trialColumn = new int[size];
    int[] steps = new int[size];
    int[] neurons = new int[size];
    int from = 0;
    for (int t = 0; t < trials.size(); t++) {
      Trial trial = trials.get(t);
      Arrays.fill(trialColumn, from, from + trial.size, t);
      System.arraycopy(trial.steps, 0, steps, from, trial.size);
      System.arraycopy(trial.neurons, 0, neurons, from, trial.size);
      from += trial.size;
    }
    return new Spikes(trialColumn, steps, neurons);
  }

  private static final class Trial implements TrialSink {
    private static final int[] NONE = {};

    private int[] steps = NONE;
    private int[] neurons = NONE;
    private int size;

    @Override
    public void spikes(int[] moreSteps, int[] moreNeurons, int count) {
      int needed = Math.addExact(size, count);
      if (needed > steps.length) {
        int capacity = Math.max(needed, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        steps = Arrays.copyOf(steps, capacity);
        neurons = Arrays.copyOf(neurons, capacity);
      }
      System.arraycopy(moreSteps, 0, steps, size, count);
      System.arraycopy(moreNeurons, 0, neurons, size, count);
      size = needed;
    }

    @Override
    public void end() {
      // Of a million trials, what is unused would add up.
      steps = Arrays.copyOf(steps, size);
      neurons = Arrays.copyOf(neurons, size);
    }
  }
}
