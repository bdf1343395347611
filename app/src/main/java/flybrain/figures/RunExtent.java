package flybrain.figures;

import flybrain.InputException;
import flybrain.spikes.SpikeFileName;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;

/// Duration and number of trials of a spike file that does not record them.
final class RunExtent {
  private RunExtent() {}

  /// The facts with duration and number of trials: as given, otherwise from the file name,
  /// otherwise the smallest that fits all spikes, the duration in tenths of a second.
  ///
  /// @throws InputException if they are unknown and the file has no spikes to infer them from
  static RunFacts complete(RunFacts facts, Path file) throws IOException {
    RunFacts known = facts;
    if (Double.isNaN(known.duration())) {
      known =
          known.withDuration(SpikeFileName.of(file).map(SpikeFileName::tRun).orElse(Double.NaN));
    }
    if (!Double.isNaN(known.duration()) && known.trials() > 0) {
      return known;
    }
    double lastTime = -1;
    int lastTrial = -1;
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int i = 0; i < rows.size(); i++) {
          lastTime = Math.max(lastTime, rows.times()[i]);
          lastTrial = Math.max(lastTrial, rows.trials()[i]);
        }
      }
    }
    if (lastTrial < 0) {
      throw new InputException(
          file + ": has no spikes to infer its duration from; give --t-run and --n-run");
    }
    if (Double.isNaN(known.duration())) {
      known = known.withDuration((Math.floor(lastTime / 100) + 1) / 10);
    }
    return known.trials() > 0 ? known : known.withTrials(lastTrial + 1);
  }
}
