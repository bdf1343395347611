package flybrain.connectome;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two files of a connectome.
///
/// @param completeness the neurons
/// @param connectivity the connections
public record ConnectomeFiles(Path completeness, Path connectivity) {
  /// The names that `data import` and `data export` write.
  private static final ConnectomeFiles OWN =
      new ConnectomeFiles(Path.of("completeness.csv"), Path.of("connectivity.parquet"));

  /// The files in a folder: by our own names, otherwise by the names of v783, otherwise of v630;
  /// empty if it has both files of none.
  public static Optional<ConnectomeFiles> in(Path folder) {
    return Stream.concat(Stream.of(OWN), published())
        .map(names -> names.under(folder))
        .filter(ConnectomeFiles::exist)
        .findFirst();
  }

  /// The files of a release in a folder, by any of its published names.
  static Optional<ConnectomeFiles> in(Path folder, Release release) {
    return names(release)
        .map(names -> names.under(folder))
        .filter(ConnectomeFiles::exist)
        .findFirst();
  }

  /// The files that a folder written by us has, there or not.
  public static ConnectomeFiles ownIn(Path folder) {
    return OWN.under(folder);
  }

  /// The files expected in a folder without a connectome, and which of them exist.
  static String missingIn(Path folder) {
    List<Path> found =
        Stream.concat(Stream.of(OWN), published())
            .flatMap(names -> Stream.of(names.completeness, names.connectivity))
            .filter(name -> Files.exists(folder.resolve(name)))
            .distinct()
            .toList();
    String there =
        found.isEmpty()
            ? "neither is there"
            : "only %s is there"
                .formatted(found.stream().map(Path::toString).collect(Collectors.joining(", ")));
    return "expected %s and %s, or %s and %s; %s"
        .formatted(
            OWN.completeness,
            OWN.connectivity,
            Release.V783.completeness().name(),
            Release.V783.connectivity().name(),
            there);
  }

  /// Both files.
  public List<Path> paths() {
    return List.of(completeness, connectivity);
  }

  /// The folder that holds the connectivity file.
  public Path folder() {
    Path parent = connectivity.toAbsolutePath().normalize().getParent();
    return parent == null ? connectivity.toAbsolutePath().getRoot() : parent;
  }

  /// Whether others are the same two files, named from whatever folder.
  boolean isSame(ConnectomeFiles other) {
    return absolute(completeness).equals(absolute(other.completeness))
        && absolute(connectivity).equals(absolute(other.connectivity));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static Stream<ConnectomeFiles> published() {
    return Release.ALL.stream().flatMap(ConnectomeFiles::names);
  }

  /// Two of a release may be the same.
  private static Stream<ConnectomeFiles> names(Release release) {
    Release.PublishedFile neurons = release.completeness();
    Release.PublishedFile connections = release.connectivity();
    return Stream.of(
        new ConnectomeFiles(Path.of(neurons.suitePath()), Path.of(connections.suitePath())),
        new ConnectomeFiles(Path.of(neurons.name()), Path.of(connections.name())),
        new ConnectomeFiles(Path.of(neurons.paperPath()), Path.of(connections.paperPath())));
  }

  private ConnectomeFiles under(Path folder) {
    return new ConnectomeFiles(folder.resolve(completeness), folder.resolve(connectivity));
  }

  private boolean exist() {
    return Files.isRegularFile(completeness) && Files.isRegularFile(connectivity);
  }
}
