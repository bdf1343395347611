package flybrain.agreement;

import static flybrain.agreement.Comparisons.BRIAN2;
import static flybrain.agreement.Comparisons.NEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import flybrain.Progress;
import flybrain.agreement.Comparisons.Spike;
import flybrain.compare.ComparedRun;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.pages.HtmlPage;
import flybrain.results.BackendName;
import flybrain.results.RunSize;
import flybrain.tables.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two trials of 0.5 s of two runs. A: neuron 1 at 10, 20 and 30 ms and in trial 1 at 10 ms, neuron
/// 2 at 50 ms and in trial 1 at 40 ms. B: neuron 1 at 10.5 and 20 ms, neuron 3 at 60 ms, neuron 2
/// in trial 1 at 40, 45 and 300 ms.
class PairTablesTest {
  private static final RunSize SIZE = new RunSize(0.5, 2);

  @TempDir private Path folder;
  private ComparedRun a;
  private ComparedRun b;
  private final List<String> stages = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void stage(String name) {
          stages.add(name);
        }

        @Override
        public void at(long done, long total) {}
      };

  @BeforeEach
  void record() throws IOException {
    a =
        Comparisons.run(
            BRIAN2,
            SIZE,
            folder.resolve("a.parquet"),
            List.of(
                new Spike(0, 10, 1),
                new Spike(0, 20, 1),
                new Spike(0, 30, 1),
                new Spike(0, 50, 2),
                new Spike(1, 10, 1),
                new Spike(1, 40, 2)));
    b =
        Comparisons.run(
            NEST,
            SIZE,
            folder.resolve("b.parquet"),
            List.of(
                new Spike(0, 10.5, 1),
                new Spike(0, 20, 1),
                new Spike(0, 60, 3),
                new Spike(1, 40, 2),
                new Spike(1, 45, 2),
                new Spike(1, 300, 2)));
  }

  private PairTables tables(PairForm form) {
    return new PairTables(
        form, new NoiseFloorTable(folder, NoiseFloorTable.METRICS, progress), 1.0);
  }

  private PairTables add(PairForm form, boolean timing) throws IOException {
    PairTables tables = tables(form);
    ComparedPair pair = new ComparedPair("demo", 3, BRIAN2, NEST);
    Files.createDirectories(folder.resolve("results/demo"));
    AnnotatedNeurons known = Comparisons.known(folder, "2,MN9,left\n");
    tables.add(pair, a, b, known, timing, progress);
    return tables;
  }

  private static Map<String, Object> cells(Table table) {
    Map<String, Object> cells = new HashMap<>();
    for (int c = 0; c < table.columns().size(); c++) {
      cells.put(table.columns().get(c), table.rows().getFirst().get(c));
    }
    return cells;
  }

  /// As the specification of the files lists them.
  @Test
  void columnsOfPairs_areTheSuites() {
    PairTables tables = tables(PairForm.PAIRS);
    assertThat(String.join(", ", tables.summary().columns()))
        .isEqualTo(
            "framework_a, framework_b, backend_a, backend_b, t_run, n_run, tolerance_ms, spikes_a, "
                + "spikes_b, spike_count_ratio_b_over_a, active_a, active_b, active_shared, "
                + "active_jaccard, active_precision_b_over_a, active_recall_b_over_a, "
                + "rate_pearson_shared, rate_rmse_hz_shared, rate_mae_hz_shared, timing_matches, "
                + "timing_f1, timing_precision_b_over_a, timing_recall_b_over_a, "
                + "timing_mean_abs_dt_ms, timing_median_abs_dt_ms");
    assertThat(String.join(", ", tables.parity().columns()))
        .isEqualTo(
            "backend_a, framework_a, backend_b, framework_b, t_run, n_run, flywire_id, rate_a_hz, "
                + "rate_b_hz, type, side");
  }

  @Test
  void columnsOfABackend_areTheSuites() {
    PairTables tables = tables(PairForm.BACKEND);
    assertThat(String.join(", ", tables.summary().columns()))
        .isEqualTo(
            "run_label, round, reference_framework, comparison_framework, reference_backend, "
                + "comparison_backend, n_run, t_run, tolerance_ms, spikes_reference, "
                + "spikes_comparison, spike_count_ratio_comparison_over_reference, "
                + "active_reference, active_comparison, active_shared, active_union, "
                + "active_jaccard, active_precision_comparison_over_reference, "
                + "active_recall_comparison_over_reference, rate_pearson_shared, "
                + "rate_rmse_hz_shared, rate_mae_hz_shared, timing_matches, timing_f1, "
                + "timing_precision_comparison_over_reference, "
                + "timing_recall_comparison_over_reference, timing_mean_abs_dt_ms, "
                + "timing_median_abs_dt_ms, reference_spike_path, comparison_spike_path");
    assertThat(String.join(", ", tables.parity().columns()))
        .isEqualTo(
            "run_label, round, reference_backend, reference_framework, comparison_backend, "
                + "comparison_framework, t_run, n_run, flywire_id, reference_rate_hz, "
                + "comparison_rate_hz, type, side");
  }

  /// In 1 s of two trials a rate is a number of spikes: A has 4, 2, 0 and B 2, 3, 1.
  @Test
  void summary_hasTheNumbersByHand() throws IOException {
    Map<String, Object> cells = cells(add(PairForm.PAIRS, true).summary());
    Map<String, Object> expected = new HashMap<>();
    expected.putAll(
        Map.of(
            "framework_a",
            "Brian2 (CPU)",
            "framework_b",
            "NEST (CPU)",
            "backend_a",
            "brian2cpp",
            "backend_b",
            "nest",
            "t_run",
            0.5,
            "n_run",
            2,
            "tolerance_ms",
            1.0,
            "spikes_a",
            6L,
            "spikes_b",
            6L,
            "spike_count_ratio_b_over_a",
            1.0));
    expected.putAll(
        Map.of(
            "active_a",
            2,
            "active_b",
            3,
            "active_shared",
            2,
            "active_jaccard",
            2 / 3.0,
            "active_precision_b_over_a",
            2 / 3.0,
            "active_recall_b_over_a",
            1.0,
            "rate_rmse_hz_shared",
            Math.sqrt(2.5),
            "rate_mae_hz_shared",
            1.5));
    // Neuron 1 at 10 and 20 ms, and neuron 2 at 40 ms.
    expected.putAll(
        Map.of(
            "timing_matches", 3L,
            "timing_f1", 0.5,
            "timing_precision_b_over_a", 0.5,
            "timing_recall_b_over_a", 0.5,
            "timing_median_abs_dt_ms", 0.0));
    assertThat(cells).containsAllEntriesOf(expected);
    assertThat((Double) cells.get("rate_pearson_shared")).isCloseTo(-1, within(1e-12));
    assertThat((Double) cells.get("timing_mean_abs_dt_ms")).isCloseTo(0.5 / 3, within(1e-12));
  }

  @Test
  void backend_hasRoundsAndFiles() throws IOException {
    PairTables tables = add(PairForm.BACKEND, false);
    assertThat(cells(tables.summary()))
        .containsAllEntriesOf(
            Map.of(
                "run_label",
                "demo",
                "round",
                3,
                "reference_backend",
                "brian2cpp",
                "comparison_backend",
                "nest",
                "active_union",
                3,
                "spikes_reference",
                6L,
                "active_reference",
                2,
                "active_comparison",
                3,
                "reference_spike_path",
                a.file().toString(),
                "comparison_spike_path",
                b.file().toString()));
  }

  @Test
  void timesThatWereNotMatched_areEmpty() throws IOException {
    PairTables tables = add(PairForm.PAIRS, false);
    assertThat(cells(tables.summary()).entrySet())
        .filteredOn(cell -> cell.getKey().startsWith("timing_"))
        .hasSize(6)
        .allMatch(cell -> cell.getValue() == null);
    assertThat(tables.noise().table().rows()).hasSize(7);
    assertThat(stages).noneMatch(stage -> stage.startsWith("matching"));
  }

  @Test
  void parity_hasEveryNeuronThatFiredByItsId() throws IOException {
    assertThat(add(PairForm.PAIRS, false).parity().csv())
        .endsWith(
            """
            side
            brian2cpp,Brian2 (CPU),nest,NEST (CPU),0.5,2,1,4.0,2.0,,
            brian2cpp,Brian2 (CPU),nest,NEST (CPU),0.5,2,2,2.0,3.0,MN9,left
            brian2cpp,Brian2 (CPU),nest,NEST (CPU),0.5,2,3,0.0,1.0,,
            """);
    assertThat(add(PairForm.BACKEND, false).parity().csv())
        .contains("\ndemo,3,brian2cpp,Brian2 (CPU),nest,NEST (CPU),0.5,2,2,2.0,3.0,MN9,left\n");
  }

  @Test
  void shownColumns_areRounded() throws IOException {
    PairTables tables = add(PairForm.PAIRS, true);
    assertThat(tables.shown().columns())
        .startsWith("framework_a", "framework_b", "t_run", "n_run", "spikes_a")
        .contains("timing_f1");
    assertThat(cells(tables.shown())).containsEntry("rate_rmse_hz_shared", 1.581);
    assertThat(add(PairForm.BACKEND, true).shown().columns())
        .startsWith("round", "t_run", "n_run", "spikes_reference", "spikes_comparison");
  }

  @Test
  void stages_nameBothRuns() throws IOException {
    add(PairForm.PAIRS, true);
    assertThat(stages)
        .containsExactly(
            "matching spike times of Brian2 (CPU) and NEST (CPU)",
            "splitting the trials of Brian2 (CPU)",
            "matching spike times of Brian2 (CPU) with itself");
  }

  @Test
  void agreement_isUnderTheReferenceOfABackendAndBesideThatOfPairs() throws IOException {
    assertThat(add(PairForm.BACKEND, true).agreement())
        .startsWith("Brian2 (CPU), round 3, 0.5 s, 2 trials: 6 spikes, 2 active neurons\n");
    assertThat(add(PairForm.PAIRS, true).agreement()).startsWith("reference ");
  }

  @Test
  void missingBackends_areObjectsAndWords() {
    PairTables tables = tables(PairForm.PAIRS);
    tables.miss(NEST, null, SIZE, Path.of("x/nest.parquet"));
    tables.miss(
        new BackendName("genn", "GeNN (GPU)"), 2, new RunSize(1, 4), Path.of("x/genn.parquet"));
    assertThat(tables.missing())
        .containsExactly(
            Map.of(
                "backend",
                "nest",
                "framework",
                "NEST (CPU)",
                "t_run",
                0.5,
                "n_run",
                2,
                "path",
                Path.of("x/nest.parquet").toString()),
            Map.of(
                "backend",
                "genn",
                "framework",
                "GeNN (GPU)",
                "round",
                2,
                "t_run",
                1.0,
                "n_run",
                4,
                "path",
                Path.of("x/genn.parquet").toString()));
    assertThat(tables.agreement())
        .isEqualTo("skipped, no file: NEST (CPU), GeNN (GPU) in round 2\n");
    assertThat(tables.size()).isZero();
  }

  @Test
  void noiseFloor_hasARowForEachNumber() throws IOException {
    Table table = add(PairForm.PAIRS, true).noise().table();
    assertThat(table.rows())
        .extracting(row -> row.get(table.columns().indexOf("metric")))
        .containsExactly(
            "spike_count_ratio",
            "active_jaccard",
            "active_precision",
            "active_recall",
            "rate_pearson_shared",
            "rate_rmse_hz_shared",
            "rate_mae_hz_shared",
            "timing_f1");
    assertThat(table.rows())
        .allMatch(row ->
            row.subList(0, 8)
                .equals(
                    Arrays.<Object>asList(
                        "demo", 3, "Brian2 (CPU)", "NEST (CPU)", "brian2cpp", "nest", 0.5, 2)))
        .allMatch(row -> row.getLast().equals("unknown"), "two trials cannot tell");
  }

  private static String printed(NoiseFloorTable noise) {
    StringWriter text = new StringWriter();
    noise.print(new PrintWriter(text, true));
    return text.toString();
  }

  /// Each comparison has one line, up to ten; more are counted.
  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "11, 0"})
  void answers_areCountedBeyondTen(int comparisons, int lines) throws IOException {
    NoiseFloorTable noise = new NoiseFloorTable(folder, NoiseFloorTable.METRICS, progress);
    for (int k = 0; k < comparisons; k++) {
      BackendName other = new BackendName("b" + k, "B" + k);
      noise.add(new ComparedPair("", 0, BRIAN2, other), SIZE, a, b);
    }
    String text = printed(noise);
    assertThat(text.lines().filter(line -> line.contains("not enough trials to determine")))
        .hasSize(lines);
    assertThat(text)
        .contains("note: 2 distinct trials of the reference: too few to estimate the noise");
    if (lines == 0) {
      assertThat(text)
          .endsWith(
              "noise floor: 0 comparisons within, 0 outside (about 0 expected by chance), 0 "
                  + "closer, 11 with too few trials to decide\n");
    } else {
      assertThat(text).startsWith("B0, 0.5 s, 2 trials: not enough");
      assertThat(text).doesNotContain("noise floor: ");
    }
    HtmlPage page = new HtmlPage("x", "");
    noise.showAnswers(page);
    noise.showNumbers(page);
    assertThat(page.text())
        .contains("<h2>Noise floor</h2>", "<h2>Numbers in the noise floor</h2>")
        .contains("note: 2 distinct trials");
    assertThat(page.text().split("<tr>", -1)).hasSizeGreaterThan(7 * comparisons);
  }

  @Test
  void notesAndReadRounds_areThoseOfTheReference() throws IOException {
    NoiseFloorTable noise = new NoiseFloorTable(folder, NoiseFloorTable.METRICS, progress);
    assertThat(noise.ofReference(a.file(), SIZE)).isSameAs(noise.ofReference(a.file(), SIZE));
    assertThat(stages).as("read once").hasSize(1);
    noise.add(new ComparedPair("", 0, BRIAN2, NEST), SIZE, a, b);
    assertThat(noise.runs())
        .extracting(run -> run.get("run"), run -> run.get("file"))
        .containsExactly(
            tuple("Brian2 (CPU)", a.file().toString()), tuple("NEST (CPU)", b.file().toString()));
  }
}
