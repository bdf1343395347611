package flybrain.agreement;

import flybrain.Counted;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.NoiseFloor.Position;
import flybrain.compare.TimingNoise;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Noise floors in words and as tables.
public final class NoiseFloorText {
  /// Columns of a number's place in the noise.
  static final List<String> COLUMNS =
      List.of(
          "reference_trials",
          "compared_trials",
          "splits",
          "metric",
          "value",
          "itself_low",
          "itself_median",
          "itself_high",
          "percentile",
          "p",
          "position");

  private static final String TIMING = "timing_f1";

  private NoiseFloorText() {}

  /// Where a candidate lies, in a line or a few.
  public static String answer(String candidate, String reference, NoiseFloor floor) {
    String against = "the noise of " + reference + " against itself";
    if (floor.paired() && floor.position() != Position.UNKNOWN) {
      return floor.position() == Position.OUTSIDE
          ? "%s: differs from %s by more than chance in trials with the same random input\n%s"
              .formatted(candidate, reference, lines(floor.at(Position.OUTSIDE)))
          : "%s: differs from %s by no more than chance in trials with the same random input\n"
              .formatted(candidate, reference);
    }
    return switch (floor.position()) {
      case WITHIN -> candidate + ": within " + against + "\n";
      case UNKNOWN -> candidate + ": not enough trials to determine " + against + "\n";
      case CLOSER ->
          candidate
              + ": closer than "
              + against
              + ": the same input? (check with flybrain compare spikes)\n"
              + lines(floor.at(Position.CLOSER));
      case OUTSIDE -> candidate + ": outside " + against + "\n" + lines(floor.at(Position.OUTSIDE));
    };
  }

  /// How the noise floor was measured, in one line.
  public static String how(String reference, NoiseFloor floor) {
    return floor.splits() == 0
        ? ""
        : "%s against itself: %s of its %s into %d and %d\n"
            .formatted(
                reference,
                Counted.of(floor.splits(), "split"),
                Counted.of(floor.referenceTrials(), "trial"),
                floor.trials(),
                floor.trials());
  }

  private static String lines(List<Place> places) {
    StringBuilder text = new StringBuilder();
    for (Place place : places) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s %.4g, itself %.4g .. %.4g, p %.2g\n",
              place.metric().key(),
              place.value(),
              place.low(),
              place.high(),
              place.p()));
    }
    return text.toString();
  }

  /// Four significant digits of each number; without a candidate only the reference's.
  public static Table shown(NoiseFloor floor) {
    boolean placed = floor.places().stream().anyMatch(place -> !Double.isNaN(place.value()));
    List<String> shown =
        placed
            ? COLUMNS.subList(COLUMNS.indexOf("metric"), COLUMNS.size())
            : List.of("metric", "itself_low", "itself_median", "itself_high");
    return table(floor).only(shown).rounded();
  }

  private static String word(Position position) {
    return position.name().toLowerCase(Locale.ROOT);
  }

  /// A row for each number.
  public static Table table(NoiseFloor floor) {
    Table table = new Table(COLUMNS);
    floor.places().forEach(place -> table.add(cells(floor, place)));
    return table;
  }

  /// The cells of [#COLUMNS]; a number that is not defined is null.
  static List<@Nullable Object> cells(NoiseFloor floor, Place place) {
    return Arrays.asList(
        floor.referenceTrials(),
        floor.trials(),
        floor.splits(),
        place.metric().key(),
        place.value(),
        place.low(),
        place.median(),
        place.high(),
        place.percentile(),
        place.p(),
        word(place.position()));
  }

  /// The cells of [#COLUMNS] of spike times.
  static List<@Nullable Object> cells(TimingNoise noise, int trials) {
    return Arrays.asList(
        trials,
        1,
        noise.pairs(),
        TIMING,
        noise.value(),
        noise.low(),
        noise.median(),
        noise.high(),
        noise.percentile(),
        null,
        word(noise.position()));
  }

  /// Where the spike times of a candidate lie, in a line; empty if that is not known.
  static String answer(String candidate, String reference, TimingNoise noise) {
    return noise.position() == Position.UNKNOWN
        ? ""
        : String.format(
            Locale.ROOT,
            "%s: spike times %s the noise of %s against itself: %s %.4g, itself %.4g .. %.4g\n",
            candidate,
            noise.position() == Position.CLOSER ? "closer than" : word(noise.position()),
            reference,
            TIMING,
            noise.value(),
            noise.low(),
            noise.high());
  }
}
