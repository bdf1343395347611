package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.InputException;
import flybrain.audit.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsAuditTest {
  private static final String HEADER =
      "framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,"
          + "active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,round,"
          + "spike_path\n";

  @TempDir private Path folder;
  private final Findings findings = new Findings();

  private List<Finding> check(String... rows) throws IOException {
    Path file = folder.resolve("benchmark-results.csv");
    Files.writeString(file, HEADER + String.join("\n", rows) + "\n");
    new ResultsAudit(file, "data/benchmark-results.csv", findings).read();
    return findings.all();
  }

  /// A row of 4 trials of 0.1 s.
  private static String times(String setup, String build, String sim, String total, String ratio) {
    return "Brian2 (CPU),4,0.1,%s,%s,%s,%s,%s,120,30,success,,,,,,,"
        .formatted(setup, build, sim, total, ratio);
  }

  @Test
  void rowThatIsRight_isNoFinding() throws IOException {
    assertThat(check(times("0.1", "0.2", "0.5", "0.9", "0.8"))).isEmpty();
  }

  @Test
  void negativeTimes_areNamedWithTheirLine() throws IOException {
    check(
        times("0.1", "0.2", "0.5", "0.9", "0.8"),
        times("-0.001", "-2", "0.5", "0.9", "0.8"),
        times("0.1", "0.2", "-0.5", "-0.9", ""));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::file, Finding::what, Finding::value)
        .containsExactly(
            tuple(
                Severity.ERROR,
                "data/benchmark-results.csv:3",
                "negative time",
                "setup_time -0.001"),
            tuple(Severity.ERROR, "data/benchmark-results.csv:3", "negative time", "build_time -2"),
            tuple(Severity.ERROR, "data/benchmark-results.csv:4", "negative time", "sim_time -0.5"),
            tuple(
                Severity.ERROR, "data/benchmark-results.csv:4", "negative time", "total_time -0.9"),
            tuple(
                Severity.ERROR,
                "data/benchmark-results.csv:4",
                "total below the steps alone",
                "total_time -0.9, sim_time -0.5"));
  }

  /// Clocks may differ by 1 %, and both times are rounded to 1 ms: 1 s may be 0.989 s.
  @ParameterizedTest
  @CsvSource({"1.0, 0", "0.99, 0", "0.989, 0", "0.988, 1"})
  void totalTime_isNoLessThanTheSteps(String total, int found) throws IOException {
    check(times("0", "0", "1.0", total, "0.4"));
    assertThat(findings.all()).hasSize(found);
  }

  /// 0.4 s of brain in 0.5 s: the time is rounded by up to 0.5 ms, the ratio by 0.00005.
  @ParameterizedTest
  @CsvSource({"0.8, 0", "0.8008, 0", "0.7992, 0", "0.801, 1", "0.799, 1", "1.25, 1", "0.2, 1"})
  void realtimeRatio_isOfTheTimeOfTheSteps(String ratio, int found) throws IOException {
    check(times("0", "0", "0.5", "0.6", ratio));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value, Finding::expected)
        .isEqualTo(
            found == 0
                ? List.of()
                : List.of(
                    tuple(
                        Severity.WARNING,
                        "real-time ratio of another time",
                        "realtime_ratio " + ratio,
                        "0.8, t_run * n_run / sim_time")));
  }

  /// A time of 1 ms is 0.5 to 1.5 ms, a time of 0 ms anything below 0.5 ms.
  @ParameterizedTest
  @CsvSource({"0.001, 300, 0", "0.001, 700, 0", "0.001, 900, 1", "0.0, 0.0, 0", "0.0, 5000, 0"})
  void ratioOfAShortTime_isAsVagueAsTheTime(String sim, String ratio, int found)
      throws IOException {
    check(times("0", "0", sim, "0.1", ratio));
    assertThat(findings.all()).hasSize(found);
  }

  @Test
  void failedBenchmark_hasNoTimesToCheck() throws IOException {
    assertThat(check("Brian2 (CPU),4,0.1,-1,-1,5,-1,9,0,0,error: no compiler,,,,,,,")).isEmpty();
  }

  private static String counts(String framework, int trials, String tRun, long spikes, int active) {
    return "%s,%d,%s,0,0,,,,%d,%d,success,,,,sugar,x,1,"
        .formatted(framework, trials, tRun, spikes, active);
  }

  @Test
  void asManySpikesATrialWithMoreTrials_areCopies() throws IOException {
    check(
        counts("NEST GPU", 1, "1.0", 200, 30),
        counts("NEST GPU", 30, "1.0", 6000, 30),
        counts("NEST GPU", 4, "1.0", 800, 31));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "data/benchmark-results.csv:3",
                "trials with as many spikes and neurons",
                "30 of 200 spikes each, as with n_run 1",
                "spikes of its own in each trial",
                "copied trials, or one seed for several trials"));
  }

  @ParameterizedTest
  @CsvSource({
    "NEST GPU, 4, 1.0, 400, 30, 1",
    "NEST GPU, 1, 1.0, 100, 30, 0",
    "NEST GPU, 4, 1.0, 396, 30, 0",
    "NEST GPU, 4, 1.0, 401, 30, 0",
    "NEST GPU, 4, 10.0, 400, 30, 0",
    "NEST GPU, 4, 1.0, 400, 29, 0",
    "GeNN (GPU), 4, 1.0, 400, 30, 0"
  })
  void copies_areOfOneBackendAndDuration(
      String framework, int trials, String tRun, long spikes, int active, int found)
      throws IOException {
    check(counts("NEST GPU", 1, "1.0", 100, 30), counts(framework, trials, tRun, spikes, active));
    assertThat(findings.all()).hasSize(found);
  }

  @Test
  void fewSpikes_mayBeAsManyByChance() throws IOException {
    assertThat(check(counts("x", 1, "1.0", 99, 30), counts("x", 4, "1.0", 396, 30))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"p9,x,1", "sugar,y,1", "sugar,x,2"})
  void otherExperimentRunOrRound_isNotHeldAgainstIt(String experiment, String label, int round)
      throws IOException {
    check(
        counts("x", 1, "1.0", 100, 30),
        counts("x", 4, "1.0", 400, 30)
            .replace("sugar,x,1", "%s,%s,%d".formatted(experiment, label, round)));
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void spikeFile_hasToBeThere() throws IOException {
    Path there = folder.resolve("results/a_t0.1s_n4.parquet");
    Files.createDirectories(there.getParent());
    Files.createFile(there);
    Path file = folder.resolve("benchmark-results.csv");
    String row = times("0", "0", "0.5", "0.6", "0.8");
    Files.writeString(
        file,
        HEADER
            + row
            + "data/results/a_t0.1s_n4.parquet\n"
            + row
            + "data/results/b.parquet\n"
            + row
            + "\n");
    RecordedRows rows = new ResultsAudit(file, "benchmark-results.csv", findings).read();
    assertThat(findings.all())
        .extracting(Finding::file, Finding::what, Finding::value)
        .containsExactly(
            tuple("benchmark-results.csv:3", "missing file", "data/results/b.parquet"));
    assertThat(rows.of(there)).isNotNull();
  }

  @Test
  void tableOfSomethingElse_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("benchmark-results.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> new ResultsAudit(file, "x", findings).read())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("framework, n_run, t_run");
  }
}
