package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real connectomes of the shared data, against sums that pandas gives for their files.
@Tag("shared")
class SharedConnectomesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "looming-circuit, 668, 10416, 200059, 12665, 40781655",
    "flywire-783-min5, 138639, 2309630, 28363450, 6198308, 3147732558992"
  })
  void open_readsEveryConnection(
      String name, int neurons, int size, long synapses, long net, long sum) throws IOException {
    Path there = SharedData.path("data/" + name);
    Connectome brain =
        new ConnectomeStore(folder, folder.resolve("cache"), folder)
            .open(there.toString(), notice -> {});
    Connections connections = brain.connections();
    assertThat(brain.name()).isEqualTo(name);
    assertThat(brain.neurons().size()).isEqualTo(neurons);
    assertThat(connections.size()).isEqualTo(size);
    long all = 0;
    long signed = 0;
    long placed = 0;
    for (int pre = 0; pre < neurons; pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        all += Math.abs(connections.weight(c));
        signed += connections.weight(c);
        placed += (3L * pre + 7L * connections.target(c)) % 1_000_003 * connections.weight(c);
      }
    }
    assertThat(all).as("synapses").isEqualTo(synapses);
    assertThat(placed).as("sum of (3 pre + 7 post) mod 1000003 times weight").isEqualTo(sum);
    assertThat(signed).as("excitatory less inhibitory").isEqualTo(net);
  }
}
