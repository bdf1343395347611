package flybrain.compare;

import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How two recorded runs of one size agree.
///
/// @param spikesA spikes of the first run
/// @param spikesB spikes of the second run
/// @param neurons rates of every neuron that fired in either
/// @param rates how the rates agree
/// @param matches how the spike times agree, null if that was not asked for
public record RunComparison(
    long spikesA,
    long spikesB,
    List<NeuronRates> neurons,
    RateComparison rates,
    @Nullable SpikeMatches matches) {
  public RunComparison {
    neurons = List.copyOf(neurons);
  }

  /// Compares the rates, and the spike times too unless the tolerance is NaN.
  ///
  /// @param a a run
  /// @param b a run of as many trials of the same duration, which is not checked
  /// @param tolerance largest difference of matched spikes in ms, at least 0
  /// @throws flybrain.InputException if a file cannot be read again for its times
  public static RunComparison of(ComparedRun a, ComparedRun b, double tolerance)
      throws IOException {
    FiringRates ratesA = a.rates();
    FiringRates ratesB = b.rates();
    int trials = ratesA.trials();
    List<NeuronRates> neurons = NeuronRates.of(ratesA, ratesB, ratesA.tRun(), trials);
    return new RunComparison(
        ratesA.spikes(),
        ratesB.spikes(),
        neurons,
        RateComparison.of(neurons),
        Double.isNaN(tolerance)
            ? null
            : SpikeMatches.of(a.file(), ratesA, b.file(), ratesB, trials, tolerance));
  }

  /// Ratio of the spike counts, second run over first.
  public double spikeRatio() {
    return RateComparison.quotient(spikesB, spikesA);
  }

  /// Matched spikes over the mean number of spikes, 0 of no spikes; NaN if none were matched.
  public double timingF1() {
    return matched(2, spikesA + spikesB);
  }

  /// Matched spikes over spikes of the second run, as [#timingF1].
  public double timingPrecision() {
    return matched(1, spikesB);
  }

  /// Matched spikes over spikes of the first run, as [#timingF1].
  public double timingRecall() {
    return matched(1, spikesA);
  }

  private double matched(int times, long of) {
    return matches == null ? Double.NaN : RateComparison.share(times * matches.matches(), of);
  }
}
