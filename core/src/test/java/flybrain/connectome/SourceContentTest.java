package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceContentTest {
  @TempDir private Path folder;
  private Path cache;
  private ConnectomeFiles files;

  @BeforeEach
  void putFiles() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    files = ConnectomeFiles.ownIn(folder);
    Files.writeString(files.completeness(), "neurons");
    Files.writeString(files.connectivity(), "connections");
  }

  /// What `git hash-object` gives for these two texts.
  @Test
  void content_isKnownByTheIdsOfGit() throws IOException {
    SourceContent content = SourceContent.read(files);
    assertThat(content.completenessBlob()).isEqualTo("9ec924e67ce4759464373e9005da071903ba9688");
    assertThat(content.connectivityBlob()).isEqualTo("f59b09aef7dd7aa58b50cd77516d3adba5953695");
    assertThat(content.key())
        .isEqualTo(
            "9ec924e67ce4759464373e9005da071903ba9688-f59b09aef7dd7aa58b50cd77516d3adba5953695");
    assertThat(content.release()).isEmpty();
  }

  @Test
  void rememberedContent_isRecalledWithItsStamp() throws IOException {
    String stamp = SourceContent.stamp(files);
    assertThat(SourceContent.recall(files, cache, stamp)).isEmpty();
    SourceContent content = SourceContent.read(files);
    content.remember(files, cache, stamp);
    assertThat(SourceContent.recall(files, cache, stamp)).contains(content);
    assertThat(SourceContent.recall(files, cache, stamp + "x")).isEmpty();
    Files.writeString(files.connectivity(), "other connections");
    assertThat(SourceContent.stamp(files)).isNotEqualTo(stamp);
    Files.writeString(files.completeness(), "more neurons");
    assertThat(SourceContent.recall(files, cache, SourceContent.stamp(files))).isEmpty();
  }

  /// Each pair of files has a record of its own.
  @Test
  void otherFiles_haveAnotherRecord() throws IOException {
    SourceContent content = SourceContent.read(files);
    content.remember(files, cache, "stamp");
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "connections");
    ConnectomeFiles others = new ConnectomeFiles(files.completeness(), elsewhere);
    assertThat(SourceContent.recall(others, cache, "stamp")).isEmpty();
    content.remember(others, cache, "stamp");
    try (Stream<Path> records = Files.list(cache)) {
      assertThat(records).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stamp",
        "stamp\n0123456789012345678901234567890123456789\n",
        "stamp\n0123456789012345678901234567890123456789\nshort\n",
        "stamp\n0123456789012345678901234567890123456789\n0123456789ABCDEF678901234567890123456789\n"
      })
  void damagedRecord_isNone(String text) throws IOException {
    SourceContent.read(files).remember(files, cache, "stamp");
    try (Stream<Path> records = Files.list(cache)) {
      List<Path> all = records.toList();
      Files.writeString(all.getFirst(), text);
    }
    assertThat(SourceContent.recall(files, cache, "stamp")).isEmpty();
  }
}
