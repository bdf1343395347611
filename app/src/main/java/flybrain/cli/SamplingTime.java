package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.states.StateSink;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads times with a unit, such as `0.1ms`, as numbers of steps.
final class SamplingTime {
  private static final Pattern TIME =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]([+-]?\\d{1,2}))?\\s*(ms|s)");

  private SamplingTime() {}

  /// The number of steps in a time.
  ///
  /// @param option that the time was typed at
  /// @param dt duration of a step in ms
  /// @throws InputException if it is not a time, or not a multiple of dt
  static int steps(String option, String text, double dt) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw new InputException(
          "%s %s: must be a time in ms or s, such as 0.1ms".formatted(option, text));
    }
    String number = time.group(1) + (time.group(2) == null ? "" : "e" + time.group(2));
    double typed = Double.parseDouble(number);
    double ms = time.group(3).equals("s") ? Decimal.of(typed).times(1, 3) : typed;
    double steps = Math.rint(ms / dt);
    if (steps < 1 || steps > StateSink.NEVER || Decimal.of(dt).times((long) steps, 0) != ms) {
      throw new InputException(
          "%s %s: must be a multiple of dt = %s ms, from 1 to %d steps"
              .formatted(option, text, Decimal.text(dt), StateSink.NEVER));
    }
    return (int) steps;
  }
}
