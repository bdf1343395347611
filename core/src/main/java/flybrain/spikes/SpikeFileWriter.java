package flybrain.spikes;

import static flybrain.parquet.RowGroupWriter.GROUP_ROWS;
import static flybrain.parquet.RowGroupWriter.WAITING_BYTES;
import static flybrain.parquet.RowGroupWriter.place;

import flybrain.parquet.Column;
import flybrain.parquet.Compression;
import flybrain.parquet.RowGroupWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/// Writes spikes to a Parquet file as they come, in bounded memory.
///
/// Rows are ordered by trial, time and neuron index, whatever the order in which trials come. Each
/// thread encodes and compresses the spikes that it brings, in row groups whose borders depend on
/// the spikes alone: the same spikes make the same bytes. The file has its name only after
/// [#commit], which replaces a file of that name; closed without it, nothing is left.
///
/// A file has the trials 0 .. n - 1, each once; the spikes of one come ordered by step, then by
/// neuron index, a neuron at most once a step. Any other order is an [IllegalArgumentException].
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

  private final RowGroupWriter file;
  private final TrialBlocks blocks;
  private final int groupRows;
  private final SpikeEncoder encoder;
  private String experiment;

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param target the file, whose name without extension is the `exp_name` of each row
  /// @param dt duration of a step in ms
  /// @param flywireId FlyWire root id of a neuron, by neuron index; called on any thread
  /// @param provenance how the spikes came about, stored as key-value metadata of the file
  /// @throws flybrain.InputException if the folder cannot be written
  /// @throws IllegalArgumentException if dt is not finite and above 0
  public SpikeFileWriter(
      Path target, double dt, IntToLongFunction flywireId, Map<String, String> provenance)
      throws IOException {
    this(target, dt, flywireId, provenance, DEFAULT_COMPRESSION);
  }

  /// Begins a file with pages of a given compression; its folder is made when it is missing.
  ///
  /// @param target the file, whose name without extension is the `exp_name` of each row
  /// @param dt duration of a step in ms
  /// @param flywireId FlyWire root id of a neuron, by neuron index; called on any thread
  /// @param provenance how the spikes came about, stored as key-value metadata of the file
  /// @throws flybrain.InputException if the folder cannot be written
  /// @throws IllegalArgumentException if dt is not finite and above 0
  public SpikeFileWriter(
      Path target,
      double dt,
      IntToLongFunction flywireId,
      Map<String, String> provenance,
      Compression compression)
      throws IOException {
    this(target, dt, flywireId, provenance, compression, GROUP_ROWS, WAITING_BYTES);
  }

  /// @param groupRows most rows of a row group
  /// @param waitingBytes most bytes of row groups that wait in memory for their turn
  SpikeFileWriter(
      Path target,
      double dt,
      IntToLongFunction flywireId,
      Map<String, String> provenance,
      Compression compression,
      int groupRows,
      long waitingBytes)
      throws IOException {
    this.encoder = new SpikeEncoder(new StepTime(dt), flywireId, compression);
    this.experiment = experimentName(target);
    this.groupRows = groupRows;
    this.blocks = new TrialBlocks(groupRows);
    this.file = new RowGroupWriter(target, COLUMNS, compression, provenance, waitingBytes);
  }

  /// Gives the experiment a name other than the file's; before the first spikes.
  ///
  /// The name is the `exp_name` of each row and the metadata [#EXPERIMENT_NAME].
  public void nameExperiment(String name) {
    experiment = name;
    file.describe(Map.of(EXPERIMENT_NAME, name));
  }

  /// Begins a trial.
  ///
  /// @throws IllegalStateException if it has begun before, or the file is closed
  /// @throws IOException if an earlier write failed
  @Override
  public TrialSink begin(int trial) throws IOException {
    file.checkOpen();
    blocks.begin(trial);
    return new TrialWriter(trial);
  }

  /// Adds provenance that became known after the file was started.
  public void describe(Map<String, String> more) {
    file.describe(more);
  }

  /// Writes what is left, ends the file and gives it its name. Called once, after all trials.
  ///
  /// @throws IllegalStateException if a trial has no end
  /// @throws flybrain.files.WriteException if the file cannot be written
  public void commit() throws IOException {
    file.checkOpen();
    for (TrialBlocks.Block block : blocks.rest()) {
      write(block);
    }
    file.commit(place(blocks.trials(), 0));
  }

  @Override
  public void close() {
    file.close();
  }

  /// The name of an experiment after its file, as in `exp_name`.
  public static String experimentName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private void write(TrialBlocks.Block block) throws IOException {
    write(place(block.first(), 0), place(block.end(), 0), block.spikes());
  }

  private void write(long place, long next, List<TrialSpikes> spikes) throws IOException {
    file.put(place, next, () -> encoder.encode(spikes, experiment));
  }

  /// Takes the spikes of one trial.
  private final class TrialWriter implements TrialSink {
    private final int trial;

    /// As large as the first spikes, which may be all: many short trials wait together.
    private int[] steps = {};

    private int[] neurons = {};
    private int size;
    private int parts;
    private int lastStep = -1;
    private int lastNeuron = -1;
    private boolean ended;

    TrialWriter(int trial) {
      this.trial = trial;
    }

    @Override
    public void spikes(int[] moreSteps, int[] moreNeurons, int count) throws IOException {
      file.checkOpen();
      if (ended) {
        throw new IllegalStateException("trial " + trial + " continues after its end");
      }
      checkOrder(moreSteps, moreNeurons, count);
      int from = 0;
      while (from < count) {
        int some = Math.min(count - from, groupRows - size);
        makeRoom(some);
        System.arraycopy(moreSteps, from, steps, size, some);
        System.arraycopy(moreNeurons, from, neurons, size, some);
        size += some;
        from += some;
        if (size == groupRows) {
          write(
              place(trial, parts),
              place(trial, parts + 1),
              List.of(new TrialSpikes(trial, size, steps, neurons)));
          parts++;
          size = 0;
        }
      }
    }

    @Override
    public void end() throws IOException {
      file.checkOpen();
      if (ended) {
        throw new IllegalStateException("trial " + trial + " ends twice");
      }
      ended = true;
      TrialSpikes rest = new TrialSpikes(trial, size, steps, neurons);
      if (parts > 0) {
        write(place(trial, parts), place(trial + 1, 0), size == 0 ? List.of() : List.of(rest));
      }
      TrialBlocks.Block block =
          parts > 0 ? TrialBlocks.Block.complete(trial) : TrialBlocks.Block.of(rest);
      for (TrialBlocks.Block completed : blocks.add(block)) {
        write(completed);
      }
    }

    private void makeRoom(int more) {
      if (size + more > steps.length) {
        int capacity = Math.max(size + more, Math.min(2 * steps.length, groupRows));
        steps = Arrays.copyOf(steps, capacity);
        neurons = Arrays.copyOf(neurons, capacity);
      }
    }

    private void checkOrder(int[] moreSteps, int[] moreNeurons, int count) {
      for (int i = 0; i < count; i++) {
        int step = moreSteps[i];
        int neuron = moreNeurons[i];
        if (step < lastStep || (step == lastStep && neuron <= lastNeuron)) {
          throw new IllegalArgumentException(
              "trial %d: a spike at step %d of neuron %d follows one at step %d of neuron %d; spikes must be ordered by step and neuron index"
                  .formatted(trial, step, neuron, lastStep, lastNeuron));
        }
        lastStep = step;
        lastNeuron = neuron;
      }
    }
  }
}
