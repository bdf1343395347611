package flybrain.results;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.compare.CountSample;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the counts of spike files, with trials and duration from the options, the file's
/// provenance or its name, in this order.
///
/// @param tRun as the user gives it, in s, or null
/// @param nRun as the user gives it, or null
/// @param output receives assumptions
/// @param reading receives each file before it is read
public record RecordedTrials(
    @Nullable Double tRun,
    @Nullable Integer nRun,
    Consumer<String> output,
    Consumer<Path> reading) {
  /// The trials of files as one sample.
  ///
  /// @param files of the same experiment with other seeds
  public CountSample read(List<Path> files) throws IOException {
    List<FiringRates> runs = new ArrayList<>();
    for (Path file : files) {
      runs.add(rates(file));
    }
    return CountSample.of(runs);
  }

  /// The rates of one file.
  public FiringRates rates(Path file) throws IOException {
    reading.accept(file);
    Map<String, String> provenance;
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      provenance = reader.provenance();
    }
    Optional<RunSize> named = RunSize.of(file);
    String duration = provenance.get("flybrain.t_run");
    String trials = provenance.get("flybrain.n_run");
    Double seconds = tRun;
    if (seconds == null) {
      seconds = duration == null ? named.map(RunSize::tRun).orElse(null) : duration(file, duration);
    }
    Integer count = nRun;
    if (count == null) {
      count = trials == null ? named.map(RunSize::trials).orElse(null) : trials(file, trials);
    }
    if (seconds == null || count == null) {
      Extent extent = Extent.of(file);
      seconds = seconds == null ? Double.valueOf(extent.seconds()) : seconds;
      count = count == null ? Integer.valueOf(extent.lastTrial + 1) : count;
      output.accept(
          ("%s: does not record t_run and n_run; taken as %s s and %s from its last spike, at %s "
                  + "ms of trial %d (otherwise give --t-run, --n-run)")
              .formatted(
                  file,
                  PythonNumber.text(seconds),
                  Counted.of(count, "trial"),
                  PythonNumber.text(extent.lastMs),
                  extent.lastTrial));
    }
    return FiringRates.of(file, seconds, count);
  }

  private static Double duration(Path file, String recorded) {
    try {
      double seconds = Double.parseDouble(recorded);
      if (seconds > 0 && Double.isFinite(seconds)) {
        return seconds;
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    throw new InputException(
        "%s: metadata 'flybrain.t_run' '%s': must be a duration in s, more than 0"
            .formatted(file, recorded));
  }

  private static Integer trials(Path file, String recorded) {
    try {
      int trials = Integer.parseInt(recorded);
      if (trials > 0) {
        return trials;
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    throw new InputException(
        "%s: metadata 'flybrain.n_run' '%s': must be a number of trials, 1 or more"
            .formatted(file, recorded));
  }

  /// The last trial and the latest time in a file.
  private record Extent(int lastTrial, double lastMs) {
    /// The shortest duration in whole seconds that has all spikes; a trial is half open.
    double seconds() {
      return Math.floor(lastMs / 1000) + 1;
    }

    static Extent of(Path file) throws IOException {
      int trial = -1;
      double time = -1;
      try (SpikeFileReader reader = new SpikeFileReader(file)) {
        while (reader.next()) {
          SpikeRows rows = reader.rows();
          for (int i = 0; i < rows.size(); i++) {
            trial = Math.max(trial, rows.trials()[i]);
            time = Math.max(time, rows.times()[i]);
          }
        }
      }
      if (trial < 0) {
        throw new InputException(
            file + ": has no spikes and does not record t_run and n_run; give --t-run and --n-run");
      }
      return new Extent(trial, time);
    }
  }
}
