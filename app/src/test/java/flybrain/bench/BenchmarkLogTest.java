package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-07-10T08:07:18Z"), ZoneOffset.ofHours(2));

  @TempDir private Path folder;
  private final StringWriter terminal = new StringWriter();
  private long now = 1_000_000_000_000L;
  private final List<String> shown = new ArrayList<>();
  private final Progress display =
      new Progress() {
        @Override
        public void stage(String name) {
          shown.add(name);
        }

        @Override
        public void at(long done, long total) {
          shown.add(done + " of " + total);
        }
      };

  private BenchmarkLog log(Path file) {
    return new BenchmarkLog(new PrintWriter(terminal), file, CLOCK);
  }

  private BenchmarkLog log() {
    return new BenchmarkLog(new PrintWriter(terminal), null, CLOCK);
  }

  @Test
  void line_hasTheLocalTime() {
    try (BenchmarkLog log = log()) {
      assertThat(log.timestamp()).isEqualTo("2026-07-10 10:07:18");
      log.log("Starting");
      log.raw("  as it is");
    }
    assertThat(terminal).hasToString("[2026-07-10 10:07:18] Starting\n  as it is\n");
  }

  /// The reason of a failure may be a framework's.
  @Test
  void controlCharacters_areShown() {
    try (BenchmarkLog log = log()) {
      log.log("red \u001b[31m and\nnext");
    }
    assertThat(terminal.toString().lines()).hasSize(1);
    assertThat(terminal.toString()).contains("\\u001b[31m");
  }

  @Test
  void file_isAppendedToAndItsFolderMade() throws IOException {
    Path file = folder.resolve("results/new/benchmarks.log");
    try (BenchmarkLog log = log(file)) {
      log.log("first");
    }
    try (BenchmarkLog log = log(file)) {
      log.log("second");
      assertThat(file).as("readable while it runs").content().contains("second");
    }
    assertThat(Files.readAllLines(file))
        .containsExactly("[2026-07-10 10:07:18] first", "[2026-07-10 10:07:18] second");
    assertThat(terminal.toString().lines()).containsExactlyElementsOf(Files.readAllLines(file));
  }

  @Test
  void fileThatCannotBeWritten_isRefused() throws IOException {
    Path file = Files.createDirectories(folder.resolve("a.log"));
    assertThatThrownBy(() -> log(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": this log file is not writable; choose another --log-file or --no-log-file");
  }

  @Test
  @EnabledOnOs(OS.LINUX) // has a device that is always full
  void fullDisk_isSaidOnceAndTheTerminalGoesOn() {
    try (BenchmarkLog log = log(Path.of("/dev/full"))) {
      log.raw("one");
      log.raw("two");
    }
    assertThat(terminal)
        .hasToString("one\nwarning: the log file is no longer writable; is the disk full?\ntwo\n");
  }

  private void wait(int seconds) {
    now += seconds * 1_000_000_000L;
  }

  private LoggedProgress progress() {
    return new LoggedProgress(log(), display, () -> now);
  }

  @Test
  void shortBenchmark_hasNoLineOfProgress() {
    LoggedProgress progress = progress();
    progress.at(0, 100);
    wait(29);
    progress.at(50, 100);
    assertThat(terminal.toString()).isEmpty();
    assertThat(shown).containsExactly("0 of 100", "50 of 100");
  }

  /// 20 s of compiling, then 30 steps in 30 s: 60 are left.
  @Test
  void progress_estimatesByTheStepsSinceTheFirst() {
    LoggedProgress progress = progress();
    progress.stage("compiling");
    progress.at(0, 100);
    wait(20);
    progress.at(10, 100);
    wait(30);
    progress.at(40, 100);
    assertThat(terminal)
        .hasToString("[2026-07-10 10:07:18]   Progress: 40% (40/100 steps), about 60s left\n");
    assertThat(shown).contains("compiling", "40 of 100");
  }

  @Test
  void lines_comeEveryHalfMinuteUntilTheEnd() {
    LoggedProgress progress = progress();
    for (int step = 1; step <= 10; step++) {
      progress.at(step, 10);
      wait(16);
    }
    assertThat(terminal.toString().lines().map(line -> line.replaceAll(".*Progress: ", "")))
        .containsExactly(
            "30% (3/10 steps), about 112s left",
            "50% (5/10 steps), about 80s left",
            "70% (7/10 steps), about 48s left",
            "90% (9/10 steps), about 16s left");
  }

  /// What an earlier stage took says nothing about this one.
  @Test
  void newStage_beginsTheEstimateAgain() {
    LoggedProgress progress = progress();
    progress.at(1, 100);
    wait(1000);
    progress.stage("second brain");
    progress.at(10, 100);
    assertThat(terminal.toString()).isEmpty();
    wait(10);
    progress.at(20, 100);
    assertThat(terminal.toString()).contains("20% (20/100 steps), about 80s left");
  }
}
