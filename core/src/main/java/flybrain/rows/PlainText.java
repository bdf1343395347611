package flybrain.rows;

import com.github.luben.zstd.ZstdInputStream;
import flybrain.InputException;
import flybrain.files.ExistingFile;
import flybrain.files.TextFile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The text of a file, unpacked if it is compressed with gzip or Zstandard, which its first bytes
/// say. UTF-8; anything else is refused where it is read.
final class PlainText {
  private static final int BUFFER = 1 << 16;

  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b5;

  /// Where tar archives have their magic, and the magic.
  private static final int TAR_AT = 257;

  private static final String TAR = "ustar";

  private final FileChannel stored;
  private final long size;
  private final BufferedReader reader;

  /// @throws InputException if the file is missing or is not text
  PlainText(Path path) throws IOException {
    this.stored = FileChannel.open(ExistingFile.check(path));
    try {
      this.size = stored.size();
      InputStream packed = new BufferedInputStream(Channels.newInputStream(stored), BUFFER);
      InputStream bytes =
          switch (magic(packed)) {
            case GZIP -> new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER);
            case ZSTD -> new BufferedInputStream(new ZstdInputStream(packed), BUFFER);
            default -> {
              TextFile.check(path);
              yield packed;
            }
          };
      refuseTar(path, bytes);
      // A decoder that reports what is not UTF-8; a reader made from a charset replaces it.
      this.reader =
          new BufferedReader(
              new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw CsvRows.failure(path, e);
    }
  }

  /// The text; closing it closes the file.
  BufferedReader reader() {
    return reader;
  }

  /// How much of the file was read so far, 0 to 1.
  double fraction() {
    try {
      return size == 0 ? 1 : (double) stored.position() / size;
    } catch (IOException e) {
      // Reading fails as well, and says why.
      return 0;
    }
  }

  private static int magic(InputStream bytes) throws IOException {
    bytes.mark(2);
    int magic = (bytes.read() << 8) | bytes.read();
    bytes.reset();
    return magic;
  }

  private static void refuseTar(Path path, InputStream bytes) throws IOException {
    bytes.mark(TAR_AT + TAR.length());
    byte[] head = bytes.readNBytes(TAR_AT + TAR.length());
    bytes.reset();
    if (head.length == TAR_AT + TAR.length()
        && new String(head, TAR_AT, TAR.length(), StandardCharsets.ISO_8859_1).equals(TAR)) {
      throw new InputException(
          path + ": is an archive of files; unpack it (tar xf FILE) and name its folder or a file");
    }
  }
}
