package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownTest {
  @TempDir private Path folder;

  /// A worker that the shutdown kills is not a failure: nothing is reported of it, and no log is
  /// kept. Neither is one that a signal to the whole group reaches first.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void signal_endsTheWorkerWithoutAWord(boolean workerFirst)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Waiting.class.getName(),
            folder.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader()) {
      long worker = Long.parseLong(output.readLine());
      if (workerFirst) {
        ProcessHandle.of(worker).orElseThrow().destroy();
        ProcessHandle.of(worker).ifPresent(handle -> handle.onExit().join());
      }
      process.toHandle().destroy(); // leaves its output readable
      assertThat(output.lines()).isEmpty();
      assertThat(process.waitFor()).isEqualTo(143);
      Orphans.assertGone(worker);
      assertThat(folder.resolve("logs")).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Waits for a worker that hangs.
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Path log = Files.createDirectories(folder.resolve("logs")).resolve("fake.log");
      Worker worker =
          Worker.start(
              "fake", FakeWorker.command("hangs", folder), Map.of(), log, Duration.ofMinutes(5));
      worker.receive("hello", "starting");
      worker.send("prepare");
      System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
      worker.receive("prepared", "preparing");
    }
  }
}
