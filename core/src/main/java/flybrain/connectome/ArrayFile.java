package flybrain.connectome;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HexFormat;

/// A file with the arrays of a connectome, for another process to map: the cache file that the
/// connectome itself is mapped from, or one that was written for that purpose.
///
/// @param path the file
/// @param size in bytes
/// @param header how the file begins, in hex: version, sizes, fingerprint and checksums, so only a
///   file of the same content begins so
/// @param ids the neuron ids, int64
/// @param targets the postsynaptic neuron of each connection, int32
/// @param weights the signed number of synapses of each connection, int32
/// @param rowStarts the first connection of each row, then their number, int32
/// @param stamp of the file when it was mapped
public record ArrayFile(
    Path path,
    long size,
    String header,
    Array ids,
    Array targets,
    Array weights,
    Array rowStarts,
    String stamp) {
  /// An array in the file, little-endian.
  ///
  /// @param offset of its first byte
  /// @param length number of elements
  /// @param width bytes of an element
  public record Array(long offset, long length, int width) {
    private long end() {
      return offset + length * width;
    }

    MemorySegment of(MemorySegment file) {
      return file.asSlice(offset, length * width);
    }

    private Array then(long next, int bytes) {
      return new Array(end(), next, bytes);
    }
  }

  /// The arrays that follow a header.
  static ArrayFile after(byte[] header, int neurons, long connections, Path path, FileStamp stamp) {
    Array ids = new Array(header.length, neurons, Long.BYTES);
    Array targets = ids.then(connections, Integer.BYTES);
    Array weights = targets.then(connections, Integer.BYTES);
    Array rowStarts = weights.then(neurons + 1L, Integer.BYTES);
    String hex = HexFormat.of().formatHex(header);
    return new ArrayFile(
        path, rowStarts.end(), hex, ids, targets, weights, rowStarts, stamp.line());
  }

  /// Writes the arrays of a connectome.
  ///
  /// @throws flybrain.files.WriteException if the file cannot be written
  public static ArrayFile write(Path path, Connectome connectome) throws IOException {
    return CacheFile.writeArrays(path, connectome);
  }

  /// Whether the file is still the one that was mapped, unchanged.
  public boolean isUnchanged() {
    try {
      return FileStamp.of(path).line().equals(stamp);
    } catch (IOException _) {
      return false;
    }
  }
}
