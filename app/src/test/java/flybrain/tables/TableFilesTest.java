package flybrain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"t.csv", "t.parquet"})
  void tableOfOtherColumns_isNotReplaced(String name) throws IOException {
    Path file = folder.resolve(name);
    TableFiles.write(file, table("a", "b"));
    TableFiles.write(file, table("a", "b"));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> TableFiles.write(file, table("a", "c")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("a,b");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void tableWithoutTypesAndSides_isReplacedByOneThatHasThem() throws IOException {
    Path file = folder.resolve("t.csv");
    TableFiles.write(file, table("a", "b"));
    Table more = new Table("a", "b", "type", "first_side");
    TableFiles.write(file, more);
    assertThat(file).hasContent("a,b,type,first_side");
    assertThatThrownBy(() -> TableFiles.write(file, table("a", "b")))
        .isInstanceOf(InputException.class);
    Path notes = Files.writeString(folder.resolve("notes.csv"), "\"an open quote\nand more");
    assertThatThrownBy(() -> TableFiles.write(notes, new Table("type", "side")))
        .isInstanceOf(InputException.class);
  }

  @Test
  void textThatIsNotATable_isNotReplaced() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.csv"), "\"an open quote\nand more");
    assertThatThrownBy(() -> TableFiles.write(notes, table("a", "b")))
        .isInstanceOf(InputException.class);
    assertThat(notes).hasContent("\"an open quote\nand more");
  }

  private static Table table(String... columns) {
    Table table = new Table(columns);
    table.add(List.of(1, 2));
    return table;
  }
}
