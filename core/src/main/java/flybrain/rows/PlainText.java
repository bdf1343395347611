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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The text of a file, unpacked if it is compressed with gzip or Zstandard.
final class PlainText {
  private static final int BUFFER = 1 << 16;

  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b5;

  /// Where tar archives have their magic, and the magic.
  private static final int TAR_AT = 257;

  private static final String TAR = "ustar";

  private PlainText() {}

  /// @throws InputException if the file is missing or is not text
  static BufferedReader open(Path path) throws IOException {
    InputStream stored =
        new BufferedInputStream(Files.newInputStream(ExistingFile.check(path)), BUFFER);
    try {
      InputStream bytes =
          switch (magic(stored)) {
            case GZIP -> new BufferedInputStream(new GZIPInputStream(stored, BUFFER), BUFFER);
            case ZSTD -> new BufferedInputStream(new ZstdInputStream(stored), BUFFER);
            default -> {
              TextFile.check(path);
              yield stored;
            }
          };
      refuseTar(path, bytes);
      // A decoder that reports what is not UTF-8; a reader made from a charset replaces it.
      return new BufferedReader(
          new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), BUFFER);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw CsvRows.failure(path, e);
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
