package flybrain.external;

import flybrain.backend.Availability;
import flybrain.backend.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
}
