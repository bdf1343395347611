package flybrain.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The neurons that presets name, by group, as the file `preset-neurons.txt` lists them.
final class PresetNeurons {
  private static final String RESOURCE = "preset-neurons.txt";

  /// FlyWire ids by the name of the group, in the order of the file.
  private final Map<String, long[]> groups = new LinkedHashMap<>();

  private PresetNeurons(List<String> lines) {
    for (String line : lines) {
      if (!line.startsWith("#")) {
        int colon = line.indexOf(':');
        groups.put(
            line.substring(0, colon),
            Stream.of(line.substring(colon + 1).trim().split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray());
      }
    }
  }

  static PresetNeurons load() {
    try (InputStream in = PresetNeurons.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      return new PresetNeurons(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the groups.
  List<String> groups() {
    return List.copyOf(groups.keySet());
  }

  /// The ids of the given groups, ascending, each once.
  long[] ids(List<String> names) {
    return names.stream()
        .flatMapToLong(name -> Arrays.stream(group(name)))
        .sorted()
        .distinct()
        .toArray();
  }

  private long[] group(String name) {
    long[] ids = groups.get(name);
    if (ids == null) {
      throw new IllegalArgumentException(name + " is not a group of " + RESOURCE);
    }
    return ids;
  }
}
