package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetReaderTest {
  private static final List<Column> COLUMNS =
      List.of(Column.float64("t"), Column.int64("trial"), Column.int64("flywire_id"));

  @TempDir Path folder;

  /// Brotli, zstd and gzip; pages of both versions; int32 and int64; one and more row groups.
  @ParameterizedTest
  @ValueSource(strings = {"full", "paper", "int32_trial", "category", "large_string"})
  void filesOfPandas_giveTheExpectedRows(String name) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(resource(name + ".parquet"));
        ColumnBatches batches = reader.read(COLUMNS)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          rows.add(batch.doubles(0)[i] + "," + batch.longs(1)[i] + "," + batch.longs(2)[i]);
        }
      }
      assertThat(batches.rows()).isEqualTo(reader.rows());
    }
    assertThat(rows).isEqualTo(expectedRows());
  }

  @ParameterizedTest
  @CsvSource({"full,full", "category,category", "large_string,large"})
  void strings_areRead(String name, String expected) throws IOException {
    try (ParquetReader reader = new ParquetReader(resource(name + ".parquet"));
        ColumnBatches batches = reader.read(List.of(Column.string("exp_name")))) {
      assertThat(batches.next()).isTrue();
      ColumnBatch batch = batches.batch();
      assertThat(Arrays.copyOf(batch.strings(0), batch.rows())).containsOnly(expected);
    }
  }

  @Test
  void integers_widenToDouble() throws IOException {
    try (ParquetReader reader = new ParquetReader(resource("int32_trial.parquet"));
        ColumnBatches batches = reader.read(List.of(Column.float64("trial")))) {
      assertThat(batches.next()).isTrue();
      assertThat(batches.batch().doubles(0)[59]).isEqualTo(3.0);
    }
  }

  @Test
  void metadata_isThatOfPandas() throws IOException {
    try (ParquetReader reader = new ParquetReader(resource("paper.parquet"))) {
      assertThat(reader.metadata()).containsKey("pandas");
      assertThat(reader.columns()).containsExactly("t", "trial", "flywire_id", "exp_name");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "empty_no_row_group"})
  void emptyFile_hasColumnsAndNoBatch(String name) throws IOException {
    try (ParquetReader reader = new ParquetReader(resource(name + ".parquet"));
        ColumnBatches batches = reader.read(COLUMNS)) {
      assertThat(reader.rows()).isZero();
      assertThat(batches.next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad_null      | column 'flywire_id', row 41 (counted from 0): has no value; every row must have one
          bad_type      | column 'flywire_id' is of type
          bad_no_id     | has no column 'flywire_id'; its columns are 't', 'time_ms', 'trial', 'neuron_index', 'exp_name'
          bad_timestamp | must be float, double, decimal, int32 or int64
          bad_list      | has no column 't'; its columns are 'trial', 'flywire_id'
          """)
  void unusableColumn_isNamed(String name, String message) {
    Path file = resource(name + ".parquet");
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  /// Codecs whose pages no independent writer makes any more, or that cannot be read.
  @Test
  void pagesInBlocksOfHadoop_areReadAsLz4() throws IOException {
    Path file = folder.resolve("hadoop.parquet");
    writeOneColumn(
        file,
        CompressionCodecName.LZ4,
        page -> {
          byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(page);
          ByteBuffer block = ByteBuffer.allocate(8 + packed.length);
          return block.putInt(page.length).putInt(packed.length).put(packed).array();
        });
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(List.of(Column.int64("trial")))) {
      assertThat(batches.next()).isTrue();
      assertThat(Arrays.copyOf(batches.batch().longs(0), 1000)).containsOnly(7);
    }
  }

  @Test
  void compressionThatCannotBeRead_isNamed() throws IOException {
    Path file = folder.resolve("lzo.parquet");
    writeOneColumn(file, CompressionCodecName.LZO, page -> page);
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThatThrownBy(() -> reader.read(List.of(Column.int64("trial"))))
          .isInstanceOf(InputException.class)
          .hasMessage(
              file
                  + ": column 'trial' is compressed with LZO, which is not supported; write the "
                  + "file with another compression (in pandas: df.to_parquet(FILE, "
                  + "compression=\"snappy\"))");
    }
  }

  private static void writeOneColumn(
      Path file, CompressionCodecName codec, UnaryOperator<byte[]> compression) throws IOException {
    ColumnBatch batch = new ColumnBatch(List.of(Column.int64("trial")), 1000);
    Arrays.fill(batch.longs(0), 7);
    batch.setRows(1000);
    try (RowGroupFile groups =
        new RowGroupFile(file, batch.columns(), compressor(codec, compression))) {
      ColumnDescriptor column = groups.columns().getFirst();
      ColumnChunk chunk =
          new ColumnChunk(
              column, RowGroupFile.PROPERTIES.newValuesWriter(column), groups.pages(column));
      chunk.write(ColumnType.INT64, batch, 0, 0, 1000);
      chunk.end();
      groups.endGroup(1000);
      groups.commit(Map.of());
    }
  }

  private static BytesInputCompressor compressor(
      CompressionCodecName codec, UnaryOperator<byte[]> compression) {
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.writeAllTo(bytes);
        return BytesInput.from(compression.apply(bytes.toByteArray()));
      }

      @Override
      public CompressionCodecName getCodecName() {
        return codec;
      }

      @Override
      public void release() {}
    };
  }

  @Test
  void notParquet_isReported() throws IOException {
    Path text = Files.writeString(folder.resolve("a.csv"), "t,trial\n0.1,0\n");
    assertThatThrownBy(() -> readAll(text)).hasMessage(text + ": is not a Parquet file");
    Path empty = Files.writeString(folder.resolve("b.parquet"), "");
    assertThatThrownBy(() -> readAll(empty))
        .hasMessage(empty + ": is not a Parquet file (it is empty)");
    Path missing = folder.resolve("c.parquet");
    assertThatThrownBy(() -> readAll(missing))
        .hasMessage(missing + ": no such file; check the path");
    assertThatThrownBy(() -> readAll(folder)).hasMessageContaining("is a folder");
  }

  @Property
  void truncatedFile_isRefused(RandomGenerator random) throws IOException {
    byte[] bytes = Files.readAllBytes(resource("full.parquet"));
    Path file = folder.resolve("cut.parquet");
    Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ");
  }

  /// A page whose bytes changed fails its checksum.
  @Property
  void damagedPage_isRefused(RandomGenerator random) throws IOException {
    Path file = writeSample();
    byte[] bytes = Files.readAllBytes(file);
    // The first page holds the 1000 different times; its header takes less than 100 bytes.
    bytes[100 + random.nextInt(1000)] ^= (byte) (1 + random.nextInt(255));
    Files.write(file, bytes);
    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is damaged (")
        .hasMessageNotContaining("\n");
  }

  /// Parquet has no checksum over headers and footer: damage there may go unseen, but neither
  /// crashes nor loses a row.
  @Property
  void damageAnywhere_isRefusedOrKeepsTheRows(RandomGenerator random) throws IOException {
    Path file = writeSample();
    byte[] bytes = Files.readAllBytes(file);
    int at = 4 + random.nextInt(bytes.length - 12);
    for (int i = at; i < Math.min(at + 8, bytes.length - 8); i++) {
      bytes[i] ^= (byte) (1 + random.nextInt(255));
    }
    Files.write(file, bytes);
    try {
      assertThat(readAll(file)).hasSize(1000);
    } catch (InputException e) {
      assertThat(e).hasMessageStartingWith(file + ": ").hasMessageNotContaining("\n");
    }
  }

  private Path writeSample() throws IOException {
    Path file = folder.resolve("sample.parquet");
    ColumnBatch batch = new ColumnBatch(COLUMNS, 1000);
    batch.setRows(1000);
    for (int i = 0; i < 1000; i++) {
      batch.doubles(0)[i] = i / 10.0;
      batch.longs(1)[i] = i / 100;
      batch.longs(2)[i] = 720575940600000000L + i * 31 % 17;
    }
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  private static List<String> readAll(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(COLUMNS)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          rows.add(batch.doubles(0)[i] + "," + batch.longs(1)[i] + "," + batch.longs(2)[i]);
        }
      }
    }
    return rows;
  }

  private static List<String> expectedRows() throws IOException {
    return Files.readAllLines(resource("expected.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> Double.parseDouble(cells[0]) + "," + cells[2] + "," + cells[4])
        .toList();
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/spikes", name);
  }
}
