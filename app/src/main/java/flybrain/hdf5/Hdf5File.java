package flybrain.hdf5;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// An HDF5 file that was laid out: everything is in its place but the values that come later, which
/// are written to memory mapped from the file.
///
/// The file has a superblock of version 0, object headers of version 1 with compact groups, and
/// contiguous datasets: HDF5 1.8 and later read it. Memory is needed for the headers and for the
/// values that were given, not for those that come later.
public final class Hdf5File implements AutoCloseable {
  private static final int SUPERBLOCK = 96;
  private static final int ZEROS = 1 << 20;

  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private final Map<Hdf5Object, Long> headers = new LinkedHashMap<>();
  private final Map<Hdf5Dataset, Long> data = new LinkedHashMap<>();
  private final TextHeap texts = new TextHeap();

  /// Writes a file, with zeros for the values that come later.
  ///
  /// @throws IOException if it cannot be written, such as on a full disk
  public Hdf5File(Path path, Hdf5Group root) throws IOException {
    this.channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      write(root, layOut(root));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The elements of a dataset whose values come later: little-endian, in row-major order.
  public MemorySegment room(Hdf5Dataset dataset) throws IOException {
    long bytes = dataset.bytes();
    return bytes == 0
        ? MemorySegment.NULL
        : channel.map(FileChannel.MapMode.READ_WRITE, addressOf(dataset), bytes, arena);
  }

  /// Ends the file; rooms can no longer be used.
  @Override
  public void close() throws IOException {
    arena.close();
    channel.close();
  }

  /// Gives everything its address; returns the size of the file.
  private long layOut(Hdf5Group root) {
    collect(root);
    long end = SUPERBLOCK;
    for (Map.Entry<Hdf5Object, Long> entry : headers.entrySet()) {
      entry.setValue(end);
      end += header(entry.getKey()).length;
    }
    texts.setAddress(end);
    end += texts.end();
    for (Map.Entry<Hdf5Dataset, Long> entry : data.entrySet()) {
      entry.setValue(end);
      end += Hdf5Bytes.padded(entry.getKey().bytes());
    }
    return end;
  }

  private void collect(Hdf5Object object) {
    headers.put(object, 0L);
    object.attributes().values().forEach(attribute -> keep(attribute.values()));
    switch (object) {
      case Hdf5Group group -> group.members().values().forEach(this::collect);
      case Hdf5Dataset dataset -> {
        data.put(dataset, 0L);
        keep(dataset.values());
      }
    }
  }

  private void keep(Hdf5Values values) {
    if (values instanceof Hdf5Values.Texts all) {
      texts.add(all);
    }
  }

  private byte[] header(Hdf5Object object) {
    return ObjectHeader.of(object, this::headerOf, this::addressOf, texts);
  }

  private long headerOf(Hdf5Object object) {
    Long address = headers.get(object);
    if (address == null) {
      throw new IllegalArgumentException("a reference to an object that is not in the file");
    }
    return address;
  }

  private long addressOf(Hdf5Dataset dataset) {
    Long address = data.get(dataset);
    if (address == null) {
      throw new IllegalArgumentException("a dataset that is not in the file");
    }
    return address;
  }

  private void write(Hdf5Group root, long size) throws IOException {
    write(superblock(headerOf(root), size));
    for (Hdf5Object object : headers.keySet()) {
      write(ByteBuffer.wrap(header(object)));
    }
    for (ByteBuffer collection : texts.collections()) {
      write(collection);
    }
    for (Hdf5Dataset dataset : data.keySet()) {
      byte[] elements = Elements.of(dataset.type(), dataset.values(), texts, this::headerOf);
      write(ByteBuffer.wrap(elements));
      writeZeros(Hdf5Bytes.padded(dataset.bytes()) - elements.length);
    }
  }

  private static ByteBuffer superblock(long rootHeader, long size) {
    ByteBuffer block = Hdf5Bytes.allocate(SUPERBLOCK);
    block.put(HexFormat.of().parseHex("894844460d0a1a0a"));
    // Versions 0; addresses and lengths have 8 bytes; ranks of B-trees, which are not used.
    block.put(HexFormat.of().parseHex("0000000000080800" + "0400100000000000"));
    block.putLong(0).putLong(-1).putLong(size).putLong(-1);
    block.putLong(0).putLong(rootHeader);
    return block.clear();
  }

  /// Writing them allocates the space: on a full disk this fails here, not in mapped memory.
  private void writeZeros(long count) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(count, ZEROS));
    for (long left = count; left > 0; left -= zeros.capacity()) {
      write(zeros.clear().limit((int) Math.min(left, zeros.capacity())));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
