package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataExportTest {
  @TempDir private Path folder;

  @Test
  void exportedBrain_isReadBackAsTheSame() throws IOException {
    Path brain = TinyBrain.in(folder);
    Path copy = folder.resolve("copies").resolve("tiny");
    Cli export = Cli.run("data", "export", copy, "--connectome", brain);
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).isEqualTo("tiny: 3 neurons, 2 connections in " + copy + "\n");
    assertThat(copy.resolve("completeness.csv"))
        .hasSameTextualContentAs(brain.resolve("completeness.csv"));
    Path again = folder.resolve("again");
    assertThat(Cli.run("data", "export", again, "--connectome", copy).exitCode()).isZero();
    assertThat(Files.readAllBytes(again.resolve("connectivity.parquet")))
        .isEqualTo(Files.readAllBytes(copy.resolve("connectivity.parquet")));
  }

  @Test
  void sparseMatrices_areWrittenWhereAskedFor() throws IOException {
    Path brain = TinyBrain.in(folder);
    Path copy = folder.resolve("copy");
    assertThat(Cli.run("data", "export", copy, "--connectome", brain).exitCode()).isZero();
    assertThat(copy.resolve("weight_csr.npz")).doesNotExist();
    Cli sparse = Cli.run("data", "export", copy, "--connectome", brain, "--sparse", "--force");
    assertThat(sparse.exitCode()).as(sparse.err()).isZero();
    assertThat(copy.resolve("weight_csr.npz")).isNotEmptyFile();
    assertThat(copy.resolve("weight_coo.npz")).isNotEmptyFile();
  }

  @Test
  void folderThatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Cli export = Cli.run("data", "export", file, "--connectome", TinyBrain.in(folder));
    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err()).contains(file.toString()).doesNotContain("\tat ");
  }
}
