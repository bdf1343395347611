package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.export.ExportedRuns.Spike;
import flybrain.spikes.FiringRates;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the schema of NWB 2.7 and hdmf-common 1.8 require of a file with units and trials, and the
/// numbers in it. Four neurons of which the second is silent, three trials of 0.5 s.
class NwbFileTest {
  private static final long ID = 720575940660219265L;
  private static final Map<String, String> METADATA =
      Map.of(
          "flybrain.parameter.dt", "0.1",
          "flybrain.connectome", "v783",
          "flybrain.experiment", "n_run = 3\n");

  @TempDir private Path folder;
  private Path spikes;

  @BeforeEach
  void record() throws IOException {
    spikes =
        ExportedRuns.write(
            folder.resolve("a.parquet"),
            true,
            List.of(
                new Spike(0, 0.1, ID + 7, 70),
                new Spike(0, 499.9, ID, 9),
                new Spike(1, 0, ID, 9),
                new Spike(2, 3.3, ID + 7, 70),
                new Spike(2, 250.5, ID + 3, 5),
                new Spike(2, 250.6, ID, 9)));
    Files.setLastModifiedTime(spikes, FileTime.fromMillis(1_700_000_000_123L));
  }

  private ExportedRun run(boolean indices, Map<String, String> metadata, int trials)
      throws IOException {
    return new ExportedRun(
        spikes,
        "sugar",
        metadata,
        FiringRates.of(spikes, 0.5, trials),
        new ExportedNeurons(
            new long[] {ID, ID + 1, ID + 3, ID + 7},
            indices ? new int[] {9, 6, 5, 70} : new int[0],
            List.of("MN9_left", "", "", "é"),
            List.of("", "GRN", "", ""),
            List.of("left", "", "right", "")));
  }

  private HdfFile written() throws IOException {
    return written(run(true, METADATA, 3));
  }

  private HdfFile written(ExportedRun run) throws IOException {
    Path file = folder.resolve("a.nwb");
    NwbFile.write(run, "how it came about", file);
    return new HdfFile(file);
  }

  private static Object data(HdfFile file, String path) {
    return file.getDatasetByPath(path).getData();
  }

  private static Object attribute(Node node, String name) {
    Attribute attribute = node.getAttribute(name);
    assertThat(attribute).as(node.getPath() + " " + name).isNotNull();
    return attribute.getData();
  }

  private static BigInteger[] whole(long... numbers) {
    return Arrays.stream(numbers).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  @Test
  void spikes_areByNeuronInSecondsOfTheSession() throws IOException {
    try (HdfFile file = written()) {
      assertThat((double[]) data(file, "/units/spike_times"))
          .containsExactly(0.4999, 0.5, 1.2506, 1.2505, 0.0001, 1.0033);
      assertThat(data(file, "/units/spike_times_index")).isEqualTo(whole(3, 3, 4, 6));
      assertThat(attribute(file.getByPath("/units/spike_times"), "resolution")).isEqualTo(1e-4);
    }
  }

  @Test
  void units_areTheNeurons() throws IOException {
    try (HdfFile file = written()) {
      assertThat(data(file, "/units/id")).isEqualTo(new long[] {0, 1, 2, 3});
      assertThat(data(file, "/units/flywire_id"))
          .isEqualTo(new long[] {ID, ID + 1, ID + 3, ID + 7});
      assertThat(data(file, "/units/neuron_index")).isEqualTo(new long[] {9, 6, 5, 70});
      assertThat((String[]) data(file, "/units/neuron_name"))
          .containsExactly("MN9_left", "", "", "é");
      assertThat((String[]) data(file, "/units/cell_type")).containsExactly("", "GRN", "", "");
      assertThat((String[]) data(file, "/units/side")).containsExactly("left", "", "right", "");
      double[] session = {0, 1.5};
      assertThat(data(file, "/units/obs_intervals"))
          .isEqualTo(new double[][] {session, session, session, session});
      assertThat(data(file, "/units/obs_intervals_index")).isEqualTo(whole(1, 2, 3, 4));
      assertThat((String[]) attribute(file.getByPath("/units"), "colnames"))
          .containsExactly(
              "flywire_id",
              "neuron_index",
              "neuron_name",
              "cell_type",
              "side",
              "obs_intervals",
              "spike_times");
    }
  }

  @Test
  void trials_followOneAnother() throws IOException {
    try (HdfFile file = written()) {
      assertThat(data(file, "/intervals/trials/start_time")).isEqualTo(new double[] {0, 0.5, 1});
      assertThat(data(file, "/intervals/trials/stop_time")).isEqualTo(new double[] {0.5, 1, 1.5});
      assertThat(data(file, "/intervals/trials/trial")).isEqualTo(new long[] {0, 1, 2});
      assertThat((String[]) attribute(file.getByPath("/intervals/trials"), "colnames"))
          .containsExactly("start_time", "stop_time", "trial");
    }
  }

  /// The root has these groups and datasets in any file of the format.
  @Test
  void session_isDescribed() throws IOException {
    try (HdfFile file = written()) {
      assertThat(file.getChildren())
          .containsOnlyKeys(
              "file_create_date",
              "identifier",
              "session_description",
              "session_start_time",
              "timestamps_reference_time",
              "acquisition",
              "analysis",
              "processing",
              "stimulus",
              "general",
              "intervals",
              "units");
      assertThat(attribute(file, "nwb_version")).isEqualTo("2.7.0");
      assertThat(data(file, "/session_start_time")).isEqualTo("2023-11-14T22:13:20.123+00:00");
      assertThat(data(file, "/timestamps_reference_time"))
          .isEqualTo(data(file, "/session_start_time"));
      assertThat(((String[]) data(file, "/file_create_date"))[0])
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+00:00");
      assertThat((String) data(file, "/identifier")).startsWith("sugar ");
      assertThat(data(file, "/session_description"))
          .isEqualTo(
              "Spikes of a simulation: 'sugar', 3 trials of 0.5 s on the connectome v783. The"
                  + " trials follow one another.");
      assertThat(data(file, "/general/session_id")).isEqualTo("sugar");
      assertThat(data(file, "/general/notes")).isEqualTo("how it came about");
      assertThat(data(file, "/general/source_script")).isEqualTo("n_run = 3\n");
      assertThat(attribute(file.getByPath("/general/source_script"), "file_name"))
          .isEqualTo("sugar.toml");
    }
  }

  /// Typed objects have their namespace and an id of their own; columns and tables describe
  /// themselves; an index refers to its values.
  @Test
  void objects_haveTheAttributesOfTheirTypes() throws IOException {
    Set<String> ids = new HashSet<>();
    List<String> types = new ArrayList<>();
    try (HdfFile file = written()) {
      collect(file, ids, types);
      assertThat(types)
          .contains("core NWBFile /", "core Units /units/")
          .contains("core TimeIntervals /intervals/trials/")
          .contains("hdmf-common ElementIdentifiers /units/id")
          .contains("hdmf-common VectorData /units/spike_times")
          .contains("hdmf-common VectorIndex /units/spike_times_index")
          .contains("hdmf-common VectorIndex /units/obs_intervals_index");
      assertThat(ids).hasSameSizeAs(types).allMatch(id -> id.length() == 36);
      for (String column : List.of("spike_times", "obs_intervals")) {
        assertThat(attribute(file.getByPath("/units/" + column + "_index"), "target"))
            .isEqualTo(file.getDatasetByPath("/units/" + column).getAddress());
      }
    }
  }

  private static void collect(Node node, Set<String> ids, List<String> types) {
    if (node.getAttribute("neurodata_type") != null) {
      ids.add((String) attribute(node, "object_id"));
      types.add(
          "%s %s %s"
              .formatted(
                  attribute(node, "namespace"), attribute(node, "neurodata_type"), node.getPath()));
      String type = (String) attribute(node, "neurodata_type");
      if (!type.equals("NWBFile") && !type.equals("ElementIdentifiers")) {
        assertThat((String) attribute(node, "description")).isNotBlank();
      }
    }
    if (node instanceof Group group) {
      group.getChildren().values().forEach(child -> collect(child, ids, types));
    }
  }

  @Test
  void whatTheFileDoesNotSay_isLeftOut() throws IOException {
    try (HdfFile file = written(run(false, Map.of(), 3))) {
      assertThat(((Group) file.getByPath("/units")).getChildren())
          .doesNotContainKey("neuron_index");
      assertThat((String[]) attribute(file.getByPath("/units"), "colnames"))
          .doesNotContain("neuron_index");
      assertThat(((Group) file.getByPath("/general")).getChildren())
          .doesNotContainKey("source_script");
      Dataset times = file.getDatasetByPath("/units/spike_times");
      assertThat(times.getAttributes()).doesNotContainKey("resolution");
      assertThat((String) data(file, "/session_description")).contains("3 trials of 0.5 s. The");
    }
  }

  /// A file of a second trial alone, of no neuron: tables without rows.
  @Test
  void nothing_isExportedToo() throws IOException {
    ExportedRun nobody =
        new ExportedRun(
            spikes,
            "none",
            METADATA,
            FiringRates.of(spikes, 0.5, 3),
            new ExportedNeurons(new long[0], new int[0], List.of(), List.of(), List.of()));
    try (HdfFile file = written(nobody)) {
      for (String column :
          List.of("id", "flywire_id", "spike_times", "spike_times_index", "side")) {
        assertThat(file.getDatasetByPath("/units/" + column).getSize()).as(column).isZero();
      }
      assertThat(file.getDatasetByPath("/intervals/trials/id").getSize()).isEqualTo(3);
    }
  }

  @Test
  void spikeAfterItsTrial_leavesNoFile() throws IOException {
    ExportedRun run =
        new ExportedRun(
            spikes,
            "short",
            METADATA,
            FiringRates.of(spikes, 0.4, 3),
            new ExportedNeurons(
                new long[] {ID}, new int[0], List.of(""), List.of(""), List.of("")));
    Path target = folder.resolve("a.nwb");
    assertThatThrownBy(() -> NwbFile.write(run, "", target))
        .isInstanceOf(InputException.class)
        .hasMessage(
            spikes
                + ": a spike at 499.9 ms, but a trial lasts 0.4 s; give the duration with --t-run");
    assertThat(folder.toFile().list()).containsExactly("a.parquet");
  }
}
