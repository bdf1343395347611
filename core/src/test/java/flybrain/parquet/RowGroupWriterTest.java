package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import flybrain.files.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowGroupWriterTest {
  private static final List<Column> COLUMNS =
      List.of(Column.int64("id"), Column.string("name"), Column.float64("t"));

  @TempDir Path folder;

  /// Row groups of up to two pages, in any order, some of them through the scratch file.
  @Property(tries = 20)
  void rowGroups_comeOutInTheirOrder(RandomGenerator random) throws IOException {
    Compression[] all = Compression.values();
    Compression compression = all[random.nextInt(all.length)];
    List<Object> expected = new ArrayList<>();
    List<RowGroup> groups = new ArrayList<>();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      int rows = random.nextInt(3) == 0 ? 0 : random.nextInt(200_000);
      groups.add(group(rows, 1 + random.nextInt(100_000), compression, random, expected));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, groups.size()).boxed().toList());
    Collections.shuffle(order, new Random(random.nextLong()));
    Path file = folder.resolve("groups.parquet");
    try (RowGroupWriter writer =
        new RowGroupWriter(file, COLUMNS, compression, Map.of(), random.nextInt(3) * 50_000L)) {
      for (int place : order) {
        writer.put(place, place + 1L, groups.get(place));
      }
      writer.commit(groups.size());
    }
    assertThat(rows(file)).isEqualTo(expected);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void missingRowGroup_isNotCommitted() throws IOException {
    Path file = folder.resolve("gap.parquet");
    RowGroup empty = new RowGroup(COLUMNS, 0, Compression.SNAPPY);
    try (RowGroupWriter writer =
        new RowGroupWriter(file, COLUMNS, Compression.SNAPPY, Map.of(), 1000)) {
      writer.put(1, 2, empty);
      assertThatThrownBy(() -> writer.commit(2)).hasMessageContaining("row group 0 is missing");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void failure_isThatOfAllThatFollows() throws IOException {
    Path file = folder.resolve("failed.parquet");
    RowGroup empty = new RowGroup(COLUMNS, 0, Compression.SNAPPY);
    try (RowGroupWriter writer =
        new RowGroupWriter(file, COLUMNS, Compression.SNAPPY, Map.of(), 1000)) {
      assertThatThrownBy(() -> writer.put(0, 1, () -> fail("no such neuron")))
          .hasMessageContaining("no such neuron");
      assertThatThrownBy(() -> writer.put(0, 1, () -> fail("later")))
          .hasMessageContaining("no such neuron");
      assertThatThrownBy(() -> writer.put(0, 1, empty)).hasMessageContaining("no such neuron");
      assertThatThrownBy(() -> writer.commit(0)).hasMessageContaining("no such neuron");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void scratchFileThatWasCutOff_isReportedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("cut.parquet");
    Path scratch = folder.resolve(".cut.parquet.waiting." + ProcessMark.own() + ".part");
    List<Object> rows = new ArrayList<>();
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    RowGroup first = group(10, 10, Compression.SNAPPY, random, rows);
    RowGroup second = group(10, 10, Compression.SNAPPY, random, rows);
    try (RowGroupWriter writer =
        new RowGroupWriter(file, COLUMNS, Compression.SNAPPY, Map.of(), 0)) {
      writer.put(1, 2, second);
      Files.write(scratch, new byte[3]);
      assertThatThrownBy(() -> writer.put(0, 1, first))
          .hasMessageContaining("cut.parquet: cannot be written")
          .hasMessageContaining("was cut off");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static RowGroup fail(String message) {
    throw new IllegalArgumentException(message);
  }

  /// A group whose last two columns share their indices.
  private static RowGroup group(
      int rows,
      int distinct,
      Compression compression,
      RandomGenerator random,
      List<Object> expected)
      throws IOException {
    RowGroup group = new RowGroup(COLUMNS, rows, compression);
    if (rows == 0) {
      return group;
    }
    int[] ids = new int[rows];
    int[] names = new int[rows];
    int numbered = 0;
    for (int row = 0; row < rows; row++) {
      ids[row] = row / 3;
      names[row] = random.nextInt(Math.min(numbered + 1, distinct));
      numbered = Math.max(numbered, names[row] + 1);
      expected.add(List.of(ids[row] * 7L, "n" + names[row], names[row] / 4.0));
    }
    ColumnBatch id = ColumnBatch.ofRows(COLUMNS.subList(0, 1), ids[rows - 1] + 1);
    for (int i = 0; i < id.rows(); i++) {
      id.longs(0)[i] = i * 7L;
    }
    ColumnBatch named = ColumnBatch.ofRows(COLUMNS.subList(1, 3), numbered);
    for (int i = 0; i < numbered; i++) {
      named.strings(0)[i] = "n" + i;
      named.doubles(1)[i] = i / 4.0;
    }
    group.add(ids, id);
    group.add(names, named);
    return group;
  }

  private static List<Object> rows(Path file) throws IOException {
    List<Object> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(COLUMNS)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          rows.add(List.of(batch.longs(0)[i], batch.strings(1)[i], batch.doubles(2)[i]));
        }
      }
    }
    return rows;
  }
}
