package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The noise reported by comparisons of recorded runs.
class NoiseFloorTableTest {
  @TempDir private Path data;
  private int seed;

  @Test
  void groundTruth_placesEveryBackend() throws IOException {
    record(1, "brian2cpp", 150, 20);
    record(1, "event", 150, 20);
    record(1, "nest", 75, 20);
    Cli cli = compare("ground-truth", "--run-label", "demo", "--n-run", 20);
    assertThat(cli.out())
        .contains(
            "flybrain event (CPU), 1.0 s, 20 trials, round 1: within the noise of Brian2 (CPU) against itself\n")
        .contains(
            "NEST (CPU), 1.0 s, 20 trials, round 1: outside the noise of Brian2 (CPU) against itself\n  spike_count_ratio 0.");
    List<NamedCsvRecord> rows = read(data.resolve("ground-truth-comparison-noise-floor.csv"));
    assertThat(rows).hasSize(14);
    assertThat(rows.getFirst().getFields().subList(0, 12))
        .containsExactly(
            "demo",
            "1",
            "Brian2 (CPU)",
            "flybrain event (CPU)",
            "brian2cpp",
            "event",
            "1.0",
            "20",
            "20",
            "10",
            "1000",
            "spike_count_ratio");
    assertThat(rows.getFirst().getField("position")).isEqualTo("within");
    assertThat(rows.get(7).getField("percentile")).isEqualTo("0.0");
  }

  @Test
  void pairs_haveANoiseFloorEach() throws IOException {
    record(1, "brian2cpp", 150, 20);
    record(1, "event", 150, 20);
    record(1, "nest", 75, 20);
    Cli cli = compare("pairs", "--run-label", "demo");
    assertThat(cli.out().lines().filter(line -> line.contains(": outside the noise of ")))
        .hasSize(2);
    assertThat(cli.out())
        .containsSubsequence(
            "flybrain event (CPU), 1.0 s, 20 trials, round 1: spike times within the noise of Brian2 (CPU) against itself: timing_f1 ",
            "NEST (CPU), 1.0 s, 20 trials, round 1: outside the noise of Brian2 (CPU) ",
            "NEST (CPU), 1.0 s, 20 trials, round 1: spike times outside the noise of Brian2 (CPU) ");
    Path comparisons = data.resolve("results/demo/comparisons");
    assertThat(read(comparisons.resolve("noise_floor.csv"))).hasSize(3 * 8);
  }

  @Test
  void roundsOfTheReference_areSplitWhereOneIsTooShort() throws IOException {
    for (int round = 1; round <= 4; round++) {
      record(round, "brian2cpp", 150, 4);
    }
    record(1, "event", 150, 4);
    Cli cli = compare("backend", "--run-label", "demo", "--backend", "event", "--rounds", 1);
    assertThat(cli.out()).contains("4 trials, round 1: within the noise of Brian2 (CPU)");
    Path file = data.resolve("results/demo/comparisons/event_vs_brian2_noise_floor.csv");
    assertThat(read(file))
        .hasSize(7)
        .allMatch(row -> row.getField("reference_trials").equals("16"))
        .allMatch(row -> row.getField("compared_trials").equals("4"));
  }

  @Test
  void singleTrial_isReportedAsTooFew() throws IOException {
    record(1, "brian2cpp", 150, 1);
    record(1, "event", 150, 1);
    Cli cli = compare("pairs", "--run-label", "demo");
    assertThat(cli.out())
        .contains("1 trial, round 1: not enough trials to determine the noise of Brian2 (CPU)")
        .contains("note: 1 distinct trial of the reference: too few to estimate the noise");
    assertThat(read(data.resolve("results/demo/comparisons/noise_floor.csv")))
        .allMatch(row -> row.getField("position").equals("unknown"));
  }

  private Cli compare(Object... words) {
    Object[] all = new Object[words.length + 3];
    all[0] = "compare";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--data";
    all[words.length + 2] = data;
    Cli cli = Cli.run(all);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  /// A run of three neurons with a seed of its own.
  private void record(int round, String backend, int rate, int trials) throws IOException {
    String name = "results/demo/round_%02d/%s_t1.0s_n%d.parquet".formatted(round, backend, trials);
    TinyBrain.run(TinyBrain.in(data), rate, ++seed, trials, data.resolve(name));
  }

  private static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      return rows.stream().toList();
    }
  }
}
