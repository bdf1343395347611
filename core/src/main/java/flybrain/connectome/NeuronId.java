package flybrain.connectome;

import flybrain.InputException;
import java.nio.file.Path;
import java.util.function.Supplier;

/// A FlyWire root id in a text file.
final class NeuronId {
  private NeuronId() {}

  /// Whether an id stands for no neuron: 0 is "no root" of CAVE, -1 that of other tools, and -2^63
  /// what becomes of a missing value that is cast to a whole number.
  static boolean isNone(long id) {
    return id == 0 || id == -1 || id == Long.MIN_VALUE;
  }

  /// The id that a field holds.
  ///
  /// @param line line of the file, from 1
  /// @throws InputException when it is no whole number of 64 bits
  static long parse(String field, Path file, long line) {
    return parse(field, () -> file + ": line " + line);
  }

  /// The id that a field holds.
  ///
  /// @param place where it stands, to begin a message with
  /// @throws InputException when it is no whole number of 64 bits
  static long parse(String field, Supplier<String> place) {
    try {
      return Long.parseLong(field.strip());
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s: '%s' is no neuron id; ids are whole numbers such as 720575940660219265%s"
              .formatted(place.get(), field, cause(field.strip())),
          e);
    }
  }

  /// What made such a field of an id, in brackets, as far as that is known.
  private static String cause(String field) {
    if (field.matches("[0-9]{19,}")) {
      return " (this one is 2^63 or more: a missing value that was cast, or no id)";
    }
    return field.matches("[0-9.]+[eE][+]?[0-9]+|[0-9]+[.]0*")
        ? " (a spreadsheet or a float column has rounded this one: export ids as text or int64)"
        : "";
  }
}
