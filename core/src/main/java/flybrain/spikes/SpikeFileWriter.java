package flybrain.spikes;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// A sink that writes spikes to a Parquet file, ordered by trial, step and neuron index.
///
/// The lowest trial that has not ended goes straight into the file; later ones wait in memory.
public final class SpikeFileWriter implements SpikeSink, AutoCloseable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.float64("t"),
          Column.float64("time_ms"),
          Column.int64("trial"),
          Column.int64("neuron_index"),
          Column.int64("flywire_id"),
          Column.string("exp_name"));

  private static final int BATCH_ROWS = 1 << 15;

  private final ParquetWriter file;
  private final ColumnBatch batch = new ColumnBatch(COLUMNS, BATCH_ROWS);
  private final double stepsPerMs;
  private final IntToLongFunction flywireId;
  private final Map<Integer, SpikeRecorder> waiting = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private int current;

  /// @param target the file, whose name without extension is the `exp_name` of each row
  /// @param dt time step in ms
  /// @param flywireId FlyWire root id of a neuron index
  /// @param provenance key-value metadata of the file
  public SpikeFileWriter(
      Path target, double dt, IntToLongFunction flywireId, Map<String, String> provenance)
      throws IOException {
    this.file = new ParquetWriter(target, COLUMNS, Compression.BROTLI, provenance);
    this.stepsPerMs = 1 / dt;
    this.flywireId = flywireId;
    String name = String.valueOf(target.getFileName());
    int dot = name.lastIndexOf('.');
    Arrays.fill(batch.strings(5), dot > 0 ? name.substring(0, dot) : name);
  }

  @Override
  public synchronized void spikes(int trial, int[] steps, int[] neurons, int count)
      throws IOException {
    if (trial == current) {
      write(trial, steps, neurons, count);
    } else {
      waiting
          .computeIfAbsent(trial, t -> new SpikeRecorder())
          .spikes(0, Arrays.copyOf(steps, count), Arrays.copyOf(neurons, count), count);
    }
  }

  @Override
  public synchronized void endOfTrial(int trial) throws IOException {
    ended.add(trial);
    while (ended.remove(current)) {
      current++;
      SpikeRecorder next = waiting.remove(current);
      if (next != null) {
        Spikes spikes = next.spikes();
        for (int k = 0; k < spikes.size(); k++) {
          write(current, new int[] {spikes.step(k)}, new int[] {spikes.neuron(k)}, 1);
        }
      }
    }
  }

  /// Completes the file and gives it its name.
  public synchronized void commit() throws IOException {
    flush();
    file.commit();
  }

  @Override
  public synchronized void close() {
    file.close();
  }

  private void write(int trial, int[] steps, int[] neurons, int count) throws IOException {
    for (int k = 0; k < count; k++) {
      int row = batch.rows();
      double ms = steps[k] / stepsPerMs;
      batch.doubles(0)[row] = ms / 1000;
      batch.doubles(1)[row] = ms;
      batch.longs(2)[row] = trial;
      batch.longs(3)[row] = neurons[k];
      batch.longs(4)[row] = flywireId.applyAsLong(neurons[k]);
      batch.setRows(row + 1);
      if (row + 1 == BATCH_ROWS) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    file.write(batch);
    batch.setRows(0);
  }
}
