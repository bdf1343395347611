package flybrain.external;

import flybrain.backend.Availability;
import flybrain.backend.Capability;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A backend whose worker is a process of its own, but has no framework; see [FakeWorker].
///
/// @param key the word for it
/// @param behaviour what its worker does
/// @param folder for its files
public record FakeBackend(String key, String behaviour, Path folder) implements WorkerBackend {
  @Override
  public String framework() {
    return "Fake " + key;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public StartedWorker start(int threads) throws IOException {
    Path run = Files.createTempDirectory(folder, key);
    return new StartedWorker(
        Worker.start(
            key,
            FakeWorker.command(behaviour, run),
            Map.of(),
            folder.resolve(key + ".log"),
            Duration.ofMinutes(1)),
        run);
  }

  /// Three neurons that a [FakeWorker] makes spikes of.
  static Connectome connectome() {
    return Connectome.of(
        "test",
        new Neurons(new long[] {10, 20, 30}),
        new ConnectionsBuilder(3).add(0, 2, 300).build());
  }

  /// An experiment on [#connectome].
  static Experiment experiment() {
    return new Experiment(
        "test",
        List.of(new Drive(NeuronSet.of("driven", 0), 150)),
        Silence.NONE,
        100,
        2,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }
}
