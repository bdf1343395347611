package flybrain.spikes;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A sink that counts: spikes and active neurons of each trial, spikes of each neuron.
///
/// It keeps one counter a neuron for each trial under way, so its memory does not grow with the
/// number of spikes or trials. Its time grows with what fired, not with the size of the brain. A
/// trial in which a neuron is silent counts as 0 for it. Any thread may read it at any time; what
/// it says is of the trials that have ended. Before the first has, means and sd are NaN.
public final class SpikeStatistics implements SpikeSink {
  /// By neuron index: sums over trials of spikes, and of their squares.
  private final long[] spikesOfNeuron;

  private final double[] squaresOfNeuron;

  private final IndexList fired = new IndexList();

  /// Counters of ended trials, all 0, for the next ones.
  private final Deque<Counts> unused = new ArrayDeque<>();

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
  public TrialSink begin(int trial) {
    Counts counts = unused();
    return counts == null ? new Counts() : counts;
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
    return fired.size;
  }

  /// Spikes of a trial, all neurons together: mean and sample sd over trials.
  public synchronized Measurement spikesPerTrial() {
    return Measurement.of(spikes, squaresOfSpikes, trials);
  }

  /// Neurons that fire in a trial: mean and sample sd over trials.
  public synchronized Measurement activePerTrial() {
    return Measurement.of(active, squaresOfActive, trials);
  }

  /// Spikes of a neuron in a trial: mean and sample sd over trials.
  ///
  /// @param neuron index in the connectome
  public synchronized Measurement spikesOf(int neuron) {
    return Measurement.of(spikesOfNeuron[neuron], squaresOfNeuron[neuron], trials);
  }

  /// Indices of the neurons that fired, those with most spikes first, ties by ascending index.
  public synchronized IntStream mostActive() {
    long[] sorted = fired.stream().mapToLong(neuron -> spikesOfNeuron[neuron]).sorted().toArray();
    // Sorted as one number: the rank of its spikes, most first, then its index.
    long[] ranked =
        fired.stream()
            .mapToLong(neuron -> {
              int rank = -Arrays.binarySearch(sorted, spikesOfNeuron[neuron]);
              return (long) rank << Integer.SIZE | neuron;
            })
            .sorted()
            .toArray();
    // Made here, so the stream does not change when further trials end.
    return Arrays.stream(ranked).mapToInt(key -> (int) key);
  }

  private synchronized @Nullable Counts unused() {
    return unused.poll();
  }

  private synchronized void add(Counts trial) {
    for (int k = 0; k < trial.fired.size; k++) {
      int neuron = trial.fired.indices[k];
      long count = trial.ofNeuron[neuron];
      if (spikesOfNeuron[neuron] == 0) {
        fired.add(neuron);
      }
      spikesOfNeuron[neuron] += count;
      squaresOfNeuron[neuron] += (double) count * count;
    }
    trials++;
    spikes += trial.spikes;
    squaresOfSpikes += (double) trial.spikes * trial.spikes;
    active += trial.fired.size;
    squaresOfActive += (double) trial.fired.size * trial.fired.size;
  }

  private synchronized void keep(Counts cleared) {
    unused.push(cleared);
  }

  /// The spikes of one trial, counted by the thread that simulates it.
  private final class Counts implements TrialSink {
    private final int[] ofNeuron = new int[spikesOfNeuron.length];
    private final IndexList fired = new IndexList();
    private long spikes;

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      for (int k = 0; k < count; k++) {
        if (ofNeuron[neurons[k]]++ == 0) {
          fired.add(neurons[k]);
        }
      }
      spikes += count;
    }

    @Override
    public void end() {
      add(this);
      for (int k = 0; k < fired.size; k++) {
        ofNeuron[fired.indices[k]] = 0;
      }
      fired.size = 0;
      spikes = 0;
      keep(this);
    }
  }

  /// Neuron indices, each once.
  private static final class IndexList {
    private int[] indices = new int[1024];
    private int size;

    void add(int neuron) {
      if (size == indices.length) {
        indices = Arrays.copyOf(indices, 2 * size);
      }
      indices[size++] = neuron;
    }

    IntStream stream() {
      return Arrays.stream(indices, 0, size);
    }
  }
}
