package flybrain.audit;

import flybrain.LongIndex;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// Reads all spikes of a file once, in bounded memory.
///
/// Rows of an impossible time or trial are counted and passed over.
final class SpikeScan {
  /// More are not distinguished, so a wrong column in place of `trial` does not fill the memory.
  private static final int MOST_TRIALS = 1 << 16;

  /// Spikes in memory at once for sorting: 128 MiB, unless one trial has more.
  private static final long HELD = 1 << 24;

  private final ParquetReader file;
  private final String timeColumn;
  private final double stepsPerUnit;
  private final ExpectedRun run;
  private final LongIndex neurons = new LongIndex();
  private final SortedMap<Integer, TrialPrint> prints = new TreeMap<>();
  private final TreeSet<Long> strangeTrials = new TreeSet<>();
  private Intervals intervals;
  private long rows;
  private long outside;
  private long disordered;
  private int lastTrial = -1;
  private int lastStep = -1;

  SpikeScan(ParquetReader file, String timeColumn, TimeUnit unit, ExpectedRun run) {
    this.file = file;
    this.timeColumn = timeColumn;
    this.stepsPerUnit = unit.milliseconds(run.dt()) / run.dt();
    this.run = run;
    this.intervals = new Intervals(run.shortestInterval());
  }

  /// Takes a spike of a trial that may be.
  private interface Spike {
    void at(int trial, long flywireId, int step);
  }

  /// @param progress receives the number of rows read
  void readAll(LongConsumer progress) {
    read(this::take, progress, true);
    if (intervals.isDisordered()) {
      intervals = new Intervals(run.shortestInterval());
      for (List<Integer> group : groups()) {
        readSorted(group);
      }
    }
  }

  private void take(int trial, long flywireId, int step) {
    if (trial < lastTrial || (trial == lastTrial && step < lastStep)) {
      disordered++;
    }
    lastTrial = trial;
    lastStep = step;
    int neuron = neurons.numberOf(flywireId);
    prints.computeIfAbsent(trial, _ -> new TrialPrint()).add(flywireId, neuron, step);
    intervals.add(trial, neuron, step);
  }

  private void read(Spike spike, LongConsumer progress, boolean counting) {
    List<Column> columns =
        List.of(Column.int64("trial"), Column.int64("flywire_id"), Column.float64(timeColumn));
    try (ColumnBatches batches = file.read(columns)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          long trial = batch.longs(0)[i];
          double time = batch.doubles(2)[i];
          if (isTrial(trial)) {
            double step = Math.rint(time * stepsPerUnit);
            if (step >= 0 && step < Integer.MAX_VALUE) {
              spike.at((int) trial, batch.longs(1)[i], (int) step);
            }
          } else if (counting) {
            outside++;
            if (strangeTrials.size() < 5) {
              strangeTrials.add(trial);
            }
          }
        }
        rows += counting ? batch.rows() : 0;
        progress.accept(batch.rows());
      }
    }
  }

  private boolean isTrial(long trial) {
    return trial >= 0 && trial < (run.trials() > 0 ? run.trials() : MOST_TRIALS);
  }

  /// Trials that together have no more spikes than fit.
  private List<List<Integer>> groups() {
    List<List<Integer>> groups = new ArrayList<>();
    long held = HELD;
    for (var trial : prints.entrySet()) {
      held += trial.getValue().spikes();
      if (held > HELD) {
        groups.add(new ArrayList<>());
        held = trial.getValue().spikes();
      }
      groups.getLast().add(trial.getKey());
    }
    return groups;
  }

  /// Sorts the spikes of some trials by trial, then neuron and time.
  private void readSorted(List<Integer> trials) {
    int first = trials.getFirst();
    int[] places = new int[trials.getLast() - first + 1];
    long[][] spikes = new long[places.length][];
    for (int trial : trials) {
      spikes[trial - first] = new long[Math.toIntExact(spikesOf(trial))];
    }
    read(
        (trial, flywireId, step) -> {
          int k = trial - first;
          if (k >= 0 && k < places.length) {
            spikes[k][places[k]++] = ((long) neurons.numberOf(flywireId) << 32) | step;
          }
        },
        _ -> {},
        false);
    for (int trial : trials) {
      long[] sorted = spikes[trial - first];
      Arrays.sort(sorted);
      for (long spike : sorted) {
        intervals.add(trial, (int) (spike >>> 32), (int) spike);
      }
    }
  }

  private long spikesOf(int trial) {
    TrialPrint print = prints.get(trial);
    return print == null ? 0 : print.spikes();
  }

  /// Number of rows.
  long rows() {
    return rows;
  }

  /// Rows of trials that there should not be.
  long outside() {
    return outside;
  }

  /// Some of those trials.
  Set<Long> strangeTrials() {
    return strangeTrials;
  }

  /// Rows that come after one of a later trial or time.
  long disordered() {
    return disordered;
  }

  Intervals intervals() {
    return intervals;
  }

  /// FlyWire root ids of the neurons that fired, by their numbers.
  long[] flywireIds() {
    return neurons.ids();
  }

  /// The trials that have spikes.
  SortedMap<Integer, TrialPrint> prints() {
    return prints;
  }
}
