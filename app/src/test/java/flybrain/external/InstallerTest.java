package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.InputException;
import flybrain.backend.BackendException;
import flybrain.files.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Installing with a fake Python: it records its arguments and installs one file.
class InstallerTest {
  private static final String PYTHON =
      """
      #!/bin/sh
      here=$(dirname "$0")
      case "$1 $2 $3" in
        "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
        "-m pip install")
          echo installed >> "FOLDER/pips"
          cp "$here/../requirements.txt" "FOLDER/requirements"
          if [ -e "FOLDER/fails" ]; then echo "No space left on device"; exit 1; fi
          if [ -e "FOLDER/hangs" ]; then sleep 600 & echo $! > "FOLDER/pid.part"; mv "FOLDER/pid.part" "FOLDER/pid"; wait; fi
          touch "$here/../nest.py" ;;
        "-c "*) exec python3 "$@" ;;
        *version_info*) cat "FOLDER/version" ;;
        *) echo '{"files": ["'"$here/../nest.py"'"], "versions": {"nest": "3.10.0"}}' ;;
      esac
      """;

  @TempDir private Path folder;

  private final List<String> lines = new ArrayList<>();

  private Environment environment;
  private Path python;

  @BeforeEach
  void makeAPython() throws IOException {
    assumeTrue(
        Pythons.output("python3", "print(1)").isPresent(), "needs python3 to guard the steps");
    environment = environment(folder);
    Files.writeString(folder.resolve("version"), "3.11");
    python =
        Files.writeString(folder.resolve("python"), PYTHON.replace("FOLDER", folder.toString()));
    assertThat(python.toFile().setExecutable(true)).isTrue();
  }

  private static Environment environment(Path folder) {
    return new Environment(
        new Environment.Kind(
            "brian2cpp",
            List.of("nest"),
            new Packages("brian2", List.of("3.11", "3.12", "3.13"), "30 MB")),
        folder.resolve("environments"));
  }

  @Test
  void secondInstallation_doesNothing() throws IOException {
    assertThat(install().already()).isFalse();
    assertThat(environment.state()).isInstanceOf(Environment.State.Usable.class);
    assertThat(install().already()).isTrue();
    assertThat(installations()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"3.11, 2.9.0", "3.12, 2.10.1", "3.13, 2.11.0"})
  void packages_areThoseOfThePython(String version, String brian2) throws IOException {
    Files.writeString(folder.resolve("version"), version);
    install();
    assertThat(folder.resolve("requirements")).content().contains("brian2==" + brian2 + "\n");
    assertThat(lines)
        .contains(
            "downloading brian2 %s, with dependencies 30 MB; to use a Python that has it: --system"
                .formatted(brian2))
        .anyMatch(line -> line.endsWith("(Python %s)".formatted(version)));
    assertThat(environment.state()).isInstanceOf(Environment.State.Usable.class);
    assertThat(install().already()).isTrue();
  }

  @Test
  void pythonWithoutPinnedPackages_isRefused() throws IOException {
    Files.writeString(folder.resolve("version"), "3.14");
    assertThatThrownBy(this::install)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s is not suitable; needs Python 3.11 or 3.12 or 3.13 with its venv module"
                    .formatted(python)
                + " (apt install python3 python3-venv); name one with --python or FLYBRAIN_PYTHON");
    assertThat(environment.folder()).doesNotExist();
  }

  @Test
  void brokenEnvironment_isRebuilt() throws IOException {
    install();
    Files.delete(environment.folder().resolve("nest.py"));
    assertThat(environment.state()).isInstanceOf(Environment.State.Broken.class);
    assertThat(install().already()).isFalse();
    assertThat(environment.state()).isInstanceOf(Environment.State.Usable.class);
    assertThat(installations()).isEqualTo(2);
  }

  @Test
  void failedInstallation_isReportedAndNotReady() throws IOException {
    Files.createFile(folder.resolve("fails"));
    assertThatThrownBy(this::install)
        .isInstanceOf(BackendException.class)
        .hasMessage("brian2cpp: '-m pip install' ended with exit code 1: No space left on device");
    assertThat(environment.state())
        .isEqualTo(new Environment.State.Broken("its installation was not finished"));
  }

  @Test
  void secondInstallationMeanwhile_isRefused() throws IOException {
    Files.createDirectories(folder.resolve("environments"));
    try (FolderLock held = FolderLock.beside(environment.folder(), IllegalStateException::new)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(this::install)
          .isInstanceOf(BackendException.class)
          .hasMessage("brian2cpp: this process is installing it; wait for it");
    }
    assertThat(install().already()).isFalse();
  }

  /// As Ctrl-C and `kill` end this program, and as `kill -9` does.
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void endedInstallation_isNotReadyAndLeavesNoProcess(String signal)
      throws IOException, InterruptedException {
    Path hangs = Files.createFile(folder.resolve("hangs"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InstallerTest.class.getName(),
                folder.toString(),
                python.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Path pid = folder.resolve("pid");
    while (!Files.exists(pid)) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
      Thread.sleep(20);
    }
    long pip = Long.parseLong(Files.readString(pid).strip());
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    process.waitFor();
    Orphans.assertGone(pip);
    assertThat(environment.state())
        .isEqualTo(new Environment.State.Broken("its installation was not finished"));
    Files.delete(hangs);
    assertThat(install().already()).isFalse();
    assertThat(environment.state()).isInstanceOf(Environment.State.Usable.class);
  }

  /// The program that is ended.
  public static void main(String[] args) throws IOException {
    new Installer(environment(Path.of(args[0])), System.out::println).install(args[1]);
  }

  private Installer.Result install() throws IOException {
    return new Installer(environment, lines::add).install(python.toString());
  }

  private int installations() throws IOException {
    return Files.readAllLines(folder.resolve("pips")).size();
  }
}
