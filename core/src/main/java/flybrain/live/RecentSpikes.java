package flybrain.live;

import flybrain.spikes.TrialSink;
import java.util.Arrays;

/// The last spikes of a live brain, up to a quarter of a million, in a ring buffer that grows to
/// that size.
final class RecentSpikes implements TrialSink {
  /// A power of 2.
  private static final int MOST = 1 << 18;

  private int[] steps;
  private int[] neurons;

  /// All spikes that came; modulo the length of the arrays (a power of 2) their places.
  private long end;

  private int completeFrom;

  RecentSpikes() {
    steps = new int[1024];
    neurons = new int[1024];
  }

  private RecentSpikes(RecentSpikes other) {
    steps = other.steps.clone();
    neurons = other.neurons.clone();
    end = other.end;
    completeFrom = other.completeFrom;
  }

  RecentSpikes copy() {
    return new RecentSpikes(this);
  }

  @Override
  public void spikes(int[] moreSteps, int[] moreNeurons, int count) {
    while (end + count > steps.length && steps.length < MOST) {
      steps = Arrays.copyOf(steps, 2 * steps.length);
      neurons = Arrays.copyOf(neurons, 2 * neurons.length);
    }
    for (int k = 0; k < count; k++) {
      int place = (int) end++ & (steps.length - 1);
      if (end > steps.length) {
        completeFrom = steps[place] + 1;
      }
      steps[place] = moreSteps[k];
      neurons[place] = moreNeurons[k];
    }
  }

  @Override
  public void end() {}

  /// The first step of which no spike is forgotten.
  int completeFrom() {
    return completeFrom;
  }

  /// The firing rates from a step on.
  ///
  /// @param seconds since then
  FiringRatesNow rates(int from, double seconds) {
    int[] fired = since(from);
    Arrays.sort(fired);
    int[] active = Arrays.stream(fired).distinct().toArray();
    double[] rates = new double[active.length];
    int at = 0;
    for (int k = 0; k < active.length; k++) {
      int first = at;
      while (at < fired.length && fired[at] == active[k]) {
        at++;
      }
      rates[k] = (at - first) / seconds;
    }
    return new FiringRatesNow(active, rates, seconds);
  }

  /// The neurons that fired from a step on, once for each spike.
  private int[] since(int from) {
    int mask = steps.length - 1;
    long first = end;
    while (first > Math.max(0, end - steps.length) && steps[(int) (first - 1) & mask] >= from) {
      first--;
    }
    int[] fired = new int[(int) (end - first)];
    for (int k = 0; k < fired.length; k++) {
      fired[k] = neurons[(int) (first + k) & mask];
    }
    return fired;
  }
}
