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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The manifest and the list of checksums of a run of two spike files, whatever is in them.
class RunTablesTest {
  /// SHA-256 of "a" and "b", as `sha256sum` prints them.
  private static final String SUM_A =
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

  private static final String SUM_B =
      "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";
  private static final String COLUMNS =
      "run_label,round,framework,backend_key,experiment,experiment_key,n_run,t_run,spike_path,"
          + "spikes,active_neurons,status,timestamp,spike_schema_version,spike_time_column,"
          + "spike_time_unit";

  @TempDir private Path folder;
  private Path run;
  private Path a;
  private Path b;
  private final Findings findings = new Findings();
  private long progress;

  @BeforeEach
  void makeRun() throws IOException {
    run = Files.createDirectories(folder.resolve("demo"));
    a = Files.createDirectories(run.resolve("round_01")).resolve("a.parquet");
    b = a.resolveSibling("b.parquet");
    Files.writeString(a, "a");
    Files.writeString(b, "b");
  }

  private List<Finding> checkSums(String text) throws IOException {
    Files.writeString(run.resolve("checksums.sha256"), text);
    new ChecksumsAudit(run, path -> folder.relativize(path).toString(), findings)
        .check(List.of(a, b), bytes -> progress += bytes);
    return findings.all();
  }

  private RecordedRows readManifest(String header, String... rows) throws IOException {
    Files.writeString(run.resolve("manifest.csv"), header + "\n" + String.join("\n", rows) + "\n");
    return new ManifestAudit(run, "demo/manifest.csv", findings).read();
  }

  private static String row(String backend, int trials, String file) {
    return "demo,1,%s,%s,x,x,%d,1.0,data/results/demo/round_01/%s,1,1,success,,1,time_ms,ms"
        .formatted(backend, backend, trials, file);
  }

  @Test
  void sumsOfAllFiles_areRight() throws IOException {
    assertThat(checkSums(SUM_A + "  round_01/a.parquet\n" + SUM_B + " *round_01/b.parquet\n"))
        .isEmpty();
    assertThat(progress).isEqualTo(2);
  }

  @Test
  void otherSum_isShownByItsBeginning() throws IOException {
    assertThat(checkSums(SUM_B + "  round_01/a.parquet\n" + SUM_B + "  round_01/b.parquet\n"))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "demo/round_01/a.parquet",
                "checksum differs",
                "ca978112ca1bbdca...",
                "3e23e8160039594a...",
                "changed or damaged after the run"));
  }

  @Test
  void fileThatIsNotListed_isAWarning() throws IOException {
    assertThat(checkSums(SUM_A + "  ./round_01/a.parquet\n"))
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "demo/round_01/b.parquet",
                "file without checksum",
                "not in demo/checksums.sha256",
                "one line per spike file",
                "added afterwards, or an interrupted benchmark"));
  }

  @ParameterizedTest
  @CsvSource({
    "round_01/c.parquet, missing file",
    "../other.parquet, missing file",
    "round_01, missing file"
  })
  void listedFileThatIsNotInTheRun_isMissing(String path, String what) throws IOException {
    Files.writeString(folder.resolve("other.parquet"), "a");
    String both = SUM_A + "  round_01/a.parquet\n" + SUM_B + "  round_01/b.parquet\n";
    assertThat(checkSums(both + SUM_A + "  " + path + "\n"))
        .extracting(Finding::severity, Finding::file, Finding::what, Finding::value)
        .containsExactly(tuple(Severity.ERROR, "demo/checksums.sha256:3", what, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# sums", "abc  round_01/b.parquet", SUM_B, SUM_B + " round_01/b"})
  void lineOfSomethingElse_isDamaged(String line) throws IOException {
    String rest = SUM_A + "  round_01/a.parquet\n" + SUM_B + "  round_01/b.parquet\n";
    assertThat(checkSums(line + "\n" + rest))
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "demo/checksums.sha256:1",
                "no checksum",
                line,
                "what sha256sum prints",
                "a damaged list"));
  }

  @Test
  void manifestOfAllFiles_isRight() throws IOException {
    RecordedRows rows =
        readManifest(COLUMNS, row("genn", 1, "a.parquet"), row("genn", 2, "b.parquet"));
    assertThat(findings.all()).isEmpty();
    assertThat(rows.of(a)).satisfies(row -> assertThat(row.trials()).isEqualTo(1));
    assertThat(rows.of(b)).satisfies(row -> assertThat(row.trials()).isEqualTo(2));
  }

  @Test
  void benchmarkListedTwice_isFoundHoweverItsNumbersAreWritten() throws IOException {
    readManifest(
        COLUMNS,
        row("genn", 1, "a.parquet"),
        row("genn", 1, "b.parquet").replace(",1,1.0,", ",1.0,1,"));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "demo/manifest.csv:3",
                "benchmark listed twice",
                "genn, 1.0, 1.0, x, demo, 1.0",
                "one row each",
                "joined manifests"));
  }

  @ParameterizedTest
  @CsvSource({
    "',1,time_ms,ms', ',2,time_ms,ms', unknown spike schema version, 2, 1",
    "',1,time_ms,ms', ',1,time_s,ms', unknown spike time column, time_s, time_ms",
    "',1,time_ms,ms', ',1,time_ms,s', unknown spike time unit, s, ms",
    "',1,time_ms,ms', ',1,time_ms,', unknown spike time unit, empty, ms"
  })
  void otherSchema_isAWarning(String from, String to, String what, String value, String expected)
      throws IOException {
    readManifest(COLUMNS, row("genn", 1, "a.parquet").replace(from, to));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value, Finding::expected)
        .containsExactly(tuple(Severity.WARNING, what, value, expected));
  }

  @Test
  void columns_areThoseOfAManifest() throws IOException {
    readManifest("run_label,framework,n_run,t_run,spike_path,note,author");
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::file, Finding::what, Finding::value)
        .containsExactly(
            tuple(
                Severity.WARNING,
                "demo/manifest.csv",
                "missing column",
                "round, backend_key, experiment, experiment_key, spikes, active_neurons, status,"
                    + " timestamp, spike_schema_version, spike_time_column, spike_time_unit"),
            tuple(Severity.WARNING, "demo/manifest.csv", "unknown column", "note, author"));
  }

  /// A column that is not there is one finding, not one for each row.
  @Test
  void rowsWithoutSchemaAndStatus_areNotCheckedForThem() throws IOException {
    readManifest(
        "run_label,framework,n_run,t_run,spike_path", "demo,genn,1,1.0,round_01/a.parquet");
    assertThat(findings.all()).extracting(Finding::what).containsExactly("missing column");
  }

  @Test
  void failedBenchmarkAndOtherLabel_areNamed() throws IOException {
    readManifest(
        COLUMNS,
        row("genn", 1, "a.parquet").replace("success", "error: killed"),
        row("genn", 2, "b.parquet").replace("demo,1,", "other,1,"));
    assertThat(findings.all())
        .extracting(
            Finding::severity, Finding::file, Finding::what, Finding::value, Finding::expected)
        .containsExactly(
            tuple(
                Severity.ERROR,
                "demo/manifest.csv:2",
                "failed benchmark with a spike file",
                "error: killed",
                "success"),
            tuple(
                Severity.WARNING, "demo/manifest.csv:3", "label of another run", "other", "demo"));
  }

  @Test
  void tableWithoutSpikePaths_isRefused() {
    assertThatThrownBy(() -> readManifest("run_label,framework,n_run,t_run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no column spike_path");
  }
}
