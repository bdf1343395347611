package flybrain.experiment;

import flybrain.InputException;
import flybrain.NeuronId;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a user names neurons: by FlyWire root id, by the name of a set or a cell type, by a file of
/// ids, or by a selection.
public sealed interface NeuronReference {
  /// One neuron.
  ///
  /// @param id FlyWire root id, 1 .. 2^63 - 1
  record Id(long id) implements NeuronReference {
    @Override
    public String label() {
      return Long.toString(id);
    }
  }

  /// A named set or read-out, or where no set has that name a cell type, or `all`.
  ///
  /// @param name in upper or lower case
  record Name(String name) implements NeuronReference {
    @Override
    public String label() {
      return name;
    }

    /// As Java has it for a record, but ready at once: each run needs it, for a few names.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Name(String others) && name.equals(others);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /// The ids in a file, see [IdFile].
  ///
  /// @param path as it is opened
  record InFile(Path path) implements NeuronReference {
    @Override
    public String label() {
      return String.valueOf(path.getFileName());
    }
  }

  /// A selection such as `LC4 & side:right`, if no set is named like its text; see [Selection].
  ///
  /// @param text as it was typed; what is wrong in it is found when the neurons are looked up
  /// @param folder where files in it are
  record Selected(String text, Path folder) implements NeuronReference {
    @Override
    public String label() {
      return text;
    }

    /// What the text means.
    ///
    /// @throws InputException naming what is wrong in it
    Selection selection() {
      return SelectionParser.parse(text, folder);
    }
  }

  /// Digits, in quotes or not.
  Pattern ID = Pattern.compile("([\"']?)\\d+\\1");

  /// Numbers that a spreadsheet or a floating-point column has made of an id.
  Pattern ROUNDED = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?");

  /// Name of the neurons in reports.
  String label();

  /// The files that the neurons are read from; none where a selection is wrong.
  default List<Path> files() {
    return switch (this) {
      case InFile(Path path) -> List.of(path);
      case Selected selected -> {
        try {
          yield selected.selection().files().toList();
        } catch (InputException e) {
          // Reported when the neurons are looked up.
          yield List.of();
        }
      }
      case Id _, Name _ -> List.of();
    };
  }

  /// Reads one reference: digits are an id, `@FILE` is a file of ids, a text with `:`, `&`, `|`,
  /// `!` or brackets is a selection, anything else a name. Quotes around it are taken off.
  ///
  /// @throws InputException if it is empty or a number that cannot be an id
  static NeuronReference parse(String text) {
    return parse(text, Path.of(""));
  }

  /// Reads one reference as [#parse(String)].
  ///
  /// @param folder where files in it are
  static NeuronReference parse(String text, Path folder) {
    String word = text.strip().replaceAll("^([\"'])((?:(?!\\1).)*)\\1$", "$2").strip();
    if (word.isEmpty()) {
      throw new InputException(
          "a neuron is empty; allowed: FlyWire ids, names of sets and @FILE, separated by commas");
    }
    if (word.startsWith("@") && isFile(word, folder)) {
      String file = SelectionParser.unquoted(word.substring(1).strip());
      return inFile(file) instanceof InFile(Path path)
          ? new InFile(folder.resolve(path))
          : inFile(file);
    }
    if (SelectionParser.isSelection(word)) {
      return new Selected(word, folder);
    }
    return ROUNDED.matcher(word).matches() ? new Id(NeuronId.parse(word)) : new Name(word);
  }

  /// Reads references with commas between them, such as `sugar,720575940660219265,@ids.txt`; ids
  /// may have blanks between them.
  ///
  /// @return in the order of the text, repeated ones too
  /// @throws InputException as [#parse]
  static List<NeuronReference> parseList(String text) {
    return SelectionParser.parts(text).stream()
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

  /// The files that neurons are read from among what a user typed.
  ///
  /// @param typed references with commas between them, or null for none
  static List<Path> files(@Nullable String... typed) {
    return Arrays.stream(typed)
        .filter(Objects::nonNull)
        .flatMap(text -> SelectionParser.parts(text).stream())
        .filter(word -> word.strip().length() > 1 && !word.strip().matches(ROUNDED.pattern()))
        .map(NeuronReference::parse)
        .flatMap(reference -> reference.files().stream())
        .toList();
  }

  /// A file may have any name; one that is not there and looks like a selection is one.
  private static boolean isFile(String word, Path folder) {
    try {
      return !SelectionParser.isSelection(word) || Files.exists(folder.resolve(word.substring(1)));
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /// A reference to a file of ids, which is not looked for.
  ///
  /// @throws InputException if no file can have this name
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

  /// Name of several references together, such as `sugar + 3 ids`; empty for none.
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
