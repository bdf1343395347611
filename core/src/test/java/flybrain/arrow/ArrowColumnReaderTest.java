package flybrain.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns of Arrow files that pyarrow wrote (`make_fixtures.py`), in each type in which they can
/// be had.
class ArrowColumnReaderTest {
  /// The first rows of one column, with `-` in front of a missing value.
  private static List<String> rows(String file, Column column, int most) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ArrowReader reader = new ArrowReader(ArrowSchemaTest.resource(file))) {
      ArrowBatches batches = reader.read(List.of(column));
      while (rows.size() < most && batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows() && rows.size() < most; row++) {
          String value =
              switch (column.type()) {
                case INT64 -> Long.toString(batch.longs(0)[row]);
                case DOUBLE -> Double.toString(batch.doubles(0)[row]);
                case STRING -> batch.strings(0)[row];
              };
          rows.add(column.optional() && batch.missing(0)[row] ? "-" + value : value);
        }
      }
    }
    return rows;
  }

  /// Lowest, highest, 0, 1, and the fifth missing.
  @ParameterizedTest
  @CsvSource({
    "int8, -128 127 0 1 -",
    "uint8, 0 255 0 1 -",
    "int16, -32768 32767 0 1 -",
    "uint16, 0 65535 0 1 -",
    "int32, -2147483648 2147483647 0 1 -",
    "uint32, 0 4294967295 0 1 -",
    "int64, -9223372036854775808 9223372036854775807 0 1 -",
    "uint64, 0 18446744073709551615 0 1 -"
  })
  void wholeNumbers_areText_andTheNearestDoubles(String name, String expected) throws IOException {
    List<String> digits = Arrays.asList(expected.split(" ", -1));
    assertThat(rows("types", Column.string(name).orMissing(), 5)).isEqualTo(digits);
    assertThat(rows("types", Column.float64(name).orMissing(), 5))
        .isEqualTo(
            digits.stream()
                .map(text -> text.equals("-") ? "-NaN" : Double.valueOf(text).toString())
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "half, 0 0.25 0.5 0.75 1",
    "float, 0 0.25 0.5 0.75 -",
    "double, 0 0.1 0.2 0.3 -",
    "bool, true false true false -"
  })
  void fractionsAndTruth_areText(String name, String expected) throws IOException {
    assertThat(rows("types", Column.string(name).orMissing(), 5))
        .containsExactly(expected.split(" ", -1));
  }

  /// A row is missing where its index is, and where the value of the dictionary is.
  @Test
  void dictionary_mayHaveAMissingValue() throws IOException {
    assertThat(rows("categories", Column.string("gaps").orMissing(), 9))
        .containsExactly("left", "-", "right", "-", "-");
    assertThatThrownBy(() -> rows("categories", Column.string("gaps"), 9))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            ": column 'gaps', row 1 (counted from 0): has no value; every row must have one");
  }

  /// Indices of any width, of numbers without sign, and of fractions.
  @Test
  void dictionaryOfNumbers_hasTheirValues() throws IOException {
    assertThat(rows("categories", Column.int64("ids"), 9))
        .containsExactly(
            "720575940660219265",
            "720575940660219266",
            "720575940660219266",
            "720575940660219265",
            "720575940660219265");
    assertThat(rows("categories", Column.float64("halves").orMissing(), 9))
        .containsExactly("2.0", "0.5", "2.0", "0.5", "-NaN");
    assertThat(rows("categories", Column.string("halves").orMissing(), 9))
        .containsExactly("2", "0.5", "2", "0.5", "-");
  }

  @Test
  void wholeFractions_areNumbers_andOthersAreNamed() throws IOException {
    assertThat(rows("types", Column.int64("whole_double").orMissing(), 3))
        .containsExactly("0", "1", "2");
    assertThatThrownBy(() -> rows("types", Column.int64("double").orMissing(), 5))
        .hasMessageEndingWith(
            ": column 'double', row 1 (counted from 0): 0.1; must be a whole number");
  }

  @Test
  void rowsOfManyBatches_areWhereTheyBelong() throws IOException {
    List<Column> columns = List.of(Column.int64("gaps").orMissing(), Column.int64("thousand"));
    int row = 0;
    try (ArrowReader reader = new ArrowReader(ArrowSchemaTest.resource("many"))) {
      ArrowBatches batches = reader.read(columns);
      double before = 0;
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int k = 0; k < batch.rows(); k++, row++) {
          boolean fits =
              batch.missing(0)[k] == (row % 7 == 3)
                  && batch.longs(0)[k] == (row % 7 == 3 ? 0 : row % 128)
                  && batch.longs(1)[k] == row / 1000;
          assertThat(fits).as("row %d", row).isTrue();
        }
        assertThat(batches.rows()).isEqualTo(row);
        assertThat(batches.fraction()).isBetween(before, 1.0);
        before = batches.fraction();
      }
    }
    assertThat(row).isEqualTo(150_001);
  }

  /// The row is counted in the file, not in a batch of it or of what is read at once.
  @ParameterizedTest
  @CsvSource({
    "late, INT64, 140005, has no value; every row must have one",
    "late, STRING, 140005, has no value; every row must have one",
    "fraction, INT64, 140005, 0.5; must be a whole number",
    "gaps, DOUBLE, 3, has no value; every row must have one"
  })
  void valueThatCannotBe_isNamedByItsRow(String name, ColumnType type, int row, String message) {
    Path file = ArrowSchemaTest.resource("many");
    assertThatThrownBy(() -> rows("many", new Column(name, type), Integer.MAX_VALUE))
        .isInstanceOf(InputException.class)
        .hasMessage("%s: column '%s', row %d (counted from 0): %s", file, name, row, message);
  }
}
