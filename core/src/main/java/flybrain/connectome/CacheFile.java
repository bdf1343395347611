package flybrain.connectome;

import flybrain.files.AtomicFile;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.zip.CRC32C;

/// A connectome in the form in which it is used, to be mapped into memory.
///
/// All numbers are little-endian. A header of 96 bytes: the magic `FLYBRAIN`, the version (int32),
/// the number of neurons (int32) and connections (int64), the fingerprint (64 characters), the
/// CRC-32C of the rest of the file and of the header before it (int32 each). Then the ids (int64),
/// the postsynaptic neurons, the signed numbers of synapses and the row starts (int32).
final class CacheFile {
  private static final byte[] MAGIC = "FLYBRAIN".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER = 96;
  private static final int FINGERPRINT_AT = 24;
  private static final int BODY_CHECKSUM_AT = 88;
  private static final int HEADER_CHECKSUM_AT = 92;

  /// A buffer over a segment holds at most 2^31 - 1 bytes.
  private static final long PIECE = 1L << 30;

  private static final ValueLayout.OfInt INT = Connections.INT;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  private CacheFile() {}

  /// Maps a connectome; the file must not be written to as long as the connectome is used.
  ///
  /// It is read completely when first mapped, to verify it; later, until it is written to, only the
  /// parts in use are read.
  ///
  /// @param name the name that the connectome gets
  /// @throws IOException if the file is missing or damaged
  static Connectome read(Path file, String name, InstantSource clock) throws IOException {
    CheckedFile checked = new CheckedFile(file, clock);
    FileStamp before = FileStamp.of(file);
    if (checked.isKnown()) {
      return map(file, before, name, false);
    }
    Connectome brain = map(file, before, name, true);
    checked.remember(before);
    return brain;
  }

  /// @param stamp of the file before it is mapped
  private static Connectome map(Path file, FileStamp stamp, String name, boolean check)
      throws IOException {
    MemorySegment all;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    }
    ArrayFile arrays = arrays(file, stamp, all);
    if (all.byteSize() != arrays.size()
        || (check && checksum(all.asSlice(HEADER)) != header(all).getInt(BODY_CHECKSUM_AT))) {
      throw new EOFException(file + ": is damaged");
    }
    byte[] fingerprint = all.asSlice(FINGERPRINT_AT, 64).toArray(ValueLayout.JAVA_BYTE);
    return new Connectome(
        name,
        new String(fingerprint, StandardCharsets.US_ASCII),
        new Neurons(arrays.ids().of(all).toArray(LONG)),
        new Connections(
            arrays.rowStarts().of(all).toArray(INT),
            arrays.targets().of(all),
            arrays.weights().of(all),
            arrays));
  }

  /// Where the arrays of a file are, as its header has it.
  private static ArrayFile arrays(Path file, FileStamp stamp, MemorySegment all)
      throws IOException {
    checkHeader(file, all);
    ByteBuffer header = header(all);
    return ArrayFile.after(
        all.asSlice(0, HEADER).toArray(ValueLayout.JAVA_BYTE),
        header.getInt(12),
        header.getLong(16),
        file,
        stamp);
  }

  /// The header as a buffer, from which a number is read in less time than Java takes to prepare
  /// for reading numbers from a segment.
  private static ByteBuffer header(MemorySegment all) {
    return all.asSlice(0, HEADER).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Writes a connectome; the file appears when it is complete.
  static void write(Path file, Connectome brain) throws IOException {
    MemorySegment ids = ids(brain.neurons());
    MemorySegment rows = rowStarts(brain.connections());
    MemorySegment targets = brain.connections().targets();
    MemorySegment weights = brain.connections().weights();
    AtomicFile.write(
        file,
        part -> {
          try (FileChannel channel =
              FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, header(brain, checksum(ids, targets, weights, rows)));
            write(channel, ids);
            write(channel, targets);
            write(channel, weights);
            write(channel, rows);
          }
        });
  }

  /// Writes a connectome for another process to map.
  static ArrayFile writeArrays(Path file, Connectome brain) throws IOException {
    write(file, brain);
    return map(file, FileStamp.of(file), brain.name(), false).connections().file().orElseThrow();
  }

  private static void checkHeader(Path file, MemorySegment all) throws IOException {
    if (all.byteSize() < HEADER
        || all.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0
        || header(all).getInt(8) != VERSION
        || checksum(all.asSlice(0, HEADER_CHECKSUM_AT)) != header(all).getInt(HEADER_CHECKSUM_AT)) {
      throw new EOFException(file + ": is damaged or of another version");
    }
  }

  private static MemorySegment header(Connectome brain, int bodyChecksum) {
    MemorySegment header = Arena.ofAuto().allocate(HEADER, 8);
    MemorySegment.copy(MemorySegment.ofArray(MAGIC), 0, header, 0, MAGIC.length);
    header.set(INT, 8, VERSION);
    header.set(INT, 12, brain.neurons().size());
    header.set(LONG, 16, brain.connections().size());
    byte[] fingerprint = brain.fingerprint().getBytes(StandardCharsets.US_ASCII);
    if (fingerprint.length != 64) {
      throw new IllegalArgumentException(brain.fingerprint() + ": must have 64 characters");
    }
    MemorySegment.copy(MemorySegment.ofArray(fingerprint), 0, header, FINGERPRINT_AT, 64);
    header.set(INT, BODY_CHECKSUM_AT, bodyChecksum);
    header.set(INT, HEADER_CHECKSUM_AT, checksum(header.asSlice(0, HEADER_CHECKSUM_AT)));
    return header;
  }

  private static MemorySegment ids(Neurons neurons) {
    MemorySegment ids = Arena.ofAuto().allocate(LONG, neurons.size());
    for (int i = 0; i < neurons.size(); i++) {
      ids.setAtIndex(LONG, i, neurons.id(i));
    }
    return ids;
  }

  private static MemorySegment rowStarts(Connections connections) {
    MemorySegment rows = Arena.ofAuto().allocate(INT, connections.neurons() + 1L);
    for (int i = 0; i <= connections.neurons(); i++) {
      rows.setAtIndex(INT, i, connections.rowStart(i));
    }
    return rows;
  }

  private static int checksum(MemorySegment... segments) {
    CRC32C crc = new CRC32C();
    for (MemorySegment segment : segments) {
      for (long from = 0; from < segment.byteSize(); from += PIECE) {
        crc.update(piece(segment, from));
      }
    }
    return (int) crc.getValue();
  }

  private static void write(FileChannel channel, MemorySegment segment) throws IOException {
    for (long from = 0; from < segment.byteSize(); from += PIECE) {
      ByteBuffer piece = piece(segment, from);
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
    }
  }

  private static ByteBuffer piece(MemorySegment segment, long from) {
    return segment.asSlice(from, Math.min(PIECE, segment.byteSize() - from)).asByteBuffer();
  }
}
