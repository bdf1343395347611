package flybrain.external;

import flybrain.connectome.ArrayFile;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.files.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// The file from which workers map a network.
final class NetworkFile {
  /// Networks without a file of their own, or whose file is gone.
  private static final Map<Connections, ArrayFile> WRITTEN = new WeakHashMap<>();

  private static int number;

  private NetworkFile() {}

  /// The cache file of a connectome where it is as it was mapped, otherwise a file that this
  /// process writes once, however many workers and experiments use it.
  static synchronized ArrayFile of(Connectome connectome) throws IOException {
    Connections connections = connectome.connections();
    Optional<ArrayFile> file =
        connections
            .file()
            .filter(ArrayFile::isUnchanged)
            .or(() -> Optional.ofNullable(WRITTEN.get(connections)).filter(ArrayFile::isUnchanged));
    if (file.isPresent()) {
      return file.get();
    }
    TemporaryFolder.requireRoom(
        12L * connectome.neurons().size() + 8L * connections.size(),
        "the network that workers map into memory");
    Path path = TemporaryFolder.own().resolve("network-" + ++number);
    ArrayFile written = ArrayFile.write(path, connectome);
    WRITTEN.put(connections, written);
    return written;
  }
}
