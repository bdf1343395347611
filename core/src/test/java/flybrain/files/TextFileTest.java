package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1f8b0800, compressed with gzip; unpack it (gunzip FILE)",
    "28b52ffd24, compressed with Zstandard; unpack it (unzstd FILE)",
    "425a6839, compressed with bzip2; unpack it (bunzip2 FILE)",
    "fd377a585a0000, compressed with xz; unpack it (unxz FILE)",
    "504b0304, 'a zip archive or an Excel workbook; unpack it, or export it as CSV'",
    "50415231, 'a Parquet file, not text'",
    "4152524f5731, a Feather (Arrow) file; write it as CSV or Parquet",
    "894844460d0a1a0a, an HDF5 file; export it as CSV or Parquet",
    "fffe31, UTF-16 text; save it as UTF-8",
    "feff31, UTF-16 text; save it as UTF-8",
  })
  void fileOfAnotherKind_isNamedWithWhatToDo(String hex, String kind) throws IOException {
    Path file = Files.write(folder.resolve("ids.csv"), HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> TextFile.check(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is " + kind);
    assertThat(TextFile.other(file)).contains(kind);
  }

  @Test
  void pointerOfGitLfs_isNotTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ids.csv"),
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertThatThrownBy(() -> TextFile.check(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a Git LFS pointer")
        .hasMessageContaining("git lfs pull");
  }

  /// A byte of 0 among the first 4096.
  @Test
  void binaryFile_isNotText() throws IOException {
    byte[] bytes = "1\n".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    bytes[4095] = 0;
    Path file = Files.write(folder.resolve("ids.csv"), bytes);
    assertThatThrownBy(() -> TextFile.check(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is not a text file; name a text file (UTF-8)");
    assertThat(TextFile.other(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "\u001f", "PK", "PAR", "version https", "BZ", "id\n720575940\n"})
  void text_isTaken(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("ids.csv"), text);
    assertThat(TextFile.check(file)).isSameAs(file);
    assertThat(TextFile.other(file)).isEmpty();
  }

  @Test
  void fileThatCannotBeRead_isNamed() {
    assertThatThrownBy(() -> TextFile.check(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is a folder; name a file");
    assertThatThrownBy(() -> TextFile.check(folder.resolve("absent")))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("absent: no such file; check the path");
  }
}
