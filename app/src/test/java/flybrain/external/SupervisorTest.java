package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

      def main(key):
          child = subprocess.Popen(["sleep", "600"])
          with open("pids.part", "w") as file:
              file.write(f"{os.getpid()}\\n{child.pid}\\n")
          os.rename("pids.part", "pids")
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
  @ValueSource(strings = {"end of input", "cancel", "TERM", "HUP", "Ctrl-C, then TERM"})
  void end_takesAllThatItStartedAlong(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "worker.py", "hangs", folder.resolve("run").toString())
            .directory(folder.toFile())
            .start();
    Path pids = folder.resolve("pids");
    while (!Files.exists(pids)) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    List<Long> family = Files.readAllLines(pids).stream().map(Long::parseLong).toList();
    assertThat(family).hasSize(2);
    end(process, how);
    assertThat(process.waitFor()).isEqualTo(130);
    for (long pid : family) {
      Orphans.assertGone(pid);
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static void end(Process process, String how) throws IOException, InterruptedException {
    OutputStream in = process.getOutputStream();
    switch (how) {
      case "end of input" -> in.close();
      case "cancel" -> {
        in.write("{\"type\":\"cancel\"}\n".getBytes(StandardCharsets.UTF_8));
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
