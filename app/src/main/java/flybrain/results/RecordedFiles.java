package flybrain.results;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.external.Backends;
import flybrain.spikes.SpikeFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The spike files of one round of a benchmark, `BACKEND_tT_RUNs_nN_RUN.parquet` in its folder.
///
/// @param folder of the round
public record RecordedFiles(Path folder) {
  /// The backend that every other one is compared with.
  public static final String BRIAN2 = "brian2cpp";

  private static final Pattern ROUND = Pattern.compile("round_[0-9]{2,}");

  /// The files of a round, or of runs without a label if the label is empty.
  ///
  /// @throws InputException if there is not such a folder
  public static RecordedFiles of(Path data, String label, int round) {
    Path run = run(data, label);
    Path folder = label.isEmpty() ? run : run.resolve(DataFolder.roundName(round));
    return new RecordedFiles(folder);
  }

  /// The other rounds of a labelled run, ascending; of runs without label none.
  public static List<RecordedFiles> otherRounds(Path data, String label, int round) {
    if (label.isEmpty()) {
      return List.of();
    }
    String own = DataFolder.roundName(round);
    Path run = run(data, label);
    return folders(run).stream()
        .filter(folder -> ROUND.matcher(folder).matches() && !folder.equals(own))
        .sorted()
        .map(folder -> new RecordedFiles(run.resolve(folder)))
        .toList();
  }

  /// The folder of a run.
  ///
  /// @throws InputException if it is not there, naming the nearest label
  public static Path run(Path data, String label) {
    Path results = data.resolve("results");
    Path run =
        folders(results).stream()
            .filter(folder -> RunLabel.means(label, folder))
            .findFirst()
            .map(results::resolve)
            .orElse(results.resolve(label.isEmpty() ? label : RunLabel.sanitized(label)));
    if (!Files.isDirectory(run)) {
      throw new InputException(
          "%s: no such folder of results%s; check --run-label and --data"
              .formatted(run, NearestName.hint(label, folders(results))));
    }
    return run;
  }

  /// The file of a run.
  public Path file(String key, RunSize size) {
    return new SpikeFileName(key, size.tRun(), size.trials()).in(folder);
  }

  /// Every spike file of the round.
  public List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(this::isOfRound).toList();
    }
  }

  /// Whether a file is what [#file] finds, which a copy with more in front of its name is not.
  private boolean isOfRound(Path file) {
    return SpikeFileName.of(file).filter(name -> name.in(folder).equals(file)).isPresent();
  }

  public boolean has(String key, RunSize size) {
    return Files.isRegularFile(file(key, size));
  }

  /// Whether a backend without a file counts as missing: one of the suite's, or one that recorded a
  /// run of another size.
  public boolean isExpected(String key) throws IOException {
    return Backends.isOfSuite(key)
        || sizes(List.of(), List.of()).stream().anyMatch(size -> has(key, size));
  }

  /// The sizes that any backend has, filtered; those asked for where both are given.
  ///
  /// @param tRuns durations in s, empty for all
  /// @param trials numbers of trials, empty for all
  public List<RunSize> sizes(List<Double> tRuns, List<Integer> trials) throws IOException {
    TreeSet<RunSize> sizes = new TreeSet<>();
    tRuns.forEach(tRun -> trials.forEach(number -> sizes.add(new RunSize(tRun, number))));
    if (sizes.isEmpty()) {
      all().stream()
          .flatMap(file -> RunSize.of(file).stream())
          .filter(size -> tRuns.isEmpty() || tRuns.contains(size.tRun()))
          .filter(size -> trials.isEmpty() || trials.contains(size.trials()))
          .forEach(sizes::add);
    }
    return List.copyOf(sizes);
  }

  private static List<String> folders(Path results) {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(results)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
