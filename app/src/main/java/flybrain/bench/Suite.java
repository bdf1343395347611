package flybrain.bench;

import flybrain.backend.Backend;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.parquet.Compression;
import flybrain.results.DataFolder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The request of a benchmark run.
///
/// @param data where its files go
/// @param label groups its rounds; empty for a run without label, whose rows replace older ones
/// @param backends what simulates, in this order
/// @param grid durations, trials and rounds
/// @param recipe the experiment, whose duration and trials the grid replaces
/// @param brain opens the connectome; the time of that counts as setup of each benchmark
/// @param spikeFiles compression of the files of spikes; empty if none are recorded
/// @param timeLimit the longest that one benchmark may take, in s
/// @param redo whether to run again what is complete
/// @param threads number of threads or processes that a backend may use
public record Suite(
    DataFolder data,
    String label,
    List<Backend> backends,
    Grid grid,
    Recipe recipe,
    Laboratory.Opening brain,
    Optional<Compression> spikeFiles,
    OptionalDouble timeLimit,
    boolean redo,
    int threads) {
  public Suite {
    backends = List.copyOf(backends);
  }

  /// Whether spikes are recorded and written.
  boolean recordsSpikes() {
    return spikeFiles.isPresent();
  }

  boolean isLabelled() {
    return !label.isEmpty();
  }

  /// The recipe of a benchmark, with the seed of its round.
  Recipe recipeOf(Benchmark benchmark) {
    return recipe
        .withDuration(benchmark.duration())
        .withTrials(benchmark.trials())
        .withSeed(RoundSeeds.of(recipe.seed(), benchmark.round()));
  }
}
