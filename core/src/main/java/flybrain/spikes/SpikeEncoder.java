package flybrain.spikes;

import flybrain.LongIndex;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.RowGroup;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToLongFunction;

/// Makes row groups of spikes, on any thread.
///
/// Both times of a spike follow from its step and both names of a neuron from its index. So each is
/// computed once for a distinct step or neuron, and a row is only looked up.
final class SpikeEncoder {
  private final StepTime time;
  private final IntToLongFunction flywireId;
  private final Compression compression;

  SpikeEncoder(StepTime time, IntToLongFunction flywireId, Compression compression) {
    this.time = time;
    this.flywireId = flywireId;
    this.compression = compression;
  }

  /// Encodes spikes of consecutive trials.
  ///
  /// @param experiment `exp_name` of each row
  RowGroup encode(List<TrialSpikes> trials, String experiment) throws IOException {
    int rows = TrialSpikes.count(trials);
    RowGroup group = new RowGroup(SpikeFileWriter.COLUMNS, rows, compression);
    if (rows > 0) {
      int[] indices = new int[rows];
      group.add(indices, distinctTimes(trials, indices));
      group.add(indices, distinctTrials(trials, indices));
      group.add(indices, distinctNeurons(trials, indices));
      Arrays.fill(indices, 0);
      group.add(indices, experiment(experiment));
    }
    return group;
  }

  /// Columns `t` and `time_ms` of each step that there is; sets the index of each spike.
  private ColumnBatch distinctTimes(List<TrialSpikes> trials, int[] indices) {
    long[] distinct = distinct(trials, trial -> trial.steps, indices);
    ColumnBatch batch = batch(0, 2, distinct.length);
    for (int i = 0; i < distinct.length; i++) {
      batch.doubles(0)[i] = time.seconds((int) distinct[i]);
      batch.doubles(1)[i] = time.milliseconds((int) distinct[i]);
    }
    return batch;
  }

  /// Column `trial`; sets the index of each spike.
  private static ColumnBatch distinctTrials(List<TrialSpikes> trials, int[] indices) {
    ColumnBatch batch = batch(2, 3, trials.size());
    int row = 0;
    for (int i = 0; i < trials.size(); i++) {
      batch.longs(0)[i] = trials.get(i).trial;
      int end = row + trials.get(i).count;
      Arrays.fill(indices, row, end, i);
      row = end;
    }
    return batch;
  }

  /// Columns `neuron_index` and `flywire_id` of each neuron that there is; sets the index of each
  /// spike.
  private ColumnBatch distinctNeurons(List<TrialSpikes> trials, int[] indices) {
    long[] distinct = distinct(trials, trial -> trial.neurons, indices);
    ColumnBatch batch = batch(3, 5, distinct.length);
    for (int i = 0; i < distinct.length; i++) {
      batch.longs(0)[i] = distinct[i];
      batch.longs(1)[i] = flywireId.applyAsLong((int) distinct[i]);
    }
    return batch;
  }

  /// The distinct steps or neurons of all spikes; sets the index of each spike.
  private static long[] distinct(
      List<TrialSpikes> trials, Function<TrialSpikes, int[]> ofSpikes, int[] indices) {
    LongIndex distinct = new LongIndex();
    int row = 0;
    for (TrialSpikes trial : trials) {
      distinct.numbersOf(ofSpikes.apply(trial), trial.count, indices, row);
      row += trial.count;
    }
    return distinct.ids();
  }

  /// Column `exp_name`.
  private static ColumnBatch experiment(String experiment) {
    ColumnBatch batch = batch(5, 6, 1);
    batch.strings(0)[0] = experiment;
    return batch;
  }

  private static ColumnBatch batch(int firstColumn, int endColumn, int rows) {
    return ColumnBatch.ofRows(SpikeFileWriter.COLUMNS.subList(firstColumn, endColumn), rows);
  }
}
