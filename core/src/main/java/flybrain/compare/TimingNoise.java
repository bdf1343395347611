package flybrain.compare;

import flybrain.Progress;
import flybrain.compare.NoiseFloor.Position;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// How many spikes of a reference come at the same time in two of its own trials, and where a
/// candidate lies in that.
///
/// The number is F1 of one trial against one, matches over the mean of their spikes. The
/// candidate's is the median over trials, each against the same trial of the reference.
public final class TimingNoise {
  /// A trial is matched with this many before it, which are kept in memory.
  private static final int REACH = 3;

  /// With fewer pairs of trials there is no 5 % tail.
  private static final int FEWEST_PAIRS = 20;

  private final double[] itself;
  private final double value;

  /// @param itself F1 of pairs of trials of the reference, from [#itself(Path, FiringRates, double,
  ///   Progress)]
  /// @param matches of the candidate with the reference
  public TimingNoise(List<Double> itself, SpikeMatches matches) {
    this.itself = ascending(itself);
    this.value = Quantiles.of(ascending(matches.f1OfTrials()), 0.5);
  }

  /// F1 of each trial of a file with the three before it; NaN of two trials without spikes.
  ///
  /// @param rates counted from the file
  /// @param tolerance largest difference of matched spikes in ms
  /// @param progress receives the number of finished trials
  public static List<Double> itself(
      Path file, FiringRates rates, double tolerance, Progress progress) throws IOException {
    List<Double> values = new ArrayList<>();
    Deque<TrialTimes> before = new ArrayDeque<>();
    try (TrialReader reader = new TrialReader(file, rates)) {
      for (int trial = 0; trial < rates.trials(); trial++) {
        TrialTimes times = reader.next();
        for (TrialTimes earlier : before) {
          long found = SpikeMatches.match(earlier, rates, times, rates, tolerance, null);
          values.add(SpikeMatches.f1(found, earlier, times));
        }
        if (before.size() == REACH) {
          before.removeFirst();
        }
        before.addLast(times);
        progress.at(trial + 1, rates.trials());
      }
    }
    return values;
  }

  /// Number of pairs of trials of the reference.
  public int pairs() {
    return itself.length;
  }

  /// F1 of the candidate; NaN if there are no spikes.
  public double value() {
    return value;
  }

  /// F1 of each pair of trials of the reference, ascending.
  public double[] itself() {
    return itself.clone();
  }

  /// The number that 95 % of [#itself] exceed; NaN of none.
  public double low() {
    return Quantiles.of(itself, 0.05);
  }

  /// The median of [#itself].
  public double median() {
    return Quantiles.of(itself, 0.5);
  }

  /// The largest of [#itself].
  public double high() {
    return Quantiles.of(itself, 1);
  }

  /// The share of [#itself] below the candidate in %.
  public double percentile() {
    return Quantiles.percentile(itself, value);
  }

  /// Closer is what misses less than half as many spikes as any pair of trials.
  public Position position() {
    if (itself.length < FEWEST_PAIRS || Double.isNaN(value)) {
      return Position.UNKNOWN;
    }
    if (value < low()) {
      return Position.OUTSIDE;
    }
    return high() < 1 && 1 - value < (1 - high()) / 2 ? Position.CLOSER : Position.WITHIN;
  }

  private static double[] ascending(List<Double> values) {
    return NoiseFloor.ascending(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
