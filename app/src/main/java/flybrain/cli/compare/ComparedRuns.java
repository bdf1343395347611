package flybrain.cli.compare;

import flybrain.compare.NeuronRates;
import flybrain.compare.RateComparison;
import flybrain.compare.SpikeMatches;
import flybrain.figures.ComparedRun;
import flybrain.terminal.StageProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two recorded runs of one size, compared.
///
/// @param spikesA spikes of the first run
/// @param spikesB spikes of the second run
/// @param neurons rates of every neuron that fired in either
/// @param rates how the rates agree
/// @param matches how the spike times agree, null when that was not asked for
record ComparedRuns(
    long spikesA,
    long spikesB,
    List<NeuronRates> neurons,
    RateComparison rates,
    @Nullable SpikeMatches matches) {

  /// Compares the rates, and the spike times too unless the tolerance is NaN.
  ///
  /// @param tolerance largest difference of matched spikes in ms
  static ComparedRuns of(
      ComparedRun a,
      ComparedRun b,
      RecordedFiles.Size size,
      double tolerance,
      StageProgress progress)
      throws IOException {
    if (!Double.isNaN(tolerance)) {
      progress.stage("matching spike times of %s and %s".formatted(a.name(), b.name()));
    }
    List<NeuronRates> neurons = NeuronRates.of(a.rates(), b.rates(), size.tRun(), size.trials());
    SpikeMatches matches =
        Double.isNaN(tolerance)
            ? null
            : SpikeMatches.of(a.file(), a.rates(), b.file(), b.rates(), size.trials(), tolerance);
    return new ComparedRuns(
        a.rates().spikes(), b.rates().spikes(), neurons, RateComparison.of(neurons), matches);
  }

  /// Spikes of the second run over those of the first.
  double spikeRatio() {
    return RateComparison.quotient(spikesB, spikesA);
  }

  /// Correlation, RMSE and mean absolute difference of rates, then the timing columns: matches, F1,
  /// precision, recall, mean and median time difference.
  List<@Nullable Object> rateAndTimingCells() {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(rates.pearson());
    cells.add(rates.rmse());
    cells.add(rates.mae());
    if (matches == null) {
      for (int k = 0; k < 6; k++) {
        cells.add(null);
      }
      return cells;
    }
    long pairs = matches.matches();
    cells.add(pairs);
    cells.add(RateComparison.share(2 * pairs, spikesA + spikesB));
    cells.add(RateComparison.share(pairs, spikesB));
    cells.add(RateComparison.share(pairs, spikesA));
    cells.add(matches.meanDifference());
    cells.add(matches.medianDifference());
    return cells;
  }
}
