package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.export.ExportedRuns.Spike;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NeuroglancerFilesTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  /// Neurons with so many spikes in two trials of a second.
  private ExportedRun run(List<String> names, int... spikes) throws IOException {
    List<Spike> all = new ArrayList<>();
    for (int neuron = 0; neuron < spikes.length; neuron++) {
      for (int k = 0; k < spikes[neuron]; k++) {
        all.add(new Spike(k % 2, 10.0 * k, ID + neuron));
      }
    }
    Path file = ExportedRuns.write(folder.resolve("a.parquet"), false, all);
    long[] ids = IntStream.range(0, spikes.length).mapToLong(k -> ID + k).toArray();
    return ExportedRuns.of(file, 2, ids, names);
  }

  private JsonNode written(ExportedRun run, String name) throws IOException {
    Path target = folder.resolve("neuroglancer");
    NeuroglancerFiles.write(run, target);
    return JsonMapper.shared().readTree(target.resolve(name).toFile());
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  /// Numbers of JavaScript would round the ids.
  @Test
  void ids_areText() throws IOException {
    JsonNode info = written(run(List.of("a", "b"), 4, 1), "info");
    assertThat(info.path("@type").asString()).isEqualTo("neuroglancer_segment_properties");
    assertThat(texts(info.at("/inline/ids"))).containsExactly("" + ID, "" + (ID + 1));
    assertThat(info.at("/inline/ids/0").isString()).isTrue();
    assertThat(texts(info.at("/inline/properties/0/values"))).containsExactly("a", "b");
    assertThat(info.at("/inline/properties/1/data_type").asString()).isEqualTo("float32");
    assertThat(info.at("/inline/properties/1/values/0").asDouble()).isEqualTo(2);
    assertThat(info.at("/inline/properties/1/values/1").asDouble()).isEqualTo(0.5);
  }

  @Test
  void colours_areOfTheShareOfTheHighestRate() throws IOException {
    JsonNode layer = written(run(List.of(), 12, 0, 4, 8, 6), "layer.json");
    JsonNode colours = layer.path("segmentColors");
    assertThat(colours.path("" + ID).asString()).as("highest").isEqualTo("#fcfdbf");
    assertThat(colours.path("" + (ID + 1)).asString()).as("silent").isEqualTo("#2a3a8f");
    assertThat(colours.path("" + (ID + 2)).asString()).as("a third").isEqualTo("#b5367a");
    assertThat(colours.path("" + (ID + 3)).asString()).as("two thirds").isEqualTo("#fb8861");
    // The middle of #b5367a and #fb8861; halves are rounded up.
    assertThat(colours.path("" + (ID + 4)).asString()).as("half").isEqualTo("#d85f6e");
    assertThat(texts(layer.path("segments"))).hasSize(5).startsWith("" + ID);
    assertThat(layer.path("name").asString()).isEqualTo("run");
  }

  @Test
  void silentNeurons_haveTheColourOfNoRate() throws IOException {
    JsonNode colours = written(run(List.of(), 0, 0), "layer.json").path("segmentColors");
    assertThat(texts(colours)).containsExactly("#2a3a8f", "#2a3a8f");
  }
}
