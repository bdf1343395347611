package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.files.TextFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// One table of a TOML file of the user. A key that is missing or has another kind of value than
/// the one asked for is an [InputException] whose message names file, line, key, value and what is
/// allowed; [#has] says whether a key is there. Lists come in the order of the file. Immutable.
public final class TomlSection {
  private static final int MOST_OPEN_BRACKETS = 100;

  private final String source;
  private final Path folder;
  private final String title;
  private final TomlTable table;
  private final IdLists lists;

  /// The top of a file.
  ///
  /// @param kind of file for messages, such as `experiment`
  /// @throws InputException if it cannot be read or is not TOML
  public static TomlSection read(Path path, String kind) {
    try {
      if (Files.exists(path)) {
        TextFile.check(path);
      }
      return parse(Files.readString(path), path.toString(), path.resolveSibling(""), kind);
    } catch (NoSuchFileException e) {
      throw new InputException("%s: no such %s file".formatted(path, kind), e);
    } catch (MalformedInputException e) {
      throw new InputException(
          "%s: is not a text file (UTF-8) with %s".formatted(path, oneOf(kind)), e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The top of a text.
  ///
  /// @param source what to call the text in messages
  /// @param folder where files named in it lie
  /// @param kind of file for messages, such as `experiment`
  /// @throws InputException if it is not TOML
  public static TomlSection parse(String text, String source, Path folder, String kind) {
    IdLists lists = new IdLists(text.startsWith("\uFEFF") ? text.substring(1) : text);
    checkBrackets(lists.rest(), source, kind);
    TomlParseResult toml = Toml.parse(lists.rest());
    if (toml.hasErrors()) {
      TomlParseError error = toml.errors().getFirst();
      throw new InputException(
          "%s:%d: is not TOML: %s".formatted(source, error.position().line(), error.getMessage()),
          error);
    }
    return new TomlSection(source, folder, "", toml, lists);
  }

  private static String oneOf(String kind) {
    return (kind.startsWith("e") ? "an " : "a ") + kind;
  }

  /// The parser needs stack and 100 kB of memory for each bracket within brackets.
  private static void checkBrackets(String text, String source, String kind) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (open > MOST_OPEN_BRACKETS) {
        long line = 1 + text.substring(0, i).chars().filter(one -> one == '\n').count();
        throw new InputException(
            "%s:%d: more than %d nested brackets; lists in %s contain no lists"
                .formatted(source, line, MOST_OPEN_BRACKETS, oneOf(kind)));
      }
    }
  }

  /// @param source the file, for messages
  /// @param folder where files named in it lie
  /// @param title of the table, empty for the top of the file
  /// @param lists that were taken out of the text
  private TomlSection(String source, Path folder, String title, TomlTable table, IdLists lists) {
    this.source = source;
    this.folder = folder;
    this.title = title;
    this.table = table;
    this.lists = lists;
  }

  /// Refuses every key that is not allowed here; returns this.
  public TomlSection allow(String... keys) {
    for (String key : table.keySet()) {
      if (!List.of(keys).contains(key)) {
        throw error(
            key,
            "%s is unknown%s; allowed%s: %s"
                .formatted(
                    quoted(key),
                    NearestName.hint(key, List.of(keys)),
                    title.isEmpty() ? "" : " in [" + title + "]",
                    String.join(", ", keys)));
      }
    }
    return this;
  }

  /// Whether a key has a value.
  public boolean has(String key) {
    return value(key) != null;
  }

  /// All keys of the table, whether allowed or not.
  public List<String> keys() {
    return List.copyOf(table.keySet());
  }

  /// The text of a key.
  ///
  /// @throws InputException if it is missing or not text
  public String text(String key) {
    if (value(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "text in quotes");
  }

  /// The constant of the name that a key has, in any case.
  public <E extends Enum<E>> E word(String key, Class<E> type) {
    List<String> allowed = new ArrayList<>();
    for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (value(key) instanceof String text && text.equalsIgnoreCase(word)) {
        return constant;
      }
      allowed.add('"' + word + '"');
    }
    throw wrong(key, String.join(" or ", allowed));
  }

  /// The number of a key, whole or not.
  ///
  /// @throws InputException if it is missing or not a number
  public double number(String key) {
    if (value(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  /// Numbers, one or a list of them, each once.
  public double[] numbers(String key) {
    List<?> items = value(key) instanceof List<?> list ? list : List.of(number(key));
    double[] numbers = new double[items.size()];
    for (int k = 0; k < numbers.length; k++) {
      if (!(items.get(k) instanceof Number number)) {
        throw wrong(key, "a number or a list of numbers");
      }
      numbers[k] = number.doubleValue();
    }
    if (numbers.length == 0 || Arrays.stream(numbers).distinct().count() < numbers.length) {
      throw wrong(key, "one or more numbers, each once");
    }
    return numbers;
  }

  /// Texts, one or a list of them, each once.
  public List<String> texts(String key) {
    List<?> items = value(key) instanceof List<?> list ? list : List.of(text(key));
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw wrong(key, "text in quotes or a list of them");
      }
      texts.add(text);
    }
    if (texts.isEmpty() || texts.stream().distinct().count() < texts.size()) {
      throw wrong(key, "one or more, each once");
    }
    return texts;
  }

  /// `true` or `false`.
  ///
  /// @throws InputException if it is missing or neither
  public boolean flag(String key) {
    if (value(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  /// The table of a key that may have references to neurons instead, or null if it has those.
  public @Nullable TomlSection choice(String key) {
    return value(key) instanceof TomlTable inner && !inner.contains("file") ? section(key) : null;
  }

  /// The whole number of a key.
  ///
  /// @throws InputException if it is missing or not a whole number
  public long whole(String key) {
    if (value(key) instanceof Long number) {
      return number;
    }
    throw wrong(key, "a whole number");
  }

  /// The whole number of a key, in 32 bits.
  ///
  /// @throws InputException if it is missing, not a whole number or too large
  public int count(String key) {
    long number = whole(key);
    if (number == (int) number) {
      return (int) number;
    }
    throw wrong(key, "a whole number up to " + Integer.MAX_VALUE);
  }

  /// A table inside this one, or null if it is not there.
  public @Nullable TomlSection section(String key) {
    if (!has(key)) {
      return null;
    }
    if (value(key) instanceof TomlTable inner) {
      return new TomlSection(
          source, folder, title.isEmpty() ? key : title + "." + key, inner, lists);
    }
    throw wrong(key, "a table, [" + key + "]");
  }

  /// Whether a key has a list, which `[[key]]` makes too.
  public boolean isList(String key) {
    return value(key) instanceof List<?>;
  }

  /// The tables of a list of tables, each titled by its number.
  public List<TomlSection> sections(String key) {
    String allowed = "one or more tables, each under a line [[" + key + "]]";
    if (!(value(key) instanceof List<?> list)) {
      throw wrong(key, allowed);
    }
    List<TomlSection> sections = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof TomlTable inner)) {
        throw wrong(key, allowed);
      }
      String number = "%s %d".formatted(key, sections.size() + 1);
      sections.add(new TomlSection(source, folder, number, inner, lists));
    }
    return sections;
  }

  /// Refuses a key that does not go with another.
  public void refuse(String key, String why) {
    if (has(key)) {
      throw error(key, quoted(key) + " " + why);
    }
  }

  /// Refuses a table without a key, with what to do.
  public void require(String key, String todo) {
    if (!has(key)) {
      String where = title.isEmpty() ? "" : "[" + title + "] ";
      throw new InputException("%s: %shas no key %s; %s".formatted(source, where, key, todo));
    }
  }

  /// A file, beside this one unless its path is absolute; it is not looked for.
  public Path file(String key) {
    String name = text(key);
    return at(key, () -> inFolder(name));
  }

  private Path inFolder(String name) {
    return NeuronReference.inFile(name) instanceof NeuronReference.InFile(Path path)
        ? folder.resolve(path)
        : folder.resolve(name);
  }

  /// References to neurons: a name, an id, `{ file = "ids.txt" }`, or a list of any number of
  /// these.
  public List<NeuronReference> neurons(String key) {
    require(key, "name the neurons");
    Object value = Objects.requireNonNull(value(key));
    if (value instanceof List<?> list) {
      List<NeuronReference> references = new ArrayList<>();
      for (Object item : list) {
        references.add(at(key, () -> reference(key, item)));
      }
      return references;
    }
    return List.of(at(key, () -> reference(key, value)));
  }

  private NeuronReference reference(String key, Object value) {
    if (value instanceof Number number) {
      return new NeuronReference.Id(NeuronId.parse(number.toString()));
    }
    if (value instanceof String text) {
      return NeuronReference.parse(text, folder);
    }
    if (value instanceof TomlTable file
        && file.keySet().equals(Set.of("file"))
        && file.get("file") instanceof String name) {
      return new NeuronReference.InFile(inFolder(name));
    }
    throw new InputException(
        "%s: %s: must be ids, names in quotes or { file = \"ids.txt\" }, one or a list of them"
            .formatted(key, shown(value)));
  }

  /// Lists of ids by name.
  Map<String, List<Long>> idsByName() {
    Map<String, List<Long>> sets = new LinkedHashMap<>();
    for (String name : keys()) {
      Set<Long> ids = new LinkedHashSet<>();
      Object value = value(name);
      for (Object item : value instanceof List<?> list ? list : List.of(List.of())) {
        if (!(item instanceof Number || item instanceof String)) {
          throw error(name, "set " + quoted(name) + ": must be a list of ids, each once");
        }
        long id = at(name, () -> NeuronId.parse(item.toString()));
        if (!ids.add(id)) {
          throw error(name, "set %s: neuron id %d appears twice".formatted(quoted(name), id));
        }
      }
      sets.put(at(name, () -> SetName.check(name)), List.copyOf(ids));
    }
    return sets;
  }

  /// Does something with the value of a key; errors are reported with its position, unless they
  /// have one.
  public <T> T at(String key, Supplier<T> action) {
    try {
      return action.get();
    } catch (InputException e) {
      if (String.valueOf(e.getMessage()).startsWith(source + ":")) {
        throw e;
      }
      throw new InputException(place(key) + e.getMessage(), e);
    }
  }

  private @Nullable Object value(String key) {
    Object value = table.get(List.of(key));
    return value instanceof TomlArray array ? array.toList() : lists.value(value);
  }

  /// The error for a value that is not allowed.
  public InputException wrong(String key, String allowed) {
    return error(key, "%s = %s: must be %s".formatted(key, shown(value(key)), allowed));
  }

  /// An error at a key.
  public InputException error(String key, String message) {
    return new InputException(place(key) + message);
  }

  /// File and line of a key, as messages begin.
  public String place(String key) {
    var position = table.inputPositionOf(List.of(key));
    return position == null ? source + ": " : source + ":" + position.line() + ": ";
  }

  private static String quoted(String key) {
    return "'" + key + "'";
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case TomlTable _ -> "a table";
      case TomlArray _, List<?> _ -> "a list";
      case String text -> '"' + text + '"';
      default -> value.toString();
    };
  }
}
