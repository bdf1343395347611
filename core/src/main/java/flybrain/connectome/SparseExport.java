package flybrain.connectome;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the connections of a connectome as sparse matrices that `scipy.sparse.load_npz` reads: an
/// archive of NumPy arrays each, in compressed sparse rows and in coordinates.
///
/// A row is a presynaptic neuron, a column a postsynaptic one, by neuron index; a value is the
/// signed number of synapses. Rows are in order, and so are the columns of a row. Numbers are
/// int32, the shape of the matrix is int64.
public final class SparseExport {
  /// NumPy aligns what follows a header.
  private static final int HEADER_ALIGNMENT = 64;

  private static final int CHUNK = 1 << 14;

  /// The earliest date an archive can have: the same connectome gives the same bytes.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SparseExport() {}

  /// The files in a folder: compressed sparse rows, coordinates.
  public static List<Path> files(Path folder) {
    return List.of(folder.resolve("weight_csr.npz"), folder.resolve("weight_coo.npz"));
  }

  /// Refuses to replace matrices.
  ///
  /// @param force whether they may be replaced
  /// @throws InputException naming one that is there
  public static void checkFolder(Path folder, boolean force) {
    for (Path file : files(folder)) {
      if (!force && Files.exists(file)) {
        throw new InputException(
            file + ": already exists; name another folder, or replace it with --force");
      }
    }
  }

  /// Writes both matrices into a folder.
  ///
  /// @throws flybrain.files.WriteException if one cannot be written
  public static void write(Connections connections, Path folder) throws IOException {
    AtomicFile.write(files(folder).get(0), part -> writeRows(connections, part));
    AtomicFile.write(files(folder).get(1), part -> writeCoordinates(connections, part));
  }

  private static void writeRows(Connections connections, Path part) throws IOException {
    try (ZipOutputStream zip = archive(part)) {
      numbers(zip, "indices", Integer.BYTES, connections.size(), connections::target);
      numbers(zip, "indptr", Integer.BYTES, connections.neurons() + 1, connections::rowStart);
      finish(zip, "csr", connections);
    }
  }

  private static void writeCoordinates(Connections connections, Path part) throws IOException {
    int[] row = {0};
    try (ZipOutputStream zip = archive(part)) {
      numbers(
          zip,
          "row",
          Integer.BYTES,
          connections.size(),
          connection -> {
            while (connections.rowStart(row[0] + 1) <= connection) {
              row[0]++;
            }
            return row[0];
          });
      numbers(zip, "col", Integer.BYTES, connections.size(), connections::target);
      finish(zip, "coo", connections);
    }
  }

  private static void finish(ZipOutputStream zip, String format, Connections connections)
      throws IOException {
    begin(zip, "format", "|S3", "()");
    zip.write(format.getBytes(StandardCharsets.US_ASCII));
    numbers(zip, "shape", Long.BYTES, 2, _ -> connections.neurons());
    numbers(zip, "data", Integer.BYTES, connections.size(), connections::weight);
  }

  private static ZipOutputStream archive(Path part) throws IOException {
    return new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)));
  }

  /// An array of whole numbers.
  ///
  /// @param bytes of each: 4 or 8
  private static void numbers(
      ZipOutputStream zip, String name, int bytes, int count, IntToLongFunction value)
      throws IOException {
    begin(zip, name, "<i" + bytes, "(" + count + ",)");
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < count; k++) {
      long number = value.applyAsLong(k);
      if (bytes == Integer.BYTES) {
        chunk.putInt(Math.toIntExact(number));
      } else {
        chunk.putLong(number);
      }
      if (!chunk.hasRemaining()) {
        zip.write(chunk.array());
        chunk.clear();
      }
    }
    zip.write(chunk.array(), 0, chunk.position());
  }

  /// Begins an array in NumPy's format, version 1.0.
  ///
  /// @param type as NumPy calls it
  /// @param shape as a tuple of Python
  private static void begin(ZipOutputStream zip, String name, String type, String shape)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    int before = magic.length + Short.BYTES;
    int length = header.length() + 1;
    int padding = Math.floorMod(-(before + length), HEADER_ALIGNMENT);
    ByteBuffer start = ByteBuffer.allocate(before).order(ByteOrder.LITTLE_ENDIAN);
    zip.write(start.put(magic).putShort((short) (length + padding)).array());
    zip.write((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
