package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.Capability;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.ReplayFile;
import flybrain.external.Circuit.Spike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The spikes of every framework that can run here on real wiring, against those that Brian2 gave.
@Tag("frameworks")
@Tag("shared")
class RecordedInputTest {
  /// NEST 3.10 gave 70.7 % of the spikes: its neuron keeps its current when it spikes and collects
  /// input while it is refractory. That of another model, or of spikes a step late, is near 0.
  private static final double LEAST_SHARE_NEST = 0.6;

  /// In single precision a potential within rounding of the threshold crosses it a step early or
  /// late, and what that spike causes moves along: GeNN in float gave 99.2 % of the spikes here.
  private static final double LEAST_SHARE_FLOAT = 0.98;

  @TempDir private static Path caches;

  private static List<Backend> ready() {
    return ExternalBackends.all().stream().filter(RecordedInputTest::isReady).toList();
  }

  private static boolean isReady(Backend backend) {
    return backend.availability() instanceof Availability.Ready;
  }

  @ParameterizedTest
  @MethodSource("ready")
  void loomingCircuit_givesBrian2sSpikes(Backend backend) throws IOException {
    Recording recording = Recording.of("looming-circuit", "lplc2-right-50hz");
    if (backend.capabilities().contains(Capability.EXACT)) {
      assertThat(recording.circuit().on(backend)).isEqualTo(recording.spikes()).hasSize(7190);
    } else {
      assertThat(recording.shareOf(backend)).isGreaterThan(LEAST_SHARE_NEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "pytorch-cpu")
  void singlePrecision_losesFewSpikes(String key) throws IOException {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.put("FLYBRAIN_PYTORCH_PRECISION", "float");
    for (Backend backend : ExternalBackends.in(Environments.folder(), variables)) {
      if (backend.key().equals(key) && isReady(backend)) {
        Recording recording = Recording.of("looming-circuit", "lplc2-right-50hz");
        assertThat(recording.shareOf(backend)).isGreaterThan(LEAST_SHARE_FLOAT);
      }
    }
  }

  /// 138,639 neurons and 2,309,630 connections; on the others by hand, for they take minutes.
  @ParameterizedTest
  @ValueSource(strings = "brian2cpp")
  void thinnedBrain_givesBrian2sSpikes(String key) throws IOException {
    Backend backend = Backends.named(key);
    if (isReady(backend)) {
      Recording recording = Recording.of("flywire-783-min5", "sugar-200hz");
      assertThat(recording.circuit().on(backend)).isEqualTo(recording.spikes()).hasSize(10_115);
    }
  }

  /// Input events on a brain, and the spikes that Brian2 gave.
  private record Recording(Circuit circuit, List<Spike> spikes) {
    static Recording of(String brain, String recording) throws IOException {
      Path folder = Path.of(System.getProperty("flybrain.shared", ""), "data", brain);
      Connectome connectome =
          new ConnectomeStore(caches, caches, caches).open(folder.toString(), notice -> {});
      Circuit circuit =
          Circuit.on(connectome)
              .with(
                  ReplayFile.read(
                      folder.resolve(recording + ".input.csv"),
                      connectome.neurons().size(),
                      10_000));
      try (Stream<String> lines = Files.lines(folder.resolve(recording + ".brian2-spikes.csv"))) {
        return new Recording(circuit, lines.skip(1).map(Recording::spike).toList());
      }
    }

    private static Spike spike(String line) {
      int comma = line.indexOf(',');
      return new Spike(
          0,
          Integer.parseInt(line.substring(0, comma)),
          Integer.parseInt(line.substring(comma + 1)));
    }

    /// The share of the recorded spikes that a backend gives too; it is printed.
    double shareOf(Backend backend) throws IOException {
      Set<Spike> given = new HashSet<>(circuit.on(backend));
      long equal = spikes.stream().filter(given::contains).count();
      System.out.printf(
          "%s: %d spikes where Brian2 gives %d; %d are equal (%.1f %%)%n",
          backend.key(), given.size(), spikes.size(), equal, 100.0 * equal / spikes.size());
      return (double) equal / spikes.size();
    }
  }
}
