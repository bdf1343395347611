package flybrain.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns of every kind that cannot be read, as pyarrow stores them (`make_fixtures.py`), with a
/// column of views behind each: a part too many or too few gives the text of another column.
class ArrowSchemaTest {
  private static final List<String> OTHERS =
      List.of(
          "decimal",
          "date64",
          "time",
          "timestamp",
          "interval",
          "duration",
          "fixed_bytes",
          "bytes",
          "large_bytes",
          "large_list",
          "fixed_list",
          "list_view",
          "large_list_view",
          "map",
          "dense_union",
          "structs",
          "categories",
          "list_of_views",
          "run_of_text",
          "nulls");

  static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/arrow", name + ".arrow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"others", "others-in-batches"})
  void partsOfColumnsThatCannotBeRead_arePassedOver(String name) throws IOException {
    try (ArrowReader reader = new ArrowReader(resource(name))) {
      assertThat(reader.unreadableColumns()).containsExactlyElementsOf(OTHERS);
      List<Column> wanted = OTHERS.stream().map(each -> Column.string("after_" + each)).toList();
      assertThat(reader.columns())
          .containsExactlyElementsOf(wanted.stream().map(Column::name).toList());
      ArrowBatches batches = reader.read(wanted);
      int first = 0;
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int k = 0; k < wanted.size(); k++) {
          for (int row = 0; row < batch.rows(); row++) {
            assertThat(batch.strings(k)[row])
                .isEqualTo("%d of %d, more than twelve bytes", k, first + row);
          }
        }
        first += batch.rows();
      }
      assertThat(first).isEqualTo(13);
    }
  }

  @Test
  void types_areThoseWithoutLoss() throws IOException {
    try (ArrowReader reader = new ArrowReader(resource("types"))) {
      for (String whole : List.of("int8", "uint8", "uint64", "id_category")) {
        assertThat(reader.type(whole)).as(whole).isEqualTo(ColumnType.INT64);
      }
      for (String real : List.of("half", "float", "double", "whole_double")) {
        assertThat(reader.type(real)).as(real).isEqualTo(ColumnType.DOUBLE);
      }
      for (String text : List.of("bool", "text", "large", "view", "category", "large_category")) {
        assertThat(reader.type(text)).as(text).isEqualTo(ColumnType.STRING);
      }
    }
  }
}
