package flybrain.compare;

import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeFileReader.Content;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads the spike times of a file, trial by trial.
///
/// A file ordered by trial is streamed, with one trial in memory at a time. Any other file is read
/// several times, each time keeping a group of trials.
final class TrialReader implements AutoCloseable {
  /// Spikes kept at once of an unordered file, unless one trial has more.
  private static final long HELD = 1 << 24;

  private final Path file;
  private final FiringRates rates;
  private final long most;
  private final SpikeFileReader reader;

  /// Trials that were read and not asked for yet, by number.
  private Map<Integer, TrialTimes> held = Map.of();

  private int heldEnd;
  private int trial;
  private int position;

  TrialReader(Path file, FiringRates rates) throws IOException {
    this(file, rates, HELD);
  }

  /// @param most spikes kept at once of an unordered file
  TrialReader(Path file, FiringRates rates, long most) throws IOException {
    this.file = file;
    this.rates = rates;
    this.most = most;
    this.reader = new SpikeFileReader(file, Content.TIMES);
  }

  /// The spikes of the next trial, the first time of trial 0.
  TrialTimes next() throws IOException {
    TrialTimes times = rates.isOrderedByTrial() ? stream() : held();
    times.sort(trial++);
    return times;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private TrialTimes stream() {
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

  private TrialTimes held() throws IOException {
    if (trial >= heldEnd) {
      hold();
    }
    TrialTimes times = held.remove(trial);
    return times == null ? new TrialTimes(rates) : times;
  }

  /// Holds the present trial, and those after it as long as they are not too many.
  private void hold() throws IOException {
    long spikes = rates.spikes(trial);
    heldEnd = trial + 1;
    while (heldEnd < rates.trials() && spikes + rates.spikes(heldEnd) <= most) {
      spikes += rates.spikes(heldEnd++);
    }
    held = new HashMap<>();
    try (SpikeFileReader all = new SpikeFileReader(file, Content.TIMES)) {
      while (all.next()) {
        hold(all);
      }
    }
  }

  private void hold(SpikeFileReader from) {
    SpikeRows rows = from.rows();
    for (int i = 0; i < rows.size(); i++) {
      int of = rows.trials()[i];
      if (of >= trial && of < heldEnd) {
        held.computeIfAbsent(of, _ -> new TrialTimes(rates))
            .add(rows.flywireIds()[i], from.seconds(i));
      }
    }
  }
}
