package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFilesTest {
  @TempDir private Path environments;

  @Test
  void names_areAllPythonFilesOfTheWorkers() throws IOException {
    Path backends = Path.of("..", "backends");
    try (Stream<Path> files = Files.walk(backends)) {
      List<String> python =
          files
              .filter(file -> file.toString().endsWith(".py"))
              .map(file -> backends.relativize(file).toString())
              .filter(file -> !file.startsWith("tests"))
              .toList();
      assertThat(WorkerFiles.NAMES).containsExactlyInAnyOrderElementsOf(python);
    }
  }

  @Test
  void program_isUnpackedOnceWithAllItNeeds() throws IOException {
    Path program = WorkerFiles.program(environments);
    assertThat(program).isRegularFile();
    assertThat(program.resolveSibling("flybrain_worker").resolve("loop.py")).isRegularFile();
    assertThat(WorkerFiles.program(environments)).isEqualTo(program);
    try (Stream<Path> unpacked = Files.list(environments)) {
      assertThat(unpacked).hasSize(1);
    }
  }
}
