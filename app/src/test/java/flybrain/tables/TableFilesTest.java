package flybrain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /// As pandas reads it: whole numbers where all rows have one, otherwise floats with NaN.
  @Test
  void parquetColumns_haveTheTypeOfTheirCells() throws IOException {
    Table table = new Table("whole", "long", "gap", "fraction", "text", "truth", "list", "flyid");
    table.add(
        Arrays.asList(
            1, 5_000_000_000L, 3, 0.1, "a", true, List.of("x", "y"), 720575940660219265L));
    table.add(Arrays.asList(2, 2L, null, 7, null, false, List.of(), 7L));
    Path file = folder.resolve("t.parquet");
    TableFiles.write(file, table);
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches =
            reader.read(
                List.of(
                    Column.int64("whole"),
                    Column.int64("long"),
                    Column.float64("gap"),
                    Column.float64("fraction"),
                    Column.string("text"),
                    Column.string("truth"),
                    Column.string("list"),
                    Column.int64("flyid")))) {
      assertThat(batches.next()).isTrue();
      ColumnBatch rows = batches.batch();
      assertThat(rows.rows()).isEqualTo(2);
      assertThat(rows.longs(0)).startsWith(1, 2);
      assertThat(rows.longs(1)).startsWith(5_000_000_000L, 2);
      assertThat(rows.doubles(2)).startsWith(3, Double.NaN);
      assertThat(rows.doubles(3)).startsWith(0.1, 7);
      assertThat(rows.strings(4)).startsWith("a", "");
      assertThat(rows.strings(5)).startsWith("true", "false");
      assertThat(rows.strings(6)).startsWith("x;y", "");
      assertThat(rows.longs(7)).startsWith(720575940660219265L, 7);
    }
  }

  @Test
  void parquetToAStream_isThatOfAFile_andLeavesNothing() throws IOException {
    Table table = table("a", "b");
    Path file = folder.resolve("t.parquet");
    TableFiles.write(file, table);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    TableFiles.parquet(stream, table);
    assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.tsv", "t", "t.csv.gz", "csv"})
  void otherEndings_areRefused(String name) {
    assertThatThrownBy(() -> TableFiles.write(folder.resolve(name), table("a", "b")))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve(name) + ": must end with .csv, .parquet or .json");
    assertThat(folder).isEmptyDirectory();
  }

  /// JSON has no NaN; a value that is not there is null.
  @Test
  void jsonObjects_haveNullForNumbersThatAreNone() {
    assertThat(
            TableFiles.json(
                TableFiles.object(List.of("a", "b", "c"), List.of(Double.NaN, 1.5, "x"))))
        .isEqualToIgnoringWhitespace("{\"a\": null, \"b\": 1.5, \"c\": \"x\"}")
        .endsWith("\n");
  }

  @Test
  void emptyFileIsReplaced_jsonToo() throws IOException {
    Path csv = Files.createFile(folder.resolve("t.csv"));
    TableFiles.write(csv, table("a", "b"));
    assertThat(csv).hasContent("a,b\n1,2\n");
    Path json = folder.resolve("t.json");
    TableFiles.write(json, table("a", "b"));
    TableFiles.write(json, table("c", "d"));
    assertThat(json).content().contains("\"c\"");
  }

  private static Table table(String... columns) {
    Table table = new Table(columns);
    table.add(List.of(1, 2));
    return table;
  }
}
