package flybrain.report;

import java.util.Collection;

/// Median and range of what was measured in several rounds; NaN of none.
public record Spread(double median, double lowest, double highest) {
  /// The spread without any measurement.
  static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

  /// A median whose range is not known.
  public static Spread ofMedian(double median) {
    return new Spread(median, Double.NaN, Double.NaN);
  }

  /// Of values in any order; NaN among them, which is what old files lack, does not count.
  static Spread of(Collection<Double> values) {
    double[] ascending =
        values.stream()
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (ascending.length == 0) {
      return NONE;
    }
    int half = ascending.length / 2;
    double median =
        ascending.length % 2 == 1 ? ascending[half] : (ascending[half - 1] + ascending[half]) / 2;
    return new Spread(median, ascending[0], ascending[ascending.length - 1]);
  }

  /// Whether there is a range, and not all rounds were the same.
  public boolean hasRange() {
    return highest > lowest;
  }
}
