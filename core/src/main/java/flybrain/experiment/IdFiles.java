package flybrain.experiment;

import flybrain.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files of FlyWire root ids, each read when it is first asked for and never again. Used by one
/// thread.
public final class IdFiles {
  private final Map<Path, IdFile.Ids> read = new LinkedHashMap<>();

  /// The ids of a file in their order.
  ///
  /// @throws InputException as [IdFile#of]
  public List<Long> ids(Path file) {
    return read.computeIfAbsent(file, IdFile::of).ids();
  }

  /// Which columns of the files read so far the ids were taken from, one line each, in the order of
  /// reading; none for lists.
  public List<String> notes() {
    return read.entrySet().stream()
        .map(file -> file.getValue().note(file.getKey()))
        .filter(note -> !note.isEmpty())
        .toList();
  }

  /// The files read so far, in that order.
  List<Path> paths() {
    return List.copyOf(read.keySet());
  }
}
