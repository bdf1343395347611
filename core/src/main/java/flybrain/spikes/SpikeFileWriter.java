package flybrain.spikes;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.apache.parquet.bytes.BytesInput;
import org.jspecify.annotations.Nullable;

/// Writes spikes to a Parquet file as they come, in bounded memory.
///
/// Rows are ordered by trial, time and neuron index, whatever the order in which trials come.
/// Encoding and compression run on a thread of their own. The file has its name only after
/// [#commit]; closed without it, nothing is left.
///
/// | column | type | content |
/// |---|---|---|
/// | `t` | double | time in s, as Brian2 computes it: step times dt |
/// | `time_ms` | double | time in ms, the double nearest to the decimal value |
/// | `trial` | int64 | trial, counted from 0 |
/// | `neuron_index` | int64 | row of the neuron in the connectome, counted from 0 |
/// | `flywire_id` | int64 | FlyWire root id of the neuron |
/// | `exp_name` | string | file name without extension, unless [#nameExperiment] gives another |
public final class SpikeFileWriter implements SpikeSink, AutoCloseable {
  static final List<Column> COLUMNS =
      List.of(
          Column.float64("t"),
          Column.float64("time_ms"),
          Column.int64("trial"),
          Column.int64("neuron_index"),
          Column.int64("flywire_id"),
          Column.string("exp_name"));

  /// Metadata key for a name of the experiment that differs from the file's.
  public static final String EXPERIMENT_NAME = "flybrain.exp_name";

  /// How files are compressed when nothing else is asked for, as in the reference suite.
  public static final Compression DEFAULT_COMPRESSION = Compression.BROTLI;

  /// 64 MiB of spikes that wait for their turn: 8 million.
  private static final int WAITING_CHUNKS = 1024;

  private final TrialQueue queue;
  private final ParquetWriter file;
  private final StepTime time;
  private final IntToLongFunction flywireId;
  private final ColumnBatch batch = new ColumnBatch(COLUMNS, SpikeChunk.CAPACITY);
  private final Thread encoder;

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param target the file, whose name without extension is the `exp_name` of each row
  /// @param dt duration of a step in ms
  /// @param flywireId FlyWire root id of a neuron, by neuron index
  /// @param provenance how the spikes came about, stored as key-value metadata of the file
  /// @throws flybrain.InputException when the folder cannot be written
  public SpikeFileWriter(
      Path target, double dt, IntToLongFunction flywireId, Map<String, String> provenance)
      throws IOException {
    this(target, dt, flywireId, provenance, DEFAULT_COMPRESSION);
  }

  /// Begins a file with pages of a given compression; its folder is made when it is missing.
  ///
  /// @throws flybrain.InputException when the folder cannot be written
  public SpikeFileWriter(
      Path target,
      double dt,
      IntToLongFunction flywireId,
      Map<String, String> provenance,
      Compression compression)
      throws IOException {
    this(target, dt, flywireId, provenance, compression, WAITING_CHUNKS);
  }

  SpikeFileWriter(
      Path target,
      double dt,
      IntToLongFunction flywireId,
      Map<String, String> provenance,
      Compression compression,
      int waitingChunks)
      throws IOException {
    this.time = new StepTime(dt);
    this.flywireId = flywireId;
    Arrays.fill(batch.strings(5), experimentName(target));
    this.queue = new TrialQueue(target.toAbsolutePath(), waitingChunks);
    this.file = new ParquetWriter(target, COLUMNS, compression, provenance);
    // A library that cannot be loaded is reported before anything is simulated.
    compression.compress(BytesInput.empty());
    this.encoder = new Thread(this::encode, "flybrain-spike-file");
    encoder.setDaemon(true);
    encoder.start();
  }

  /// Gives the experiment a name other than the file's; before the first spikes.
  ///
  /// The name is the `exp_name` of each row and the metadata [#EXPERIMENT_NAME].
  public void nameExperiment(String name) {
    Arrays.fill(batch.strings(5), name);
    file.describe(Map.of(EXPERIMENT_NAME, name));
  }

  @Override
  public TrialSink begin(int trial) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) throws IOException {
        queue.put(trial, steps, neurons, count);
      }

      @Override
      public void end() throws IOException {
        queue.endTrial(trial);
      }
    };
  }

  /// Adds provenance that became known after the file was started.
  public void describe(Map<String, String> more) {
    file.describe(more);
  }

  /// Writes what is left, ends the file and gives it its name.
  ///
  /// @throws IllegalStateException when a trial has no end
  public void commit() throws IOException {
    queue.finish();
    try {
      encoder.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("writing spikes was interrupted");
    }
    queue.checkOpen();
    file.commit();
  }

  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (encoder.isAlive()) {
      try {
        encoder.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    file.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The name of an experiment after its file, as in `exp_name`.
  public static String experimentName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void encode() {
    try {
      @Nullable SpikeChunk chunk;
      while ((chunk = queue.take()) != null) {
        write(chunk);
      }
    } catch (IOException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void write(SpikeChunk chunk) throws IOException {
    for (int i = 0; i < chunk.size; i++) {
      int step = chunk.steps[i];
      int neuron = chunk.neurons[i];
      batch.doubles(0)[i] = time.seconds(step);
      batch.doubles(1)[i] = time.milliseconds(step);
      batch.longs(3)[i] = neuron;
      batch.longs(4)[i] = flywireId.applyAsLong(neuron);
    }
    Arrays.fill(batch.longs(2), 0, chunk.size, chunk.trial);
    batch.setRows(chunk.size);
    file.write(batch);
  }
}
