package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {
  private static final String HEADER = String.join(",", ManifestFile.COLUMNS) + "\n";

  @TempDir private Path folder;
  private ManifestFile manifest;
  private Path file;

  @BeforeEach
  void name() {
    manifest = new ManifestFile(folder);
    file = folder.resolve("manifest.csv");
  }

  private static ResultRow row(String framework, String trials, String spikes) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("run_label", "noio");
    cells.put("round", "1");
    cells.put("framework", framework);
    cells.put("experiment_key", "sugar");
    cells.put("n_run", trials);
    cells.put("t_run", "1.0");
    cells.put("sim_time", "0.5");
    cells.put("spikes", spikes);
    return new ResultRow(cells);
  }

  private static String line(String framework, String trials, String spikes) {
    return "noio,1,%s,,,sugar,%s,1.0,,%s,,,,1,time_ms,ms\n".formatted(framework, trials, spikes);
  }

  @Test
  void rows_haveTheColumnsOfTheSuite() throws IOException {
    manifest.check();
    manifest.put(row("A", "1", "10"));
    manifest.put(row("B, the \"second\"", "1", "20"));
    assertThat(file)
        .hasContent(HEADER + line("A", "1", "10") + line("\"B, the \"\"second\"\"\"", "1", "20"));
    manifest.check();
  }

  @Test
  void rowOfTheSameBenchmark_isReplacedInItsPlace() throws IOException {
    manifest.put(row("A", "1", "10"));
    manifest.put(row("A", "4", "40"));
    manifest.put(row("A", "1.0", "11"));
    assertThat(file).hasContent(HEADER + line("A", "1.0", "11") + line("A", "4", "40"));
  }

  /// The suite's own manifests have fewer columns, or others.
  @Test
  void columnsOfOthers_areKept() throws IOException {
    Files.writeString(file, "note,run_label,framework,n_run,t_run,round\nx,noio,A,1,1.0,1\n");
    manifest.put(row("B", "1", "20"));
    String[] lines = Files.readString(file).split("\n");
    assertThat(lines[0]).startsWith("note,run_label,framework,n_run,t_run,round,backend_key");
    assertThat(lines[1]).startsWith("x,noio,A,1,1.0,1,,");
    assertThat(lines[2]).startsWith(",noio,B,1,1.0,1,").endsWith(",1,time_ms,ms");
    assertThat(lines).hasSize(3);
  }

  @Test
  void otherTable_isRefusedAndLeftAlone() throws IOException {
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> manifest.put(row("A", "1", "10")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ":1: has no column run_label, framework, n_run, t_run; its header is 'a,b'");
    assertThatThrownBy(manifest::check).isInstanceOf(InputException.class);
    assertThat(file).hasContent("a,b\n1,2\n");
  }
}
