package flybrain.annotation;

import flybrain.files.AtomicFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.zip.CRC32C;

/// Annotations as files: one to be mapped into memory, and a table to keep.
///
/// The mapped form: the magic `FLYANNOT`, the length of the header and its CRC-32C (int32, big
/// endian), the header, then the arrays. The header has the version, the number of neurons, what
/// the file was made of, the CRC-32C of the arrays, and of each column its name, its source, the
/// number of its values and the bytes of its texts. The arrays are the ids (int64), then of each
/// column the codes, the ends of the values (int32) and the texts; all little-endian.
public final class AnnotationFile {
  private static final long MAGIC = 0x464c59414e4e4f54L;
  private static final int VERSION = 1;
  private static final int PREFIX = 16;
  private static final int BATCH_ROWS = 1 << 14;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  private AnnotationFile() {}

  /// A mapped file.
  ///
  /// @param origin what it was made of, as it was written
  /// @param columns in the order in which they were written
  /// @param ids of the neurons, by index, int64
  public record Mapped(String origin, List<AnnotationColumn> columns, MemorySegment ids) {
    /// The ids as an array.
    public long[] idArray() {
      return ids.toArray(LONG);
    }
  }

  /// Maps a file, which must not be written to as long as the columns are used.
  ///
  /// @param check whether to read all of it and compare its checksum
  /// @return its columns, which need not be closed
  /// @throws IOException if it is missing or damaged
  public static Mapped map(Path file, boolean check) throws IOException {
    MemorySegment all;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
    try {
      return map(all, check);
    } catch (EOFException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(file + ": is damaged or of another version", e);
    }
  }

  private static Mapped map(MemorySegment all, boolean check) throws IOException {
    byte[] prefix = all.asSlice(0, PREFIX).toArray(ValueLayout.JAVA_BYTE);
    DataInputStream start = new DataInputStream(new ByteArrayInputStream(prefix));
    if (start.readLong() != MAGIC) {
      throw new EOFException("another kind of file");
    }
    int length = start.readInt();
    int sum = start.readInt();
    byte[] head = all.asSlice(PREFIX, length).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment body = all.asSlice(PREFIX + length);
    if (checksum(MemorySegment.ofArray(head)) != sum) {
      throw new EOFException("its header is damaged");
    }
    DataInputStream header = new DataInputStream(new ByteArrayInputStream(head));
    if (header.readInt() != VERSION) {
      throw new EOFException("another version");
    }
    int neurons = header.readInt();
    String origin = header.readUTF();
    int bodySum = header.readInt();
    if (check && checksum(body) != bodySum) {
      throw new EOFException("its arrays are damaged");
    }
    MemorySegment ids = body.asSlice(0, 8L * neurons);
    long at = ids.byteSize();
    List<AnnotationColumn> columns = new ArrayList<>();
    for (int columnsLeft = header.readInt(); columnsLeft > 0; columnsLeft--) {
      String name = header.readUTF();
      String source = header.readUTF();
      MemorySegment codes = body.asSlice(at, 4L * neurons);
      MemorySegment ends = body.asSlice(at + codes.byteSize(), 4L * (header.readInt() + 1));
      at += codes.byteSize() + ends.byteSize();
      MemorySegment texts = body.asSlice(at, header.readInt());
      at += texts.byteSize();
      columns.add(new AnnotationColumn(name, source, codes, ends, texts));
    }
    if (at != body.byteSize()) {
      throw new EOFException("its length is wrong");
    }
    return new Mapped(origin, columns, ids);
  }

  /// Writes a file to be mapped, over an older one.
  ///
  /// @param origin what it is made of, to recognise when that changed; at most 65,535 bytes
  /// @param neurons number of neurons
  /// @param id the id of each neuron by its index
  /// @throws flybrain.InputException if the folder cannot be written
  public static void write(
      Path file, String origin, int neurons, IntToLongFunction id, NeuronAnnotations annotations)
      throws IOException {
    List<MemorySegment> arrays = new ArrayList<>();
    MemorySegment ids = MemorySegment.ofArray(new byte[Math.multiplyExact(8, neurons)]);
    for (int neuron = 0; neuron < neurons; neuron++) {
      ids.set(LONG, 8L * neuron, id.applyAsLong(neuron));
    }
    arrays.add(ids);
    for (AnnotationColumn column : annotations.columns()) {
      arrays.addAll(List.of(column.codes(), column.ends(), column.texts()));
    }
    byte[] header = header(origin, neurons, annotations.columns(), arrays);
    AtomicFile.write(
        file,
        part -> {
          try (DataOutputStream out =
              new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(part)))) {
            out.writeLong(MAGIC);
            out.writeInt(header.length);
            out.writeInt(checksum(MemorySegment.ofArray(header)));
            out.write(header);
            for (MemorySegment array : arrays) {
              write(out, array);
            }
          }
        });
  }

  private static byte[] header(
      String origin, int neurons, List<AnnotationColumn> columns, List<MemorySegment> arrays)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    header.writeInt(VERSION);
    header.writeInt(neurons);
    header.writeUTF(origin);
    header.writeInt(checksum(arrays.toArray(MemorySegment[]::new)));
    header.writeInt(columns.size());
    for (AnnotationColumn column : columns) {
      header.writeUTF(column.name());
      header.writeUTF(column.source());
      header.writeInt(column.different());
      header.writeInt(Math.toIntExact(column.texts().byteSize()));
    }
    return bytes.toByteArray();
  }

  /// Writes the annotated neurons as a Parquet table, which [AnnotationTables] reads again:
  /// `flywire_id` and a column of text for each of the annotations, "" where there is no value.
  /// Neurons without any value are left out.
  ///
  /// @param neurons number of neurons
  /// @param id the id of each neuron by its index
  /// @throws flybrain.InputException if the folder cannot be written
  public static void writeTable(
      Path file, int neurons, IntToLongFunction id, NeuronAnnotations annotations)
      throws IOException {
    List<AnnotationColumn> all = annotations.columns();
    List<Column> columns = new ArrayList<>(List.of(Column.int64("flywire_id")));
    Map<String, String> sources = new HashMap<>();
    for (AnnotationColumn column : all) {
      columns.add(Column.string(column.name()));
      sources.put(AnnotationTable.SOURCE + column.name(), column.source());
    }
    ColumnBatch batch = new ColumnBatch(columns, BATCH_ROWS);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, sources)) {
      int rows = 0;
      for (int neuron = 0; neuron < neurons; neuron++) {
        batch.longs(0)[rows] = id.applyAsLong(neuron);
        boolean known = false;
        for (int c = 1; c < columns.size(); c++) {
          String value = all.get(c - 1).value(neuron);
          batch.strings(c)[rows] = value;
          known |= !value.isEmpty();
        }
        rows += known ? 1 : 0;
        if (rows == BATCH_ROWS) {
          batch.setRows(rows);
          writer.write(batch);
          rows = 0;
        }
      }
      batch.setRows(rows);
      writer.write(batch);
      writer.commit();
    }
  }

  private static void write(OutputStream out, MemorySegment array) throws IOException {
    out.write(array.toArray(ValueLayout.JAVA_BYTE));
  }

  private static int checksum(MemorySegment... arrays) {
    CRC32C sum = new CRC32C();
    for (MemorySegment array : arrays) {
      sum.update(array.asByteBuffer());
    }
    return (int) sum.getValue();
  }
}
