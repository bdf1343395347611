package flybrain.rows;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import flybrain.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlainTextTest {
  private static final byte[] TEXT = "id,nt\n7,é\n".getBytes(UTF_8);

  @TempDir private Path folder;

  /// How a file is compressed.
  enum Packing {
    NONE,
    GZIP,
    ZSTD;

    byte[] pack(byte[] bytes) throws IOException {
      return switch (this) {
        case NONE -> bytes;
        case ZSTD -> Zstd.compress(bytes);
        case GZIP -> {
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
          }
          yield packed.toByteArray();
        }
      };
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("table.csv"), bytes);
  }

  private static List<List<String>> read(Path file) throws IOException {
    try (TableFile table = TableFile.open(file)) {
      return RowTexts.of(table);
    }
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void text_isUnpackedWhateverTheFileIsCalled(Packing packing) throws IOException {
    assertThat(read(write(packing.pack(TEXT)))).containsExactly(List.of("7", "é"));
  }

  /// As `cat a.gz b.gz`, pigz and bgzip write them.
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void filesThatWereJoined_areReadToTheEnd(Packing packing) throws IOException {
    byte[] second = packing.pack("8,b\n".getBytes(UTF_8));
    assertThat(read(write(joined(packing.pack(TEXT), second))))
        .containsExactly(List.of("7", "é"), List.of("8", "b"));
  }

  @ParameterizedTest
  @EnumSource
  void emptyText_isAnEmptyTable(Packing packing) throws IOException {
    Path file = write(packing.pack(new byte[0]));
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is empty; expected a line of column names, then rows");
  }

  @Test
  void fileOfOneByte_isAHeader() throws IOException {
    try (TableFile table = TableFile.open(write(new byte[] {'a'}))) {
      assertThat(table.columns()).containsExactly("a");
    }
  }

  /// A file that was cut is never read as a shorter table.
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void everyCutFile_isDamaged(Packing packing) throws IOException {
    byte[] whole = packing.pack(TEXT);
    for (int length = 3; length < whole.length; length++) {
      Path cut = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> read(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(cut + ": is damaged (")
          .hasMessageEndingWith("); get or write the file again");
    }
  }

  @Test
  void wrongChecksumOfGzip_isDamage() throws IOException {
    byte[] whole = Packing.GZIP.pack(TEXT);
    whole[whole.length - 6] ^= 1;
    Path file = write(whole);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is damaged (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "504b030414000000     | is a zip archive or an Excel workbook; unpack it, or export it as CSV",
        "425a683931415926     | is compressed with bzip2; unpack it (bunzip2 FILE)",
        "fd377a585a000004     | is compressed with xz; unpack it (unxz FILE)",
        "894844460d0a1a0a     | is an HDF5 file; export it as CSV or Parquet",
        "fffe690064000a00     | is UTF-16 text; save it as UTF-8",
        "feff00690064000a     | is UTF-16 text; save it as UTF-8",
        "69642c6e740a3700     | is not a text file; name a text file (UTF-8)"
      })
  void otherFile_isCalledByItsKind(String hex, String message) throws IOException {
    Path file = write(HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": " + message);
  }

  @ParameterizedTest
  @EnumSource
  void archiveOfFiles_isNoTable(Packing packing) throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy("edges.csv".getBytes(US_ASCII), 0, tar, 0, 9);
    System.arraycopy("ustar".getBytes(US_ASCII), 0, tar, 257, 5);
    Path file = write(packing.pack(tar));
    String message =
        packing == Packing.NONE
            ? ": is not a text file"
            : ": is an archive of files; unpack it (tar xf FILE) and name its folder or a file";
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + message);
  }

  @Test
  void packedTextOfAnotherEncoding_isRefused() throws IOException {
    Path file = write(Packing.GZIP.pack(joined(new byte[] {-1, -2}, "id,nt\n".getBytes(UTF_16LE))));
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is not a text file (UTF-8); unpack it or save it as CSV or TSV");
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    Path absent = folder.resolve("absent.csv");
    assertThatThrownBy(() -> TableFile.open(absent))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such file; check the path");
    assertThatThrownBy(() -> TableFile.open(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is a folder; name a file");
  }

  @ParameterizedTest
  @EnumSource
  void fraction_growsToOne(Packing packing) throws IOException {
    // Ids that compress badly, so packed files too are longer than the buffer of a reader.
    String rows =
        IntStream.range(0, 60_000)
            .mapToObj(k -> Long.toString(k * 0x9E3779B97F4A7C15L, 36) + ",a\n")
            .collect(Collectors.joining());
    Path file = write(packing.pack(("id,nt\n" + rows).getBytes(UTF_8)));
    try (TableFile table = TableFile.open(file)) {
      TableRows read = table.rows(List.of(RowTexts.column(table, "id")));
      assertThat(read.next()).isTrue();
      double first = read.fraction();
      assertThat(first).isPositive().isLessThan(0.5);
      double last = first;
      int count = 1;
      for (; read.next(); count++) {
        assertThat(read.fraction()).isGreaterThanOrEqualTo(last);
        last = read.fraction();
      }
      assertThat(last).isEqualTo(1);
      assertThat(count).isEqualTo(60_000);
    }
  }
}
