package flybrain.states;

import static flybrain.parquet.RowGroupWriter.GROUP_ROWS;
import static flybrain.parquet.RowGroupWriter.WAITING_BYTES;
import static flybrain.parquet.RowGroupWriter.place;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.RowGroup;
import flybrain.parquet.RowGroupWriter;
import flybrain.spikes.StepTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/// Writes states to a Parquet file as they come, in bounded memory.
///
/// Rows are ordered by trial, time and neuron index, whatever the order in which trials come. Each
/// thread encodes and compresses the states that it brings, in row groups of one trial whose
/// borders depend on the numbers of neurons and samples alone: the same states make the same bytes.
/// The file has its name only after [#commit], which replaces a file of that name; closed without
/// it, nothing is left.
///
/// | column | type | content |
/// |---|---|---|
/// | `trial` | int64 | trial, counted from 0 |
/// | `time_ms` | double | time in ms, the double nearest to the decimal value |
/// | `t` | double | time in s, as Brian2 computes it: step times dt |
/// | `neuron_index` | int64 | row of the neuron in the connectome, counted from 0 |
/// | `flywire_id` | int64 | FlyWire root id of the neuron |
/// | `v` | double | membrane potential in mV just before the step, if recorded |
/// | `g` | double | synaptic input in mV just before the step, if recorded |
public final class StateFileWriter implements StateSink, AutoCloseable {
  private static final int FIRST_SAMPLES = 256;

  private final RowGroupWriter file;
  private final List<Column> columns;
  private final Set<StateVariable> variables;
  private final Compression compression;
  private final StepTime time;
  private final int[] neurons;
  private final long[] flywireIds;
  private final int every;

  /// Samples of all neurons in a row group, at most.
  private final int groupSamples;

  private int trials;

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param target the file
  /// @param dt duration of a step in ms
  /// @param neurons indices, at least one, ascending, each once; copied
  /// @param flywireId FlyWire root id of a neuron, by neuron index
  /// @param every steps from one sample to the next, at least 1
  /// @param variables at least one
  /// @param provenance how the states came about, stored as key-value metadata of the file
  /// @throws flybrain.InputException if the folder cannot be written
  /// @throws IllegalArgumentException without neurons or variables, or for other steps
  public StateFileWriter(
      Path target,
      double dt,
      int[] neurons,
      IntToLongFunction flywireId,
      int every,
      Set<StateVariable> variables,
      Map<String, String> provenance,
      Compression compression)
      throws IOException {
    this(target, dt, neurons, flywireId, every, variables, provenance, compression, GROUP_ROWS);
  }

  /// @param groupRows rows of a row group at most, where one sample has no more
  StateFileWriter(
      Path target,
      double dt,
      int[] neurons,
      IntToLongFunction flywireId,
      int every,
      Set<StateVariable> variables,
      Map<String, String> provenance,
      Compression compression,
      int groupRows)
      throws IOException {
    if (neurons.length == 0 || variables.isEmpty()) {
      throw new IllegalArgumentException("no neurons or no variables to record");
    }
    if (every < 1 || every > NEVER) {
      throw new IllegalArgumentException("every " + every + " steps: must be 1 .. " + NEVER);
    }
    this.time = new StepTime(dt);
    this.neurons = neurons.clone();
    this.flywireIds = Arrays.stream(neurons).mapToLong(flywireId).toArray();
    this.every = every;
    this.variables = EnumSet.copyOf(variables);
    this.compression = compression;
    this.columns = columns(this.variables);
    this.groupSamples = Math.max(1, groupRows / neurons.length);
    this.file = new RowGroupWriter(target, columns, compression, provenance, WAITING_BYTES);
  }

  /// The columns of a file, in their order: always five, then one for each variable.
  public static List<Column> columns(Set<StateVariable> variables) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.int64("trial"),
                Column.float64("time_ms"),
                Column.float64("t"),
                Column.int64("neuron_index"),
                Column.int64("flywire_id")));
    for (StateVariable variable : StateVariable.values()) {
      if (variables.contains(variable)) {
        columns.add(Column.float64(variable.column()));
      }
    }
    return List.copyOf(columns);
  }

  @Override
  public int every() {
    return every;
  }

  @Override
  public int[] neurons() {
    return neurons.clone();
  }

  @Override
  public TrialStates begin(int trial) throws IOException {
    file.checkOpen();
    began(trial);
    return new TrialWriter(trial);
  }

  private synchronized void began(int trial) {
    trials = Math.max(trials, trial + 1);
  }

  private synchronized int trials() {
    return trials;
  }

  /// Adds provenance that became known after the file was started.
  public void describe(Map<String, String> more) {
    file.describe(more);
  }

  /// Ends the file and gives it its name.
  ///
  /// @throws IllegalStateException if a trial has no end
  public void commit() throws IOException {
    file.commit(place(trials(), 0));
  }

  @Override
  public void close() {
    file.close();
  }

  /// Takes the states of one trial.
  private final class TrialWriter implements TrialStates {
    private final int trial;

    /// By sample; v and g by sample, then by neuron.
    private int[] steps = new int[0];

    private double[] v = new double[0];
    private double[] g = new double[0];

    private int samples;
    private int parts;

    TrialWriter(int trial) {
      this.trial = trial;
    }

    @Override
    public void states(int step, double[] moreV, double[] moreG) throws IOException {
      makeRoom();
      steps[samples] = step;
      System.arraycopy(moreV, 0, v, samples * neurons.length, neurons.length);
      System.arraycopy(moreG, 0, g, samples * neurons.length, neurons.length);
      samples++;
      if (samples == groupSamples) {
        write(place(trial, parts + 1));
        parts++;
        samples = 0;
      }
    }

    @Override
    public void end() throws IOException {
      write(place(trial + 1, 0));
    }

    private void makeRoom() {
      if (samples == steps.length) {
        int capacity = Math.min(groupSamples, Math.max(FIRST_SAMPLES, 2 * samples));
        steps = Arrays.copyOf(steps, capacity);
        v = Arrays.copyOf(v, capacity * neurons.length);
        g = Arrays.copyOf(g, capacity * neurons.length);
      }
    }

    private void write(long next) throws IOException {
      file.put(place(trial, parts), next, this::encode);
    }

    private RowGroup encode() throws IOException {
      int rows = samples * neurons.length;
      RowGroup group = new RowGroup(columns, rows, compression);
      if (rows > 0) {
        int[] indices = new int[rows];
        group.add(indices, trial());
        Arrays.setAll(indices, row -> row / neurons.length);
        group.add(indices, times());
        Arrays.setAll(indices, row -> row % neurons.length);
        group.add(indices, neurons());
        if (variables.contains(StateVariable.V)) {
          group.addPlain(v);
        }
        if (variables.contains(StateVariable.G)) {
          group.addPlain(g);
        }
      }
      return group;
    }

    private ColumnBatch trial() {
      ColumnBatch batch = batch(0, 1, 1);
      batch.longs(0)[0] = trial;
      return batch;
    }

    private ColumnBatch times() {
      ColumnBatch batch = batch(1, 3, samples);
      for (int k = 0; k < samples; k++) {
        batch.doubles(0)[k] = time.milliseconds(steps[k]);
        batch.doubles(1)[k] = time.seconds(steps[k]);
      }
      return batch;
    }

    private ColumnBatch neurons() {
      ColumnBatch batch = batch(3, 5, neurons.length);
      for (int k = 0; k < neurons.length; k++) {
        batch.longs(0)[k] = neurons[k];
        batch.longs(1)[k] = flywireIds[k];
      }
      return batch;
    }

    private ColumnBatch batch(int firstColumn, int endColumn, int rows) {
      return ColumnBatch.ofRows(columns.subList(firstColumn, endColumn), rows);
    }
  }
}
