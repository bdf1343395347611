package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.export.ExportedRuns.Spike;
import flybrain.spikes.FiringRates;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs on a brain of four neurons, of which 55 is not exported.
class SonataFolderTest {
  private static final long[] IDS = {22, 33, 44, 55};
  private static final Connectome BRAIN =
      Connectome.of("four", new Neurons(IDS), new ConnectionsBuilder(4).build());

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("out");
  }

  private void write(int trials, boolean indices, Map<String, String> metadata, Spike... spikes)
      throws IOException {
    Path file = ExportedRuns.write(folder.resolve("a.parquet"), indices, List.of(spikes));
    List<String> unknown = Collections.nCopies(3, "");
    SonataFolder.write(
        new ExportedRun(
            file,
            "run",
            metadata,
            FiringRates.of(file, 0.5, trials),
            new ExportedNeurons(
                new long[] {44, 22, 33}, new int[] {2, 0, 1}, unknown, unknown, unknown)),
        BRAIN,
        target());
  }

  private static Spike spike(int trial, double time, long id) {
    return new Spike(trial, time, id, Arrays.binarySearch(IDS, id));
  }

  /// Time and node of each spike of a trial.
  private List<String> spikes(int trial) throws IOException {
    try (HdfFile file = new HdfFile(target().resolve("spikes_trial%d.h5".formatted(trial)))) {
      if (file.getDatasetByPath("/spikes/neurons/timestamps").getSize() == 0) {
        return List.of();
      }
      double[] times = (double[]) file.getDatasetByPath("/spikes/neurons/timestamps").getData();
      BigInteger[] nodes =
          (BigInteger[]) file.getDatasetByPath("/spikes/neurons/node_ids").getData();
      return IntStream.range(0, times.length).mapToObj(k -> times[k] + " " + nodes[k]).toList();
    }
  }

  private Object sorting(int trial) throws IOException {
    try (HdfFile file = new HdfFile(target().resolve("spikes_trial%d.h5".formatted(trial)))) {
      return file.getByPath("/spikes/neurons").getAttribute("sorting").getData();
    }
  }

  /// Nodes are neuron indices; without a trial's spikes its file is there all the same.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void spikes_areInTheFileOfTheirTrial(boolean indices) throws IOException {
    write(
        4,
        indices,
        Map.of(),
        spike(0, 1.5, 44),
        spike(0, 1.5, 22),
        spike(0, 2, 55),
        spike(2, 0, 33),
        spike(2, 499.9, 33));
    assertThat(spikes(0)).containsExactly("1.5 2", "1.5 0");
    assertThat(spikes(1)).isEmpty();
    assertThat(spikes(2)).containsExactly("0.0 1", "499.9 1");
    assertThat(spikes(3)).isEmpty();
    for (int trial = 0; trial < 4; trial++) {
      assertThat(sorting(trial)).isEqualTo("by_time");
    }
    assertThat(target().toFile().list())
        .containsExactlyInAnyOrder(
            "nodes.h5",
            "circuit_config.json",
            "spikes_trial0.h5",
            "spikes_trial1.h5",
            "spikes_trial2.h5",
            "spikes_trial3.h5",
            "simulation_trial0.json",
            "simulation_trial1.json",
            "simulation_trial2.json",
            "simulation_trial3.json");
  }

  /// In the order of the file: by time within a trial, or not, as the file says.
  @Test
  void trialsInNoOrder_areWrittenOneByOne() throws IOException {
    write(
        3,
        true,
        Map.of(),
        spike(2, 5, 22),
        spike(0, 7, 33),
        spike(2, 4, 44),
        spike(1, 1, 22),
        spike(0, 8, 22));
    assertThat(spikes(0)).containsExactly("7.0 1", "8.0 0");
    assertThat(spikes(1)).containsExactly("1.0 0");
    assertThat(spikes(2)).containsExactly("5.0 0", "4.0 2");
    assertThat(List.of(sorting(0), sorting(1), sorting(2)))
        .containsExactly("by_time", "by_time", "none");
  }

  @Test
  void nodes_areTheNeuronsOfTheConnectome() throws IOException {
    write(1, true, Map.of());
    try (HdfFile nodes = new HdfFile(target().resolve("nodes.h5"))) {
      assertThat(nodes.getDatasetByPath("/nodes/neurons/0/flywire_id").getData()).isEqualTo(IDS);
      assertThat(nodes.getDatasetByPath("/nodes/neurons/node_type_id").getData())
          .isEqualTo(new long[] {-1, -1, -1, -1});
      assertThat(nodes.getAttribute("magic").getData()).isEqualTo(0x0A7AL);
      assertThat(nodes.getAttribute("version").getData()).isEqualTo(new long[] {0, 1});
    }
    try (HdfFile spikes = new HdfFile(target().resolve("spikes_trial0.h5"))) {
      assertThat(spikes.getAttribute("magic").getData()).isEqualTo(0x0A7AL);
      assertThat(
              spikes.getDatasetByPath("/spikes/neurons/timestamps").getAttribute("units").getData())
          .isEqualTo("ms");
    }
  }

  private JsonNode json(String name) {
    return JsonMapper.shared().readTree(target().resolve(name).toFile());
  }

  @Test
  void configurations_leadToTheFilesOfTheTrial() throws IOException {
    write(2, true, Map.of("flybrain.parameter.dt", "0.05"), spike(1, 1, 22));
    JsonNode simulation = json("simulation_trial1.json");
    assertThat(simulation.at("/run/tstop").asDouble()).as("ms").isEqualTo(500);
    assertThat(simulation.at("/run/dt").asDouble()).as("ms").isEqualTo(0.05);
    Path spikes =
        target()
            .resolve(simulation.at("/output/output_dir").asString())
            .resolve(simulation.at("/output/spikes_file").asString());
    assertThat(spikes).exists().hasFileName("spikes_trial1.h5");
    JsonNode circuit = json(simulation.path("network").asString());
    JsonNode nodes = circuit.at("/networks/nodes/0");
    String base = circuit.at("/manifest/$BASE_DIR").asString();
    assertThat(
            Path.of(
                nodes.path("nodes_file").asString().replace("$BASE_DIR", target() + "/" + base)))
        .exists();
    assertThat(nodes.at("/populations/neurons/type").asString()).isEqualTo("point_neuron");
    assertThat(circuit.at("/networks/edges").isArray()).isTrue();
    assertThat(circuit.at("/networks/edges").isEmpty()).isTrue();

    write(2, true, Map.of());
    assertThat(json("simulation_trial0.json").at("/run/dt").asDouble())
        .as("required, and the model's where it is not known")
        .isEqualTo(0.1);
  }

  @Test
  void exportOfFewerTrials_leavesNoneOfAnOlderOne() throws IOException {
    write(3, true, Map.of(), spike(2, 1, 22));
    Path mine = Files.createFile(target().resolve("spikes_trial9.txt"));
    write(1, true, Map.of(), spike(0, 1, 22));
    assertThat(target().toFile().list())
        .containsExactlyInAnyOrder(
            "nodes.h5",
            "circuit_config.json",
            "spikes_trial0.h5",
            "simulation_trial0.json",
            mine.getFileName().toString());
  }

  @Test
  void files_areThoseThatAreWritten() throws IOException {
    write(2, true, Map.of());
    assertThat(SonataFolder.files(target(), 2))
        .containsExactlyInAnyOrder(
            Arrays.stream(target().toFile().list()).map(target()::resolve).toArray(Path[]::new));
  }

  @Test
  void neuronOfAnotherConnectome_isRefused() {
    assertThatThrownBy(() -> write(1, false, Map.of(), spike(0, 1, 22), new Spike(0, 2, 99)))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            ": neuron 99 is not of the connectome; name the connectome of this run with"
                + " --connectome");
    for (int index : new int[] {1, 4}) {
      assertThatThrownBy(() -> write(1, true, Map.of(), new Spike(0, 2, 22, index)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "neuron 22 with the index %d is not of the connectome".formatted(index));
    }
    assertThat(target()).isEmptyDirectory();
  }

  @Test
  void spikeAfterItsTrial_isRefused() {
    assertThatThrownBy(() -> write(1, true, Map.of(), spike(0, 500, 22)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(": a spike at 500 ms, but a trial lasts 0.5 s");
    assertThat(target()).isEmptyDirectory();
  }
}
