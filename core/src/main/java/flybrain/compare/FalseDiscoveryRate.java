package flybrain.compare;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Many tests at once: p-values adjusted so the ones up to q contain a share of false positives of
/// at most q (Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, 289-300).
public final class FalseDiscoveryRate {
  private FalseDiscoveryRate() {}

  /// The adjusted p-value of each, in the same order: the smallest q at which it counts as found.
  /// At least the p-value, at most 1; to the last bit those of `p.adjust` in R and of
  /// `scipy.stats.false_discovery_control`.
  ///
  /// @param p of the tests, 0 to 1, none NaN; not changed
  public static double[] adjust(double[] p) {
    int[] descending =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double smallest = 1;
    for (int k = 0; k < p.length; k++) {
      int rank = p.length - k;
      smallest = Math.min(smallest, p[descending[k]] * ((double) p.length / rank));
      adjusted[descending[k]] = smallest;
    }
    return adjusted;
  }
}
