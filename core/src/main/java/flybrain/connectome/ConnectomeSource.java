package flybrain.connectome;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a connectome comes from.
///
/// @param name `synthetic`, `v783`, `v630`, or the name of a folder
/// @param files its files, or null for the built-in synthetic brain
public record ConnectomeSource(String name, @Nullable ConnectomeFiles files) {
  /// The name of the built-in brain.
  public static final String SYNTHETIC = "synthetic";

  /// The command that brings the real brain.
  public static final String FETCH = "flybrain data fetch v783";

  private static final ConnectomeSource BUILT_IN = new ConnectomeSource(SYNTHETIC, null);

  /// The built-in synthetic brain.
  static ConnectomeSource synthetic() {
    return BUILT_IN;
  }

  /// Whether it is the built-in brain, whose wiring is random: nothing about a fly follows from it.
  public boolean isSynthetic() {
    return files == null;
  }

  /// The files that it is read from, tables of its neurons among them; none for the built-in brain.
  public List<Path> paths() {
    return files == null
        ? List.of()
        : Stream.of(
                files.paths(),
                AnnotationStore.beside(files.folder()),
                List.of(ConnectomeNotes.in(files.folder())))
            .flatMap(List::stream)
            .toList();
  }

  /// The path of the connectivity file, or for the synthetic brain a warning that it is synthetic
  /// and the command that fetches the real one.
  public String origin() {
    return Optional.ofNullable(files)
        .map(there -> there.connectivity().toString())
        .orElse("built in, synthetic stand-in; the real brain: " + FETCH);
  }

  /// The line with which commands say what they run on.
  public String words() {
    return "connectome %s: %s".formatted(name, origin());
  }
}
