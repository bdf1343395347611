package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  @TempDir private Path folder;

  @Test
  void folder_isDeletedWithAllInIt() throws IOException {
    Path tree = folder.resolve("a");
    Files.createDirectories(tree.resolve("b/c"));
    Files.writeString(tree.resolve("x"), "1");
    Files.writeString(tree.resolve("b/c/y"), "2");
    Path beside = Files.writeString(folder.resolve("z"), "3");
    FolderTree.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(beside).exists();
    FolderTree.delete(tree);
  }

  /// A link in a folder of ours may lead to the user's data.
  @Test
  @DisabledOnOs(OS.WINDOWS) // links need rights there
  void link_isDeletedAndNotFollowed() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path kept = Files.writeString(data.resolve("spikes"), "1");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("toFolder"), data);
    Files.createSymbolicLink(tree.resolve("toFile"), kept);
    Files.createSymbolicLink(tree.resolve("toNothing"), folder.resolve("absent"));
    FolderTree.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).hasContent("1");
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    FolderTree.delete(link);
    assertThat(kept).hasContent("1");
  }
}
