package flybrain.experiment;

import flybrain.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a user names neurons: by FlyWire root id, by the name of a set, or by a file of ids.
public sealed interface NeuronReference {
  /// One neuron.
  record Id(long id) implements NeuronReference {
    @Override
    public String label() {
      return Long.toString(id);
    }
  }

  /// A named set or read-out.
  record Name(String name) implements NeuronReference {
    @Override
    public String label() {
      return name;
    }
  }

  /// The ids in a text file, see [IdFile].
  record InFile(Path path) implements NeuronReference {
    @Override
    public String label() {
      return String.valueOf(path.getFileName());
    }
  }

  /// Numbers that a spreadsheet or a floating-point column has made of an id.
  Pattern ROUNDED = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

  /// What to call the neurons in reports.
  String label();

  /// Reads one reference: digits are an id, `@FILE` is a file of ids, anything else a name.
  ///
  /// @throws InputException when it is empty or a number that cannot be an id
  static NeuronReference parse(String text) {
    String word = text.strip();
    if (word.isEmpty()) {
      throw new InputException(
          "a neuron is empty: allowed are FlyWire ids, names of sets and @FILE, with commas"
              + " between them");
    }
    if (word.startsWith("@")) {
      return inFile(word.substring(1));
    }
    return ROUNDED.matcher(word).matches() ? new Id(id(word)) : new Name(word);
  }

  /// Reads references with commas between them, such as `sugar,720575940660219265,@ids.txt`.
  ///
  /// @throws InputException as [#parse]
  static List<NeuronReference> parseList(String text) {
    return Arrays.stream(text.split(",", -1)).map(NeuronReference::parse).toList();
  }

  /// The files of ids among what a user typed.
  ///
  /// @param typed references with commas between them, or null for none
  static List<Path> files(@Nullable String... typed) {
    return Arrays.stream(typed)
        .flatMap(text -> text == null ? Stream.empty() : Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(word -> word.startsWith("@") && word.length() > 1)
        .map(word -> inFile(word.substring(1)))
        .flatMap(
            reference -> reference instanceof InFile(Path path) ? Stream.of(path) : Stream.empty())
        .toList();
  }

  /// A reference to a file of ids.
  static NeuronReference inFile(String path) {
    try {
      if (!path.isBlank()) {
        return new InFile(Path.of(path));
      }
    } catch (InvalidPathException e) {
      throw new InputException("file of ids '" + path + "': " + e.getReason(), e);
    }
    throw new InputException("file of ids '" + path + "': name a file, as in @ids.txt");
  }

  /// The exact value of a FlyWire root id.
  ///
  /// @throws InputException when it is not a whole number from 0 to 2^63 - 1
  static long id(String digits) {
    try {
      long id = Long.parseLong(digits);
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is allowed.
    }
    String why =
        digits.matches("[+-]?\\d+")
            ? "a whole number from 0 to " + Long.MAX_VALUE
            : "a whole number with all its digits (a float or a spreadsheet rounds ids)";
    throw new InputException("neuron id '%s': must be %s".formatted(digits, why));
  }

  /// What to call several references together, such as `sugar + 3 ids`.
  static String label(List<NeuronReference> references) {
    long ids = references.stream().filter(Id.class::isInstance).count();
    if (ids < 2) {
      return references.stream().map(NeuronReference::label).collect(Collectors.joining(" + "));
    }
    String others =
        references.stream()
            .filter(reference -> !(reference instanceof Id))
            .map(reference -> reference.label() + " + ")
            .collect(Collectors.joining());
    return others + ids + " ids";
  }
}
