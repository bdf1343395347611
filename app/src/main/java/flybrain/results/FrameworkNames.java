package flybrain.results;

import flybrain.InputException;
import flybrain.external.Backends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The simulators of the runs in a data folder, by file: the tables of results say more than a key,
/// as on a machine without CUDA the reference suite runs `pytorch` on the CPU.
///
/// @param byKey name in tables of each backend, in their order
/// @param byFile name in tables of a spike file, by its path from `results` on
public record FrameworkNames(Map<String, String> byKey, Map<String, String> byFile) {
  /// The names in a data folder.
  ///
  /// @param label of the run whose manifest is read too, empty for none
  public static FrameworkNames of(Path data, String label) {
    Map<String, String> byFile = new LinkedHashMap<>();
    DataFolder folder = new DataFolder(data);
    Stream.concat(rows(folder.resultsFile()), manifest(data, label))
        .filter(row -> row.succeeded() && !row.framework().isEmpty())
        .forEach(row -> byFile.put(fromResults(row.spikePath()), row.framework()));
    return new FrameworkNames(Backends.frameworks(), byFile);
  }

  /// Keys of all backends, the reference suite's first.
  public List<String> keys() {
    return List.copyOf(byKey.keySet());
  }

  /// The simulator of a run.
  public BackendName of(String key, RecordedFiles files, RunSize size) {
    Path file = files.file(key, size);
    return new BackendName(key, byFile.getOrDefault(fromResults(file.toString()), framework(key)));
  }

  /// The name of a backend as such.
  public String framework(String key) {
    return Objects.requireNonNull(byKey.get(key), key);
  }

  private static String fromResults(String path) {
    String slashes = path.replace('\\', '/');
    int results = slashes.lastIndexOf("results/");
    return results < 0 ? slashes : slashes.substring(results);
  }

  /// None for a missing or damaged table, which `audit` reports.
  private static Stream<ResultRow> rows(Path results) {
    try {
      return Files.isRegularFile(results) ? ResultsFile.read(results).stream() : Stream.of();
    } catch (InputException e) {
      return Stream.of();
    }
  }

  private static Stream<ResultRow> manifest(Path data, String label) {
    if (label.isEmpty()) {
      return Stream.of();
    }
    Path file = RecordedFiles.run(data, label).resolve("manifest.csv");
    try {
      return Files.isRegularFile(file)
          ? CsvTable.read(file, List.of("framework", "spike_path")).rows().stream()
              .map(ResultRow::new)
          : Stream.of();
    } catch (InputException e) {
      return Stream.of();
    }
  }
}
