package flybrain.compare;

import flybrain.PythonNumber;

/// The reference suite's verdict on a backend whose rates are compared with the ground truth.
public enum GroundTruthVerdict {
  /// Correlation above 0.99 and Jaccard index above 0.90.
  MATCH,
  /// Correlation above 0.95 and Jaccard index above 0.80.
  CLOSE,
  /// Less than that, or a correlation that is not defined.
  DEVIATED;

  /// By correlation and Jaccard index, rounded as the reference suite rounds them: 0.9900004 is not
  /// above 0.99.
  public static GroundTruthVerdict of(RateComparison rates) {
    double pearson = PythonNumber.round(rates.pearson(), 6);
    double jaccard = PythonNumber.round(rates.jaccard(), 4);
    if (pearson > 0.99 && jaccard > 0.90) {
      return MATCH;
    }
    return pearson > 0.95 && jaccard > 0.80 ? CLOSE : DEVIATED;
  }
}
