package flybrain.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// The id that git gives a file by its content: the SHA-1 of `"blob " + size + "\0" + content`.
final class GitBlobId {
  private GitBlobId() {}

  /// The id of a file.
  static String of(Path file) throws IOException {
    return of(file, bytes -> {});
  }

  /// The id of a file.
  ///
  /// @param progress receives the number of bytes read so far, about every MB
  static String of(Path file, LongConsumer progress) throws IOException {
    MessageDigest sha1 = sha1();
    sha1.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1 << 20];
    long done = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
        sha1.update(buffer, 0, bytes);
        done += bytes;
        progress.accept(done);
      }
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
