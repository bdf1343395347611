package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// 150,001 rows in four row groups and many small pages, every seventh value missing: neither pages
/// nor row groups nor batches end where another does (`make_fixtures.py`).
class LongColumnsTest {
  private static final int ROWS = 150_001;
  private static final long FIRST_ID = 720575940600000000L;
  private static final List<Column> COLUMNS =
      List.of(
          Column.string("text").orMissing(),
          Column.int64("row"),
          Column.int64("id").orMissing(),
          Column.float64("number").orMissing());

  /// Dictionaries, and the encodings of newer writers.
  @ParameterizedTest
  @ValueSource(strings = {"long", "long-delta"})
  void everyRow_isWhereItBelongs(String name) throws IOException {
    int row = 0;
    try (ParquetReader reader = new ParquetReader(ColumnTypesTest.resource(name));
        ColumnBatches batches = reader.read(COLUMNS)) {
      assertThat(reader.rows()).isEqualTo(ROWS);
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int k = 0; k < batch.rows(); k++, row++) {
          check(batch, k, row);
        }
        assertThat(batches.rows()).isEqualTo(row);
      }
      assertThat(batches.next()).isFalse();
    }
    assertThat(row).isEqualTo(ROWS);
  }

  private static void check(ColumnBatch batch, int k, int row) {
    boolean isMissing = row % 7 == 3;
    long number = row / 500;
    boolean fits =
        batch.longs(1)[k] == row % 100
            && batch.missing(0)[k] == isMissing
            && batch.missing(2)[k] == isMissing
            && batch.missing(3)[k] == isMissing
            && batch.longs(2)[k] == (isMissing ? 0 : FIRST_ID + number)
            && batch.strings(0)[k].equals(isMissing ? "" : "n" + (FIRST_ID + number) % 1000)
            && Double.compare(batch.doubles(3)[k], isMissing ? Double.NaN : number / 8.0) == 0;
    assertThat(fits).as("row %d", row).isTrue();
  }

  /// The row is counted in the file, not in its page, row group or batch.
  @ParameterizedTest
  @CsvSource({
    "long, id, INT64, 3, has no value; every row must have one",
    "long, text, STRING, 3, has no value; every row must have one",
    "long-delta, number, DOUBLE, 3, has no value; every row must have one",
    "long, late, INT64, 120005, has no value; every row must have one",
    "long-delta, late, DOUBLE, 120005, has no value; every row must have one",
    "long, fraction, INT64, 120005, 0.5; must be a whole number"
  })
  void valueThatCannotBe_isNamedByItsRow(
      String name, String column, ColumnType type, int row, String message) {
    Path file = ColumnTypesTest.resource(name);
    assertThatThrownBy(() -> readAll(file, new Column(column, type)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: column '%s', row %d (counted from 0): %s".formatted(file, column, row, message));
  }

  private static void readAll(Path file, Column column) throws IOException {
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(List.of(column))) {
      while (batches.next()) {
        assertThat(batches.batch().rows()).isPositive();
      }
    }
  }
}
