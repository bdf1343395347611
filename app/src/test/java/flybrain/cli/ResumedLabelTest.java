package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bench` on a label started by the reference suite: no list of checksums, no `run.json`, and
/// default durations as whole numbers.
class ResumedLabelTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void beginAsTheSuite() throws Exception {
    TinyBrain.in(folder);
    Files.writeString(
        folder.resolve("chain.toml"), "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    assertThat(bench("1").out()).contains("2 run, 0 already complete");
    run = folder.resolve("data/results/x");
    Files.delete(run.resolve("checksums.sha256"));
    Files.delete(run.resolve("run.json"));
    Path round = run.resolve("round_01");
    for (String trials : List.of("1", "2")) {
      Files.move(
          round.resolve("event_t1.0s_n%s.parquet".formatted(trials)),
          round.resolve("event_t1s_n%s.parquet".formatted(trials)));
    }
    for (Path table : List.of(results(), run.resolve("manifest.csv"))) {
      Files.writeString(
          table,
          Files.readString(table).replace("event_t1.0s", "event_t1s").replace(",1.0,", ",1,"));
    }
  }

  @Test
  void completeFiles_areKeptAndGetTheirChecksums() throws Exception {
    FileTime written = Files.getLastModifiedTime(run.resolve("round_01/event_t1s_n2.parquet"));
    List<String> rows = Files.readAllLines(results());
    Cli again = bench("1");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("now in checksums.sha256", "0 run, 2 already complete");
    assertThat(results()).hasContent(String.join("\n", rows) + "\n");
    assertThat(Files.getLastModifiedTime(run.resolve("round_01/event_t1s_n2.parquet")))
        .isEqualTo(written);
    assertThat(BenchCommandTest.verified(run)).isEqualTo(2);
    assertThat(Cli.run("compare", "audit", folder.resolve("data")).out()).contains("0 errors");
  }

  @Test
  void whatIsMissing_isAddedBesides() throws Exception {
    assertThat(bench("1", "0.1").out()).contains("2 run, 2 already complete");
    assertThat(BenchCommandTest.verified(run)).isEqualTo(4);
  }

  @Test
  void fileThatIsCutOff_isWrittenAgainInItsPlace() throws Exception {
    Path cut = run.resolve("round_01/event_t1s_n1.parquet");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(bench("1").out()).contains("1 run, 1 already complete");
    assertThat(Files.readAllBytes(cut)).hasSizeGreaterThan(whole.length / 2);
    assertThat(run.resolve("round_01")).isDirectoryNotContaining("glob:**/*t1.0s*");
    assertThat(BenchCommandTest.verified(run)).isEqualTo(2);
  }

  /// A file that holds other spikes than its row says is of another run.
  @Test
  void fileOfAnotherRun_isNotTaken() throws Exception {
    Path round = run.resolve("round_01");
    Files.copy(
        round.resolve("event_t1s_n2.parquet"),
        round.resolve("event_t1s_n1.parquet"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(bench("1").out()).contains("1 run, 1 already complete");
  }

  @Test
  void labelAsItWasTyped_meansTheSameRunEverywhere() {
    Path data = folder.resolve("data");
    assertThat(bench("0.1", "--run-label", "my run!").out()).contains("Run label: my_run\n");
    Cli pairs = Cli.run("compare", "pairs", "--run-label", "my run!", "--data", data);
    assertThat(pairs.out()).contains("0 comparisons").contains("my_run");
    Cli report = Cli.run("report", "--run-label", "my run!", "--data", data);
    assertThat(report.exitCode()).as(report.err()).isZero();
    Cli other = Cli.run("compare", "pairs", "--run-label", "my rum!", "--data", data);
    assertThat(other.err()).contains("my_rum: no such folder").contains("did you mean 'my_run'?");
  }

  private Path results() {
    return folder.resolve("data/benchmark-results.csv");
  }

  private Cli bench(Object... durations) {
    List<Object> words = new ArrayList<>(List.of("bench", "--event", "--n-run", 1, 2));
    if (!List.of(durations).contains("--run-label")) {
      words.addAll(List.of("--run-label", "x"));
    }
    words.addAll(List.of("--connectome", folder.resolve("tiny")));
    words.addAll(List.of("--experiment", folder.resolve("chain.toml")));
    words.addAll(List.of("--data", folder.resolve("data"), "--t-run"));
    words.addAll(List.of(durations));
    return Cli.run(words.toArray());
  }
}
