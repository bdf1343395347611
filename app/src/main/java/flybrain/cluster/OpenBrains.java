package flybrain.cluster;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connectomes of a process, each opened once and mapped from this machine's disk or a shared one.
final class OpenBrains {
  private final ConnectomeStore store;
  private final Consumer<String> notice;
  private final Map<ConnectomeSource, Connectome> open = new HashMap<>();

  OpenBrains(ConnectomeStore store, Consumer<String> notice) {
    this.store = store;
    this.notice = notice;
  }

  /// @param nameOrFolder as for `--connectome`; null for the default
  /// @throws flybrain.InputException if this machine has no such connectome
  synchronized Connectome open(@Nullable String nameOrFolder) throws IOException {
    ConnectomeSource source = store.find(nameOrFolder);
    Connectome brain = open.get(source);
    if (brain == null) {
      brain = store.open(source, notice);
      open.put(source, brain);
    }
    return brain;
  }
}
