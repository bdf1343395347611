package flybrain.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.reader.ParquetFileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The statistics of what is written: other programs leave out row groups by them, so a value that
/// they do not cover would not be found.
class ColumnChunkTest {
  @TempDir private Path folder;

  private List<Statistics> write(ColumnBatch... batches) throws IOException {
    Path file = folder.resolve("table.parquet");
    List<Column> columns = batches[0].columns();
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      for (ColumnBatch batch : batches) {
        writer.write(batch);
      }
      writer.commit();
    }
    List<Statistics> statistics = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      for (RowGroup group : reader.getFileMetaData().rowGroups()) {
        ColumnMetaData column = group.columns().getFirst().metaData();
        statistics.add(requireNonNull(column.statistics()));
      }
    }
    return statistics;
  }

  private static ColumnBatch strings(String... values) {
    ColumnBatch batch = ColumnBatch.ofRows(List.of(Column.string("side")), values.length);
    System.arraycopy(values, 0, batch.strings(0), 0, values.length);
    return batch;
  }

  /// What the pages of the only column have for their smallest value.
  private List<String> smallestOfPages() throws IOException {
    Path file = folder.resolve("table.parquet");
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - 8;
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(bytes, end - length, length));
    int at =
        (int)
            requireNonNull(requireNonNull(footer.getRow_groups()).getFirst().getColumns())
                .getFirst()
                .getColumn_index_offset();
    ColumnIndex index =
        Util.readColumnIndex(new ByteArrayInputStream(bytes, at, bytes.length - at));
    assertThat(index.getNull_pages()).containsOnly(false);
    return requireNonNull(index.getMin_values()).stream()
        .map(value -> UTF_8.decode(value).toString())
        .toList();
  }

  private static String range(Statistics statistics) {
    return new String(requireNonNull(statistics.minValue()), UTF_8)
        + ".."
        + new String(requireNonNull(statistics.maxValue()), UTF_8);
  }

  /// A table of neurons has empty cells where nothing is known.
  @ParameterizedTest
  @CsvSource({
    "'', ..",
    "'left', left..left",
    "',left', ..left",
    "'left,', ..left",
    "',,right,right,left', ..right",
    "'ä,z', z..ä"
  })
  void emptyText_isAmongTheValues(String values, String range) throws IOException {
    assertThat(write(strings(values.split(",", -1))).getFirst())
        .satisfies(statistics -> {
          assertThat(range(statistics)).isEqualTo(range);
          assertThat(statistics.nullCount()).isEqualTo(0L);
        });
  }

  /// A value that goes on from page to page is in the statistics of each row group.
  @Test
  void sameTextInEachRowGroup_isInItsStatistics() throws IOException {
    String[] values = new String[RowGroupFile.GROUP_ROWS + 1];
    Arrays.fill(values, "left");
    values[0] = "a";
    List<Statistics> statistics = write(strings(values));
    assertThat(statistics)
        .extracting(ColumnChunkTest::range)
        .containsExactly("a..left", "left..left");
  }

  /// Readers pass over pages without values.
  @Test
  void sameTextInEachPage_isInTheIndexOfPages() throws IOException {
    String[] values = new String[2 * RowGroupFile.PAGE_ROWS + 1];
    Arrays.fill(values, "left");
    values[RowGroupFile.PAGE_ROWS + 5] = "b";
    write(strings(values));
    assertThat(smallestOfPages()).containsExactly("left", "b", "left");
  }

  @Test
  void numbers_haveTheirSmallestAndLargest() throws IOException {
    ColumnBatch ids = ColumnBatch.ofRows(List.of(Column.int64("id")), 3);
    System.arraycopy(new long[] {5, -7, 720575940600000007L}, 0, ids.longs(0), 0, 3);
    Statistics whole = write(ids).getFirst();
    assertThat(number(whole.minValue()).getLong()).isEqualTo(-7);
    assertThat(number(whole.maxValue()).getLong()).isEqualTo(720575940600000007L);
    ColumnBatch times = ColumnBatch.ofRows(List.of(Column.float64("t")), 3);
    System.arraycopy(new double[] {0.25, -1.5, 0.5}, 0, times.doubles(0), 0, 3);
    Statistics real = write(times).getFirst();
    assertThat(number(real.minValue()).getDouble()).isEqualTo(-1.5);
    assertThat(number(real.maxValue()).getDouble()).isEqualTo(0.5);
  }

  private static ByteBuffer number(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Nothing writes missing values; one that comes all the same must not become an empty text.
  @Test
  void textThatIsNull_isAMistake() {
    ColumnBatch batch = ColumnBatch.ofRows(List.of(Column.string("side")), 1);
    assertThatThrownBy(() -> write(batch)).isInstanceOf(NullPointerException.class);
    ColumnBatch second = ColumnBatch.ofRows(List.of(Column.string("side")), 2);
    second.strings(0)[0] = "";
    assertThatThrownBy(() -> write(second)).isInstanceOf(NullPointerException.class);
  }
}
