package flybrain.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A reader and the sound files that it is given damaged.
///
/// @param name what reports call it
/// @param seeds sound files, by the names under which they are read
/// @param checked whether the files carry checksums, so damage must not change what is read
/// @param reader reads a damaged file in a folder of its own
record Subject(String name, Map<String, byte[]> seeds, boolean checked, Reader reader) {
  Subject {
    seeds = Map.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException(name + " has no sound files");
    }
  }

  /// Reads a file to its end.
  interface Reader {
    /// What the file holds, to be compared.
    ///
    /// @throws flybrain.InputException if the file is damaged
    Object read(Path file) throws IOException;
  }

  /// Names of the sound files, in one order.
  List<String> names() {
    return seeds.keySet().stream().sorted().toList();
  }

  /// The bytes of a sound file.
  byte[] seed(String name) {
    byte[] bytes = seeds.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("no sound file " + name);
    }
    return bytes;
  }

  /// Reads bytes from a file of a name in a folder.
  Object read(Path folder, String name, byte[] bytes) throws IOException {
    return reader.read(Files.write(folder.resolve(name), bytes));
  }
}
