package flybrain.experiment;

import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.files.TextFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a user's own sets: JSON (name to ids), or a pickled dictionary such as the reference
/// suite's `sez_neurons.pickle`. No pickled code is run.
public final class NeuronSetFile {
  /// Far above any list of neurons (the whole brain in JSON is 3 MB), far below the heap.
  private static final long LARGEST = 64 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path path;

  private NeuronSetFile(Path path) {
    this.path = path;
  }

  /// The ids of each set, by name, in the order of the file; for [Recipe#withSets]. Names differ in
  /// more than case, and the ids of a set are distinct.
  ///
  /// @throws InputException if the file cannot be read or is neither, naming the set and value that
  ///   is wrong
  public static Map<String, List<Long>> read(Path path) {
    NeuronSetFile file = new NeuronSetFile(path);
    byte[] bytes = file.bytes();
    TextFile.other(path)
        .ifPresent(what -> {
          throw new InputException(path + ": is " + what);
        });
    return file.sets(looksLikeJson(bytes) ? file.json(bytes) : file.pickle(bytes));
  }

  private byte[] bytes() {
    try {
      if (Files.size(path) > LARGEST) {
        throw new InputException(path + ": is too large for a file of neuron sets (64 MiB)");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": no such file of neuron sets", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// A pickle never begins with white space or `{`, nor with `[` or a byte order mark.
  private static boolean looksLikeJson(byte[] bytes) {
    return bytes.length == 0 || " \t\r\n{[\"\u00ef".indexOf(bytes[0] & 0xff) >= 0;
  }

  private Map<?, ?> pickle(byte[] bytes) {
    if (PickleReader.read(path.toString(), bytes) instanceof Map<?, ?> sets) {
      return sets;
    }
    throw new InputException(path + ": must contain a dictionary of names and lists of ids");
  }

  private Map<?, ?> json(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new InputException(
          "%s%s: is not JSON of neuron sets: %s".formatted(path, line(e), e.getOriginalMessage()),
          e);
    }
    if (!root.isObject()) {
      throw new InputException(
          path + ": must be an object of names and lists of ids, such as {\"mine\": [720...]}");
    }
    Map<String, Object> sets = new LinkedHashMap<>();
    root.properties().forEach(set -> sets.put(set.getKey(), value(set.getValue())));
    return sets;
  }

  private static String line(JacksonException e) {
    return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      return node.values().stream().map(NeuronSetFile::value).toList();
    }
    return node.isIntegralNumber()
        ? node.bigIntegerValue()
        : node.isString() || node.isNumber() ? node.asString() : node;
  }

  private Map<String, List<Long>> sets(Map<?, ?> found) {
    Map<String, List<Long>> sets = new LinkedHashMap<>();
    Set<String> lowerCaseNames = new HashSet<>();
    found.forEach((key, value) -> {
      String name = name(key.toString());
      if (!lowerCaseNames.add(name.toLowerCase(Locale.ROOT))) {
        throw new InputException(
            "%s: set '%s' appears twice (case is ignored)".formatted(path, name));
      }
      sets.put(name, ids(name, value instanceof List<?> list ? list : List.of(value)));
    });
    if (sets.isEmpty()) {
      throw new InputException(path + ": contains no neuron sets");
    }
    return sets;
  }

  private String name(String name) {
    try {
      return SetName.check(name);
    } catch (InputException e) {
      throw new InputException(path + ": " + e.getMessage(), e);
    }
  }

  private List<Long> ids(String name, List<?> values) {
    List<Long> ids = new ArrayList<>(values.size());
    Set<Long> known = new HashSet<>();
    for (Object value : values) {
      long id = id(name, value);
      if (!known.add(id)) {
        throw new InputException(
            "%s: set '%s': neuron id %d appears twice".formatted(path, name, id));
      }
      ids.add(id);
    }
    return Collections.unmodifiableList(ids);
  }

  /// Text is taken too: it is how ids are written where numbers would be rounded.
  private long id(String name, Object value) {
    if (value instanceof BigInteger || value instanceof String) {
      return NeuronId.parse(value.toString(), () -> path + ": set '" + name + "'");
    }
    throw new InputException(
        "%s: set '%s': %s: must be a neuron id, a whole number or its digits as text"
            .formatted(path, name, shortened(value)));
  }

  private static String shortened(Object value) {
    return switch (value) {
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "a dictionary";
      default -> {
        String text = value.toString();
        yield text.length() <= 40 ? text : text.substring(0, 40) + "...";
      }
    };
  }
}
