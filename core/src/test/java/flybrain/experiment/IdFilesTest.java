package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdFilesTest {
  @TempDir private Path folder;

  @Test
  void file_isReadOnce() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "5\n6\n");
    Path table = Files.writeString(folder.resolve("table.csv"), "root_id,x\n7,1\n");
    IdFiles files = new IdFiles();
    assertThat(files.ids(list)).containsExactly(5L, 6L);
    assertThat(files.ids(table)).containsExactly(7L);
    Files.delete(list);
    Files.delete(table);
    assertThat(files.ids(list)).containsExactly(5L, 6L);
    assertThat(files.notes()).isEqualTo(List.of(table + ": 1 id from its column 'root_id'"));
    assertThat(files.paths()).containsExactly(list, table);
  }
}
