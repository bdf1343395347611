package flybrain.bench;

import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.results.ChecksumsFile;
import flybrain.results.ManifestFile;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import flybrain.spikes.SpikeFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files that record which benchmarks were run.
///
/// A benchmark with spikes is complete when its row says success and its spike file is in the list
/// of checksums, which is written last: a process killed before that runs it again.
final class Records {
  private final Suite suite;
  private final String experiment;
  private final String experimentKey;
  private final ResultsFile results;
  private final ManifestFile manifest;
  private final ChecksumsFile checksums;

  /// @param experiment its name in results
  Records(Suite suite, String experiment) {
    this.suite = suite;
    this.experiment = experiment;
    this.experimentKey = suite.recipe().name();
    Path folder = suite.data().run(suite.label());
    this.results = new ResultsFile(suite.data().resultsFile());
    this.manifest = new ManifestFile(folder);
    this.checksums = new ChecksumsFile(folder);
  }

  /// Reads all files that will be extended, so no benchmark runs without a place for its row.
  ///
  /// @throws InputException naming a file of the wrong kind, or write-protected
  void check() throws IOException {
    results.check();
    if (suite.isLabelled()) {
      manifest.check();
      checksums.check();
    }
  }

  /// Where the spikes of a benchmark are, or go.
  Path spikeFile(Benchmark benchmark) {
    return benchmark.fileName().in(suite.data().round(suite.label(), benchmark.round()));
  }

  /// Makes the list of checksums of a run started by another program: all intact spike files named
  /// in a row with `success`.
  ///
  /// @return how many were listed
  int adopt() throws IOException {
    if (!suite.isLabelled() || checksums.exists()) {
      return 0;
    }
    Path run = suite.data().run(suite.label());
    List<Path> whole = new ArrayList<>();
    for (ResultRow row : results.rows()) {
      if (row.runLabel().equals(suite.label()) && row.succeeded() && !row.spikePath().isEmpty()) {
        Path file = suite.data().absolute(row.spikePath());
        if (file.startsWith(run) && hasSpikes(file, row.number("spikes"))) {
          whole.add(file);
        }
      }
    }
    if (!whole.isEmpty()) {
      checksums.put(whole);
    }
    return whole.size();
  }

  /// Whether a file of spikes can be read to its end and has as many as its row says.
  private static boolean hasSpikes(Path file, double expected) throws IOException {
    try (SpikeFileReader spikes = new SpikeFileReader(file)) {
      while (spikes.next()) {
        // A page that cannot be read is an error.
      }
      return spikes.size() == expected;
    } catch (InputException e) {
      return false;
    }
  }

  /// Whether a benchmark of this label needs not be run again.
  boolean isComplete(Benchmark benchmark) throws IOException {
    if (!suite.isLabelled()) {
      return false;
    }
    Optional<ResultRow> row = row(benchmark);
    if (row.isEmpty() || !row.get().succeeded()) {
      return false;
    }
    if (!suite.recordsSpikes()) {
      return row.get().spikePath().isEmpty();
    }
    Path spikes = spikeFile(benchmark);
    return !row.get().spikePath().isEmpty() && Files.exists(spikes) && checksums.lists(spikes);
  }

  /// Whether there is a successful row of this benchmark, of whatever age.
  boolean hasSucceeded(Benchmark benchmark) {
    return row(benchmark).filter(ResultRow::succeeded).isPresent();
  }

  /// The file of spikes is about to be replaced.
  void beforeSpikes(Benchmark benchmark) throws IOException {
    if (suite.isLabelled() && suite.recordsSpikes()) {
      checksums.remove(spikeFile(benchmark));
    }
  }

  /// Notes what a benchmark came to.
  void put(Benchmark benchmark, Outcome outcome, String timestamp) throws IOException {
    Map<String, String> cells = key(benchmark);
    cells.put("setup_time", PythonNumber.rounded(outcome.setup(), 3));
    cells.put("build_time", PythonNumber.rounded(outcome.build(), 3));
    cells.put("sim_time", PythonNumber.rounded(outcome.simulation(), 3));
    cells.put("total_time", PythonNumber.rounded(outcome.total(), 3));
    cells.put("realtime_ratio", PythonNumber.rounded(realtimeRatio(benchmark, outcome), 4));
    cells.put("spikes", Long.toString(outcome.spikes()));
    cells.put("active_neurons", Long.toString(outcome.activeNeurons()));
    cells.put("status", outcome.status());
    cells.put("timestamp", timestamp);
    boolean spikes = outcome.succeeded() && suite.recordsSpikes();
    Path file = spikeFile(benchmark);
    cells.put("spike_path", spikes ? suite.data().relative(file) : "");
    ResultRow row = new ResultRow(cells);
    results.put(row);
    if (spikes && suite.isLabelled()) {
      manifest.put(row);
      checksums.put(List.of(file));
    }
  }

  /// Brain time over wall time of the steps; 0 when it failed, as in the suite.
  static double realtimeRatio(Benchmark benchmark, Outcome outcome) {
    return outcome.simulation() > 0
        ? benchmark.duration() * benchmark.trials() / outcome.simulation()
        : 0;
  }

  private Optional<ResultRow> row(Benchmark benchmark) {
    ResultRow wanted = new ResultRow(key(benchmark));
    return results.rows().stream().filter(row -> row.key().equals(wanted.key())).findFirst();
  }

  private Map<String, String> key(Benchmark benchmark) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("framework", benchmark.backend().framework());
    cells.put("n_run", Integer.toString(benchmark.trials()));
    cells.put("t_run", PythonNumber.text(benchmark.duration()));
    cells.put("backend_key", benchmark.backend().key());
    cells.put("experiment", experiment);
    cells.put("experiment_key", experimentKey);
    cells.put("run_label", suite.label());
    cells.put("round", benchmark.round() == 0 ? "" : Integer.toString(benchmark.round()));
    return cells;
  }
}
