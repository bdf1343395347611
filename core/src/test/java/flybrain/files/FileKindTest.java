package flybrain.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.png, PNG, PNG picture",
    "a.b.SVG, SVG, SVG picture",
    "A.Html, HTML, HTML page",
    "a.parquet, PARQUET, Parquet file",
    "a.nwb, NWB, NWB file",
    "a.graphml, GRAPHML, GraphML file",
    "a.json, JSON, JSON file",
    "a.csv, CSV, CSV file"
  })
  void name_saysTheKind(String name, FileKind kind, String words) {
    assertThat(FileKind.named(folder.resolve(name))).contains(kind);
    assertThat(kind.words()).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.txt", "csv", "a.csv.gz", "a.parquet.part", "png"})
  void otherName_isOfNoKind(String name) {
    assertThat(FileKind.named(folder.resolve(name))).isEmpty();
  }

  @Test
  void root_isOfNoKind() {
    assertThat(FileKind.named(Path.of("/"))).isEmpty();
  }

  /// The first bytes as the formats have them; the magic of PNG and HDF5 has a byte above 127.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "PNG, 89504e470d0a1a0a0000000d",
        "NWB, 894844460d0a1a0a00000000",
        "PARQUET, 504152311504",
        "SVG, 3c737667",
        "SVG, 3c3f786d6c3f3e0a3c5356473e",
        "HTML, 3c21646f63747970653e3c48544d4c3e",
        "GRAPHML, 3c3f786d6c3f3e3c67726170686d6c",
        "JSON, 0a20207b7d",
        "JSON, 5b315d",
        "CSV, 612c620a",
        "CSV, efbbbf612c62",
        "CSV, fffe"
      })
  void content_isOfItsKind(FileKind kind, String hex) throws IOException {
    Path file = folder.resolve("a");
    Files.write(file, HexFormat.of().parseHex(hex));
    assertThat(kind.isKindOf(file)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "PNG, 504e470d0a1a0a",
        "PNG, 3f504e470d0a",
        "NWB, 89504e470d0a1a0a",
        "PARQUET, 50415232",
        "PARQUET, 0050415231",
        "SVG, 3c68746d6c3e",
        "HTML, 3c7376673e",
        "GRAPHML, 3c736f6e6174613e",
        "JSON, 612c62",
        "JSON, 227b7d22",
        "CSV, 50415231",
        "CSV, 612c6200"
      })
  void otherContent_isNot(FileKind kind, String hex) throws IOException {
    Path file = folder.resolve("a");
    Files.write(file, HexFormat.of().parseHex(hex));
    assertThat(kind.isKindOf(file)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void emptyFile_isOfAnyKind(FileKind kind) throws IOException {
    assertThat(kind.isKindOf(Files.createFile(folder.resolve("a")))).isTrue();
  }

  /// A comment before the picture may be as long as this.
  @Test
  void first4096Bytes_areLookedAt() throws IOException {
    Path file = folder.resolve("a.svg");
    Files.writeString(file, "<!--" + " ".repeat(4096 - 8) + "<svg", ISO_8859_1);
    assertThat(FileKind.SVG.isKindOf(file)).isTrue();
    Files.writeString(file, "<!--" + " ".repeat(4096 - 7) + "<svg", ISO_8859_1);
    assertThat(FileKind.SVG.isKindOf(file)).isFalse();
  }
}
