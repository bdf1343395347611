package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import flybrain.InputException;
import flybrain.Property;
import flybrain.files.ProcessMark;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
  private static final List<Column> COLUMNS =
      List.of(Column.int64("id"), Column.float64("t"), Column.string("name"));

  @TempDir Path folder;

  @Property(tries = 20)
  void anyTable_isReadBackByAnotherLibrary(RandomGenerator random) throws IOException {
    Path file = folder.resolve("table.parquet");
    // Few distinct values are repeated, many are hardly.
    int distinct = 1 + random.nextInt(random.nextBoolean() ? 5 : 300_000);
    Compression[] all = Compression.values();
    Compression compression = all[random.nextInt(all.length)];
    List<Object> expected = new ArrayList<>();
    try (ParquetWriter writer =
        new ParquetWriter(file, COLUMNS, compression, Map.of("key", "välue"))) {
      for (int n = random.nextInt(4); n > 0; n--) {
        writer.write(randomBatch(random, distinct, expected));
      }
      writer.commit();
      assertThat(writer.rows()).isEqualTo(expected.size() / 3);
    }
    assertThat(read(file)).isEqualTo(expected);
  }

  /// So many distinct values that the dictionaries overflow and values are stored plainly.
  @Test
  void moreThanARowGroup_isSplit() throws IOException {
    Path file = folder.resolve("long.parquet");
    ColumnBatch batch = new ColumnBatch(List.of(Column.int64("id")), 700_001);
    batch.setRows(700_001);
    try (ParquetWriter writer =
        new ParquetWriter(file, batch.columns(), Compression.SNAPPY, Map.of())) {
      for (int n = 0; n < 3; n++) {
        for (int i = 0; i < batch.rows(); i++) {
          batch.longs(0)[i] = n * 700_001L + i;
        }
        writer.write(batch);
      }
      writer.commit();
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().rowGroups()).hasSize(3);
    }
    List<Object> ids = read(file);
    assertThat(ids).hasSize(2_100_003).element(2_100_002).isEqualTo(2_100_002L);
    assertThat(ids).isSortedAccordingTo((a, b) -> Long.compare((Long) a, (Long) b));
  }

  @Test
  void metadata_isKept() throws IOException {
    Path file = folder.resolve("new folder/meta.parquet");
    try (ParquetWriter writer =
        new ParquetWriter(file, COLUMNS, Compression.BROTLI, Map.of("seed", "1", "µ", "ß"))) {
      writer.commit();
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().keyValueMetadata())
          .containsEntry("seed", "1")
          .containsEntry("µ", "ß");
    }
  }

  @Test
  void sameContent_makesTheSameBytes() throws IOException {
    Map<String, String> oneWay = new LinkedHashMap<>();
    Map<String, String> otherWay = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      oneWay.put("key " + i, "value");
      otherWay.put("key " + (19 - i), "value");
    }
    byte[] first = writeEmpty(folder.resolve("first.parquet"), oneWay);
    assertThat(writeEmpty(folder.resolve("second.parquet"), otherWay)).isEqualTo(first);
  }

  @Test
  void closedWithoutCommit_leavesOldFileAlone() throws IOException {
    Path file = folder.resolve("old.parquet");
    Files.writeString(file, "old");
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.BROTLI, Map.of())) {
      ColumnBatch batch = new ColumnBatch(COLUMNS, 1);
      batch.setRows(0);
      writer.write(batch);
    }
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  @EnabledOnOs(OS.LINUX) // /dev/full is a device that has no space left
  void fullDisk_isReportedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("full.parquet");
    Path part = folder.resolve(".full.parquet." + ProcessMark.own() + ".part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    ColumnBatch batch = new ColumnBatch(COLUMNS, 5000);
    List<Object> rows = new ArrayList<>();
    fill(batch, 5000, 100, new SplittableRandom(1), rows);
    assertThatThrownBy(
            () -> {
              try (ParquetWriter writer =
                  new ParquetWriter(file, COLUMNS, Compression.BROTLI, Map.of())) {
                writer.write(batch);
                writer.commit();
              }
            })
        .isInstanceOf(WriteException.class)
        .hasMessage(
            file
                + ": the disk is full and nothing was kept; free some space or choose another "
                + "disk");
    assertThat(folder).isEmptyDirectory();
    // An open file keeps its space on the disk, though it is deleted.
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open)
          .extracting(descriptor -> descriptor.toFile().getCanonicalPath())
          .isNotEmpty()
          .doesNotContain("/dev/full");
    }
  }

  @Test
  void folderThatCannotBeMade_isRefused() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() ->
            new ParquetWriter(
                notAFolder.resolve("x.parquet"), COLUMNS, Compression.BROTLI, Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(notAFolder.toString());
  }

  @Test
  void batchOfOtherColumns_isRefused() throws IOException {
    try (ParquetWriter writer =
        new ParquetWriter(folder.resolve("x"), COLUMNS, Compression.BROTLI, Map.of())) {
      ColumnBatch other = new ColumnBatch(List.of(Column.int64("id")), 1);
      assertThatThrownBy(() -> writer.write(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void rowsAfterTheEnd_areRefused() throws IOException {
    try (ParquetWriter writer =
        new ParquetWriter(folder.resolve("x"), COLUMNS, Compression.BROTLI, Map.of())) {
      writer.commit();
      ColumnBatch batch = new ColumnBatch(COLUMNS, 1);
      assertThatThrownBy(() -> writer.write(batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("x: is complete, so no rows can be added");
    }
  }

  private static byte[] writeEmpty(Path file, Map<String, String> metadata) throws IOException {
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.BROTLI, metadata)) {
      writer.commit();
    }
    return Files.readAllBytes(file);
  }

  private static ColumnBatch randomBatch(
      RandomGenerator random, int distinct, List<Object> expected) {
    ColumnBatch batch = new ColumnBatch(COLUMNS, 20_000);
    fill(batch, random.nextInt(random.nextBoolean() ? 10 : 20_001), distinct, random, expected);
    return batch;
  }

  private static void fill(
      ColumnBatch batch, int rows, int distinct, RandomGenerator random, List<Object> expected) {
    batch.setRows(rows);
    for (int i = 0; i < rows; i++) {
      int value = random.nextInt(distinct);
      batch.longs(0)[i] = 720575940600000000L - value;
      batch.doubles(1)[i] = value / 10.0;
      batch.strings(2)[i] = "name " + value;
      expected.add(batch.longs(0)[i]);
      expected.add(batch.doubles(1)[i]);
      expected.add(batch.strings(2)[i]);
    }
  }

  /// All values of a file, row by row.
  private static List<Object> read(Path file) throws IOException {
    List<Object> values = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        ColumnReaders columns = reader.columnReaders(ColumnProjection.all())) {
      while (columns.nextBatch()) {
        for (int row = 0; row < columns.getRecordCount(); row++) {
          values.add(columns.getColumnReader(0).getLongs()[row]);
          if (columns.getColumnCount() == 3) {
            values.add(columns.getColumnReader(1).getDoubles()[row]);
            int[] offsets = columns.getColumnReader(2).getBinaryOffsets();
            values.add(
                new String(
                    columns.getColumnReader(2).getBinaryValues(),
                    offsets[row],
                    offsets[row + 1] - offsets[row],
                    StandardCharsets.UTF_8));
          }
        }
      }
    }
    return values;
  }
}
