package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.audit.Finding.Severity;
import flybrain.results.ResultRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedRowsTest {
  @TempDir private Path folder;
  private Path file;
  private final Findings findings = new Findings();
  private final RecordedRows rows = new RecordedRows("the manifest", findings);

  @BeforeEach
  void makeFile() throws IOException {
    file = folder.resolve("round_02/brian2cpp_t0.1s_n4.parquet");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  /// A row about the file, with some cells changed; `-` takes one away.
  private static ResultRow row(String... changes) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("framework", "Brian2 (CPU)");
    cells.put("backend_key", "brian2cpp");
    cells.put("n_run", "4");
    cells.put("t_run", "0.1");
    cells.put("round", "2");
    cells.put("spike_path", "data/results/x/round_02/brian2cpp_t0.1s_n4.parquet");
    cells.put("spikes", "12");
    cells.put("active_neurons", "3");
    for (int k = 0; k < changes.length; k += 2) {
      cells.put(changes[k], changes[k + 1]);
    }
    return new ResultRow(cells);
  }

  private static AuditedFile audited(long spikes, int active, int mostOfATrial) {
    TrialPrint print = new TrialPrint();
    for (int neuron = 0; neuron < mostOfATrial; neuron++) {
      print.add(neuron, neuron, 1);
    }
    TreeMap<Integer, TrialPrint> prints = new TreeMap<>(Map.of(0, print, 1, new TrialPrint()));
    return new AuditedFile("a", Runs.of(0.1, 4), spikes, active, prints, Set.of());
  }

  private void check(ResultRow row, AuditedFile of) {
    rows.add(folder, row, "manifest.csv:2");
    rows.check(file, of);
  }

  @Test
  void rowThatIsRight_isNoFinding() {
    check(row(), audited(12, 3, 3));
    assertThat(findings.all()).isEmpty();
    assertThat(rows.of(file)).isNotNull();
    assertThat(rows.of(folder.resolve("round_02/./brian2cpp_t0.1s_n4.parquet"))).isNotNull();
    assertThat(rows.of(folder.resolve("other.parquet"))).isNull();
  }

  @Test
  void fileWithoutARow_isNotHeldAgainstOthers() throws IOException {
    rows.add(folder, row(), "manifest.csv:2");
    rows.check(Files.createFile(folder.resolve("other_t9.0s_n1.parquet")), audited(1, 1, 1));
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spikes, 13, number of spikes differs, 12, 13 as the manifest says",
    "active_neurons, 2, number of active neurons differs, 3, 2 as the manifest says",
    "n_run, 8, number of n_run of the name differs, 8, 4",
    "t_run, 1.0, number of t_run of the name differs, 1, 0.1",
    "round, 1, number of round of the folder differs, 1, 2"
  })
  void numberThatDiffers_isNamed(
      String column, String value, String what, String found, String expected) {
    check(row(column, value), audited(12, 3, 3));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a",
                what,
                found,
                expected,
                "a file that was replaced, truncated or renamed"));
  }

  /// Old tables lack columns, and pandas writes whole numbers as floats where others are missing.
  @ParameterizedTest
  @ValueSource(strings = {"spikes", "active_neurons", "n_run", "t_run", "round"})
  void cellThatIsNotThere_isNotHeldAgainstAnything(String column) {
    check(row(column, ""), audited(12, 3, 3));
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void wholeNumbersAsFloats_areTheSame() {
    check(row("spikes", "12.0", "n_run", "4.0", "round", "2.0"), audited(12, 3, 3));
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nestgpu, NEST GPU, 2, 0",
    "'', NEST GPU, 2, 0",
    "nestgpu, x, 2, 0",
    "nestgpu, NEST GPU, 3, 0",
    "nestgpu, NEST GPU, 4, 1",
    "brian2cpp, Brian2 (CPU), 2, 1"
  })
  void activeNeuronsOfNestGpu_mayBeOfTheTrialWithMost(
      String key, String framework, String active, int found) {
    check(
        row("backend_key", key, "framework", framework, "active_neurons", active),
        audited(12, 3, 2));
    assertThat(findings.all()).hasSize(found);
  }

  @Test
  void missingFile_isNamedByItsRow() {
    rows.add(folder, row("spike_path", "x/gone.parquet"), "manifest.csv:2");
    rows.add(folder, row("spike_path", ""), "manifest.csv:3");
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::file, Finding::what, Finding::value)
        .containsExactly(
            tuple(Severity.ERROR, "manifest.csv:2", "missing file", "x/gone.parquet"),
            tuple(Severity.ERROR, "manifest.csv:3", "missing file", "no spike_path"));
  }

  /// The suite's NEST GPU writes no file if nothing fires.
  @ParameterizedTest
  @CsvSource({"nestgpu, 0, 0", "nestgpu, 0.0, 0", "nestgpu, 5, 1", "nestgpu, '', 1", "genn, 0, 1"})
  void missingFileOfNothing_isRightOfNestGpu(String key, String spikes, int found) {
    rows.add(folder, row("backend_key", key, "spikes", spikes, "spike_path", "no"), "x:2");
    assertThat(findings.all()).hasSize(found);
  }

  @Test
  void labelledFileOutsideRounds_isNamed() throws IOException {
    file = Files.createFile(folder.resolve("brian2cpp_t0.1s_n4.parquet"));
    check(row("spike_path", "brian2cpp_t0.1s_n4.parquet"), audited(12, 3, 3));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a",
                "file in no round",
                "brian2cpp_t0.1s_n4.parquet",
                "round 2",
                "a moved file"));
  }

  @Test
  void fileWithoutRound_needsNone() throws IOException {
    file = Files.createFile(folder.resolve("brian2cpp_t0.1s_n4.parquet"));
    check(row("spike_path", "brian2cpp_t0.1s_n4.parquet", "round", ""), audited(12, 3, 3));
    assertThat(findings.all()).isEmpty();
  }

  /// A file that is no benchmark's has no size in its name.
  @Test
  void nameWithoutASize_saysNothing() throws IOException {
    file = Files.createFile(folder.resolve("round_02/mine.parquet"));
    check(row("spike_path", "round_02/mine.parquet", "n_run", "99"), audited(12, 3, 3));
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, 5",
    "0.5, 0.5",
    "-3.0, -3",
    "1e14, 100000000000000",
    "1e15, 1000000000000000.0"
  })
  void number_isWrittenWithoutAnEmptyFraction(double number, String text) {
    assertThat(RecordedRows.text(number)).isEqualTo(text);
  }
}
