package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run of a chain of three neurons, two trials of 1 s, and a file of another program whose rows
/// are in no order. `src/test/python/read_exports.py` reads exports with the tools they are for.
class ExportCommandTest {
  @TempDir private Path folder;
  private Path spikes;
  private Path foreign;

  @BeforeEach
  void run() throws IOException {
    Path brain = TinyBrain.in(folder);
    spikes = folder.resolve("a.parquet");
    TinyBrain.run(brain, 150, 1, 2, spikes);
    foreign = folder.resolve("foreign.parquet");
    writeForeign(new double[] {900.2, 0.3, 0.1, 5, 5}, 1, 1, 0, 1, 0);
  }

  /// Spikes of the neurons 33, 11, 11, 11, 33.
  private void writeForeign(double[] times, long... trials) throws IOException {
    long[] ids = {33, 11, 11, 11, 33};
    List<Column> columns =
        List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, times.length);
    System.arraycopy(times, 0, batch.doubles(0), 0, times.length);
    System.arraycopy(trials, 0, batch.longs(1), 0, times.length);
    System.arraycopy(ids, 0, batch.longs(2), 0, times.length);
    try (ParquetWriter file = new ParquetWriter(foreign, columns, Compression.SNAPPY, Map.of())) {
      file.write(batch);
      file.commit();
    }
  }

  @Test
  void nwb_hasTheSpikesOfEachNeuronInSessionTime() throws IOException {
    export(spikes, "nwb");

    SpikeRows rows = SpikeFileReader.readAll(spikes);
    try (HdfFile file = new HdfFile(folder.resolve("a.nwb"))) {
      assertThat(data(file, "/units/flywire_id")).isEqualTo(new long[] {11, 22, 33});
      assertThat(data(file, "/units/neuron_index")).isEqualTo(new long[] {0, 1, 2});
      double[] times = (double[]) data(file, "/units/spike_times");
      int spike = 0;
      for (long id : new long[] {11, 22, 33}) {
        for (int row = 0; row < rows.size(); row++) {
          if (rows.flywireIds()[row] == id) {
            long step = Math.round(10 * rows.times()[row]) + 10_000L * rows.trials()[row];
            assertThat(times[spike++]).isEqualTo(step / 10_000.0);
          }
        }
      }
      assertThat(times).hasSize(rows.size()).hasSize(spike);
      assertThat(data(file, "/intervals/trials/start_time")).isEqualTo(new double[] {0, 1});
      assertThat(data(file, "/units/obs_intervals"))
          .isEqualTo(new double[][] {{0, 2}, {0, 2}, {0, 2}});
      assertThat((String) data(file, "/general/source_script")).contains("n_run = 2");
      assertThat((String) data(file, "/general/notes"))
          .contains("\"flybrain.seed\" : \"1\"", "flybrain.connectome.sha256");
    }
  }

  @Test
  void nwbOfFileInNoOrder_isOrderedByTrialAndTime() throws IOException {
    export(foreign, "nwb", "--t-run", 1, "--n-run", 3);

    try (HdfFile file = new HdfFile(folder.resolve("foreign.nwb"))) {
      assertThat(file.getByPath("/units"))
          .isInstanceOfSatisfying(
              Group.class,
              units -> assertThat(units.getChildren()).doesNotContainKey("neuron_index"));
      assertThat(data(file, "/units/spike_times_index")).isEqualTo(longs(3, 5));
      double[] times = (double[]) data(file, "/units/spike_times");
      double[] expected = {0.0001, 1.0003, 1.005, 0.005, 1.9002};
      // Without a time step, times are sums of doubles, which are not always the nearest.
      IntStream.range(0, 5)
          .forEach(k -> assertThat(times[k]).isCloseTo(expected[k], within(1e-12)));
    }
  }

  @Test
  void sonata_hasAFileForEachTrial() throws IOException {
    export(spikes, "sonata", "--connectome", folder.resolve("tiny"));

    SpikeRows rows = SpikeFileReader.readAll(spikes);
    int row = 0;
    for (int trial = 0; trial < 2; trial++) {
      try (HdfFile file =
          new HdfFile(folder.resolve("a-sonata/spikes_trial%d.h5".formatted(trial)))) {
        double[] times = (double[]) data(file, "/spikes/neurons/timestamps");
        BigInteger[] nodes = (BigInteger[]) data(file, "/spikes/neurons/node_ids");
        for (int k = 0; k < times.length; k++, row++) {
          assertThat(rows.trials()[row]).isEqualTo(trial);
          assertThat(times[k]).isEqualTo(rows.times()[row]);
          assertThat(nodes[k].intValueExact()).isEqualTo(rows.neurons()[row]);
        }
        assertThat(file.getByPath("/spikes/neurons").getAttribute("sorting").getData())
            .isEqualTo("by_time");
      }
    }
    assertThat(row).isEqualTo(rows.size());
    try (HdfFile nodes = new HdfFile(folder.resolve("a-sonata/nodes.h5"))) {
      assertThat(data(nodes, "/nodes/neurons/0/flywire_id")).isEqualTo(new long[] {11, 22, 33});
    }
  }

  @Test
  void sonataOfFileInNoOrder_saysSoInEachTrial() throws IOException {
    Path out = folder.resolve("out");
    String[] options = {"--t-run", "1", "--n-run", "4", "--out", out.toString()};
    export(foreign, "sonata", "--connectome", folder.resolve("tiny"), options);
    options[3] = "3";
    export(foreign, "sonata", "--force", "--connectome", folder.resolve("tiny"), options);

    try (HdfFile file = new HdfFile(out.resolve("spikes_trial1.h5"))) {
      assertThat(data(file, "/spikes/neurons/timestamps")).isEqualTo(new double[] {900.2, 0.3, 5});
      assertThat(file.getByPath("/spikes/neurons").getAttribute("sorting").getData())
          .isEqualTo("none");
    }
    try (HdfFile file = new HdfFile(out.resolve("spikes_trial0.h5"))) {
      assertThat(file.getByPath("/spikes/neurons").getAttribute("sorting").getData())
          .isEqualTo("by_time");
    }
    assertThat(out.resolve("spikes_trial2.h5")).exists();
    assertThat(out.resolve("spikes_trial3.h5")).doesNotExist();
    assertThat(out.resolve("simulation_trial3.json")).doesNotExist();
  }

  @Test
  void trains_areOnePerNeuronAndTrial() throws IOException {
    export(foreign, "neo-csv", "--t-run", 1, "--n-run", 3);

    assertThat(Files.readString(folder.resolve("foreign-trains.csv")))
        .isEqualTo(
            """
            flywire_id,neuron_index,name,type,side,trial,t_stop_ms,spikes,times_ms
            11,,,,,0,1000.0,1,0.1
            11,,,,,1,1000.0,2,0.3 5.0
            11,,,,,2,1000.0,0,
            33,,,,,0,1000.0,1,5.0
            33,,,,,1,1000.0,1,900.2
            33,,,,,2,1000.0,0,
            """);
    assertThat(folder.resolve(".foreign-trains.csv.waiting")).doesNotExist();
  }

  @Test
  void chosenNeurons_areExportedSilentOnesToo() throws IOException {
    Object[] options = {"--neurons", "22,11,99", "--connectome", folder.resolve("tiny")};
    Cli cli = export(foreign, "neo-csv", "--t-run", 1, "--n-run", 1 + 1, options);

    assertThat(cli.err()).contains("left out", "99");
    assertThat(Files.readString(folder.resolve("foreign-trains.csv")))
        .isEqualTo(
            """
            flywire_id,neuron_index,name,type,side,trial,t_stop_ms,spikes,times_ms
            22,1,,,,0,1000.0,0,
            22,1,,,,1,1000.0,0,
            11,0,,,,0,1000.0,1,0.1
            11,0,,,,1,1000.0,2,0.3 5.0
            """);
  }

  @Test
  void network_hasConnectionsBetweenTheNeurons() throws IOException {
    Path out = folder.resolve("net");
    export(spikes, "cytoscape", "--connectome", folder.resolve("tiny"), "--out", out);
    export(spikes, "cytoscape", "--connectome", folder.resolve("tiny"));

    assertThat(Files.readString(out.resolve("edges.csv")))
        .isEqualTo(
            """
            source,target,interaction,synapses,weight
            11,22,excites,300,300
            22,33,excites,300,300
            """);
    assertThat(Files.readAllLines(out.resolve("nodes.csv")))
        .hasSize(4)
        .element(1)
        .asString()
        .startsWith("11,0,,,,");
    assertThat(Files.readString(folder.resolve("a.graphml")))
        .contains(
            "<edge source=\"11\" target=\"22\"><data key=\"interaction\">excites</data>",
            "<node id=\"33\"><data key=\"flywire_id\">33</data>");
  }

  @Test
  void fewSynapses_areLeftOut() throws IOException {
    Path out = folder.resolve("net");
    Path tiny = folder.resolve("tiny");
    export(spikes, "cytoscape", "--connectome", tiny, "--out", out, "--min-synapses", 301);
    assertThat(Files.readAllLines(out.resolve("edges.csv"))).hasSize(1);
  }

  @Test
  void colours_areOfRates() throws IOException {
    export(foreign, "neuroglancer", "--t-run", 1, "--n-run", 3);
    Path out = folder.resolve("foreign-neuroglancer");
    assertThat(Files.readString(out.resolve("layer.json")))
        .containsIgnoringWhitespaces(
            "\"segments\":[\"11\",\"33\"],\"segmentColors\":{\"11\":\"#fcfdbf\",");
    assertThat(Files.readString(out.resolve("info")))
        .containsIgnoringWhitespaces(
            "\"ids\":[\"11\",\"33\"]", "\"values\":[1.0,0.6666666865348816]");
  }

  @Test
  void existingExport_isReplacedOnlyWithForce() throws IOException {
    export(spikes, "nwb");
    Cli again = Cli.run("export", spikes, "--to", "nwb");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("a.nwb: already exists", "--force");
    export(spikes, "nwb", "--force");
  }

  @Test
  void spikeAfterTheEndOfItsTrial_isRefusedAndLeavesNothing() {
    Object[] options = {"--t-run", 0.9, "--n-run", 2};
    for (String format : List.of("nwb", "neo-csv", "sonata")) {
      Cli cli =
          Cli.run(
              words(
                  "export",
                  foreign,
                  "--to",
                  format,
                  "--connectome",
                  folder.resolve("tiny"),
                  options));
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains("a spike at 900.2 ms, but a trial lasts 0.9 s", "--t-run");
    }
    assertThat(folder.toFile().list()).doesNotContain("foreign.nwb", "foreign-trains.csv");
  }

  @Test
  void otherConnectome_isRefused() {
    Cli cli = Cli.run("export", spikes, "--to", "sonata", "--connectome", "synthetic");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("is of another connectome ('tiny'").contains("--connectome");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FILE --to sonata|1|the connectome of this run, 'tiny', is not found",
        "FOREIGN --to sonata --t-run 1 --n-run 2|1|does not record its connectome",
        "FOREIGN --to nwb|1|does not record the number of trials",
        "FOREIGN --to nwb --n-run 2|1|does not record the duration",
        "FOREIGN --to nwb --t-run 1 --n-run 1|1|trial",
        "FILE --to nwb --out a.h5|2|must end with .nwb",
        "FILE --to neo-csv --out a.txt|2|must end with .csv",
        "FILE --to cytoscape --out a.cx|2|must end with .graphml, or be that of a folder",
        "FILE --to sonata --out FILE|2|is a file; sonata needs a folder",
        "FILE --to nwb --min-synapses 3|2|--min-synapses: only a network",
        "FILE --to cytoscape --min-synapses 0|2|must be at least 1",
        "FILE --to nwb --t-run 0|2|above 0",
        "FILE --to nwb --n-run 0|2|at least 1",
        "FILE --to matlab|2|nwb, sonata, neo-csv, cytoscape, neuroglancer",
        "FILE|2|--to",
      })
  void wrongUsage_isExplained(String line, int exitCode, String message) {
    Object[] words = List.<Object>of((Object[]) line.split(" ")).toArray();
    for (int k = 0; k < words.length; k++) {
      words[k] = words[k].equals("FILE") ? spikes : words[k].equals("FOREIGN") ? foreign : words[k];
    }
    Cli cli = Cli.run(words("export", words));
    assertThat(cli.err()).contains(message);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
  }

  private static Cli export(Path file, String format, Object... options) {
    Cli cli = Cli.run(words("export", file, "--to", format, options));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  private static Object[] words(Object... parts) {
    return Arrays.stream(parts)
        .flatMap(
            part -> part instanceof Object[] some ? Arrays.stream(words(some)) : Stream.of(part))
        .toArray();
  }

  private static BigInteger[] longs(long... values) {
    return Arrays.stream(values).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  private static Object data(HdfFile file, String path) {
    return file.getDatasetByPath(path).getData();
  }
}
