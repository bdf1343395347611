package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFilesTest {
  @TempDir private Path environments;

  @Test
  void program_isUnpackedOnceWithAllItNeeds() throws IOException {
    Path program = WorkerFiles.program(environments);
    assertThat(program).isRegularFile();
    assertThat(python(program.resolveSibling(""))).isEqualTo(python(Path.of("..", "backends")));
    assertThat(WorkerFiles.program(environments)).isEqualTo(program);
    try (Stream<Path> unpacked = Files.list(environments)) {
      assertThat(unpacked).hasSize(1);
    }
  }

  /// The Python files in a folder, by their relative paths.
  private static Map<String, String> python(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (file.toString().endsWith(".py")) {
          files.put(folder.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return files;
  }
}
