package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.backend.Backend;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Both engines against the spikes of Brian2 that `validation/` keeps.
class GoldenTest {
  private static final Path GOLDENS = Path.of("../validation/goldens");

  @TestFactory
  Stream<DynamicTest> engines_giveTheSpikesOfBrian2() throws IOException {
    return cases()
        .flatMap(folder ->
            Engines.all().stream()
                .map(engine ->
                    DynamicTest.dynamicTest(
                        folder.getFileName() + " " + engine.key(), () -> check(folder, engine))));
  }

  @Test
  void goldens_coverTheRules() throws IOException {
    assertThat(cases().map(folder -> folder.getFileName().toString()))
        .contains("both-signs", "driven-rate-0", "delay-1.8-ms", "input-in-spike-step")
        .hasSizeGreaterThan(30);
  }

  private static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDENS)) {
      return folders.sorted().toList().stream();
    }
  }

  private static void check(Path folder, Backend engine) throws IOException {
    JsonNode description = JsonMapper.shared().readTree(folder.resolve("case.json").toFile());
    int neurons = description.get("neurons").asInt();
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int[] row : rows(folder.resolve("connectivity.csv.gz"))) {
      builder.add(row[0], row[1], row[2]);
    }
    long[] ids = LongStream.range(0, neurons).toArray();
    Connectome connectome = new Connectome("golden", "0", new Neurons(ids), builder.build());
    int[][] spikes =
        Stream.of(Runs.rows(Runs.run(engine, connectome, experiment(folder, description), 1)))
            .map(row -> new int[] {row[1], row[2]})
            .toArray(int[][]::new);
    assertThat(spikes).hasNumberOfRows(description.get("spikes").asInt());
    assertThat(spikes).isEqualTo(rows(folder.resolve("spikes.csv.gz")));
  }

  private static Experiment experiment(Path folder, JsonNode description) throws IOException {
    Parameters parameters = parameters(description.get("parameters"));
    int[][] driven = rows(folder.resolve("driven.csv.gz"));
    int[][] events = rows(folder.resolve("input.csv.gz"));
    boolean both = description.get("silence_mode").asString().equals("both");
    return new Experiment(
        "golden",
        List.of(new Drive(set(Stream.of(driven).mapToInt(row -> row[0])), 0)),
        new Silence(
            set(description.get("silenced").values().stream().mapToInt(JsonNode::asInt)),
            both ? Silence.Mode.BOTH : Silence.Mode.OUTGOING),
        description.get("steps").asInt(),
        1,
        1,
        parameters,
        List.of(),
        new Replay(
            "golden",
            Stream.of(events).mapToInt(row -> row[0]).toArray(),
            Stream.of(events).mapToInt(row -> row[1]).toArray()));
  }

  /// All together, because a change of one alone may be invalid.
  private static Parameters parameters(JsonNode changed) {
    Map<String, Double> values = Parameters.SHIU_2024.asMap();
    changed.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asDouble()));
    double[] v = values.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new Parameters(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]);
  }

  private static NeuronSet set(IntStream neurons) {
    return new NeuronSet("golden", neurons, List.of());
  }

  /// The numbers of a zipped CSV file, without its header.
  static int[][] rows(Path file) throws IOException {
    try (InputStream zipped = Files.newInputStream(file);
        Reader reader = new InputStreamReader(new GZIPInputStream(zipped), StandardCharsets.UTF_8);
        CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(reader)) {
      return csv.stream()
          .skip(1)
          .map(row -> row.getFields().stream().mapToInt(Integer::parseInt).toArray())
          .toArray(int[][]::new);
    }
  }
}
