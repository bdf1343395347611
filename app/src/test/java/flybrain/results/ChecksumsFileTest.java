package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsFileTest {
  private static final String SUM = "0123456789abcdef".repeat(4);

  @TempDir private Path folder;
  private ChecksumsFile sums;
  private Path file;

  @BeforeEach
  void name() {
    sums = new ChecksumsFile(folder);
    file = folder.resolve("checksums.sha256");
  }

  private Path spikes(String name, String content) throws IOException {
    Path spikes = folder.resolve(name);
    Files.createDirectories(spikes.getParent());
    return Files.writeString(spikes, content);
  }

  private static String line(String content, String path) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest) + "  " + path + "\n";
  }

  @Test
  void files_areListedAsSha256sumDoes_inTheOrderOfPaths() throws Exception {
    assertThat(sums.exists()).isFalse();
    sums.put(List.of(spikes("round_02/a.parquet", "two"), spikes("round_01/b.parquet", "one")));
    sums.put(List.of(spikes("round_01/a.parquet", "")));
    assertThat(file)
        .hasContent(
            line("", "round_01/a.parquet")
                + line("one", "round_01/b.parquet")
                + line("two", "round_02/a.parquet"));
    assertThat(sums.exists()).isTrue();
    assertThat(sums.lists(folder.resolve("round_01/b.parquet"))).isTrue();
    assertThat(sums.lists(folder.resolve("round_01/c.parquet"))).isFalse();
  }

  @Test
  void fileThatWasReplaced_hasANewSum() throws Exception {
    Path spikes = spikes("a.parquet", "old");
    sums.put(List.of(spikes));
    sums.remove(spikes);
    assertThat(sums.lists(spikes)).isFalse();
    assertThat(file).isEmptyFile();
    Files.writeString(spikes, "new");
    sums.put(List.of(spikes));
    assertThat(file).hasContent(line("new", "a.parquet"));
  }

  @Test
  void fileThatIsNotListed_isNotTakenOff() throws IOException {
    Files.writeString(file, SUM + " *b.parquet\n");
    sums.remove(folder.resolve("a.parquet"));
    assertThat(file).as("not even rewritten").hasContent(SUM + " *b.parquet\n");
    assertThat(sums.lists(folder.resolve("b.parquet"))).isTrue();
  }

  @Test
  void missingList_isEmpty() throws IOException {
    sums.check();
    sums.remove(folder.resolve("a.parquet"));
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "0123  a.parquet", "  a.parquet", "ABCDEF  a.parquet", "SHA256 (a) = 0"})
  void lineThatIsNone_isNamed(String line) throws IOException {
    Files.writeString(file, SUM + "  a.parquet\n" + line + "\n" + SUM + "  b.parquet\n");
    assertThatThrownBy(sums::check)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s:2: '%s' is not a line of sha256sum; correct it or move the file away", file, line);
    Path spikes = spikes("c.parquet", "c");
    String before = Files.readString(file);
    assertThatThrownBy(() -> sums.put(List.of(spikes))).isInstanceOf(InputException.class);
    assertThat(file).hasContent(before);
  }

  @Test
  void otherEncoding_isRefused() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, '\n'});
    assertThatThrownBy(sums::check)
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is not UTF-8; recreate it with sha256sum or move it away");
  }
}
