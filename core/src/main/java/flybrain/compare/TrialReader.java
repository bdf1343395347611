package flybrain.compare;

import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeFileReader.Content;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the spike times of a file, one trial at a time in ascending order of trials.
///
/// A file whose rows are ordered by trial is streamed and held one trial at a time; any other is
/// held as a whole.
final class TrialReader implements AutoCloseable {
  private final FiringRates rates;
  private final SpikeFileReader reader;
  private final @Nullable Map<Integer, TrialTimes> held;
  private int position;

  TrialReader(Path file, FiringRates rates) throws IOException {
    this.rates = rates;
    this.held = rates.isOrderedByTrial() ? null : readAll(file, rates);
    this.reader = new SpikeFileReader(file, Content.TIMES);
  }

  /// The spikes of a trial; trials must be asked for in ascending order.
  TrialTimes trial(int trial) {
    TrialTimes times =
        held == null ? stream(trial) : held.getOrDefault(trial, new TrialTimes(rates));
    times.sort(trial);
    return times;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private TrialTimes stream(int trial) {
    TrialTimes times = new TrialTimes(rates);
    while (position < reader.rows().size() || nextRows()) {
      SpikeRows rows = reader.rows();
      while (position < rows.size() && rows.trials()[position] == trial) {
        times.add(rows.flywireIds()[position], reader.seconds(position));
        position++;
      }
      if (position < rows.size()) {
        return times;
      }
    }
    return times;
  }

  private boolean nextRows() {
    position = 0;
    if (reader.next()) {
      return true;
    }
    position = reader.rows().size();
    return false;
  }

  private static Map<Integer, TrialTimes> readAll(Path file, FiringRates rates) throws IOException {
    Map<Integer, TrialTimes> trials = new HashMap<>();
    try (SpikeFileReader reader = new SpikeFileReader(file, Content.TIMES)) {
      while (reader.next()) {
        append(reader, trials, rates);
      }
    }
    return trials;
  }

  private static void append(
      SpikeFileReader reader, Map<Integer, TrialTimes> trials, FiringRates rates) {
    SpikeRows rows = reader.rows();
    for (int i = 0; i < rows.size(); i++) {
      trials
          .computeIfAbsent(rows.trials()[i], trial -> new TrialTimes(rates))
          .add(rows.flywireIds()[i], reader.seconds(i));
    }
  }
}
