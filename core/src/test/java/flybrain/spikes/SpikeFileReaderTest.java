package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.SharedData;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.SpikeFileReader.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// On files that pandas and pyarrow made: src/test/python/make_spike_files.py.
class SpikeFileReaderTest {
  /// An id of the paper: the left motor neuron 9, whose rate is the paper's main read-out.
  private static final long MN9 = 720575940660219265L;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "full, true",
    "paper, false",
    "time_s, false",
    "time_ms, false",
    "pytorch_t0.1s_n4, false",
    "int32_trial, true",
    "text_id, true",
    "uint64_id, true",
    "category, true",
    "large_string, true",
    "pandas_lz4, false",
    "polars_lz4, false",
    "fastparquet_lz4, false",
    "duckdb_lz4, false",
    "duckdb_gzip, false",
    "duckdb_brotli, false"
  })
  void everySchema_givesTheSameSpikes(String name, boolean hasNeuronIndex) throws IOException {
    SpikeRows rows = SpikeFileReader.readAll(resource(name));
    List<String[]> expected = expected();
    assertThat(rows.size()).isEqualTo(expected.size());
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = expected.get(i);
      // A time in s times 1000 was rounded three times, which moves it by two last digits at most.
      double ms = Double.parseDouble(cells[1]);
      assertThat(rows.times()[i]).isCloseTo(ms, within(2 * Math.ulp(ms)));
      assertThat(rows.trials()[i]).isEqualTo(Integer.parseInt(cells[2]));
      assertThat(rows.neurons()[i]).isEqualTo(hasNeuronIndex ? Integer.parseInt(cells[3]) : -1);
      assertThat(rows.flywireIds()[i]).isEqualTo(Long.parseLong(cells[4]));
    }
  }

  /// Decimals as int32, int64 and bytes; trials as double.
  @ParameterizedTest
  @ValueSource(strings = {"decimal7", "decimal15", "decimal30", "decimal_pyarrow"})
  void decimalTimes_areTheDoublesNearestToThem(String name) throws IOException {
    SpikeRows rows = SpikeFileReader.readAll(resource(name));
    List<String[]> expected = expected();
    assertThat(rows.size()).isEqualTo(expected.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.times()[i]).isEqualTo(Double.parseDouble(expected.get(i)[1]));
      assertThat(rows.trials()[i]).isEqualTo(Integer.parseInt(expected.get(i)[2]));
      assertThat(rows.flywireIds()[i]).isEqualTo(Long.parseLong(expected.get(i)[4]));
    }
  }

  /// The file has PyTorch's name; under another name only a known duration distinguishes ms from s.
  @Test
  void unitOfT_followsFromBackendOrDuration() throws IOException {
    Path inMs = resource("pytorch_t0.1s_n4");
    double first = Double.parseDouble(expected().getFirst()[1]);
    assertThat(firstTime(inMs, new SpikeFileName("pytorch", 1000, 4))).isEqualTo(first);
    assertThat(firstTime(inMs, new SpikeFileName("brian2cpp", 0.1, 4))).isEqualTo(first);
    assertThat(firstTime(inMs, null)).isEqualTo(1000 * first);
    Path inSeconds = resource("paper");
    assertThat(firstTime(inSeconds, new SpikeFileName("brian2cpp", 0.1, 4)))
        .isCloseTo(first, within(2 * Math.ulp(first)));
    // Up to twice the duration, a time is taken for seconds.
    assertThat(firstTime(inSeconds, new SpikeFileName("brian2cpp", 0.05, 4)))
        .isCloseTo(first, within(2 * Math.ulp(first)));
  }

  /// A trial of 10 s: a limit of less than its duration would take its last seconds for ms.
  @Test
  void unitOfT_isSecondsUpToTwiceALongDuration() throws IOException {
    Path file = folder.resolve("nest_t10.0s_n1.parquet");
    for (double last : new double[] {9.9, 20, 20.5}) {
      writeSeconds(file, 0.5, last);
      double unit = last > 20 ? 1 : 1000;
      SpikeRows rows = SpikeFileReader.readAll(file);
      assertThat(rows.times()).containsExactly(0.5 * unit, last * unit);
      try (SpikeFileReader reader = new SpikeFileReader(file)) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.seconds(1)).isEqualTo(last > 20 ? last / 1000 : last);
      }
    }
  }

  /// Files of pandas have both; the double nearest to a decimal in ms is not 1000 times the one in
  /// s.
  @Test
  void seconds_areAsPandasHasThem() throws IOException {
    for (String name : List.of("time_ms", "time_s")) {
      List<String[]> expected = expected();
      try (SpikeFileReader reader = new SpikeFileReader(resource(name))) {
        assertThat(reader.next()).isTrue();
        for (int i = 0; i < reader.rows().size(); i++) {
          double ms = Double.parseDouble(expected.get(i)[1]);
          double seconds = name.equals("time_ms") ? ms / 1000 : reader.seconds(i);
          assertThat(reader.seconds(i)).isEqualTo(seconds);
          assertThat(reader.seconds(i)).isCloseTo(ms / 1000, within(2 * Math.ulp(ms / 1000)));
        }
      }
    }
  }

  private static void writeSeconds(Path file, double... times) throws IOException {
    List<Column> columns =
        List.of(Column.float64("t"), Column.int64("trial"), Column.int64("flywire_id"));
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      ColumnBatch batch = ColumnBatch.ofRows(columns, times.length);
      System.arraycopy(times, 0, batch.doubles(0), 0, times.length);
      Arrays.fill(batch.longs(2), MN9);
      writer.write(batch);
      writer.commit();
    }
  }

  /// A folder of thousands of files is read one file after the other.
  @Test
  @EnabledOnOs(OS.LINUX) // lists the files that this process has open
  void noFileStaysOpen() throws IOException {
    Path full = resource("full");
    try (SpikeFileReader reader = new SpikeFileReader(full)) {
      assertThat(reader.next()).isTrue();
      assertThat(open(full)).isEqualTo(1);
    }
    assertThat(open(full)).isZero();
    Path bad = resource("bad_no_time");
    assertThatThrownBy(() -> SpikeFileReader.readAll(bad)).isInstanceOf(InputException.class);
    assertThat(open(bad)).isZero();
    Path empty = resource("empty");
    SpikeFileReader.readAll(empty);
    assertThat(open(empty)).isZero();
  }

  private static long open(Path file) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .map(SpikeFileReaderTest::target)
          .filter(target -> target.equals(file.toAbsolutePath().toString()))
          .count();
    }
  }

  /// Empty if it was closed meanwhile.
  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "empty_no_row_group", "empty_untyped"})
  void emptyFile_hasNoSpikes(String name) throws IOException {
    assertThat(SpikeFileReader.readAll(resource(name)).size()).isZero();
    FiringRates rates = FiringRates.of(resource(name), 1, 30);
    assertThat(rates.neurons()).isZero();
    assertThat(rates.spikesPerTrial()).isEqualTo(Measurement.zero(30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad_no_time | has no column 'time_ms', 'time_s' or 't'; its columns are [trial, neuron_index, flywire_id, exp_name]
          bad_no_id   | has no column 'flywire_id'
          bad_type    | column 'flywire_id' is of type
          bad_rounded_text | column 'flywire_id', row 0 (counted from 0): '7.2057594060
          bad_uint64  | column 'flywire_id', row 5 (counted from 0): 9223372036854775808; must be at most 2^63 - 1 (a missing id
          bad_no_root | column 'flywire_id', row 5 (counted from 0): 0; must be a neuron id, 1 .. 2^63 - 1
          bad_null    | column 'flywire_id', row 41 (counted from 0): has no value
          bad_time    | column 'time_ms', row 17 (counted from 0): -0.1; must be at least 0 and finite
          bad_nan     | column 'time_ms', row 17 (counted from 0): NaN; must be at least 0 and finite
          bad_trial   | column 'trial', row 3 (counted from 0): -1; must be 0 .. 2147483647
          """)
  void unusableFile_isRefused(String name, String message) {
    assertThatThrownBy(() -> SpikeFileReader.readAll(resource(name)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(resource(name) + ": " + message);
  }

  @Test
  void rates_arePandas() throws IOException {
    FiringRates rates = FiringRates.of(resource("paper"), 0.1, 4);
    List<String> lines =
        Files.readAllLines(Path.of("src/test/resources/flybrain/spikes/rates.csv"));
    assertThat(rates.neurons()).isEqualTo(lines.size() - 1);
    for (int neuron = 0; neuron < rates.neurons(); neuron++) {
      String[] cells = lines.get(neuron + 1).split(",", -1);
      assertThat(rates.flywireId(neuron)).isEqualTo(Long.parseLong(cells[0]));
      assertThat(rates.indexOf(Long.parseLong(cells[0]))).isEqualTo(neuron);
      // pandas sums in another order.
      assertThat(rates.rate(neuron).mean()).isCloseTo(Double.parseDouble(cells[1]), within(1e-12));
      assertThat(rates.rate(neuron).populationSd())
          .isCloseTo(Double.parseDouble(cells[2]), within(1e-12));
      assertThat(rates.rate(neuron).sd()).isCloseTo(Double.parseDouble(cells[3]), within(1e-12));
    }
    assertThat(rates.indexOf(1)).isEqualTo(-1);
    assertThat(rates.spikes()).isEqualTo(60);
  }

  @Test
  void tooFewTrials_areRefused() {
    assertThatThrownBy(() -> FiringRates.of(resource("paper"), 0.1, 3))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("trial 3; must be 0 .. 2");
  }

  @Test
  void ownFile_keepsProvenanceAndSpikes() throws IOException {
    Path file = folder.resolve("event_t1.0s_n2.parquet");
    try (SpikeFileWriter writer =
        new SpikeFileWriter(file, 0.1, neuron -> 100L + neuron, Map.of("seed", "17"))) {
      TrialSink first = writer.begin(0);
      first.spikes(new int[] {3, 7}, new int[] {1, 0}, 2);
      first.end();
      writer.begin(1).end();
      writer.commit();
    }
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      assertThat(reader.provenance()).containsEntry("seed", "17");
      assertThat(reader.hasNeuronIndex()).isTrue();
      assertThat(reader.size()).isEqualTo(2);
      assertThat(reader.next()).isTrue();
      assertThat(Arrays.copyOf(reader.rows().times(), 2)).containsExactly(0.3, 0.7);
      assertThat(Arrays.copyOf(reader.rows().flywireIds(), 2)).containsExactly(101, 100);
      assertThat(Arrays.copyOf(reader.rows().neurons(), 2)).containsExactly(1, 0);
      assertThat(reader.next()).isFalse();
    }
  }

  /// The authors' own files. Means and population standard deviations equal pandas', to all digits;
  /// the published ones, the last column, are sample standard deviations over 30 trials.
  @Tag("shared")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sugarR       | 511566 | 448 | 211.72630131059927 | 402.6 | 7.351190379795643 | 3.1510139461590594 | 3.20
          sugarR_100Hz | 289073 | 404 | 406.5034385531758  | 354.3 | 7.895779463316673 | 6.595368745482612  | 6.71
          """)
  void filesOfTheAuthors_giveTheirRates(
      String name,
      long spikes,
      int neurons,
      double sdOfSpikes,
      double active,
      double sdOfActive,
      double sdOfMn9,
      double publishedSdOfMn9)
      throws IOException {
    Path file = SharedData.path("data/brian2-v630/" + name + ".parquet");
    FiringRates rates = FiringRates.of(file, 1, 30);
    Measurement mn9 = rates.rate(rates.indexOf(MN9));
    assertThat(rates.spikes()).isEqualTo(spikes);
    assertThat(rates.neurons()).isEqualTo(neurons);
    assertThat(rates.spikesPerTrial().mean()).isEqualTo(spikes / 30.0);
    assertThat(rates.activePerTrial().mean()).isEqualTo(active);
    // The variance is a difference of sums of squares here, which costs six digits of sixteen.
    assertThat(rates.spikesPerTrial().populationSd()).isCloseTo(sdOfSpikes, within(1e-8));
    assertThat(rates.activePerTrial().populationSd()).isCloseTo(sdOfActive, within(1e-8));
    assertThat(mn9.populationSd()).isCloseTo(sdOfMn9, within(1e-8));
    assertThat(mn9.mean()).isEqualTo(name.equals("sugarR") ? 2798 / 30.0 : 2011 / 30.0);
    assertThat(mn9.sd()).isCloseTo(publishedSdOfMn9, within(0.005));
  }

  /// All times that Brian2 wrote are of the form that we write.
  @Tag("shared")
  @ParameterizedTest
  @ValueSource(strings = {"sugarR", "sugarR_100Hz"})
  void timesOfBrian2_areStepsTimesDt(String name) throws IOException {
    StepTime time = new StepTime(0.1);
    SpikeRows rows =
        SpikeFileReader.readAll(SharedData.path("data/brian2-v630/" + name + ".parquet"));
    for (int i = 0; i < rows.size(); i++) {
      int step = (int) Math.rint(rows.times()[i] * 10);
      assertThat(rows.times()[i]).isEqualTo(time.seconds(step) * 1000);
    }
  }

  @Test
  void content_isReadAndCheckedAsFarAsItIsWanted() throws IOException {
    Path file =
        SpikeTable.write(
            folder.resolve("late.parquet"),
            List.of(new SpikeTable.Row(0, 1.5, 9), new SpikeTable.Row(1, Double.NaN, 8)));
    try (SpikeFileReader counts = new SpikeFileReader(file, Content.COUNTS)) {
      assertThat(counts.next()).isTrue();
      assertThat(Arrays.copyOf(counts.rows().trials(), counts.rows().size())).containsExactly(0, 1);
      assertThat(counts.rows().flywireIds()).startsWith(9, 8);
      assertThat(counts.hasNeuronIndex()).isFalse();
      assertThat(counts.next()).isFalse();
    }
    for (Content content : List.of(Content.TIMES, Content.ALL)) {
      try (SpikeFileReader times = new SpikeFileReader(file, content)) {
        assertThatThrownBy(times::next)
            .isInstanceOf(InputException.class)
            .hasMessageContaining("column 'time_ms', row 1 (counted from 0): NaN");
      }
    }
  }

  private static double firstTime(Path file, @Nullable SpikeFileName name) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(file, name, Content.ALL)) {
      assertThat(reader.next()).isTrue();
      return reader.rows().times()[0];
    }
  }

  private static List<String[]> expected() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/flybrain/spikes/expected.csv"))) {
      rows.add(line.split(",", -1));
    }
    return rows.subList(1, rows.size());
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/flybrain/spikes", name + ".parquet");
  }
}
