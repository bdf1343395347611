package flybrain.spikes;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// A sink that counts: spikes and active neurons of each trial, spikes of each neuron.
///
/// It keeps one counter a neuron for each trial under way, so that its memory does not grow with
/// the number of spikes or trials. A trial in which a neuron is silent counts as 0 for it.
public final class SpikeStatistics implements SpikeSink {
  private final long[] spikesOfNeuron;
  private final double[] squaresOfNeuron;
  private final Map<Integer, int[]> underWay = new HashMap<>();
  private final Deque<int[]> unused = new ArrayDeque<>();
  private int trials;
  private long spikes;
  private double squaresOfSpikes;
  private long active;
  private double squaresOfActive;

  /// @param neurons number of neurons of the connectome
  public SpikeStatistics(int neurons) {
    this.spikesOfNeuron = new long[neurons];
    this.squaresOfNeuron = new double[neurons];
  }

  @Override
  public void spikes(int trial, int[] steps, int[] neurons, int count) {
    int[] counts = countsOf(trial);
    for (int k = 0; k < count; k++) {
      counts[neurons[k]]++;
    }
  }

  @Override
  public void endOfTrial(int trial) {
    int[] counts = countsOf(trial);
    synchronized (this) {
      add(counts);
      underWay.remove(trial);
      Arrays.fill(counts, 0);
      unused.push(counts);
    }
  }

  /// Number of ended trials.
  public synchronized int trials() {
    return trials;
  }

  /// Number of spikes, all trials together.
  public synchronized long spikes() {
    return spikes;
  }

  /// Number of neurons that fired in any trial.
  public synchronized int activeNeurons() {
    return (int) Arrays.stream(spikesOfNeuron).filter(count -> count > 0).count();
  }

  /// Spikes of a trial.
  public synchronized Measurement spikesPerTrial() {
    return Measurement.of(spikes, squaresOfSpikes, trials);
  }

  /// Neurons that fire in a trial.
  public synchronized Measurement activePerTrial() {
    return Measurement.of(active, squaresOfActive, trials);
  }

  /// Spikes of a neuron in a trial.
  public synchronized Measurement spikesOf(int neuron) {
    return Measurement.of(spikesOfNeuron[neuron], squaresOfNeuron[neuron], trials);
  }

  /// The neurons that fired, those with most spikes first, ties by neuron index.
  public synchronized IntStream mostActive() {
    return IntStream.range(0, spikesOfNeuron.length)
        .filter(neuron -> spikesOfNeuron[neuron] > 0)
        .boxed()
        .sorted((i, j) -> Long.compare(spikesOfNeuron[j], spikesOfNeuron[i]))
        .mapToInt(Integer::intValue);
  }

  private synchronized int[] countsOf(int trial) {
    return underWay.computeIfAbsent(
        trial, t -> unused.isEmpty() ? new int[spikesOfNeuron.length] : unused.pop());
  }

  private void add(int[] counts) {
    long spikesOfTrial = 0;
    long activeInTrial = 0;
    for (int neuron = 0; neuron < counts.length; neuron++) {
      int count = counts[neuron];
      if (count > 0) {
        spikesOfTrial += count;
        activeInTrial++;
        spikesOfNeuron[neuron] += count;
        squaresOfNeuron[neuron] += (double) count * count;
      }
    }
    trials++;
    spikes += spikesOfTrial;
    squaresOfSpikes += (double) spikesOfTrial * spikesOfTrial;
    active += activeInTrial;
    squaresOfActive += (double) activeInTrial * activeInTrial;
  }
}
