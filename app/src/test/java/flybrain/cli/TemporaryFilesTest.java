package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.external.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder for temporary files, of commands in processes of their own.
class TemporaryFilesTest {
  @TempDir private Path folder;
  private Path temporary;
  private Path brain;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectories(folder.resolve("temporary"));
    brain = TinyBrain.in(folder);
  }

  @Test
  void missingFolder_isReportedBeforeAnythingRuns() throws Exception {
    Path missing = folder.resolve("missing");
    FlybrainProcess.Output output = run(new FlybrainProcess(folder).with("FLYBRAIN_TMP", missing));
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.text().strip())
        .isEqualTo(
            "flybrain: the folder for temporary files %s does not exist; create it, or name "
                + "another with FLYBRAIN_TMP",
            missing);
    assertThat(new FlybrainProcess(folder).with("FLYBRAIN_TMP", missing).run("--help").exitCode())
        .isZero();
  }

  @Test
  void run_leavesNothingInIt() throws Exception {
    for (String variable : List.of("FLYBRAIN_TMP", "TMPDIR")) {
      FlybrainProcess.Output output = run(new FlybrainProcess(folder).with(variable, temporary));
      assertThat(output.exitCode()).as(output.text()).isZero();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void libraryThatCannotBeLoaded_isOneLineBeforeTheSimulation() throws Exception {
    Path none = folder.resolve("none.so");
    FlybrainProcess.Output output =
        run(new FlybrainProcess(folder).flag("-Dbrotli4j.library.path=" + none));
    assertThat(output.exitCode()).isEqualTo(1);
    assertThat(output.text().lines().filter(line -> line.startsWith("flybrain: ")))
        .singleElement()
        .asString()
        .startsWith("flybrain: a native library could not be loaded (")
        .contains(none.toString(), "FLYBRAIN_TMP");
    assertThat(output.text()).doesNotContain("\tat ");
    assertThat(folder.resolve("x.parquet")).doesNotExist();
  }

  /// A backend that says nothing keeps a command alive until it is killed, native library, network
  /// and all.
  @Test
  void whatAKilledRunLeaves_isDeletedByTheNextStart() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs sh");
    Path environments = Files.createDirectories(folder.resolve("environments"));
    Path program = new Script("", "", "").program(folder);
    Files.writeString(program, "#!/bin/sh\nfor folder; do :; done\n: > \"$folder/here\"\ncat\n");
    Files.createDirectories(environments.resolve("nest"));
    Files.writeString(environments.resolve("nest").resolve("flybrain.json"), Script.stamp(program));
    Process process =
        new FlybrainProcess(folder)
            .with("FLYBRAIN_TMP", temporary)
            .with("FLYBRAIN_ENVIRONMENTS", environments)
            .start("run", "--excite", 11, "--backend", "nest", "--connectome", brain);
    while (files("here").isEmpty()) {
      assertThat(process.isAlive()).as(() -> output(folder)).isTrue();
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
    assertThat(files("nest-")).isNotEmpty();
    assertThat(files("brotli")).isNotEmpty();
    assertThat(run(new FlybrainProcess(folder).with("FLYBRAIN_TMP", temporary)).exitCode())
        .isZero();
    assertThat(temporary).isEmptyDirectory();
  }

  private static String output(Path folder) {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(file -> file.getFileName().toString().contains(name)).toList();
    }
  }

  private FlybrainProcess.Output run(FlybrainProcess process) throws Exception {
    return process.run(
        "run", "--excite", 11, "--n-run", 1, "--connectome", brain, "--out", "x.parquet");
  }
}
