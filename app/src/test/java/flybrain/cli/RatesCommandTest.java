package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Goldens are by `app/src/test/python/make_rates_golden.py`, an independent `get_rate`, and by
/// pandas: `core/src/test/python/make_spike_files.py`.
class RatesCommandTest {
  private static final Path COMPARE = Path.of("src/test/resources/flybrain/compare");
  private static final Path ROUND = COMPARE.resolve("results/schemas/round_01");
  private static final Path SCHEMAS = Path.of("../core/src/test/resources/flybrain/spikes");

  /// Of sums of squares in another order than that of deviations from the mean.
  private static final double ROUNDING = 1e-9;

  @TempDir private Path folder;

  @Test
  void table_isThatOfGetRate() throws IOException {
    Path out = folder.resolve("rates.csv");
    Cli cli = Cli.run(ofRound("--out", out));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .isEqualTo(
            "%s: has no spikes, so the table has no column for it%n"
                .formatted(ROUND.resolve("nest_t0.5s_n3.parquet")));
    List<NamedCsvRecord> rates = csv(COMPARE.resolve("golden-rates.csv"));
    List<NamedCsvRecord> deviations = csv(COMPARE.resolve("golden-rates-sd.csv"));
    List<NamedCsvRecord> rows = csv(out);
    assertThat(rows).hasSameSizeAs(rates);
    assertThat(rows.getFirst().getHeader())
        .containsExactly(
            "flyid",
            "name",
            "type",
            "side",
            "brian2cpp",
            "brian2cpp_sd",
            "event",
            "event_sd",
            "genn",
            "genn_sd",
            "nestgpu",
            "nestgpu_sd",
            "pytorch",
            "pytorch_sd");
    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.get(row).getField("flyid")).isEqualTo(rates.get(row).getField("flyid"));
      for (String name : List.of("brian2cpp", "event", "genn", "nestgpu", "pytorch")) {
        assertCell(rows.get(row).getField(name), rates.get(row).getField(name));
        assertCell(rows.get(row).getField(name + "_sd"), deviations.get(row).getField(name));
      }
    }
  }

  @Test
  void formats_haveTheSameTable() throws IOException {
    String csv = Cli.run(ofRound("--csv")).out();
    assertThat(csv.lines()).hasSize(1 + csv(COMPARE.resolve("golden-rates.csv")).size());
    JsonNode json = JsonMapper.shared().readTree(Cli.run(ofRound("--json")).out());
    Path parquet = folder.resolve("rates.parquet");
    Cli.run(ofRound("--out", parquet));
    assertThat(printedParquet()).isEqualTo(Files.readAllBytes(parquet));
    List<Column> columns = List.of(Column.int64("flyid"), Column.float64("pytorch"));
    try (ParquetReader reader = new ParquetReader(parquet);
        ColumnBatches batches = reader.read(columns)) {
      assertThat(batches.next()).isTrue();
      ColumnBatch batch = batches.batch();
      assertThat(batch.longs(0)[0]).isEqualTo(720575940600000000L);
      assertThat(batch.doubles(1)[0]).isNaN();
      assertThat(json.get(0).get("flyid").stringValue()).isEqualTo("720575940600000000");
      assertThat(json.get(0).get("pytorch").isNull()).isTrue();
      for (int row = 0; row < batch.rows(); row++) {
        JsonNode rate = json.get(row).get("pytorch");
        assertThat(batch.doubles(1)[row])
            .isEqualTo(rate.isNull() ? Double.valueOf(Double.NaN) : (Double) rate.doubleValue());
      }
    }
  }

  private byte[] printedParquet() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cli.run(ofRound("--parquet")).exitCode()).isZero();
    } finally {
      System.setOut(before);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "full",
        "paper",
        "time_s",
        "time_ms",
        "pytorch_t0.1s_n4",
        "int32_trial",
        "category",
        "large_string"
      })
  void everySchema_isRead(String schema) throws IOException {
    Path out = folder.resolve("rates.csv");
    Cli cli =
        Cli.run(
            "rates",
            SCHEMAS.resolve(schema + ".parquet"),
            "--t-run",
            0.1,
            "--n-run",
            4,
            "--names",
            "mine",
            "--out",
            out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<NamedCsvRecord> goldens = csv(SCHEMAS.resolve("rates.csv"));
    List<NamedCsvRecord> rows = csv(out);
    assertThat(rows).hasSameSizeAs(goldens);
    for (int row = 0; row < rows.size(); row++) {
      NamedCsvRecord golden = goldens.get(row);
      assertThat(rows.get(row).getField("flyid")).isEqualTo(golden.getField("flywire_id"));
      assertCell(rows.get(row).getField("mine"), golden.getField("rate_hz"));
      assertCell(rows.get(row).getField("mine_sd"), golden.getField("population_sd_hz"));
    }
  }

  @Test
  void tableOfARun_isThatOfItsSpikeFile() throws IOException {
    Path brain = TinyBrain.in(folder);
    Path spikes = folder.resolve("chain.parquet");
    Path ofRun = folder.resolve("run.csv");
    Path alone = folder.resolve("alone.json");
    Path sets = Files.writeString(folder.resolve("sets.json"), "{\"motor\": [33]}");
    Object[] run = {
      "run",
      "--connectome",
      brain,
      "--excite",
      11,
      "--n-run",
      3,
      "--sets",
      sets,
      "--read-out",
      "motor",
      "--rates"
    };
    assertThat(Cli.run(with(run, ofRun, "--out", spikes)).exitCode()).isZero();
    assertThat(Cli.run("rates", spikes, "--csv").out()).isEqualTo(Files.readString(ofRun));
    assertThat(Files.readString(ofRun)).startsWith("flyid,name,type,side,chain,chain_sd\n11,,,,");
    assertThat(csv(ofRun).getLast().getField("name")).isEqualTo("motor");
    Cli dropped = Cli.run(with(run, alone, "--no-spikes", "--name", "chain", "--json"));
    assertThat(dropped.exitCode()).as(dropped.err()).isZero();
    assertThat(JsonMapper.shared().readTree(dropped.out()).get("file").isNull()).isTrue();
    assertThat(Files.readString(alone)).isEqualTo(Cli.run("rates", spikes, "--json").out());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void text_hasTheHighestRatesFirst() throws IOException {
    Comparator<NamedCsvRecord> highest =
        Comparator.comparingDouble(row ->
            row.getFields().stream()
                .skip(1)
                .filter(cell -> !cell.isEmpty())
                .mapToDouble(Double::parseDouble)
                .max()
                .orElse(0));
    NamedCsvRecord first =
        csv(COMPARE.resolve("golden-rates.csv")).stream().max(highest).orElseThrow();
    assertThat(Cli.run(ofRound()).out().lines().skip(1).findFirst().orElseThrow())
        .startsWith(first.getField("flyid") + " ");
  }

  @Test
  void neuron_hasItsReadOutAndItsType() throws IOException {
    Path spikes = write("one", 720575940660219265L, "one", 720575940622486057L, "one", 5L);
    String csv = Cli.run("rates", spikes, "--t-run", 2, "--n-run", 1, "--csv").out();
    assertThat(csv.lines().skip(1).toList()).hasSize(3).first().isEqualTo("5,,,,0.5,0.0");
    assertThat(csv).contains("\n720575940660219265,MN9_left,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|full|does not record the duration of a trial; give --t-run",
        "1|full --t-run 0.1|does not record the number of trials; give --n-run",
        "1|full --t-run 0.1 --n-run 3|trial 3; must be 0 .. 2",
        "1|full full --t-run 0.1 --n-run 4|both are of an experiment 'full'",
        "1|full paper --t-run 0.1 --n-run 4 --names a,a_sd|two columns would be named 'a_sd'",
        "2|full paper --t-run 0.1 --n-run 4 --names a|--names: 1 name for 2 files",
        "2|full --t-run -1|--t-run -1: must be a number of seconds above 0",
        "2|full --t-run Infinity|--t-run inf: must be a number",
        "2|full --n-run 0|--n-run 0: must be at least 1",
        "2|full --csv --json|--csv",
        "2|full --t-run 0.1 --n-run 4 --out rates.txt|must end with .csv, .parquet or .json",
        "1|bad_no_id --t-run 0.1 --n-run 4|flywire_id",
        "1|bad_type --t-run 0.1 --n-run 4|flywire_id",
        "1|absent --t-run 0.1 --n-run 4|absent.parquet",
        "2||Missing required parameter: 'SPIKES.parquet'"
      })
  void mistake_isExplained(int code, String arguments, String message) {
    Stream<Object> words =
        arguments == null
            ? Stream.of()
            : Stream.of(arguments.split(" ", -1)).map(RatesCommandTest::schema);
    Cli cli = Cli.run(Stream.concat(Stream.of("rates"), words).toArray());
    assertThat(cli.err()).contains(message).doesNotContain("\tat ");
    assertThat(cli.exitCode()).isEqualTo(code);
    assertThat(cli.out()).isEmpty();
  }

  private static Object schema(String word) {
    return word.matches("full|paper|bad_.*|absent") ? SCHEMAS.resolve(word + ".parquet") : word;
  }

  @Test
  void fileOfSeveralExperiments_isRefused() throws IOException {
    Path file = write("one", 5L, "two", 5L);
    Cli cli = Cli.run("rates", file, "--t-run", 1, "--n-run", 1);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("several experiments ('one' and 'two' in exp_name)");
  }

  /// A file of single spikes.
  ///
  /// @param rows experiment and neuron of each
  private Path write(Object... rows) throws IOException {
    List<Column> columns =
        List.of(
            Column.float64("t"),
            Column.int64("trial"),
            Column.int64("flywire_id"),
            Column.string("exp_name"));
    ColumnBatch batch = new ColumnBatch(columns, rows.length / 2);
    for (int row = 0; row < rows.length / 2; row++) {
      batch.strings(3)[row] = (String) rows[2 * row];
      batch.longs(2)[row] = (Long) rows[2 * row + 1];
    }
    batch.setRows(rows.length / 2);
    Path file = folder.resolve("spikes.parquet");
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  private static Object[] ofRound(Object... options) {
    Stream<Object> files =
        Stream.of("pytorch", "brian2cpp", "event", "genn", "nest", "nestgpu")
            .map(key -> ROUND.resolve(key + "_t0.5s_n3.parquet"));
    return Stream.of(Stream.<Object>of("rates"), files, Stream.of(options))
        .flatMap(words -> words)
        .toArray();
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
  }

  private static void assertCell(String cell, String golden) {
    if (golden.isEmpty()) {
      assertThat(cell).isEmpty();
    } else {
      assertThat(Double.parseDouble(cell)).isCloseTo(Double.parseDouble(golden), within(ROUNDING));
    }
  }

  private static List<NamedCsvRecord> csv(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    }
  }
}
