package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.ExperimentFile;
import flybrain.external.FakeBackend;
import flybrain.laboratory.Machine;
import flybrain.parquet.Compression;
import flybrain.results.DataFolder;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import flybrain.spikes.SpikeFileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteRunTest {
  @TempDir private Path folder;
  private Path experiment;
  private DataFolder data;
  private int opened;
  private final StringWriter log = new StringWriter();

  @BeforeEach
  void makeExperiment() throws IOException {
    data = new DataFolder(folder.resolve("data"));
    experiment = folder.resolve("x.toml");
    Files.writeString(experiment, "name = \"x\"\n[drive]\nneurons = [10]\nrate = 100.0\n");
  }

  @Test
  void deathOfAWorker_isARowAndTheGridGoesOn() throws IOException {
    Tally tally =
        run(
            List.of(
                fake("first", "behaves"),
                fake("starts", "dies at once"),
                fake("prepares", "fails"),
                fake("runs", "dies while simulating"),
                fake("last", "behaves")),
            "x");
    assertThat(tally).isEqualTo(new Tally(2, 0, 3, 0));
    List<ResultRow> rows = ResultsFile.read(data.resultsFile());
    assertThat(rows)
        .extracting(row -> row.status().replaceFirst("; log: .*", ""))
        .containsExactly(
            "success",
            "error: starts: its worker ended with exit code 3 while starting",
            "error: prepares: ValueError: too many neurons",
            "error: runs: its worker ended with exit code 137 (killed; out of memory?) while simulating",
            "success");
    assertThat(rows).extracting(row -> row.text("spikes")).containsExactly("3", "0", "0", "0", "3");
    assertThat(rows).extracting(ResultRow::spikePath).element(3).isEqualTo("");
    assertThat(Files.readAllLines(data.run("x").resolve("manifest.csv"))).hasSize(3);
    try (Stream<Path> files = Files.list(data.round("x", 1))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("first_t0.1s_n2.parquet", "last_t0.1s_n2.parquet");
    }
    // Failed benchmarks are tried again, all others are not.
    assertThat(run(List.of(fake("first", "behaves"), fake("runs", "behaves")), "x"))
        .isEqualTo(new Tally(1, 1, 0, 0));
    assertThat(ResultsFile.read(data.resultsFile()))
        .hasSize(5)
        .element(3)
        .matches(ResultRow::succeeded);
  }

  @Test
  void spikeFile_saysWhatItsBackendSaidOfItself() throws IOException {
    run(List.of(fake("first", "behaves")), "x");
    try (SpikeFileReader spikes =
        new SpikeFileReader(data.round("x", 1).resolve("first_t0.1s_n2.parquet"))) {
      assertThat(spikes.provenance())
          .containsEntry("flybrain.backend", "first")
          .containsEntry("flybrain.software", "fake 1.2")
          .containsEntry("flybrain.threads", "2");
      assertThat(spikes.provenance().getOrDefault("flybrain.seeds", "").split(" "))
          .hasSize(2)
          .doesNotHaveDuplicates();
    }
    assertThat(log.toString())
        .contains("Fake first, t_run=0.1s, n_run=2, round 1, seed " + RoundSeeds.of(1, 1))
        .contains("Machine: " + Machine.line(2));
    assertThat(data.run("x").resolve("run.json")).content().contains("\"" + Machine.line(2) + "\"");
  }

  /// The first opening may have to make the brain from its files; the second takes the time.
  @Test
  void brain_isOpenedForTheWholeGrid() throws IOException {
    run(
        List.of(fake("first", "behaves"), fake("second", "behaves"), fake("third", "behaves")),
        "x");
    assertThat(opened).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"benchmark-results.csv", "results/x/manifest.csv"})
  void tableThatCannotBeExtended_isReportedBeforeAnythingRuns(String name) throws IOException {
    Path file = data.root().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not,a,table,of,ours\n1,2,3,4,5\n");
    assertThatThrownBy(() -> run(List.of(fake("first", "behaves")), "x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
    assertThat(data.round("x", 1)).doesNotExist();
    assertThat(file).hasContent("not,a,table,of,ours\n1,2,3,4,5\n");
  }

  @Test
  void timeWithoutSpikes_replacesTheRowAndLeavesTheSpikes() throws IOException {
    Backend backend = fake("first", "behaves");
    run(List.of(backend), "x");
    Path spikes = data.round("x", 1).resolve("first_t0.1s_n2.parquet");
    byte[] before = Files.readAllBytes(spikes);
    assertThat(SuiteRun.of(suite(List.of(backend), "x", false), out(), null))
        .isEqualTo(new Tally(1, 0, 0, 0));
    assertThat(ResultsFile.read(data.resultsFile()))
        .singleElement()
        .matches(row -> row.spikePath().isEmpty() && row.text("spikes").equals("0"));
    assertThat(spikes).hasBinaryContent(before);
    assertThat(run(List.of(backend), "x")).isEqualTo(new Tally(1, 0, 0, 0));
    assertThat(ResultsFile.read(data.resultsFile()).getFirst().text("spikes")).isEqualTo("3");
  }

  private Tally run(List<Backend> backends, String label) throws IOException {
    return SuiteRun.of(suite(backends, label, true), out(), null);
  }

  private PrintWriter out() {
    return new PrintWriter(log);
  }

  private Backend fake(String key, String behaviour) {
    return new FakeBackend(key, behaviour, folder);
  }

  private Suite suite(List<Backend> backends, String label, boolean spikes) {
    Connectome brain =
        Connectome.of(
            "five",
            new Neurons(new long[] {10, 20, 30, 40, 50}),
            new ConnectionsBuilder(5).add(0, 2, 300).build());
    return new Suite(
        data,
        label,
        backends,
        new Grid(List.of(0.1), List.of(2), 1, 1),
        ExperimentFile.read(experiment),
        () -> {
          opened++;
          return brain;
        },
        spikes ? Optional.of(Compression.BROTLI) : Optional.empty(),
        OptionalDouble.empty(),
        false,
        2);
  }
}
