package flybrain.engine;

import flybrain.states.StateSink;
import flybrain.states.TrialStates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A sink that keeps all states in memory.
final class RecordedStates implements StateSink {
  private final int every;
  private final int[] neurons;
  private final Map<Integer, List<Sample>> trials = new TreeMap<>();
  private final Set<Integer> ended = new HashSet<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Sample(int step, double[] v, double[] g) {}

  RecordedStates(int every, int... neurons) {
    this.every = every;
    this.neurons = neurons;
  }

  /// The samples of a trial, which must have ended.
  synchronized List<Sample> trial(int trial) {
    if (!ended.contains(trial)) {
      throw new IllegalStateException("trial " + trial + " has no end");
    }
    return trials.getOrDefault(trial, List.of());
  }

  private synchronized void end(int trial) {
    if (!ended.add(trial)) {
      throw new IllegalStateException("trial " + trial + " ends twice");
    }
  }

  @Override
  public int every() {
    return every;
  }

  @Override
  public int[] neurons() {
    return neurons.clone();
  }

  @Override
  public synchronized TrialStates begin(int trial) {
    List<Sample> samples = new ArrayList<>();
    if (trials.put(trial, samples) != null) {
      throw new IllegalStateException("trial " + trial + " begins twice");
    }
    return new TrialStates() {
      @Override
      public void states(int step, double[] v, double[] g) {
        samples.add(new Sample(step, v.clone(), g.clone()));
      }

      @Override
      public void end() {
        RecordedStates.this.end(trial);
      }
    };
  }
}
