package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bundle that `flybrain bench` made, and what the audit says when one thing in it is wrong.
class CompareAuditTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.float64("t"),
          Column.float64("time_ms"),
          Column.int64("trial"),
          Column.int64("neuron_index"),
          Column.int64("flywire_id"));
  private static final int T = 0;
  private static final int MS = 1;
  private static final int TRIAL = 2;
  private static final int INDEX = 3;
  private static final int ID = 4;

  @TempDir private static Path made;

  @TempDir private Path folder;
  private Path run;

  @BeforeAll
  static void bench() throws IOException {
    Path brain = TinyBrain.in(made);
    Path experiment = made.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    String grid = "bench --event --reference --t_run 1 --n_run 1 8 --rounds 2 --run-label demo";
    List<Object> words = new ArrayList<>(List.of((Object[]) grid.split(" ")));
    words.addAll(List.of("--connectome", brain, "--experiment", experiment));
    words.addAll(List.of("--data", made.resolve("data")));
    Cli bench = Cli.run(words.toArray());
    assertThat(bench.exitCode()).as(bench.err()).isZero();
  }

  @BeforeEach
  void copyBundle() throws IOException {
    run = folder.resolve("demo");
    Path from = made.resolve("data/results/demo");
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void bundleOfBench_isClean() {
    Cli audit = Cli.run("compare", "audit", run);
    assertThat(audit.out()).startsWith("0 errors, 0 warnings in 8 spike files with ");
    assertThat(audit.err()).isEmpty();
    assertThat(audit.exitCode()).isZero();
    assertThat(Cli.run("compare", "audit", made.resolve("data")).exitCode()).isZero();
  }

  @Test
  void listOfChecksumsThatIsNotText_isUnreadable() throws IOException {
    Files.write(run.resolve("checksums.sha256"), new byte[] {'0', (byte) 0xff, '\n'});
    assertFound("unreadable", "checksums.sha256");
  }

  @Test
  void listedNameThatNoFileCanHave_isMissing() throws IOException {
    Path list = run.resolve("checksums.sha256");
    Files.writeString(list, Files.readString(list).replaceFirst("event", "ev\0nt"));
    assertFound("missing file", "checksums.sha256:1");
  }

  @Test
  void changedByte_differsFromItsChecksum() throws IOException {
    Path list = run.resolve("checksums.sha256");
    Files.writeString(list, Files.readString(list).replaceFirst("^[0-9a-f]{2}", "zz"));
    assertFound("no checksum", "checksums.sha256:1");
    Files.writeString(list, Files.readString(list).replaceFirst("^zz", "0f"));
    assertFound("checksum differs", "round_01/event_t1.0s_n1.parquet");
  }

  @Test
  void missingAndExtraFiles_areNamed() throws IOException {
    Files.move(file("event", 8), run.resolve("round_01/brian2cpp_t1.0s_n8.parquet"));
    assertFound("missing file", "manifest.csv:3");
    assertFound("missing file", "round_01/event_t1.0s_n8.parquet");
    assertFound("file not in the manifest", "round_01/brian2cpp_t1.0s_n8.parquet");
    assertFound("file without checksum", "round_01/brian2cpp_t1.0s_n8.parquet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time_ms,ms$ | time_ms,s | unknown spike time unit",
        "spike_time_unit | unit | missing column",
        "spike_time_unit | unit | unknown column",
        "demo,1 | other,1 | label of another run",
        "success | error: cut off | failed benchmark with a spike file",
        "event_t1.0s_n1.parquet | gone.parquet | missing file"
      })
  void wrongManifest_isNamed(String from, String to, String what) throws IOException {
    Path manifest = run.resolve("manifest.csv");
    String text = Files.readString(manifest);
    String changed = text.replaceFirst("(?m)" + from, to);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(manifest, changed);
    assertFound(what, "manifest.csv");
  }

  @Test
  void countsOfTheManifest_areHeldAgainstTheFile() throws IOException {
    rewrite(file("event", 8), rows -> rows.removeIf(row -> row[ID] == 33));
    assertFound("number of spikes differs", "as the manifest says");
    assertFound("number of active neurons differs", "3 as the manifest says");
  }

  @Test
  void wrongNumberOfTrialsInTheName_isNamed() throws IOException {
    Files.move(file("event", 8), file("event", 4));
    Path manifest = run.resolve("manifest.csv");
    Files.writeString(
        manifest, Files.readString(manifest).replace("event_t1.0s_n8", "event_t1.0s_n4"));
    assertFound("number of n_run of the name differs", "event_t1.0s_n4.parquet");
  }

  @Test
  void copiedTrials_areNamed() throws IOException {
    rewrite(
        file("event", 8),
        rows -> {
          rows.removeIf(row -> row[TRIAL] == 3);
          List<double[]> copies =
              rows.stream().filter(row -> row[TRIAL] == 1).map(double[]::clone).toList();
          copies.forEach(row -> row[TRIAL] = 3);
          rows.addAll(copies);
        });
    assertFound("identical trials", "trials 1, 3");
  }

  @Test
  void copiedRound_isNamed() throws IOException {
    Files.copy(file("event", 8), run.resolve("round_02/brian2cpp_t1.0s_n8.parquet"));
    assertFound("same spikes as round_01/event_t1.0s_n8.parquet", "0, 1, 2, 3, 4, 5, 6, 7");
  }

  @Test
  void impossibleInterval_isNamedWithTrialNeuronAndTimes() throws IOException {
    rewrite(file("event", 8), rows -> rows.add(extra(rows, 22, 2, 1.5)));
    Cli audit = assertFound("interval below the refractory period", "neuron 22 trial 2:");
    assertThat(audit.out()).contains("at least 2.3 ms").doesNotContain("neuron 11");
  }

  @Test
  void drivenNeuron_mayFireEveryOtherStepButNotEach() throws IOException {
    rewrite(file("event", 8), rows -> rows.add(extra(rows, 11, 2, 0.1)));
    assertFound("interval of one step in a driven neuron", "neuron 11 trial 2:");
  }

  @Test
  void drivenNeuronsOfABundleWithoutProvenance_areInferredFromTheirIntervals() throws IOException {
    Path plain = Files.createDirectories(folder.resolve("plain"));
    write(plain.resolve("mine.parquet"), COLUMNS, rows(file("event", 8)), Map.of());
    Cli audit = Cli.run("compare", "audit", plain, "--t-run", 1, "--n-run", 8);
    assertThat(audit.out()).startsWith("0 errors, 0 warnings");
    assertThat(audit.err()).contains("1 is taken as driven");
    assertThat(audit.exitCode()).isZero();
    Cli given =
        Cli.run(
            "compare", "audit", plain, "--t-run", 1, "--n-run", 8, "--driven", 11, "--rate", 100);
    assertThat(given.err()).isEmpty();
    assertThat(given.exitCode()).isZero();
  }

  @Test
  void secondsInAColumnOfMs_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.forEach(row -> row[MS] /= 1000));
    Cli audit = assertFound("wrong time unit", "column time_ms contains s, not ms");
    assertThat(audit.out()).contains("columns t and time_ms disagree").doesNotContain("interval");
  }

  @Test
  void stepsInAColumnOfMs_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.forEach(row -> row[MS] = Math.rint(10 * row[MS])));
    assertFound("wrong time unit", "column time_ms contains steps, not ms");
  }

  @Test
  void millisecondsInAColumnOfSeconds_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.forEach(row -> row[T] *= 1000));
    assertFound("columns t and time_ms disagree", "t in s is time_ms / 1000");
  }

  @Test
  void timesBeyondTheRunAndOffTheGrid_areNamed() throws IOException {
    rewrite(
        file("event", 8),
        rows -> {
          rows.getLast()[MS] = 1000;
          rows.get(5)[MS] += 0.05;
        });
    assertFound("time beyond t_run", "latest 1000.0 ms");
    assertFound("times off the grid", "1 of ");
  }

  @Test
  void senselessTimes_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.get(7)[MS] = Double.NaN);
    assertFound("impossible time", "row 7: nan; 1 row");
  }

  @ParameterizedTest
  @CsvSource({"Infinity, impossible time", "-0.1, impossible time", "1e300, time beyond t_run"})
  void impossibleTimeOfAFileThatSaysNothing_isNamed(double time, String what) throws IOException {
    for (String column : List.of("t", "time_s", "time_ms")) {
      Path other = Files.createDirectories(folder.resolve(column));
      List<double[]> rows = rows(file("event", 8));
      rows.forEach(row -> row[T] = column.equals("time_ms") ? row[MS] : row[T]);
      rows.get(5)[T] = time;
      List<Column> columns = new ArrayList<>(COLUMNS);
      columns.set(T, Column.float64(column));
      columns.set(MS, Column.float64("other"));
      write(other.resolve("mine.parquet"), columns, rows, Map.of());
      assertThat(Cli.run("compare", "audit", other).out()).contains(what);
    }
  }

  @Test
  void stepOfAFileThatSaysNothing_isTakenFromTheOption() throws IOException {
    Path other = Files.createDirectories(folder.resolve("half"));
    List<double[]> rows = rows(file("event", 8));
    rows.forEach(row -> {
      row[MS] = Math.rint(5 * row[MS]) / 10 + 0.05;
      row[T] = row[MS] / 1000;
    });
    write(other.resolve("mine.parquet"), COLUMNS, rows, Map.of());
    List<Object> words = List.of("compare", "audit", other, "--t-run", 1, "--n-run", 8);
    assertThat(Cli.run(words.toArray()).out()).contains("times off the grid");
    List<Object> withStep = new ArrayList<>(words);
    withStep.addAll(List.of("--dt", 0.05));
    assertThat(Cli.run(withStep.toArray()).out()).doesNotContain("times off the grid");
    withStep.set(withStep.size() - 1, 0);
    Cli wrong = Cli.run(withStep.toArray());
    assertThat(wrong.err()).contains("--dt 0.0: must be above 0 ms");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  @Test
  void unsortedAndDoubledRows_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.add(rows.get(3).clone()));
    assertFound("duplicate spikes", "1; the first in trial 0");
    assertFound("rows out of order", "1 of ");
  }

  @Test
  void trialsThatAreMissingOrTooMany_areNamed() throws IOException {
    rewrite(
        file("event", 8),
        rows -> {
          rows.removeIf(row -> row[TRIAL] == 2);
          rows.stream().filter(row -> row[TRIAL] == 7).forEach(row -> row[TRIAL] = 8);
        });
    assertFound("trial out of range", "trials 8;");
    assertFound("trial without spikes", "trials 2, 7; 2 of 8");
  }

  @Test
  void halfTheDriveThatIsStated_isNamed() throws IOException {
    rewrite(
        file("event", 8),
        rows -> {
          int[] place = {0};
          rows.removeIf(row -> row[ID] == 11 && place[0]++ % 2 == 0);
        });
    assertFound("driven neurons fire too rarely", "99.01 Hz (100.0 Hz Poisson input)");
    assertFound("driven neurons fire too rarely", "half the drive");
  }

  @Test
  void moreThanTheDrive_isNamed() throws IOException {
    rewrite(
        file("event", 8),
        rows -> {
          List<double[]> more =
              rows.stream().filter(row -> row[ID] == 11).map(double[]::clone).toList();
          more.forEach(row -> row[MS] = (row[MS] + 500.2) % 1000);
          rows.addAll(more);
        });
    assertFound("driven neurons fire too often", "twice the drive");
  }

  @Test
  void damagedFileAndUnknownColumn_areNamedAndTheRestIsChecked() throws IOException {
    Path cut = file("event", 1);
    Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 900));
    List<Column> renamed = new ArrayList<>(COLUMNS);
    renamed.set(3, Column.int64("neuron"));
    write(file("event", 8), renamed, rows(file("event", 8)), Map.of());
    assertFound("unreadable", "truncated after 900 bytes");
    assertFound("unknown column", "neuron");
    Files.writeString(run.resolve("round_01/.x.parquet.1.part"), "");
    assertFound("unfinished file", ".x.parquet.1.part");
  }

  @Test
  void indicesThatAreNotOfTheirNeurons_areNamed() throws IOException {
    rewrite(file("event", 8), rows -> rows.getLast()[INDEX] = 7);
    assertFound("two indices of a neuron", "neuron 22: neuron_index 7; 1");
    rewrite(
        file("event", 1),
        rows -> rows.stream().filter(row -> row[ID] == 33).forEach(row -> row[INDEX] = 1));
    assertFound("two neurons of an index", "neuron_index 1: neuron 33; 22");
  }

  @Test
  void indicesOfAnotherConnectome_areNamedWithTheFileThatHasOthers() throws IOException {
    rewrite(file("reference", 1), rows -> rows.forEach(row -> row[INDEX]++));
    assertFound("two indices of a neuron", " in round_01/event_t1.0s_n1.parquet");
  }

  @Test
  void tableOfComparisons_isLeftOut() throws IOException {
    Table table = new Table("flywire_id", "rate_a_hz");
    table.add(List.of(11L, 2.5));
    TableFiles.write(run.resolve("comparisons/parity_rates.parquet"), table);
    Cli audit = Cli.run("compare", "audit", run);
    assertThat(audit.err())
        .isEqualTo("note: comparisons/parity_rates.parquet: is a table without spikes, skipped\n");
    assertThat(audit.exitCode()).isZero();
  }

  @Test
  void renamedFile_isNamedByItsRows() throws IOException {
    Files.copy(file("event", 8), run.resolve("round_02/nest_t1.0s_n8.parquet"));
    assertFound("exp_name of another file", "event_t1.0s_n8; ");
  }

  @Test
  void tableOfResults_isHeldAgainstItsFiles() throws IOException {
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("results"));
    Files.move(run, data.resolve("results/demo"));
    run = data;
    Path table = data.resolve("benchmark-results.csv");
    Files.copy(made.resolve("data/benchmark-results.csv"), table);
    assertThat(Cli.run("compare", "audit", run).out()).startsWith("0 errors, 0 warnings in 8");
    Files.delete(data.resolve("results/demo/round_02/event_t1.0s_n8.parquet"));
    assertFound("missing file", "data/results/demo/round_02/event_t1.0s_n8.parquet");
    Files.writeString(table, Files.readString(table).replaceFirst(",3,success", ",4,success"));
    assertFound("number of active neurons differs", "4 as benchmark-results.csv says");
  }

  /// Lines of data/benchmark-results.csv of eonsystemspbc/fly-brain (March 2026), whose NEST GPU
  /// trials all had one seed.
  @Test
  void tableOfResultsAlone_showsCopiedTrialsAndWrongTimes() throws IOException {
    run = Files.createDirectories(folder.resolve("published"));
    Files.writeString(
        run.resolve("benchmark-results.csv"),
        """
        framework,n_run,t_run,setup_time,build_time,sim_time,total_time,rt_ratio,spikes,active_neurons,status,timestamp
        Brian2 (CPU),1,1.0,0.658,0.195,3.215,4.185,0.311,16825,389,success,2026-03-05 15:27:17
        Brian2 (CPU),30,0.1,0.0,0.0,73.439,72.119,0.0409,45696,400,success,2026-03-05 15:33:15
        Brian2 (CPU),30,1.0,0.0,0.0,77.292,79.648,0.3881,507840,447,success,2026-03-05 15:34:35
        Brian2CUDA (GPU),1,1.0,-1.312,20.333,10.216,29.385,0.0979,17155,389,success,2026-03-05 16:49:47
        NEST GPU,1,1.0,3.233,0.0,1.066,5.886,0.9381,17233,412,success,2026-03-06 01:39:23
        NEST GPU,30,1.0,3.253,0.0,30.479,175.996,0.9943,516990,412,success,2026-03-06 01:46:54
        """);
    assertFound("total below the steps alone", "benchmark-results.csv:3");
    assertFound("negative time", "benchmark-results.csv:5");
    assertFound(
        "trials with as many spikes and neurons", "30 of 17233 spikes each, as with n_run 1");
    // The ratio of the last line is 0.9843 in the published table.
    Cli audit = assertFound("real-time ratio of another time", "0.9843, t_run * n_run / sim_time");
    assertThat(audit.out()).endsWith("3 errors, 1 warning in 0 spike files with 0 spikes\n");
  }

  @Test
  void findings_areWrittenAsCsvAndAsAPage() throws IOException {
    Files.delete(file("event", 8));
    Path csv = folder.resolve("findings.csv");
    Path html = folder.resolve("findings.html");
    assertThat(Cli.run("compare", "audit", run, "--out", csv, "--html", html).exitCode())
        .isEqualTo(1);
    assertThat(html)
        .content()
        .contains(
            "Audit of " + run,
            "2 errors, 0 warnings in 7 spike files",
            "<td class=\"text\">missing file</td>");
    assertThat(Files.readAllLines(csv))
        .first()
        .isEqualTo("severity,file,what,value,expected,meaning");
    assertThat(Files.readAllLines(csv)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"--n-run,0", "--t-run,-1", "--rate,5", "--driven,sugr"})
  void wrongUsage_isExplained(String option, String value) {
    Cli audit = Cli.run("compare", "audit", run, option, value);
    assertThat(audit.exitCode()).isEqualTo(2);
    assertThat(audit.err()).contains(option.equals("--driven") ? "sugar" : option);
    assertThat(Cli.run("compare", "audit", folder.resolve("none")).exitCode()).isEqualTo(2);
  }

  @Test
  void folderWithoutResults_isWrongUsage() throws IOException {
    Cli audit = Cli.run("compare", "audit", Files.createDirectories(folder.resolve("empty")));
    assertThat(audit.exitCode()).isEqualTo(2);
    assertThat(audit.err()).contains("has no spike files").doesNotContain("\tat ");
  }

  @Test
  @Tag("shared")
  void filesOfThePapersAuthors_areClean() throws IOException {
    Path published = Path.of(System.getProperty("flybrain.shared", ""), "data", "brian2-v630");
    Path strong = Files.createDirectories(folder.resolve("strong"));
    Files.copy(published.resolve("sugarR.parquet"), strong.resolve("sugarR.parquet"));
    Object[] options = {"--t-run", 1, "--n-run", 30, "--driven", "sugar", "--rate"};
    assertThat(audit(strong, options, 200).out())
        .isEqualTo("0 errors, 0 warnings in 1 spike file with 511,566 spikes\n");
    assertThat(audit(strong, options, 100).out()).contains("driven neurons fire too often");
    Files.move(
        Files.copy(published.resolve("sugarR_100Hz.parquet"), strong.resolve("weak.parquet")),
        strong.resolve("sugarR.parquet"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(audit(strong, options, 200).out()).contains("half the drive");
  }

  private static Cli audit(Path of, Object[] options, int rate) {
    List<Object> words = new ArrayList<>(List.of("compare", "audit", of));
    words.addAll(List.of(options));
    words.add(rate);
    return Cli.run(words.toArray());
  }

  private Path file(String backend, int trials) {
    return run.resolve("round_01/%s_t1.0s_n%d.parquet".formatted(backend, trials));
  }

  private Cli assertFound(String what, String where) {
    Cli audit = Cli.run("compare", "audit", run);
    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.out().lines()).anyMatch(line -> line.contains(what) && line.contains(where));
    return audit;
  }

  /// A spike some ms after the first one of a neuron in a trial.
  private static double[] extra(List<double[]> rows, long neuron, int trial, double after) {
    double[] row =
        rows.stream()
            .filter(each -> each[ID] == neuron && each[TRIAL] == trial)
            .findFirst()
            .orElseThrow()
            .clone();
    row[MS] += after;
    row[T] = row[MS] / 1000;
    return row;
  }

  private interface Change {
    void of(List<double[]> rows);
  }

  private static void rewrite(Path file, Change change) throws IOException {
    Map<String, String> facts;
    try (ParquetReader reader = new ParquetReader(file)) {
      facts = reader.metadata();
    }
    List<double[]> rows = rows(file);
    change.of(rows);
    write(file, COLUMNS, rows, facts);
  }

  private static List<double[]> rows(Path file) throws IOException {
    List<double[]> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(COLUMNS)) {
      while (batches.next()) {
        for (int i = 0; i < batches.batch().rows(); i++) {
          double[] row = new double[COLUMNS.size()];
          for (int c = 0; c < row.length; c++) {
            row[c] = c < TRIAL ? batches.batch().doubles(c)[i] : batches.batch().longs(c)[i];
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static void write(
      Path file, List<Column> columns, List<double[]> rows, Map<String, String> facts)
      throws IOException {
    ColumnBatch batch = new ColumnBatch(columns, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      for (int c = 0; c < TRIAL; c++) {
        batch.doubles(c)[i] = rows.get(i)[c];
      }
      for (int c = TRIAL; c < columns.size(); c++) {
        batch.longs(c)[i] = (long) rows.get(i)[c];
      }
    }
    batch.setRows(rows.size());
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.BROTLI, facts)) {
      writer.write(batch);
      writer.commit();
    }
  }
}
