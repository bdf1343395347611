package flybrain.connectome;

import flybrain.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Connectomes kept in a form that opens at once, one [CacheFile] each, named by a key that changes
/// with the content.
///
/// Two processes may make the same one at the same time: each writes aside, and the later one
/// stays.
final class ConnectomeCache {
  private final Path folder;
  private final InstantSource clock;
  private boolean warned;

  /// @param clock decides which files were written just now
  ConnectomeCache(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Makes a connectome that is not in the cache.
  interface Maker {
    Connectome make() throws IOException;
  }

  /// The connectome with a key, from the cache, or made and added to it.
  ///
  /// @param name the name that a connectome from the cache gets
  /// @param notice receives the reason why a damaged one is rebuilt, and a warning if the cache is
  ///   not writable
  synchronized Connectome get(String key, String name, Maker maker, Consumer<String> notice)
      throws IOException {
    Path file = folder.resolve(key + ".connectome");
    try {
      return CacheFile.read(file, name, clock);
    } catch (NoSuchFileException | FileNotFoundException e) {
      // Not made yet.
    } catch (IOException e) {
      if (Files.isReadable(file)) {
        notice.accept(e.getMessage() + "; it is rebuilt");
      }
    }
    Connectome brain = maker.make();
    attempt(() -> CacheFile.write(file, brain), notice);
    return brain;
  }

  /// Writes to the cache; a failure is reported once, and work continues without it.
  synchronized void attempt(Write write, Consumer<String> notice) {
    try {
      write.run();
    } catch (IOException | InputException e) {
      if (!warned) {
        warned = true;
        notice.accept(
            ("the cache is not writable, so each start reads the connectome again (%s); set "
                    + "FLYBRAIN_CACHE to a writable folder")
                .formatted(e.getMessage()));
      }
    }
  }

  /// Something that writes to the cache.
  interface Write {
    void run() throws IOException;
  }
}
