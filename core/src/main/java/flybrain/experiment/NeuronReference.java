package flybrain.experiment;

import flybrain.InputException;
import flybrain.NeuronId;
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

  /// The ids in a file, see [IdFile].
  record InFile(Path path) implements NeuronReference {
    @Override
    public String label() {
      return String.valueOf(path.getFileName());
    }
  }

  /// Digits, in quotes or not.
  Pattern ID = Pattern.compile("([\"']?)\\d+\\1");

  /// Numbers that a spreadsheet or a floating-point column has made of an id.
  Pattern ROUNDED = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

  /// Name of the neurons in reports.
  String label();

  /// Reads one reference: digits are an id, `@FILE` is a file of ids, anything else a name. Quotes
  /// around it are taken off.
  ///
  /// @throws InputException if it is empty or a number that cannot be an id
  static NeuronReference parse(String text) {
    String word = text.strip().replaceAll("^([\"'])(.*)\\1$", "$2").strip();
    if (word.isEmpty()) {
      throw new InputException(
          "a neuron is empty; allowed: FlyWire ids, names of sets and @FILE, separated by commas");
    }
    if (word.startsWith("@")) {
      return inFile(word.substring(1));
    }
    return ROUNDED.matcher(word).matches() ? new Id(NeuronId.parse(word)) : new Name(word);
  }

  /// Reads references with commas between them, such as `sugar,720575940660219265,@ids.txt`; ids
  /// may have blanks between them.
  ///
  /// @throws InputException as [#parse]
  static List<NeuronReference> parseList(String text) {
    return Arrays.stream(text.split(",", -1))
        .flatMap(NeuronReference::idsOrOne)
        .map(NeuronReference::parse)
        .toList();
  }

  /// Only ids are parted at blanks: names and files may have some.
  private static Stream<String> idsOrOne(String text) {
    String[] words = text.strip().split("\\s+");
    return Arrays.stream(words).allMatch(word -> ID.matcher(word).matches())
        ? Arrays.stream(words)
        : Stream.of(text);
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

  /// Name of several references together, such as `sugar + 3 ids`.
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
