package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.external.FakeBackend;
import flybrain.parquet.Compression;
import flybrain.results.DataFolder;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files of a benchmark run, written and read without running anything.
class RecordsTest {
  private static final Outcome DONE =
      new Outcome(1.23456, 0, 0.02, 2.0005, 3, 2, ResultRow.SUCCESS);

  @TempDir private Path folder;
  private DataFolder data;
  private Backend backend;
  private Benchmark benchmark;

  @BeforeEach
  void makeBenchmark() {
    data = new DataFolder(folder.resolve("data"));
    backend = new FakeBackend("fake", "behaves", folder);
    benchmark = new Benchmark(backend, 0.1, 4, 2);
  }

  private static Recipe recipe() {
    return Recipe.DEFAULT
        .withName("mine")
        .withDriven(List.of(new NeuronReference.Id(10)))
        .withSeed(7);
  }

  private Suite suite(String label, boolean spikes) {
    return new Suite(
        data,
        label,
        List.of(backend),
        new Grid(List.of(0.1), List.of(4), 1, 1),
        recipe(),
        () -> {
          throw new IllegalStateException("no brain is needed");
        },
        spikes ? Optional.of(Compression.BROTLI) : Optional.empty(),
        OptionalDouble.empty(),
        false,
        1);
  }

  private Records records(String label, boolean spikes) {
    return new Records(suite(label, spikes), "Mine (100 Hz)");
  }

  private Records records() {
    return records("x", true);
  }

  private Path spikes() throws IOException {
    return spikes(data.round("x", 2).resolve("fake_t0.1s_n4.parquet"));
  }

  /// A file of three spikes.
  private static Path spikes(Path file) throws IOException {
    try (SpikeFileWriter writer = new SpikeFileWriter(file, 0.1, neuron -> neuron + 1, Map.of())) {
      TrialSink trial = writer.begin(0);
      trial.spikes(new int[] {1, 2, 3}, new int[] {0, 1, 0}, 3);
      trial.end();
      writer.commit();
    }
    return file;
  }

  private ResultRow row() {
    List<ResultRow> rows = ResultsFile.read(data.resultsFile());
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  /// Times in s to 3 decimals, the ratio to 4: 4 trials of 0.1 s in 0.02 s.
  @Test
  void row_isThatOfTheSpecification() throws IOException {
    spikes();
    records().put(benchmark, DONE, "2026-07-10 10:07:18");
    assertThat(Files.readAllLines(data.resultsFile()))
        .containsExactly(
            "framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,"
                + "active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,"
                + "round,spike_path",
            "Fake fake,4,0.1,1.235,0.0,0.02,2.001,20.0,3,2,success,2026-07-10 10:07:18,fake,"
                + "Mine (100 Hz),mine,x,2,data/results/x/round_02/fake_t0.1s_n4.parquet");
    assertThat(Files.readAllLines(data.run("x").resolve("manifest.csv")))
        .hasSize(2)
        .last()
        .isEqualTo(
            "x,2,Fake fake,fake,Mine (100 Hz),mine,4,0.1,"
                + "data/results/x/round_02/fake_t0.1s_n4.parquet,3,2,success,"
                + "2026-07-10 10:07:18,1,time_ms,ms");
    assertThat(Files.readAllLines(data.run("x").resolve("checksums.sha256")))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}  round_02/fake_t0.1s_n4.parquet");
  }

  @Test
  void failure_isARowWithoutAFile() throws IOException {
    records().put(benchmark, Outcome.failed("no compiler", 3), "now");
    assertThat(row().status()).isEqualTo("error: no compiler");
    assertThat(row().spikePath()).isEmpty();
    assertThat(row().realtimeRatio()).isZero();
    assertThat(row().totalTime()).isEqualTo(3);
    assertThat(data.run("x")).doesNotExist();
  }

  @Test
  void runWithoutLabel_hasNeitherManifestNorChecksums() throws IOException {
    Benchmark plain = new Benchmark(backend, 0.1, 4, 0);
    Path file = spikes(data.results().resolve("fake_t0.1s_n4.parquet"));
    Records records = records("", true);
    assertThat(records.spikeFile(plain)).isEqualTo(file);
    records.check();
    records.beforeSpikes(plain);
    records.put(plain, DONE, "now");
    assertThat(row().spikePath()).isEqualTo("data/results/fake_t0.1s_n4.parquet");
    assertThat(row().round()).isEmpty();
    try (var files = Files.list(data.results())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(records.isComplete(plain)).as("it is always run again").isFalse();
  }

  @Test
  void benchmark_isCompleteOnceItsFileIsListed() throws IOException {
    Records records = records();
    assertThat(records.isComplete(benchmark)).isFalse();
    Path file = spikes();
    records.put(benchmark, DONE, "now");
    assertThat(records.isComplete(benchmark)).isTrue();
    assertThat(records.isComplete(new Benchmark(backend, 0.1, 4, 3))).isFalse();
    assertThat(records.isComplete(new Benchmark(backend, 0.1, 8, 2))).isFalse();
    assertThat(records("x", false).isComplete(benchmark)).as("timed with recording").isFalse();
    Files.delete(file);
    assertThat(records.isComplete(benchmark)).isFalse();
  }

  /// As after a process that was killed while it replaced the file.
  @Test
  void fileTakenOffTheList_isNotComplete() throws IOException {
    Records records = records();
    spikes();
    records.put(benchmark, DONE, "now");
    records.beforeSpikes(benchmark);
    assertThat(records.isComplete(benchmark)).isFalse();
    assertThat(data.run("x").resolve("checksums.sha256")).hasContent("");
  }

  @Test
  void failedBenchmark_isNotComplete() throws IOException {
    Records records = records();
    spikes();
    records.put(benchmark, DONE, "now");
    assertThat(records.hasSucceeded(benchmark)).isTrue();
    records.put(benchmark, Outcome.failed("killed", 1), "later");
    assertThat(records.isComplete(benchmark)).isFalse();
    assertThat(records.hasSucceeded(benchmark)).isFalse();
    assertThat(row().status()).isEqualTo("error: killed");
  }

  @Test
  void timeWithoutSpikes_isCompleteWithoutAFile() throws IOException {
    Records records = records("x", false);
    records.put(benchmark, DONE, "now");
    assertThat(records.isComplete(benchmark)).isTrue();
    assertThat(row().spikePath()).isEmpty();
    assertThat(data.run("x")).doesNotExist();
    assertThat(records().isComplete(benchmark)).as("its spikes are missing").isFalse();
  }

  /// What another program has made of a label: rows that say success, files, and no list.
  private void recordedByTheSuite() throws IOException {
    spikes();
    records().put(benchmark, DONE, "now");
    Files.delete(data.run("x").resolve("checksums.sha256"));
  }

  @Test
  void intactFilesOfAnotherProgram_areListed() throws IOException {
    recordedByTheSuite();
    assertThat(records().isComplete(benchmark)).isFalse();
    assertThat(records().adopt()).isEqualTo(1);
    assertThat(records().isComplete(benchmark)).isTrue();
    assertThat(records().adopt()).as("once").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "',3,2,success', ',4,2,success', another number of spikes",
    "success, error: x, a failure",
    "',x,2,data', ',y,2,data', another label",
    "data/results/x, data/results/other, a file of another run",
    "data/results/x/, data/results/x/../, a file outside the run",
    "fake_t0.1s_n4.parquet, gone.parquet, a file that is not there"
  })
  void otherRows_areNotListed(String from, String to, String what) throws IOException {
    recordedByTheSuite();
    String text = Files.readString(data.resultsFile());
    assertThat(text).contains(from);
    spikes(data.results().resolve("other/round_02/fake_t0.1s_n4.parquet"));
    spikes(data.results().resolve("round_02/fake_t0.1s_n4.parquet"));
    Files.writeString(data.resultsFile(), text.replace(from, to));
    assertThat(records().adopt()).as(what).isZero();
    assertThat(data.run("x").resolve("checksums.sha256")).doesNotExist();
  }

  @Test
  void truncatedFile_isNotListed() throws IOException {
    recordedByTheSuite();
    Path file = records().spikeFile(benchmark);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(records().adopt()).isZero();
  }

  @Test
  void filesOfSomethingElse_areRefused() throws IOException {
    Files.createDirectories(data.run("x"));
    Path list = data.run("x").resolve("checksums.sha256");
    Files.writeString(list, "not a sum\n");
    assertThatThrownBy(() -> records().check())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(list + ":1: 'not a sum' is not a line of sha256sum");
    records("", true).check();
  }

  @Test
  void recipeOfABenchmark_hasItsSizeAndTheSeedOfItsRound() {
    Recipe recipe = suite("x", true).recipeOf(benchmark);
    assertThat(recipe.duration()).isEqualTo(0.1);
    assertThat(recipe.trials()).isEqualTo(4);
    assertThat(recipe.seed()).isEqualTo(RoundSeeds.of(7, 2)).isNotEqualTo(7);
    assertThat(suite("", true).recipeOf(new Benchmark(backend, 1, 1, 0)).seed()).isEqualTo(7);
  }

  /// The suite's names of its two experiments; any other has its own, and its connectome's unless
  /// that is the suite's.
  @ParameterizedTest
  @CsvSource({
    "sugar, v783, 200, Sugar GRNs (200 Hz)",
    "p9, v783, 100, P9s forward walking (100 Hz)",
    "mine, v783, 12.5, mine (12.5 Hz)",
    "sugar, synthetic, 150, 'Sugar GRNs (150 Hz), synthetic'",
    "mine, v630, 0, 'mine (0 Hz), v630'"
  })
  void experiment_isNamedWithItsRateAndConnectome(
      String name, String place, double rate, String title) {
    Connectome brain =
        Connectome.of(
            place,
            new Neurons(new long[] {10, 20}),
            new ConnectionsBuilder(2).add(0, 1, 5).build());
    assertThat(
            ExperimentName.of(recipe().withName(name).withRate(rate).on(brain).experiment(), brain))
        .isEqualTo(title);
  }
}
