package flybrain.results;

import flybrain.files.AtomicFile;
import flybrain.files.Outputs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The folder that a benchmark writes to, `data` in the reference suite.
///
/// @param root its absolute path
public record DataFolder(Path root) {
  public DataFolder {
    root = root.toAbsolutePath().normalize();
  }

  /// `benchmark-results.csv`.
  public Path resultsFile() {
    return root.resolve("benchmark-results.csv");
  }

  /// Where logs, spike files and runs with a label are.
  public Path results() {
    return root.resolve("results");
  }

  /// Adds the tables that a run extends, which must not be what it reads.
  public Outputs written(Outputs outputs, String label) {
    outputs.writes("--data", resultsFile());
    return label.isEmpty()
        ? outputs
        : outputs
            .writes("--data", run(label).resolve("manifest.csv"))
            .writes("--data", run(label).resolve("checksums.sha256"))
            .writes("--data", run(label).resolve("run.json"));
  }

  /// The folder of a run.
  ///
  /// @param label empty for a run without one
  public Path run(String label) {
    return label.isEmpty() ? results() : results().resolve(label);
  }

  /// The folder of the spike files of a round.
  ///
  /// @param round counted from 1; 0 in a run without label
  public Path round(String label, int round) {
    return round == 0 ? run(label) : run(label).resolve(roundName(round));
  }

  /// The name of the folder of a round.
  ///
  /// @param round counted from 1
  static String roundName(int round) {
    return "round_%02d".formatted(round);
  }

  /// A path as written in results: relative to the project, which is the folder around this one.
  public String relative(Path path) {
    Path project = Objects.requireNonNullElse(root.getParent(), root);
    return project.relativize(path).toString().replace(File.separatorChar, '/');
  }

  /// The file that a path in results names; it need not be there.
  public Path absolute(String path) {
    return Objects.requireNonNullElse(root.getParent(), root).resolve(path).normalize();
  }

  /// Removes what a process that was killed left unfinished in the folders of a run.
  public void removeAbandoned(String label) throws IOException {
    for (Path folder : List.of(root, results(), run(label))) {
      AtomicFile.deleteAbandoned(folder);
    }
    if (!label.isEmpty() && Files.isDirectory(run(label))) {
      try (Stream<Path> rounds = Files.list(run(label))) {
        for (Path round : rounds.filter(Files::isDirectory).toList()) {
          AtomicFile.deleteAbandoned(round);
        }
      }
    }
  }
}
