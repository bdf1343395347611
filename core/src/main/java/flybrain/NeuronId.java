package flybrain;

import java.util.function.Supplier;

/// The id of a neuron: a FlyWire root id, or any whole number from 1 to 2^63 - 1 in a connectome of
/// the user's own.
public final class NeuronId {
  private NeuronId() {}

  /// Whether an id means no neuron: 0 is CAVE's "no root", -1 other tools', and -2^63 a missing
  /// value cast to a whole number.
  public static boolean isNone(long id) {
    return id == 0 || id == -1 || id == Long.MIN_VALUE;
  }

  /// The id in a text, with all its digits; blanks and quotes around them are taken off.
  ///
  /// @throws InputException if it is not an id, with what probably made it so
  public static long parse(String text) {
    return check(whole(text));
  }

  /// The id in a field of a file.
  ///
  /// @param place where it is, to begin a message with
  /// @throws InputException as [#parse(String)]
  public static long parse(String field, Supplier<String> place) {
    return at(place, () -> parse(field));
  }

  /// The whole number of 64 bits in a field of a file, which may mean no neuron.
  ///
  /// @param place where it is, to begin a message with
  /// @throws InputException if it is none
  public static long orNone(String field, Supplier<String> place) {
    return at(place, () -> whole(field));
  }

  /// The id itself.
  ///
  /// @throws InputException if no neuron can have it
  public static long check(long id) {
    if (id <= 0) {
      throw refuse(Long.toString(id), range(isNone(id) ? "; this one means no neuron" : ""));
    }
    return id;
  }

  private static long whole(String text) {
    String digits = text.strip().replaceAll("^([\"'])(.*)\\1$", "$2").strip();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw refuse(digits, allowed(digits));
    }
  }

  private static String allowed(String text) {
    if (text.matches("[+-]?\\d+")) {
      return range(
          text.startsWith("-") ? "" : "; this one is a missing value that was cast, or not an id");
    }
    return text.matches("[+-]?\\d*\\.?\\d*([eE][+-]?\\d+)?") && !text.isEmpty()
        ? "a whole number with all its digits (a float or a spreadsheet rounds ids: export them as"
            + " int64 or text)"
        : "a whole number such as 720575940660219265";
  }

  private static String range(String why) {
    return "a whole number from 1 to " + Long.MAX_VALUE + why;
  }

  private static InputException refuse(String text, String allowed) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
    return new InputException("neuron id '%s': must be %s".formatted(shown, allowed));
  }

  private static long at(Supplier<String> place, Supplier<Long> id) {
    try {
      return id.get();
    } catch (InputException e) {
      throw new InputException(place.get() + ": " + e.getMessage(), e);
    }
  }
}
