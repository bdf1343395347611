package flybrain.parquet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// False footers, made from a valid one.
class FooterTest {
  private static final List<Column> COLUMNS = List.of(Column.int64("id"), Column.int64("trial"));

  @TempDir Path folder;

  @Test
  void soundFooter_isRead() throws IOException {
    assertThat(sum(with(_ -> {}))).isEqualTo(499_500 + 1000);
  }

  @Test
  void keyWithoutValue_isLeftOut() throws IOException {
    Path file = with(footer -> footer.addToKey_value_metadata(new KeyValue("key")));
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.metadata()).isEqualTo(Map.of("a", "b"));
    }
  }

  @Test
  void numbersOfRows_thatContradict_areRefused() throws IOException {
    assertDamaged(with(footer -> footer.setNum_rows(-1)), "-1 rows");
    assertDamaged(with(footer -> footer.setNum_rows(2000)), "2000 rows, but its row groups");
    assertDamaged(with(footer -> group(footer).setNum_rows(-5)), "row group of -5 rows");
    assertDamaged(with(footer -> rows(footer, 1L << 50)), "1125899906842624 rows");
    assertDamaged(with(footer -> rows(footer, 2000)), "1000 values in a row group of 2000 rows");
  }

  @Test
  void rowsThatThePagesDoNotHave_areMissed() throws IOException {
    Path file =
        with(footer -> {
          rows(footer, 2000);
          requireNonNull(group(footer).getColumns())
              .forEach(column -> requireNonNull(column.getMeta_data()).setNum_values(2000));
        });
    assertDamaged(file, "column 'id', ");
  }

  @Test
  void pagesWithoutRowGroup_areNotAnEmptyFile() throws IOException {
    Path file =
        with(footer -> {
          footer.setNum_rows(0);
          requireNonNull(footer.getRow_groups()).clear();
        });
    assertDamaged(file, "no row groups");
    Path bare =
        with(footer -> {
          rows(footer, 0);
          requireNonNull(group(footer).getColumns()).clear();
        });
    assertDamaged(bare, "no row groups with columns");
  }

  /// A changed name would make the column missing, or another one.
  @Test
  void nameThatIsStoredTwice_mustBeTheSame() throws IOException {
    assertDamaged(
        with(footer -> requireNonNull(footer.getSchema()).get(1).setName("ie")), "column 'ie'");
  }

  @Test
  void lengthsBeyondTheFooter_takeNoMemory() throws IOException {
    byte[] bytes = Files.readAllBytes(with(_ -> {}));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("parquet-mr");
    // The length of the text before its bytes, now 127 and going on.
    bytes[at - 1] = (byte) 0xff;
    Path file = Files.write(folder.resolve("long.parquet"), bytes);
    assertDamaged(file, "its footer: a length of ");
  }

  private static RowGroup group(FileMetaData footer) {
    return requireNonNull(footer.getRow_groups()).getFirst();
  }

  private static void rows(FileMetaData footer, long rows) {
    footer.setNum_rows(rows);
    group(footer).setNum_rows(rows);
  }

  private static void assertDamaged(Path file, String why) {
    assertThatThrownBy(() -> sum(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is damaged (")
        .hasMessageContaining(why);
  }

  private static long sum(Path file) throws IOException {
    long sum = 0;
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(COLUMNS)) {
      while (batches.next()) {
        for (int i = 0; i < batches.batch().rows(); i++) {
          sum += batches.batch().longs(0)[i] + batches.batch().longs(1)[i];
        }
      }
    }
    return sum;
  }

  /// A file of 1000 rows whose footer was changed.
  private Path with(Consumer<FileMetaData> change) throws IOException {
    Path file = folder.resolve("table.parquet");
    ColumnBatch batch = new ColumnBatch(COLUMNS, 1000);
    batch.setRows(1000);
    for (int i = 0; i < 1000; i++) {
      batch.longs(0)[i] = i;
      batch.longs(1)[i] = 1;
    }
    try (ParquetWriter writer =
        new ParquetWriter(file, COLUMNS, Compression.SNAPPY, Map.of("a", "b"))) {
      writer.write(batch);
      writer.commit();
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes.length - 8 - end.getInt(bytes.length - 8);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(bytes, start, bytes.length - 8 - start));
    change.accept(footer);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(bytes, 0, start);
    Util.writeFileMetaData(footer, changed);
    changed.writeBytes(
        ByteBuffer.allocate(4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(changed.size() - start)
            .array());
    changed.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    return Files.write(file, changed.toByteArray());
  }
}
