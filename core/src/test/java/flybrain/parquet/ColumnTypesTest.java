package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of every type as pyarrow stores them (`make_fixtures.py`), in each type in which they
/// can be had. The third of four rows has no value.
class ColumnTypesTest {
  private static final Path TYPES = resource("types");

  static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/parquet", name + ".parquet");
  }

  /// The rows of one column, with `-` for a missing value.
  private static String rows(Path file, Column column) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(List.of(column))) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows(); row++) {
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
    return String.join(" ", rows);
  }

  /// The missing value itself is 0, behind its mark.
  @ParameterizedTest
  @CsvSource({
    "int8, 0 -128 -0 127",
    "int16, 0 -32768 -0 32767",
    "int32, 0 -2147483648 -0 2147483647",
    "int64, 0 -9007199254740993 -0 720575940600000007",
    "uint8, 0 128 -0 255",
    "uint16, 0 32768 -0 65535",
    "uint32, 0 2147483648 -0 4294967295",
    "uint64, 0 1 -0 9223372036854775807"
  })
  void wholeNumbers_areExact(String name, String expected) throws IOException {
    for (String file : List.of("types", "types-v2")) {
      assertThat(rows(resource(file), Column.int64(name).orMissing())).as(file).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "int8, 0.0 -128.0 -NaN 127.0",
    "uint32, 0.0 2.147483648E9 -NaN 4.294967295E9",
    "int64, 0.0 -9.007199254740992E15 -NaN 7.2057594060000000E17",
    "float, 0.0 -1.6777215E7 -NaN 0.5",
    "double, 0.0 -9.007199254740991E15 -NaN 0.1",
    "decimal5, 0.0 -100.0 -NaN 1.25",
    "decimal12, 0.0 -1.23456789E9 -NaN 0.05",
    "decimal30, 0.0 7.2057594060000000E17 -NaN -0.001"
  })
  void numbers_areTheNearestDoubles(String name, String expected) throws IOException {
    String doubles = rows(TYPES, Column.float64(name).orMissing());
    assertThat(doubles.replace("-NaN", "NaN").split(" ", -1))
        .extracting(Double::valueOf)
        .containsExactlyElementsOf(
            Arrays.stream(expected.replace("-NaN", "NaN").split(" ", -1))
                .map(Double::valueOf)
                .toList());
    assertThat(doubles.split(" ", -1)[2]).isEqualTo("-NaN");
    assertThat(rows(resource("types-v2"), Column.float64(name).orMissing())).isEqualTo(doubles);
  }

  @Test
  void text_isThereWithItsGaps() throws IOException {
    assertThat(rows(TYPES, Column.string("text").orMissing()))
        .isEqualTo(" 7 - ä720575940600000000");
  }

  /// Where whole numbers are asked for, nothing that may have been rounded is taken for one.
  @ParameterizedTest
  @CsvSource({
    "float, '0.5; must be a whole number', 3",
    "rounded, '-16777216 is too large for a float, which rounds whole numbers from 16777216 on; store the column as int64', 1",
    "double, '0.1; must be a whole number', 3",
    "decimal5, '1.25; must be a whole number', 3",
    "decimal12, '0.05; must be a whole number', 3",
    "decimal30, '-0.001; must be a whole number', 3",
    "text, '''''; must be a whole number', 0"
  })
  void fractions_areNoWholeNumbers(String name, String message, int row) {
    assertThatThrownBy(() -> rows(TYPES, Column.int64(name).orMissing()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: column '%s', row %d (counted from 0): %s".formatted(TYPES, name, row, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"int8", "uint64", "float", "double", "text", "decimal5", "decimal30"})
  void missingValue_isRefusedWhereOneMustBe(String name) {
    assertThatThrownBy(() -> rows(TYPES, Column.int64(name)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            TYPES
                + ": column '"
                + name
                + "', row 2 (counted from 0): has no value; every row must have one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true      | INT64  | is of type boolean; must be int32 or int64, or whole numbers as float",
        "date      | DOUBLE | must be float, double, decimal, int32 or int64",
        "int8      | STRING | must be string",
        "decimal30 | STRING | must be string",
        "text      | DOUBLE | must be float, double, decimal, int32 or int64",
        "true      | STRING | is of type boolean; must be string"
      })
  void otherTypes_areNamed(String name, ColumnType wanted, String message) {
    assertThatThrownBy(() -> rows(TYPES, new Column(name, wanted)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(TYPES + ": column '" + name + "' is of type ")
        .hasMessageContaining(message);
  }

  /// Decimal fractions are numbers when asked for, but no type holds all of them without loss.
  @Test
  void typeWithoutLoss_isKnownOfTextAndNumbers() throws IOException {
    try (ParquetReader reader = new ParquetReader(TYPES)) {
      assertThat(reader.typeOf("int8")).contains(ColumnType.INT64);
      assertThat(reader.typeOf("uint64")).contains(ColumnType.INT64);
      assertThat(reader.typeOf("float")).contains(ColumnType.DOUBLE);
      assertThat(reader.typeOf("text")).contains(ColumnType.STRING);
      for (String other : List.of("decimal5", "decimal30", "true", "date", "absent")) {
        assertThat(reader.typeOf(other)).as(other).isEmpty();
      }
    }
  }

  /// Both structs have a field `id`, too.
  @Test
  void columnBesideAStruct_isNotTheFieldOfItsName() throws IOException {
    Path nested = resource("nested");
    assertThat(rows(nested, Column.int64("id"))).isEqualTo("10 20 30");
    try (ParquetReader reader = new ParquetReader(nested)) {
      assertThat(reader.columns()).containsExactly("id");
      assertThat(reader.hasColumn("before")).isFalse();
      assertThat(reader.typeOf("id")).contains(ColumnType.INT64);
    }
    assertThatThrownBy(() -> rows(nested, Column.int64("before")))
        .hasMessage(nested + ": has no column 'before'; its columns are 'id'");
  }
}
