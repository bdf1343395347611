package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.backend.BackendException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our `worker.py` with a framework that hangs and has started a process of its own.
class SupervisorTest {
  private static final String HANGS =
      """
      import os, subprocess, time

      def main(key, supervisor):
          child = subprocess.Popen(["sleep", "600"])
          pids = os.environ.get("PIDS", "pids")
          with open(pids + ".part", "w") as file:
              file.write(f"{os.getpid()}\\n{child.pid}\\n")
          os.rename(pids + ".part", pids)
          time.sleep(600)
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeAWorker() throws IOException {
    assumeTrue(Pythons.output("python3", "print(1)").isPresent(), "needs python3");
    Files.createDirectories(folder.resolve("flybrain_worker"));
    Files.createDirectories(folder.resolve("run"));
    Files.copy(WorkerFiles.program(folder.resolve("environments")), folder.resolve("worker.py"));
    Files.writeString(folder.resolve("flybrain_worker/__init__.py"), "");
    Files.writeString(folder.resolve("flybrain_worker/loop.py"), HANGS);
  }

  /// The end of its input is what it sees of `kill -9` on flybrain.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "end of input",
        "cancel",
        "cancel with spaces",
        "TERM",
        "HUP",
        "Ctrl-C, then TERM"
      })
  void end_takesAllThatItStartedAlong(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "worker.py", "hangs", folder.resolve("run").toString())
            .directory(folder.toFile())
            .start();
    List<Long> family = pids();
    assertThat(family).hasSize(2);
    end(process, how);
    assertThat(process.waitFor()).isEqualTo(130);
    for (long pid : family) {
      Orphans.assertGone(pid);
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /// Whichever of its processes is killed, flybrain learns of it although another still holds the
  /// output, and nothing is left.
  @ParameterizedTest
  @ValueSource(strings = {"supervisor", "worker"})
  void kill_isNoticedAndTakesTheRestAlong(String which) throws IOException, InterruptedException {
    Worker worker =
        Worker.start(
            "fake",
            List.of(
                "python3",
                folder.resolve("worker.py").toString(),
                "hangs",
                folder.resolve("run").toString()),
            Map.of("PIDS", folder.resolve("pids").toString()),
            folder.resolve("logs").resolve("fake.log"),
            Duration.ofMinutes(10));
    long supervisor = ProcessHandle.current().children().findFirst().orElseThrow().pid();
    List<Long> family = new ArrayList<>(pids());
    family.addAll(
        ProcessHandle.of(supervisor).orElseThrow().children().map(ProcessHandle::pid).toList());
    long killed = which.equals("supervisor") ? supervisor : pids().getFirst();
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();
    assertThatThrownBy(() -> worker.receive("hello", "starting"))
        .isInstanceOf(BackendException.class)
        .hasMessageMatching(
            "fake: its worker ended with exit code (9|137) \\(killed; out of memory\\?\\) while starting; log: .*");
    worker.close();
    for (long pid : family) {
      Orphans.assertGone(pid);
    }
    if (which.equals("supervisor")) {
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  private List<Long> pids() throws IOException, InterruptedException {
    Path pids = folder.resolve("pids");
    while (!Files.exists(pids)) {
      Thread.sleep(20);
    }
    return Files.readAllLines(pids).stream().map(Long::parseLong).toList();
  }

  private static void end(Process process, String how) throws IOException, InterruptedException {
    OutputStream in = process.getOutputStream();
    switch (how) {
      case "end of input" -> in.close();
      case "cancel", "cancel with spaces" -> {
        String space = how.equals("cancel") ? "" : " ";
        in.write(
            "{\"type\":%s\"cancel\"}%s\n".formatted(space, space).getBytes(StandardCharsets.UTF_8));
        in.flush();
      }
      case "Ctrl-C, then TERM" -> {
        kill(process, "INT");
        assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        kill(process, "TERM");
      }
      default -> kill(process, how);
    }
  }

  private static void kill(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
