package flybrain.connectome;

import flybrain.InputException;
import java.nio.file.Path;

/// A FlyWire root id in a text file.
final class NeuronId {
  private NeuronId() {}

  /// The id that a field holds.
  ///
  /// @param line line of the file, from 1
  /// @throws InputException when it is no whole number of 64 bits
  static long parse(String field, Path file, long line) {
    try {
      return Long.parseLong(field.strip());
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s: line %d: '%s' is no neuron id; ids are whole numbers such as 720575940660219265%s"
              .formatted(
                  file,
                  line,
                  field,
                  field.matches("[0-9.]+[eE][+]?[0-9]+|[0-9]+[.]0*")
                      ? " (a spreadsheet or a float column has rounded this one: export ids as text"
                          + " or int64)"
                      : ""),
          e);
    }
  }
}
