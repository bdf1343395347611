package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {
  private static final String MARCH =
      """
      framework,n_run,t_run,setup_time,build_time,sim_time,total_time,rt_ratio,spikes,active_neurons,status,timestamp
      Brian2 (CPU),1,0.1,1.01,2.193,1.153,4.425,0.0868,1578,324,success,2026-03-05 15:27:12
      Brian2 (CPU),1,1.0,0.658,0.195,3.215,4.185,0.311,16825,389,success,2026-03-05 15:27:17
      Brian2CUDA (GPU),1,1.0,-1.312,20.333,10.216,29.385,0.0979,17155,389,success,2026-03-05 16:49:47
      NEST GPU,30,100.0,0,0.0,0,2283.778,0,0,0,"error: Command '['python', 'run.py']' timed out, after 2120 s",2026-03-06 02:32:15
      """;

  private static final String JULY =
      String.join(",", ResultsFile.COLUMNS)
          + "\n"
          + """
          Brian2 (CPU),1,0.1,0.914,2.252,0.787,3.999,0.1271,0,0,success,2026-06-23 14:48:03,brian2cpp,Sugar GRNs (200 Hz),sugar,noio,1,
          Brian2 (CPU),1,0.1,0.9,2.3,0.8,4.0,0.125,0,0,success,2026-06-23 15:48:03,brian2cpp,Sugar GRNs (200 Hz),sugar,noio,2,
          Brian2 (CPU),1,0.1,0.9,2.3,0.9,4.0,0.111,7,2,success,2026-06-24 15:48:03,brian2cpp,Sugar GRNs (200 Hz),sugar,,,data/results/brian2cpp_t0.1s_n1.parquet
          """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("benchmark-results.csv");
  }

  @Test
  void rowsOfMarch_areReadWithTheirRatio() throws IOException {
    Files.writeString(file, MARCH);
    List<ResultRow> rows = ResultsFile.read(file);
    assertThat(rows)
        .extracting(ResultRow::realtimeRatio)
        .containsExactly(0.0868, 0.311, 0.0979, 0.0);
    assertThat(rows.getFirst().trials()).isEqualTo(1);
    assertThat(rows.getFirst().backendKey()).isEmpty();
    assertThat(rows.getLast().succeeded()).isFalse();
    assertThat(rows.getLast().status())
        .isEqualTo("error: Command '['python', 'run.py']' timed out, after 2120 s");
  }

  @Test
  void fileOfMarch_keepsEachRowWhenExtended() throws IOException {
    Files.writeString(file, MARCH);
    new ResultsFile(file).put(row("flybrain event (CPU)", "1", "0.1", "t", "1"));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo(String.join(",", ResultsFile.COLUMNS));
    List<String> old = MARCH.lines().skip(1).toList();
    for (int r = 0; r < old.size(); r++) {
      assertThat(lines.get(1 + r)).isEqualTo(old.get(r) + ",,,,,,");
    }
    assertThat(lines).hasSize(1 + old.size() + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void fileOfJuly_keepsEachByteWhenExtended(String lineEnd) throws IOException {
    String july = JULY.replace("\n", lineEnd);
    Files.writeString(file, july);
    new ResultsFile(file).put(row("Brian2 (CPU)", "1", "0.1", "noio", "3"));
    assertThat(Files.readString(file))
        .startsWith(july)
        .endsWith("Brian2 (CPU),1,0.1,,,,,,,,success,,,,sugar,noio,3," + lineEnd);
  }

  @Test
  void rowOfTheSameKey_isReplacedInItsPlace() throws IOException {
    Files.writeString(file, JULY);
    ResultsFile results = new ResultsFile(file);
    results.put(row("Brian2 (CPU)", "1", "0.1", "noio", "1"));
    results.put(row("Brian2 (CPU)", "1", "0.10", "", ""));
    List<ResultRow> rows = ResultsFile.read(file);
    assertThat(rows).hasSize(3);
    assertThat(rows)
        .extracting(row -> row.text("timestamp"))
        .containsExactly("", "2026-06-23 15:48:03", "");
  }

  @Test
  void numbersInKeys_areTheSameHoweverWritten() throws IOException {
    Files.writeString(file, "framework,n_run,t_run,sim_time\nA,1,1,2.5\nA,1,10,2.5\n");
    new ResultsFile(file).put(row("A", "1", "1.0", "", ""));
    assertThat(ResultsFile.read(file))
        .extracting(row -> row.text("t_run"))
        .containsExactly("1.0", "10");
  }

  @Test
  void columnsAndRowsOfOthers_areKept() throws IOException {
    Files.writeString(file, "\uFEFFmachine,framework,n_run,t_run\nmine,X,many,1\nmine,Y\n");
    new ResultsFile(file).put(row("A", "1", "1.0", "", ""));
    List<ResultRow> rows = ResultsFile.read(file);
    assertThat(rows).extracting(row -> row.text("machine")).containsExactly("mine", "mine", "");
    assertThat(rows).extracting(ResultRow::framework).containsExactly("X", "Y", "A");
    assertThat(rows.getFirst().text("n_run")).isEqualTo("many");
    assertThat(rows.getFirst().trials()).isNaN();
  }

  /// Files of `make_results_files.py`, written by pandas and by Python's csv module.
  @ParameterizedTest
  @CsvSource({
    "march.csv,4,0",
    "july.csv,6,2",
    "index.csv,6,2",
    "quoted.csv,6,2",
    "reordered.csv,6,2",
    "suite.csv,6,2"
  })
  void fileOfPython_keepsEveryCellWhenExtended(String name, int size, int labelled)
      throws IOException {
    Files.copy(Path.of("src/test/resources/flybrain/bench", name), file);
    List<NamedCsvRecord> before = records();
    assertThat(before).hasSize(size);
    new ResultsFile(file).put(row("Brian2 (CPU)", "1", "0.1", "noio", "3"));
    List<NamedCsvRecord> after = records();
    assertThat(after).hasSize(size + 1);
    for (int r = 0; r < size; r++) {
      Map<String, String> cells = before.get(r).getFieldsAsMap();
      for (Map.Entry<String, String> cell : cells.entrySet()) {
        String column = cell.getKey().equals("rt_ratio") ? "realtime_ratio" : cell.getKey();
        assertThat(after.get(r).getField(column)).as(column).isEqualTo(cell.getValue());
      }
    }
    List<String> columns = new ArrayList<>(before.getFirst().getHeader());
    columns.replaceAll(column -> column.equals("rt_ratio") ? "realtime_ratio" : column);
    assertThat(after.getFirst().getHeader())
        .startsWith(columns.toArray(String[]::new))
        .containsAll(ResultsFile.COLUMNS);
    List<ResultRow> rows = ResultsFile.read(file);
    assertThat(rows).filteredOn(row -> row.runLabel().equals("noio")).hasSize(labelled + 1);
    assertThat(rows.get(1).realtimeRatio()).isEqualTo(0.311);
    assertThat(rows.get(2).trials()).isEqualTo(30);
    assertThat(rows.get(3).status()).contains("\"--worker\"").contains("\nafter");
    // Rounds that pandas made 1.0 and 2.0 are still the rounds 1 and 2.
    new ResultsFile(file).put(row("Brian2 (CPU)", "1", "0.1", "noio", "1"));
    assertThat(records()).hasSize(size + (labelled == 0 ? 2 : 1));
  }

  private List<NamedCsvRecord> records() throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    }
  }

  @Test
  void bytesThatAreNotUtf8_areRefusedAndLeftAlone() throws IOException {
    byte[] latin =
        "framework,n_run,t_run\n\u00b5-brian,1,1.0\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, latin);
    assertThatThrownBy(() -> new ResultsFile(file).put(row("A", "1", "1.0", "", "")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("UTF-8");
    assertThat(file).hasBinaryContent(latin);
  }

  @Test
  void newFile_hasTheColumnsOfTheSuite() throws IOException {
    new ResultsFile(file).put(row("A", "1", "1.0", "", ""));
    assertThat(file)
        .hasContent(
            """
            framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,round,spike_path
            A,1,1.0,,,,,,,,success,,,,sugar,,,
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b\n1,2\n",
        "framework,n_run,t_run\nA,1,1.0,too,many\n",
        "framework,n_run,t_run\nA,1,\"1.0\nB,1,1.0\nC,1,1.0\n"
      })
  void fileThatIsNone_isRefusedAndLeftAlone(String text) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> new ResultsFile(file).put(row("A", "1", "1.0", "", "")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent(text);
  }

  private static ResultRow row(
      String framework, String trials, String duration, String label, String round) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("framework", framework);
    cells.put("n_run", trials);
    cells.put("t_run", duration);
    cells.put("status", "success");
    cells.put("experiment_key", "sugar");
    cells.put("run_label", label);
    cells.put("round", round);
    return new ResultRow(cells);
  }
}
