package flybrain.results;

import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// How long and how many the trials of a recorded run are; ordered by trials, then duration, as the
/// tables of the reference suite.
///
/// @param tRun duration of a trial in s
/// @param trials number of trials
public record RunSize(double tRun, int trials) implements Comparable<RunSize> {
  /// The size in the name of a spike file; empty if it is not a benchmark's.
  public static Optional<RunSize> of(Path file) {
    return SpikeFileName.of(file).map(name -> new RunSize(name.tRun(), name.trials()));
  }

  /// The rates of a run of this size.
  public FiringRates rates(Path file) throws IOException {
    return FiringRates.of(file, tRun, trials);
  }

  @Override
  public int compareTo(RunSize other) {
    int order = Integer.compare(trials, other.trials);
    return order != 0 ? order : Double.compare(tRun, other.tRun);
  }
}
