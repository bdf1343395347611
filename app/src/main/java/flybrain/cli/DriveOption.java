package flybrain.cli;

import flybrain.InputException;
import flybrain.experiment.Recipe;
import flybrain.experiment.Stimulus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `--drive` says: neurons, their rate, and for a pulse its time.
///
/// @param stimulus neurons and rate
/// @param from when it begins, in s
/// @param until when it ends, in s; infinite for the end of the trial
record DriveOption(Stimulus stimulus, double from, double until) {
  /// The time follows the rate, where no name or file can be.
  private static final Pattern PULSE = Pattern.compile("(?<drive>.*@[^@:]*):(?<time>[^@:]*)");

  private static final String NUMBER = "[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?";

  private static final Pattern TIME =
      Pattern.compile("(?<from>%s)-(?<until>%s)?".formatted(NUMBER, NUMBER));

  /// Reads `NEURONS@HZ`, `NEURONS@HZ:FROM-UNTIL` or `NEURONS@HZ:FROM-`.
  ///
  /// @throws InputException naming what is wrong
  static DriveOption parse(String text) {
    Matcher pulse = PULSE.matcher(text);
    if (!pulse.matches()) {
      return new DriveOption(Stimulus.parse(text), 0, Double.POSITIVE_INFINITY);
    }
    Matcher time = TIME.matcher(pulse.group("time"));
    if (!time.matches()) {
      throw new InputException(
          "'%s': the time must be FROM-UNTIL in s, as in bitter@60:0.3-0.5, or FROM- for the rest"
                  .formatted(text)
              + " of the trial");
    }
    String until = time.group("until");
    return new DriveOption(
        Stimulus.parse(pulse.group("drive")),
        Double.parseDouble(time.group("from")),
        until == null ? Double.POSITIVE_INFINITY : Double.parseDouble(until));
  }

  Recipe on(Recipe recipe) {
    return from == 0 && Double.isInfinite(until)
        ? recipe.withFurtherDrive(stimulus)
        : recipe.withPulse(stimulus, from, until);
  }
}
