package flybrain.compare;

import flybrain.spikes.FiringRates;
import java.nio.file.Path;

/// One side of a comparison.
///
/// @param name what it is called, such as `Brian2 (CPU)`
/// @param file its spikes
/// @param rates of all its trials, counted from this file
public record ComparedRun(String name, Path file, FiringRates rates) {
  /// Spikes a trial, the mean over trials.
  public double spikesPerTrial() {
    return rates.spikesPerTrial().mean();
  }
}
