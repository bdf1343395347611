package flybrain.files;

import de.siegmar.fastcsv.reader.CsvReader;
import flybrain.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A text file of the user: recognises other kinds of files before their bytes are taken for text
/// and shown in a message.
public final class TextFile {
  private static final int HEAD_BYTES = 4096;

  private static final String POINTER = "version https://git-lfs.github.com/spec/";

  /// First bytes, in hex, of files often given instead of text.
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("1f8b", "compressed with gzip; unpack it (gunzip FILE)");
    KINDS.put("28b52ffd", "compressed with Zstandard; unpack it (unzstd FILE)");
    KINDS.put("425a68", "compressed with bzip2; unpack it (bunzip2 FILE)");
    KINDS.put("fd377a585a00", "compressed with xz; unpack it (unxz FILE)");
    KINDS.put("504b0304", "a zip archive or an Excel workbook; unpack it, or export it as CSV");
    KINDS.put("50415231", "a Parquet file, not text");
    KINDS.put("4152524f5731", "a Feather (Arrow) file; write it as CSV or Parquet");
    KINDS.put("894844460d0a", "an HDF5 file; export it as CSV or Parquet");
    KINDS.put("fffe", "UTF-16 text; save it as UTF-8");
    KINDS.put("feff", "UTF-16 text; save it as UTF-8");
  }

  private TextFile() {}

  /// For readers of CSV that refuse a quote which is never closed: it would make one cell of all
  /// rows behind it.
  public static CsvReader.CsvReaderBuilder csv() {
    return CsvReader.builder().allowUnclosedQuote(false);
  }

  /// The file itself.
  ///
  /// @throws InputException if it is missing, a folder or unreadable, or what it is when it is not
  ///   text
  public static Path check(Path file) {
    byte[] head = head(ExistingFile.check(file));
    other(head)
        .ifPresent(what -> {
          throw new InputException(file + ": is " + what);
        });
    for (byte each : head) {
      if (each == 0) {
        throw new InputException(file + ": is not a text file; name a text file (UTF-8)");
      }
    }
    return file;
  }

  /// Kind of a file and what to do with it, if it is recognised by its first bytes; includes the
  /// pointer that Git LFS leaves in place of a large file. The words follow "is" in a message.
  ///
  /// @throws InputException if the file cannot be read
  public static Optional<String> other(Path file) {
    return other(head(file));
  }

  private static Optional<String> other(byte[] head) {
    if (new String(head, java.nio.charset.StandardCharsets.ISO_8859_1).startsWith(POINTER)) {
      return Optional.of("a Git LFS pointer, not the file itself; get the file with: git lfs pull");
    }
    String hex = HexFormat.of().formatHex(Arrays.copyOf(head, Math.min(8, head.length)));
    return KINDS.entrySet().stream()
        .filter(kind -> hex.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
