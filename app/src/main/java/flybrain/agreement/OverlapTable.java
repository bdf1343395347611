package flybrain.agreement;

import flybrain.PythonNumber;
import flybrain.compare.RateComparison;
import flybrain.compare.RunComparison;
import flybrain.figures.OverlapFigure.Measure;
import java.util.Arrays;
import java.util.List;

/// How all runs of one size agree, collected pair by pair.
public final class OverlapTable {
  private final double[][] jaccard;
  private final double[][] correlation;
  private final double[][] f1;

  /// @param runs number of runs
  public OverlapTable(int runs) {
    jaccard = ones(runs);
    correlation = ones(runs);
    f1 = ones(runs);
  }

  public void add(int a, int b, RunComparison runs) {
    set(jaccard, a, b, runs.rates().jaccard());
    set(correlation, a, b, runs.rates().pearson());
    if (runs.matches() != null) {
      long pairs = runs.matches().matches();
      set(f1, a, b, RateComparison.quotient(2 * pairs, runs.spikesA() + runs.spikesB()));
    }
  }

  /// The three measures of agreement, a matrix each.
  ///
  /// @param tolerance of matched spikes in ms
  public List<Measure> measures(double tolerance) {
    return List.of(
        new Measure("Neurons that fire: Jaccard index", jaccard),
        new Measure("Rates of shared neurons: Pearson's r", correlation),
        new Measure("Spikes within %s ms: F1".formatted(PythonNumber.text(tolerance)), f1));
  }

  private static void set(double[][] matrix, int a, int b, double value) {
    matrix[a][b] = value;
    matrix[b][a] = value;
  }

  private static double[][] ones(int size) {
    double[][] matrix = new double[size][size];
    for (int k = 0; k < size; k++) {
      Arrays.fill(matrix[k], Double.NaN);
      matrix[k][k] = 1;
    }
    return matrix;
  }
}
