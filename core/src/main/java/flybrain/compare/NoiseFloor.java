package flybrain.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// How much a reference differs from itself by chance, and where a candidate lies in that.
///
/// @param trials how many trials of either side every number is of
/// @param referenceTrials how many distinct trials of the reference were split
/// @param splits how many splits of these the distributions are of
/// @param places of each number, in the order in which they were asked for
/// @param paired whether trials of the same number had the same random input, and chance was
///   measured in pairs
/// @param notices notes for the reader, one line each
public record NoiseFloor(
    int trials,
    int referenceTrials,
    int splits,
    List<Place> places,
    boolean paired,
    List<String> notices) {
  public NoiseFloor {
    places = List.copyOf(places);
    notices = List.copyOf(notices);
  }

  /// Where a candidate lies.
  public enum Position {
    /// As the reference itself.
    WITHIN,
    /// Further from the reference than trials of the same model are in 95 % of cases.
    OUTSIDE,
    /// Less than half as far from the reference as the reference ever is from itself: not
    /// independent.
    CLOSER,
    /// There are too few trials, or the number is not defined.
    UNKNOWN
  }

  /// False-positive rate: share of candidates of the same model that may be called outside.
  public static final double ALPHA = 0.05;

  /// Where a candidate lies in the distribution of one number.
  public static final class Place {
    private final RateMetric metric;
    private final double value;
    private final double[] itself;
    private final double limit;
    private final double p;

    /// @param value the candidate's, the median over the splits; NaN without a candidate
    /// @param itself the numbers of the reference against itself, ascending; not copied
    /// @param limit the highest [#badness] between [#low] and [#high]; NaN if these are too few
    /// @param p of the candidate's number by chance; NaN without a candidate, or when there are too
    ///   few trials to decide
    Place(RateMetric metric, double value, double[] itself, double limit, double p) {
      this.p = p;
      this.metric = metric;
      this.value = value;
      this.itself = itself;
      this.limit = limit;
    }

    /// The number whose distribution it is.
    public RateMetric metric() {
      return metric;
    }

    /// The number of the candidate against the reference, with as many trials as [#itself]: the
    /// median over the splits. NaN without a candidate, or where it is not defined.
    public double value() {
      return value;
    }

    /// The number of the reference against itself, of every split, ascending.
    public double[] itself() {
      return itself.clone();
    }

    /// The least number of the reference against itself: 95 % of the splits have all their numbers
    /// from there to [#high]. NaN of none.
    public double low() {
      return noise().min().orElse(Double.NaN);
    }

    /// The median of [#itself]; NaN of none.
    public double median() {
      return Quantiles.of(itself, 0.5);
    }

    /// The largest number of the reference against itself, as [#low].
    public double high() {
      return noise().max().orElse(Double.NaN);
    }

    /// The share of [#itself] below the candidate in %, equal ones counted half; NaN without
    /// either.
    public double percentile() {
      return Quantiles.percentile(itself, value);
    }

    /// The probability by chance, if candidate and reference are the same model, that any of the
    /// numbers is as far to the worse side. NaN if it is not known.
    public double p() {
      return p;
    }

    /// Where the candidate lies: outside if [#p] is at most [#ALPHA].
    public Position position() {
      if (Double.isNaN(p) || Double.isNaN(value) || itself.length == 0) {
        return Position.UNKNOWN;
      }
      if (p <= ALPHA) {
        return Position.OUTSIDE;
      }
      return metric.worse() == RateMetric.Worse.HIGHER && value < itself[0] / 2
          ? Position.CLOSER
          : Position.WITHIN;
    }

    private DoubleStream noise() {
      return Arrays.stream(itself)
          .filter(number -> !(badness(metric.worse(), itself, number) > limit));
    }

    /// How far to the worse side a number lies in others, 0 .. 100; 0 where it is not defined.
    static double badness(RateMetric.Worse worse, double[] ascending, double number) {
      double percentile = Quantiles.percentile(ascending, number);
      if (Double.isNaN(percentile)) {
        return 0;
      }
      double badness =
          switch (worse) {
            case LOWER -> 100 - percentile;
            case HIGHER -> percentile;
            case EITHER_WAY -> Math.abs(2 * percentile - 100);
          };
      // Either way is the same on both sides, and so must the last digit be.
      return Math.rint(badness * 1e9) / 1e9;
    }
  }

  /// The answer of all numbers together: outside when any is, otherwise closer when any is.
  public Position position() {
    List<Position> all = places.stream().map(Place::position).toList();
    for (Position position : List.of(Position.OUTSIDE, Position.CLOSER, Position.WITHIN)) {
      if (all.contains(position)) {
        return position;
      }
    }
    return Position.UNKNOWN;
  }

  /// The numbers in which the candidate has a position.
  public List<Place> at(Position position) {
    return places.stream().filter(place -> place.position() == position).toList();
  }

  /// Ascending, without those that are not defined.
  static double[] ascending(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }
}
