package flybrain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTimingsTest {
  private static final String JULY =
      "framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,"
          + "active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,round,"
          + "spike_path\n";
  private static final RowSelection ALL = new RowSelection(List.of(), List.of());

  @TempDir private Path folder;
  private Path file;
  private ResultTimings timings;

  @BeforeEach
  void nameFrameworks() {
    file = folder.resolve("benchmark-results.csv");
    Map<String, String> names = new LinkedHashMap<>();
    names.put("brian2cpp", "Brian2 (CPU)");
    names.put("event", "flybrain event (CPU)");
    timings = new ResultTimings(names);
  }

  private static String row(
      String key, int trials, double sim, double total, String label, int round) {
    return "%s,%d,1.0,0.5,0.25,%s,%s,%s,10,5,success,2026-07-01 00:00:00,%s,Sugar,sugar,%s,%d,\n"
        .formatted(
            key.equals("event") ? "flybrain event (CPU)" : "Brian2 (CPU)",
            trials,
            sim,
            total,
            trials / sim,
            key,
            label,
            round);
  }

  @Test
  void rounds_becomeMedianAndRange() throws IOException {
    Files.writeString(
        file,
        JULY
            + row("event", 1, 0.2, 1, "t", 1)
            + row("event", 1, 0.1, 3, "t", 2)
            + row("event", 1, 0.4, 2, "t", 3));
    List<RunTimings> runs = timings.read(file, ALL, false);
    assertThat(runs).hasSize(1);
    assertThat(runs.getFirst().title()).isEqualTo("Sugar · run t");
    Timing timing = runs.getFirst().timings().getFirst();
    assertThat(timing.rounds()).isEqualTo(3);
    assertThat(timing.sim()).isEqualTo(new Spread(0.2, 0.1, 0.4));
    assertThat(timing.total()).isEqualTo(new Spread(2, 1, 3));
    assertThat(timing.realtimeRatio()).isEqualTo(new Spread(5, 2.5, 10));
    assertThat(timing.setup().median()).isEqualTo(0.5);
    assertThat(timing.build().median()).isEqualTo(0.25);
  }

  @Test
  void speedsAndCostOfTrial_areRatiosWithinTheRun() throws IOException {
    Files.writeString(
        file,
        JULY
            + row("event", 4, 0.1, 0.5, "t", 1)
            + row("event", 1, 0.05, 0.25, "t", 1)
            + row("brian2cpp", 4, 4, 10, "t", 1));
    RunTimings run = timings.read(file, ALL, false).getFirst();
    assertThat(run.timings())
        .extracting(Timing::backendKey, Timing::trials)
        .containsExactly(tuple("brian2cpp", 4), tuple("event", 1), tuple("event", 4));
    Timing four = run.timings().getLast();
    // The margin is the rounding of a double.
    assertThat(run.simSpeed(four)).isCloseTo(40, within(1e-12));
    assertThat(run.totalSpeed(four)).isCloseTo(20, within(1e-12));
    assertThat(run.costOfTrial(four)).isCloseTo(0.5, within(1e-12));
    assertThat(run.simSpeed(run.timings().get(1))).as("Brian2 has no such size").isNaN();
    assertThat(run.costOfTrial(run.timings().getFirst())).as("no single trial").isNaN();
  }

  @Test
  void labels_areRunsOfTheirOwn_unlessMerged() throws IOException {
    Files.writeString(
        file, JULY + row("event", 1, 0.1, 1, "a", 1) + row("event", 1, 0.3, 1, "b", 1));
    assertThat(timings.read(file, ALL, false))
        .extracting(RunTimings::label)
        .containsExactly("a", "b");
    assertThat(timings.read(file, new RowSelection(List.of("b"), List.of()), false))
        .extracting(RunTimings::label)
        .containsExactly("b");
    List<RunTimings> merged = timings.read(file, ALL, true);
    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().timings().getFirst().sim()).isEqualTo(new Spread(0.2, 0.1, 0.3));
  }

  @Test
  void fileOfMarch_findsBackendsByName() throws IOException {
    Files.writeString(
        file,
        """
        framework,n_run,t_run,setup_time,build_time,sim_time,total_time,rt_ratio,spikes,active_neurons,status,timestamp
        Brian2 (CPU),1,1.0,0.658,0.195,3.215,4.185,0.311,16825,389,success,2026-03-05 15:27:17
        Their own,1.0,1.0,,,1.0,,,16825,389,success,2026-03-05 15:27:17
        """);
    RunTimings run = timings.read(file, ALL, false).getFirst();
    assertThat(run.title()).isEqualTo("experiment not recorded");
    assertThat(run.backendKeys()).containsExactly("brian2cpp", "Their own");
    assertThat(run.timings().getFirst().realtimeRatio().median()).isEqualTo(0.311);
    Timing other = run.timings().getLast();
    assertThat(other.realtimeRatio().median()).as("of the time, for want of a ratio").isEqualTo(1);
    assertThat(other.setup().median()).isNaN();
  }

  @Test
  void failedRounds_areCountedWithTheirReason() throws IOException {
    Files.writeString(
        file,
        JULY
            + row("event", 1, 0.1, 1, "t", 1)
            + row("event", 1, 0.1, 1, "t", 2).replace("success", "error: out of memory"));
    Timing timing = timings.read(file, ALL, false).getFirst().timings().getFirst();
    assertThat(timing.rounds()).isEqualTo(1);
    assertThat(timing.failedRounds()).isEqualTo(1);
    assertThat(timing.failure()).isEqualTo("out of memory");
  }

  @Test
  void brokenRow_isNamed() throws IOException {
    Files.writeString(
        file,
        JULY
            + row("event", 1, 0.1, 1, "t", 1)
            + row("event", 1, 0.1, 1, "t", 2).replace(",1,1.0,", ",x,1.0,"));
    assertThatThrownBy(() -> timings.read(file, ALL, false))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": row 2: n_run 'x': must be a number of trials, 1 or more");
    Files.writeString(file, JULY + row("event", 1, 0.1, 1, "t", 1).replace(",1,1.0,", ",1,-1,"));
    assertThatThrownBy(() -> timings.read(file, ALL, false))
        .hasMessage(file + ": row 1: t_run '-1': must be a duration in s, more than 0");
  }

  @Test
  void selectionOfNothing_saysWhatThereIs() throws IOException {
    Files.writeString(file, JULY + row("event", 1, 0.1, 1, "paper", 1));
    assertThatThrownBy(
            () -> timings.read(file, new RowSelection(List.of("papr"), List.of()), false))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": no row has run label 'papr'; there are 'paper'; did you mean 'paper'?");
    Files.writeString(file, JULY);
    assertThatThrownBy(() -> timings.read(file, ALL, false))
        .hasMessage(file + ": has no rows; 'flybrain bench' adds them");
  }

  @Test
  void publishedTimes_areAllThere() {
    RunTimings published = PublishedTimings.read(timings.frameworks());
    assertThat(published.timings()).hasSize(33);
    Timing genn =
        published.timings().stream()
            .filter(timing -> timing.isOf("genn", 1, 8))
            .findFirst()
            .orElseThrow();
    assertThat(genn.sim().median()).isEqualTo(1.155);
    assertThat(genn.total().median()).isEqualTo(16.728);
    // 13.253 s of Brian2 over 1.155 s; the margin is the rounding of a double.
    assertThat(published.simSpeed(genn)).isCloseTo(11.474458874458875, within(1e-9));
  }
}
