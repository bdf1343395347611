package flybrain.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnType;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTableTest {
  private static final long ID = 720575940660219265L;
  private static final Path ARROW = Path.of("src/test/resources/flybrain/arrow");

  private static final List<Column> COLUMNS =
      List.of(Column.int64("id"), Column.float64("score"), Column.string("nt"));

  @TempDir private Path folder;

  private Path parquet(int rows, ObjIntConsumer<ColumnBatch> fill) throws IOException {
    Path file = folder.resolve("table.parquet");
    ColumnBatch batch = ColumnBatch.ofRows(COLUMNS, rows);
    for (int row = 0; row < rows; row++) {
      fill.accept(batch, row);
    }
    try (ParquetWriter writer =
        new ParquetWriter(file, COLUMNS, Compression.ZSTD, Map.of("version", "783"))) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  private static void fill(ColumnBatch batch, int row) {
    batch.longs(0)[row] = ID + row;
    batch.doubles(1)[row] = row == 1 ? Double.NaN : row / 4.0;
    batch.strings(2)[row] = row == 1 ? "" : " ACH ";
  }

  @Test
  void valuesOfParquet_areHadAsTextAndAsNumbers() throws IOException {
    try (TableFile table = TableFile.open(parquet(3, StoredTableTest::fill))) {
      assertThat(table.columns()).containsExactly("id", "score", "nt");
      assertThat(table.type("id")).isEqualTo(ColumnType.INT64);
      assertThat(table.type("score")).isEqualTo(ColumnType.DOUBLE);
      assertThat(table.type("nt")).isEqualTo(ColumnType.STRING);
      assertThat(table.metadata()).containsEntry("version", "783");
      assertThat(table.namesAssumed()).isFalse();
      assertThat(table.unreadableColumns()).isEmpty();
      TableRows rows = table.rows(COLUMNS);
      assertThat(rows.next()).isTrue();
      assertThat(rows.whole(0)).isEqualTo(ID);
      assertThat(rows.text(0)).as("all digits").isEqualTo("720575940660219265");
      assertThat(rows.real(0)).isEqualTo(7.205759406602193e17);
      assertThat(rows.text(1)).isEqualTo("0");
      assertThat(rows.text(2)).isEqualTo("ACH");
      assertThat(rows.real(2)).isNaN();
      assertThat(rows.next()).isTrue();
      assertThat(rows.real(1)).isNaN();
      assertThat(rows.text(1)).isEqualTo("nan");
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(1)).isEqualTo("0.5");
      assertThat(rows.next()).isFalse();
      assertThat(rows.fraction()).isEqualTo(1);
    }
  }

  @Test
  void missingValues_areEmptyTextAndNotANumber() throws IOException {
    try (TableFile table = TableFile.open(ARROW.resolve("pandas.feather"))) {
      List<Column> columns =
          List.of(
              Column.int64("id"), Column.int64("n").orMissing(), Column.string("name").orMissing());
      TableRows rows = table.rows(columns);
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(1)).isEqualTo("1");
      assertThat(rows.real(1)).isEqualTo(1);
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(1)).isEmpty();
      assertThat(rows.real(1)).isNaN();
      assertThat(rows.text(2)).isEmpty();
      assertThat(rows.text(0)).isEqualTo(Long.toString(ID + 1));
    }
  }

  @Test
  void missingFractions_areEmptyText() throws IOException {
    try (TableFile table = TableFile.open(ARROW.resolve("types.arrow"))) {
      TableRows rows = table.rows(List.of(Column.float64("double").orMissing()));
      assertThat(RowTexts.of(rows, 1).subList(3, 6))
          .containsExactly(List.of("0.3"), List.of(""), List.of("0.5"));
    }
  }

  @Test
  void textOfNumbers_isHadAsNumbers() throws IOException {
    try (TableFile table = TableFile.open(ARROW.resolve("types.arrow"))) {
      TableRows rows = table.rows(List.of(Column.string("text_id")));
      assertThat(rows.next()).isTrue();
      assertThat(rows.real(0)).isEqualTo((double) ID);
    }
  }

  /// Rows come in batches of 65,536.
  @Test
  void place_isCountedOverBatches() throws IOException {
    int count = 2 * 65_536 + 3;
    try (TableFile table = TableFile.open(parquet(count, StoredTableTest::fill))) {
      TableRows rows = table.rows(List.of(Column.string("nt"), Column.int64("id")));
      int row = 0;
      for (; rows.next(); row++) {
        assertThat(rows.whole(1)).isEqualTo(ID + row);
        if (row % 65_536 < 2) {
          assertThat(rows.place(1))
              .isEqualTo("%s: column 'id', row %d (counted from 0)".formatted(table.path(), row));
          assertThat(rows.fraction()).isEqualTo(Math.min(1, (row / 65_536 + 1) * 65_536.0 / count));
        }
      }
      assertThat(row).isEqualTo(count);
    }
  }

  @Test
  void batchesOfArrow_areCountedOn() throws IOException {
    try (TableFile table = TableFile.open(ARROW.resolve("types-in-batches.arrow"))) {
      TableRows rows = table.rows(List.of(Column.int64("last")));
      assertThat(rows.fraction()).isZero();
      double fraction = 0;
      int row = 0;
      for (; rows.next(); row++) {
        assertThat(rows.whole(0)).isEqualTo(row);
        assertThat(rows.place(0)).endsWith("column 'last', row %d (counted from 0)".formatted(row));
        assertThat(rows.fraction()).isGreaterThanOrEqualTo(fraction).isLessThanOrEqualTo(1);
        fraction = rows.fraction();
      }
      assertThat(row).isEqualTo(13);
      assertThat(fraction).isEqualTo(1);
    }
  }

  @Test
  void tableWithoutRows_hasColumns() throws IOException {
    try (TableFile table = TableFile.open(parquet(0, StoredTableTest::fill))) {
      assertThat(table.columns()).hasSize(3);
      TableRows rows = table.rows(COLUMNS);
      assertThat(rows.next()).isFalse();
      assertThat(rows.next()).as("asked again").isFalse();
    }
    try (TableFile table = TableFile.open(ARROW.resolve("empty.feather"))) {
      assertThat(RowTexts.of(table)).isEmpty();
      assertThat(table.metadata()).isEmpty();
    }
  }

  @Test
  void columnsOfOtherTypes_areKnownButNotRead() throws IOException {
    try (TableFile table = TableFile.open(ARROW.resolve("types.arrow"))) {
      assertThat(table.columns()).contains("id").doesNotContain("list", "day");
      assertThat(table.unreadableColumns()).contains("list", "day").doesNotContain("id");
      assertThat(table.namesAssumed()).isFalse();
      assertThatThrownBy(() -> table.type("day"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("has no column 'day' of numbers or text");
    }
    Path spikes = Path.of("src/test/resources/flybrain/spikes/bad_timestamp.parquet");
    try (TableFile table = TableFile.open(spikes)) {
      assertThat(table.unreadableColumns()).containsExactly("t");
      assertThat(table.columns()).contains("flywire_id").doesNotContain("t");
      assertThatThrownBy(() -> table.type("t"))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "%s: has no column 't' of numbers or text; its columns are '%s'"
                  .formatted(spikes, String.join("', '", table.columns())));
    }
  }

  /// A name is no proof: files are often called otherwise.
  @Test
  void format_isSaidByTheFirstBytes() throws IOException {
    Path file = parquet(2, StoredTableTest::fill);
    Path renamed = Files.move(file, folder.resolve("table.csv"));
    try (TableFile table = TableFile.open(renamed)) {
      assertThat(table.path()).isEqualTo(renamed);
      assertThat(table.type("id")).isEqualTo(ColumnType.INT64);
    }
    Path feather = Files.copy(ARROW.resolve("pandas.feather"), folder.resolve("table.parquet"));
    try (TableFile table = TableFile.open(feather)) {
      assertThat(table.columns()).contains("id", "name");
    }
  }
}
