package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.results.RunLabel;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileName;
import flybrain.terminal.StageProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The spike files of one round of a benchmark, `BACKEND_tT_RUNs_nN_RUN.parquet` in its folder.
///
/// @param folder of the round
record RecordedFiles(Path folder) {
  /// The backend that all others are compared with.
  static final String BRIAN2 = "brian2cpp";

  private static final Pattern ROUND = Pattern.compile("round_[0-9]{2,}");

  /// A run that was recorded; ordered by trials, then duration, as the tables of the reference
  /// suite.
  ///
  /// @param tRun duration of a trial in s
  /// @param trials number of trials
  record Size(double tRun, int trials) implements Comparable<Size> {
    /// The rates of a run of this size.
    ///
    /// @param progress is told which file is read
    FiringRates rates(Path file, StageProgress progress) throws IOException {
      progress.reading(file);
      return FiringRates.of(file, tRun, trials);
    }

    @Override
    public int compareTo(Size other) {
      int order = Integer.compare(trials, other.trials);
      return order != 0 ? order : Double.compare(tRun, other.tRun);
    }
  }

  /// The files of a round, or those of runs without label when the label is empty.
  ///
  /// @throws InputException when there is no such folder
  static RecordedFiles of(Path data, String label, int round) {
    Path run = run(data, label);
    Path folder = label.isEmpty() ? run : run.resolve("round_%02d".formatted(round));
    return new RecordedFiles(folder);
  }

  /// The other rounds of a labelled run, ascending; of runs without label none.
  static List<RecordedFiles> otherRounds(Path data, String label, int round) {
    if (label.isEmpty()) {
      return List.of();
    }
    String own = "round_%02d".formatted(round);
    Path run = run(data, label);
    return folders(run).stream()
        .filter(folder -> ROUND.matcher(folder).matches() && !folder.equals(own))
        .sorted()
        .map(folder -> new RecordedFiles(run.resolve(folder)))
        .toList();
  }

  /// The folder of a run.
  ///
  /// @throws InputException when it is not there, naming the nearest label
  static Path run(Path data, String label) {
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
  Path file(String key, Size size) {
    return new SpikeFileName(key, size.tRun(), size.trials()).in(folder);
  }

  /// Every spike file of the round.
  List<Path> all() throws IOException {
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

  boolean has(String key, Size size) {
    return Files.isRegularFile(file(key, size));
  }

  /// The sizes that any backend has, filtered; those asked for where both are given.
  ///
  /// @param tRuns durations in s, empty for all
  /// @param trials numbers of trials, empty for all
  List<Size> sizes(List<Double> tRuns, List<Integer> trials) throws IOException {
    TreeSet<Size> sizes = new TreeSet<>();
    tRuns.forEach(tRun -> trials.forEach(number -> sizes.add(new Size(tRun, number))));
    if (sizes.isEmpty()) {
      all().stream()
          .flatMap(file -> size(file).stream())
          .filter(size -> tRuns.isEmpty() || tRuns.contains(size.tRun()))
          .filter(size -> trials.isEmpty() || trials.contains(size.trials()))
          .forEach(sizes::add);
    }
    return List.copyOf(sizes);
  }

  /// What the name of a file tells of the run that it is of, nothing when it is not one of these.
  static Optional<Size> size(Path file) {
    return SpikeFileName.of(file).map(name -> new Size(name.tRun(), name.trials()));
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
