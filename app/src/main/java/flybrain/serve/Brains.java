package flybrain.serve;

import flybrain.InputException;
import flybrain.annotation.AnnotationTables;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeFiles;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.laboratory.Laboratory;
import flybrain.requests.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The brains that are open, by handle.
///
/// A brain that nobody has a handle of is let go; runs on it that are under way go on.
final class Brains {
  static final int MOST = 64;

  private final Consumer<String> log;
  private final AtomicLong handles = new AtomicLong();
  private final Map<Long, OpenBrain> byHandle = new ConcurrentHashMap<>();

  /// The brains without tables of a request's own, by what their files were when they were opened.
  private final Map<String, OpenBrain> shared = new HashMap<>();

  /// @param log receives a line for anything slow
  Brains(Consumer<String> log) {
    this.log = log;
  }

  /// Opens a brain, or finds it open.
  ///
  /// @param tables of its neurons, in place of those that belong to it; none to take those
  /// @return its handle
  synchronized long open(ConnectomeSource source, List<Path> tables) throws IOException {
    if (byHandle.size() >= MOST) {
      throw new InputException(
          "%d brains are open, which is the most; close one".formatted(byHandle.size()));
    }
    OpenBrain brain;
    if (tables.isEmpty()) {
      String stamp = stamp(source);
      OpenBrain open = shared.get(stamp);
      brain = open == null ? read(source, tables) : open;
      shared.put(stamp, brain);
    } else {
      brain = read(source, tables);
    }
    long handle = handles.incrementAndGet();
    byHandle.put(handle, brain);
    return handle;
  }

  private OpenBrain read(ConnectomeSource source, List<Path> tables) throws IOException {
    List<String> notices = new ArrayList<>();
    Connectome connectome =
        ConnectomeStore.standard()
            .open(
                source,
                notice -> {
                  notices.add(notice);
                  log.accept(notice);
                });
    if (!tables.isEmpty()) {
      AnnotationTables read =
          new AnnotationTables(connectome.neurons().size(), connectome.neurons()::indexOf);
      for (Path table : tables) {
        read.add(table, null);
      }
      connectome = connectome.with(read.complete());
    }
    return new OpenBrain(Laboratory.on(connectome), source, List.copyOf(notices));
  }

  /// The files of a connectome as they are now.
  private static String stamp(ConnectomeSource source) throws IOException {
    StringBuilder stamp = new StringBuilder(source.name());
    for (Path file : source.paths()) {
      if (Files.exists(file)) {
        stamp
            .append('\n')
            .append(file.toAbsolutePath())
            .append(' ')
            .append(Files.size(file))
            .append(' ')
            .append(Files.getLastModifiedTime(file));
      }
    }
    return stamp.toString();
  }

  /// Where a request's connectome is.
  ///
  /// @throws InputException if there is no such connectome
  static ConnectomeSource source(Params params) {
    if (!params.node("connectome").isObject()) {
      return ConnectomeStore.standard()
          .find(params.has("connectome") ? params.text("connectome") : null);
    }
    Params files = new Params(params.node("connectome")).allow("completeness", "connectivity");
    Path completeness = files.path("completeness");
    Path connectivity = files.path("connectivity");
    if (completeness == null || connectivity == null) {
      throw params.wrong("connectome", "a name, a folder, or both of completeness, connectivity");
    }
    Path folder = connectivity.toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return new ConnectomeSource(
        name == null ? "root" : name.toString(), new ConnectomeFiles(completeness, connectivity));
  }

  /// The brain of a request.
  ///
  /// @throws InputException if its handle is unknown
  OpenBrain of(Params params) {
    OpenBrain brain = byHandle.get(params.whole("brain"));
    if (brain == null) {
      throw params.wrong("brain", "the handle of a brain that is open");
    }
    return brain;
  }

  /// The brain of a handle that was just opened.
  OpenBrain of(long handle) {
    return Objects.requireNonNull(byHandle.get(handle));
  }

  synchronized void close(Params params) {
    OpenBrain brain = of(params);
    byHandle.remove(params.whole("brain"));
    if (!byHandle.containsValue(brain)) {
      shared.values().remove(brain);
    }
  }
}
