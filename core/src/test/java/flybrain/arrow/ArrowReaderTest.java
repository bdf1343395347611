package flybrain.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowReaderTest {
  private static final long ID = 720575940660219265L;
  private static final Set<String> REALS = Set.of("half", "float", "double", "whole_double");
  private static final String MISSING = "<missing>";

  @TempDir private Path folder;

  /// The values are those that pyarrow reads.
  @ParameterizedTest
  @ValueSource(strings = {"types", "types-in-batches", "types-zstd", "types-lz4", "version-4"})
  void everyTypeOfNumbersAndText_isRead(String name) throws IOException {
    List<NamedCsvRecord> expected = expected();
    try (ArrowReader reader = new ArrowReader(resource(name + ".arrow"))) {
      assertThat(reader.columns())
          .hasSizeGreaterThan(18)
          .isEqualTo(
              expected.getFirst().getHeader().stream().filter(reader.columns()::contains).toList());
      assertThat(reader.unreadableColumns()).contains("list", "struct", "null", "day");
      List<Column> columns =
          reader.columns().stream()
              .map(column ->
                  (REALS.contains(column) ? Column.float64(column) : Column.string(column))
                      .orMissing())
              .toList();
      ArrowBatches batches = reader.read(columns);
      int rows = 0;
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows(); row++, rows++) {
          check(batch, row, expected.get(rows));
        }
      }
      assertThat(rows).isEqualTo(expected.size());
      assertThat(batches.rows()).isEqualTo(rows);
      assertThat(batches.fraction()).isEqualTo(1);
    }
  }

  private static void check(ColumnBatch batch, int row, NamedCsvRecord expected) {
    for (int k = 0; k < batch.columns().size(); k++) {
      String name = batch.columns().get(k).name();
      String value = expected.getField(name);
      assertThat(batch.missing(k)[row])
          .as("%s, row %d", name, row)
          .isEqualTo(value.equals(MISSING));
      if (REALS.contains(name)) {
        assertThat(batch.doubles(k)[row])
            .as("%s, row %d", name, row)
            .isEqualTo(Double.valueOf(value.equals(MISSING) ? "NaN" : value));
      } else {
        assertThat(batch.strings(k)[row])
            .as("%s, row %d", name, row)
            .isEqualTo(value.equals(MISSING) ? "" : value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "text_id", "id_category", "last", "whole_double", "int8", "uint32"})
  void wholeNumbers_areExactWhateverTheirType(String name) throws IOException {
    List<NamedCsvRecord> expected = expected();
    try (ArrowReader reader = new ArrowReader(resource("types-lz4.arrow"))) {
      ArrowBatches batches = reader.read(List.of(Column.int64(name).orMissing()));
      int row = 0;
      while (batches.next()) {
        for (int k = 0; k < batches.batch().rows(); k++, row++) {
          String value = expected.get(row).getField(name).replaceAll("\\.0$", "");
          assertThat(batches.batch().longs(0)[k])
              .isEqualTo(value.equals(MISSING) ? 0 : Long.parseLong(value));
        }
      }
      assertThat(row).isEqualTo(expected.size());
    }
  }

  /// Its buffers are of many blocks of LZ4 that repeat bytes of each other, or of several batches.
  @ParameterizedTest
  @ValueSource(strings = {"long", "long-zstd"})
  void longBuffers_areRead(String name) throws IOException {
    try (ArrowReader reader = new ArrowReader(resource(name + ".feather"))) {
      ArrowBatches batches = reader.read(List.of(Column.int64("n"), Column.int64("id")));
      long row = 0;
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int k = 0; k < batch.rows(); k++, row++) {
          assertThat(batch.longs(0)[k]).isEqualTo(row % 1000);
          assertThat(batch.longs(1)[k]).isEqualTo(ID + row / 7);
        }
      }
      assertThat(row).isEqualTo(30_000);
    }
  }

  @Test
  void dictionaryThatGrows_isRead() throws IOException {
    try (ArrowReader reader = new ArrowReader(resource("growing.arrow"))) {
      ArrowBatches batches = reader.read(List.of(Column.string("nt").orMissing()));
      List<String> values = new ArrayList<>();
      while (batches.next()) {
        values.addAll(Arrays.asList(batches.batch().strings(0)).subList(0, batches.batch().rows()));
      }
      assertThat(values).containsExactly("ACH", "GABA", "", "GLUT", "ACH", "GABA");
      assertThat(reader.type("nt")).isEqualTo(ColumnType.STRING);
      assertThatThrownBy(() -> reader.type("other")).hasMessageContaining("has no column 'other'");
    }
  }

  @Test
  void frameOfPandas_hasItsMissingValues() throws IOException {
    try (ArrowReader reader = new ArrowReader(resource("pandas.feather"))) {
      ArrowBatches batches =
          reader.read(
              List.of(
                  Column.int64("id"),
                  Column.string("nt").orMissing(),
                  Column.int64("n").orMissing(),
                  Column.string("name").orMissing()));
      assertThat(batches.next()).isTrue();
      ColumnBatch batch = batches.batch();
      assertThat(Arrays.copyOf(batch.longs(0), batch.rows())).containsExactly(ID, ID + 1, ID + 2);
      assertThat(Arrays.copyOf(batch.strings(1), 3)).containsExactly("ACH", "", "GABA");
      assertThat(Arrays.copyOf(batch.longs(2), 3)).containsExactly(1, 0, 3);
      assertThat(Arrays.copyOf(batch.missing(2), 3)).containsExactly(false, true, false);
      assertThat(Arrays.copyOf(batch.missing(3), 3)).containsExactly(false, true, false);
      assertThat(batch.missing(0)).isEmpty();
      assertThat(batches.next()).isFalse();
    }
  }

  @Test
  void emptyTable_hasNoRows() throws IOException {
    try (ArrowReader reader = new ArrowReader(resource("empty.feather"))) {
      assertThat(reader.columns()).containsExactly("id");
      assertThat(reader.read(List.of(Column.int64("id"))).next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8   | INT64  | row 4 (counted from 0): has no value; every row must have one",
        "double | INT64  | row 1 (counted from 0): 0.1; must be a whole number",
        "text   | INT64  | row 0 (counted from 0): ''; must be a whole number",
        "uint64 | INT64  | row 1 (counted from 0): 18446744073709551615; must be at most 2^63 - 1",
        "text   | DOUBLE | column 'text' is of type utf8; must be numbers",
        "view   | DOUBLE | column 'view' is of type utf8_view; must be numbers",
        "bool   | INT64  | column 'bool' is of type bool; must be whole numbers",
        "list   | STRING | has no column 'list' of numbers or text; its columns are 'int8', 'uint8'",
        "nt     | STRING | has no column 'nt' of numbers or text"
      })
  void columnThatCannotBeHad_isNamed(String name, ColumnType type, String message)
      throws IOException {
    try (ArrowReader reader = new ArrowReader(resource("types.arrow"))) {
      assertThatThrownBy(
              () -> {
                ArrowBatches batches = reader.read(List.of(new Column(name, type)));
                batches.next();
              })
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(resource("types.arrow") + ": ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void otherFiles_areNamed() throws IOException {
    assertThatThrownBy(() -> new ArrowReader(resource("version-1.feather")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a Feather file of version 1, which is not supported")
        .hasMessageContaining("to_feather");
    Path text = Files.writeString(folder.resolve("edges.csv"), "pre,post\n");
    assertThatThrownBy(() -> new ArrowReader(text))
        .isInstanceOf(InputException.class)
        .hasMessage(text + ": is not an Arrow file (Feather)");
    Path parquet = Files.writeString(folder.resolve("edges.feather"), "PAR1....");
    assertThatThrownBy(() -> new ArrowReader(parquet))
        .hasMessageContaining("is not an Arrow file (Feather): it is a Parquet file");
    Path empty = Files.createFile(folder.resolve("empty.feather"));
    assertThatThrownBy(() -> new ArrowReader(empty)).hasMessageContaining("(it is empty)");
    assertThat(ArrowReader.isArrow(empty)).isFalse();
    assertThat(ArrowReader.isArrow(resource("version-1.feather"))).isTrue();
    assertThat(ArrowReader.isArrow(resource("long.feather"))).isTrue();
    assertThatThrownBy(() -> new ArrowReader(folder.resolve("absent")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void everyCutFile_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(resource("pandas.feather"));
    for (int length = 0; length < whole.length; length += 7) {
      Path cut = Files.write(folder.resolve("cut.feather"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> new ArrowReader(cut).close()).isInstanceOf(InputException.class);
    }
  }

  /// A block of LZ4 that is said to be longer than the buffer, at any place where a length is.
  @Test
  void lengthBeyondTheBuffer_isDamage() throws IOException {
    byte[] whole = Files.readAllBytes(resource("long.feather"));
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int frame = 0;
    while (bytes.getInt(frame) != 0x184D2204) {
      frame++;
    }
    bytes.putInt(frame + 7, 0x7FFF_FFF0);
    Path damaged = Files.write(folder.resolve("long.feather"), whole);
    try (ArrowReader reader = new ArrowReader(damaged)) {
      ArrowBatches batches = reader.read(List.of(Column.int64("id")));
      assertThatThrownBy(batches::next)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(damaged + ": is damaged (column 'id': a block of 2147483632");
    }
  }

  private static List<NamedCsvRecord> expected() throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(resource("expected.csv"))) {
      return rows.stream().toList();
    }
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/arrow", name);
  }
}
