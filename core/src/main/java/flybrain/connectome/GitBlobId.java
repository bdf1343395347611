package flybrain.connectome;

import flybrain.files.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
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
  /// @param progress receives the number of bytes read so far, several times a MB
  static String of(Path file, LongConsumer progress) throws IOException {
    AtomicLong done = new AtomicLong();
    byte[] head = ("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII);
    return Checksum.sha1()
        .add(head)
        .add(file, count -> progress.accept(done.addAndGet(count)))
        .hex();
  }
}
