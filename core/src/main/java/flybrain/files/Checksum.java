package flybrain.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// A checksum of bytes and files, added one after the other. Used by one thread.
public final class Checksum {
  /// Bytes of a file that are read at once.
  private static final int PIECE = 1 << 18;

  private final MessageDigest digest;

  private Checksum(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }

  /// An empty SHA-1, which git identifies files with.
  public static Checksum sha1() {
    return new Checksum("SHA-1");
  }

  /// An empty SHA-256, for fingerprints of connectomes and lists of checksums.
  public static Checksum sha256() {
    return new Checksum("SHA-256");
  }

  /// Adds bytes.
  ///
  /// @return this
  public Checksum add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /// Adds the bytes from position to limit, which are then read.
  ///
  /// @return this
  public Checksum add(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /// Adds what is in a file.
  ///
  /// @param read receives the size of each piece read, in bytes
  /// @return this
  public Checksum add(Path file, LongConsumer read) throws IOException {
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count; (count = in.read(piece)) >= 0; ) {
        digest.update(piece, 0, count);
        read.accept(count);
      }
    }
    return this;
  }

  /// The checksum in lower-case hexadecimal digits; what is added later begins a new one.
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
