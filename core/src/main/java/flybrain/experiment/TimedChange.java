package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A change of drives or silenced neurons at a time of every trial, as a user asks for it. Times
/// count from the start of the trial; [Recipe#on] refuses one that is not a multiple of dt or not
/// in the trial.
///
/// @param time when it begins, in s, at least 0
/// @param until when everything is again as it is without this change, in s, after `time`; infinite
///   for never
/// @param over for how long rates go from the present to the new ones, in s; 0 for at once
/// @param every how long a rate on its way stays the same, in s, above 0; the rate of an interval
///   is the one in its middle on a straight line
/// @param drives changes of driven sets by their place, counted from 0
/// @param silenced the silenced neurons, or null where they stay
/// @param silenceMode which of their connections are gone, or null where that stays
/// @param origin where it is written
public record TimedChange(
    double time,
    double until,
    double over,
    double every,
    SortedMap<Integer, DriveChange> drives,
    @Nullable List<NeuronReference> silenced,
    Silence.@Nullable Mode silenceMode,
    Origin origin) {
  /// How long a rate on its way stays the same unless said otherwise, in s.
  public static final double EVERY = 0.01;

  /// A change of a driven set.
  ///
  /// @param neurons the driven neurons, none to end the drive, or null where they stay
  /// @param rate in Hz, or null where it stays
  public record DriveChange(@Nullable List<NeuronReference> neurons, @Nullable Double rate) {
    /// @throws InputException for a rate that is below 0 or not finite
    public DriveChange {
      Stimulus checked = new Stimulus(neurons == null ? List.of() : neurons, rate);
      neurons = neurons == null ? null : checked.neurons();
    }

    /// The driven set after the change.
    ///
    /// @param part of the way from the present rate to the new one, from 0 to 1
    Stimulus on(Stimulus before, double part) {
      List<NeuronReference> after = neurons == null ? before.neurons() : neurons;
      if (rate == null) {
        return after.isEmpty() ? Stimulus.NONE : new Stimulus(after, before.rate());
      }
      double from = before.rate() == null ? 0 : before.rate();
      return new Stimulus(after, part == 1 ? rate : from + (rate - from) * part);
    }
  }

  /// @throws InputException for a time that is negative or not finite, an end before the beginning,
  ///   `over` without a rate to go to, or when nothing changes
  public TimedChange {
    require(time >= 0 && Double.isFinite(time), "time", time, "finite and at least 0");
    require(until > time, "until", until, "after time = " + Decimal.text(time) + " s");
    require(over >= 0 && Double.isFinite(over), "over", over, "finite and at least 0");
    require(every > 0 && Double.isFinite(every), "every", every, "above 0 and finite");
    drives = Collections.unmodifiableSortedMap(new TreeMap<>(drives));
    silenced = silenced == null ? null : List.copyOf(silenced);
    every = over == 0 ? EVERY : every;
    boolean hasRate = drives.values().stream().anyMatch(drive -> drive.rate() != null);
    require(over == 0 || hasRate, "over", over, "given with a rate to go to");
    if (drives.isEmpty() && silenced == null && silenceMode == null) {
      throw new InputException(
          "time = %s s: nothing changes; name what does: drive, drive2, silence"
              .formatted(Decimal.text(time)));
    }
  }

  /// A drive that is there for a while.
  ///
  /// @param time when it begins, in s
  /// @param until when it ends, in s; infinite for never
  /// @param place of the driven set, counted from 0
  /// @throws InputException for a time that is negative or not finite, or an end before it
  public static TimedChange pulse(double time, double until, int place, Stimulus drive) {
    DriveChange change = new DriveChange(drive.neurons(), drive.rate());
    return new TimedChange(
        time,
        until,
        0,
        EVERY,
        new TreeMap<>(Collections.singletonMap(place, change)),
        null,
        null,
        Origin.NONE);
  }

  /// Neurons that are silenced for a while, in place of all others.
  ///
  /// @param time when it begins, in s
  /// @param until when it ends, in s; infinite for never
  /// @throws InputException for a time that is negative or not finite, or an end before it
  public static TimedChange silencing(double time, double until, List<NeuronReference> silenced) {
    return new TimedChange(time, until, 0, EVERY, new TreeMap<>(), silenced, null, Origin.NONE);
  }

  /// The change without what it does to silenced neurons, where anything is left.
  public Optional<TimedChange> ofDrives() {
    return drives.isEmpty()
        ? Optional.empty()
        : Optional.of(new TimedChange(time, until, over, every, drives, null, null, origin));
  }

  /// Whether the silenced neurons change.
  public boolean silences() {
    return silenced != null || silenceMode != null;
  }

  /// The neurons that become driven, in the order of places; none where only rates change.
  public List<NeuronReference> driven() {
    return drives.values().stream()
        .flatMap(drive -> drive.neurons() == null ? Stream.of() : drive.neurons().stream())
        .toList();
  }

  /// How many driven sets there are at least while it holds.
  int places() {
    return drives.isEmpty() ? 0 : drives.lastKey() + 1;
  }

  /// The change with its neurons named in another way.
  TimedChange map(UnaryOperator<List<NeuronReference>> naming) {
    SortedMap<Integer, DriveChange> named = new TreeMap<>();
    drives.forEach((place, drive) ->
        named.put(
            place,
            new DriveChange(
                drive.neurons() == null ? null : naming.apply(drive.neurons()), drive.rate())));
    return new TimedChange(
        time,
        until,
        over,
        every,
        named,
        silenced == null ? null : naming.apply(silenced),
        silenceMode,
        origin);
  }

  /// All neurons that are named in it.
  Stream<NeuronReference> neurons() {
    return Stream.concat(driven().stream(), silenced == null ? Stream.of() : silenced.stream());
  }

  /// The change in one line, such as `from 0.3 s until 0.5 s: drive2 bitter at 60 Hz`.
  ///
  /// @param naming what several neurons are called together
  public String text(Function<List<NeuronReference>, String> naming) {
    return when() + ": " + String.join(", ", phrases(naming));
  }

  private List<String> phrases(Function<List<NeuronReference>, String> naming) {
    List<String> phrases = new ArrayList<>();
    drives.forEach((place, drive) -> phrases.add(Recipe.driveName(place) + phrase(drive, naming)));
    if (silenced != null) {
      phrases.add("silenced " + (silenced.isEmpty() ? "none" : naming.apply(silenced)));
    }
    if (silenceMode != null) {
      phrases.add("silence mode " + silenceMode);
    }
    return phrases;
  }

  private String phrase(DriveChange drive, Function<List<NeuronReference>, String> naming) {
    List<NeuronReference> neurons = drive.neurons();
    String who = neurons == null ? "" : neurons.isEmpty() ? " none" : " " + naming.apply(neurons);
    return drive.rate() == null
        ? who
        : who + (over == 0 ? " at " : " to ") + Decimal.text(drive.rate()) + " Hz";
  }

  private String when() {
    StringBuilder when = new StringBuilder("from " + Decimal.text(time) + " s");
    if (over > 0) {
      when.append(" over ").append(Decimal.text(over)).append(" s");
    }
    if (Double.isFinite(until)) {
      when.append(" until ").append(Decimal.text(until)).append(" s");
    }
    return when.toString();
  }

  private static void require(boolean right, String what, double value, String allowed) {
    if (!right) {
      throw new InputException(
          "%s = %s s: must be %s".formatted(what, Decimal.text(value), allowed));
    }
  }
}
