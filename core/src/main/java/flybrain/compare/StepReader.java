package flybrain.compare;

import flybrain.InputException;
import flybrain.spikes.RunSize;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads a spike file step by step: all spikes of one step of one trial at a time, in ascending
/// order of trials, steps and FlyWire ids.
///
/// Of a file whose rows are ordered by trial and time one step is in memory, of any other file one
/// trial, at up to 44 bytes a spike; if the trials are mixed too, the file is read once per trial.
final class StepReader implements AutoCloseable {
  /// A time may be this part of a step off: what is lost where times are kept in single precision.
  private static final double OFF_GRID = 0.1;

  private final Path file;
  private final double dt;
  private final int shift;
  private final SpikeOrder order;
  private SpikeFileReader reader;
  private int position;

  private int trial = -1;
  private int step;

  /// Neurons of the present step, ascending; the first `size` count.
  private long[] ids = new long[64];

  private int size;

  /// Of a file that is not ordered by time: the spikes of the present trial, ordered by step.
  private int[] heldSteps = {};

  private long[] heldIds = {};
  private int heldPosition;

  /// @param dt duration of a step in ms
  StepReader(Path file, double dt) throws IOException {
    this(file, dt, 0);
  }

  /// @param dt duration of a step in ms
  /// @param shift number of steps by which every spike is reported early
  StepReader(Path file, double dt, int shift) throws IOException {
    this.file = file;
    this.dt = dt;
    this.shift = shift;
    this.order = SpikeOrder.of(file);
    this.reader = new SpikeFileReader(file);
  }

  /// Number of trials: as recorded with the file, and all up to the last that has spikes.
  int trials() {
    return Math.max(order.trials(), RunSize.of(file, reader.provenance()).trials());
  }

  /// Number of spikes in the file.
  long spikes() {
    return reader.size();
  }

  /// Goes to the next step with spikes; false if there is none left.
  ///
  /// @throws InputException if a spike is between two steps
  boolean next() throws IOException {
    size = 0;
    return order.byTime() ? nextOfStream() : nextOfTrial();
  }

  int trial() {
    return trial;
  }

  int step() {
    return step - shift;
  }

  /// The neurons that spike, ascending; the first [#size] count.
  long[] ids() {
    return ids;
  }

  int size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private boolean nextOfStream() {
    if (!hasRow()) {
      return false;
    }
    trial = reader.rows().trials()[position];
    step = step(reader.rows().times()[position]);
    while (hasRow()
        && reader.rows().trials()[position] == trial
        && step(reader.rows().times()[position]) == step) {
      add(reader.rows().flywireIds()[position++]);
    }
    Arrays.sort(ids, 0, size);
    return true;
  }

  private boolean nextOfTrial() throws IOException {
    while (heldPosition == heldSteps.length) {
      if (trial + 1 >= order.trials()) {
        return false;
      }
      trial++;
      hold();
    }
    step = heldSteps[heldPosition];
    while (heldPosition < heldSteps.length && heldSteps[heldPosition] == step) {
      add(heldIds[heldPosition++]);
    }
    Arrays.sort(ids, 0, size);
    return true;
  }

  private void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  /// Whether there is a present row, of these or of the next.
  private boolean hasRow() {
    while (position == reader.rows().size()) {
      if (!reader.next()) {
        return false;
      }
      position = 0;
    }
    return true;
  }

  /// Holds the spikes of the present trial, ordered by step.
  private void hold() throws IOException {
    if (!order.byTrial()) {
      reader.close();
      reader = new SpikeFileReader(file);
      position = 0;
    }
    int[] steps = new int[1024];
    long[] spiking = new long[1024];
    int count = 0;
    for (; hasRow(); position++) {
      SpikeRows rows = reader.rows();
      if (rows.trials()[position] != trial) {
        if (order.byTrial()) {
          break;
        }
        continue;
      }
      if (count == steps.length) {
        steps = Arrays.copyOf(steps, 2 * count);
        spiking = Arrays.copyOf(spiking, 2 * count);
      }
      steps[count] = step(rows.times()[position]);
      spiking[count++] = rows.flywireIds()[position];
    }
    orderBySteps(steps, spiking, count);
  }

  /// By step and row together, so that memory does not grow with the largest step.
  private void orderBySteps(int[] steps, long[] spiking, int count) {
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = (long) steps[i] << 32 | i;
    }
    Arrays.sort(order);
    heldSteps = new int[count];
    heldIds = new long[count];
    heldPosition = 0;
    for (int at = 0; at < count; at++) {
      heldSteps[at] = (int) (order[at] >> 32);
      heldIds[at] = spiking[(int) order[at]];
    }
  }

  private int step(double time) {
    return step(file, time, dt);
  }

  /// The step of a time in ms.
  static int step(Path file, double time, double dt) {
    double steps = time / dt;
    double nearest = Math.rint(steps);
    if (Math.abs(steps - nearest) > OFF_GRID || nearest >= Integer.MAX_VALUE) {
      throw new InputException(
          ("%s: a spike at %s ms: must be at a multiple of dt = %s ms, below 2^31 steps; give "
                  + "--dt if the step differs")
              .formatted(file, time, dt));
    }
    return (int) nearest;
  }

  /// How the rows of a file are ordered.
  ///
  /// @param byTrial whether trials ascend
  /// @param byTime whether also the times of each trial do
  /// @param trials up to the last that has spikes
  private record SpikeOrder(boolean byTrial, boolean byTime, int trials) {
    static SpikeOrder of(Path file) throws IOException {
      boolean byTrial = true;
      boolean byTime = true;
      int trials = 0;
      int trial = 0;
      double time = 0;
      try (SpikeFileReader reader = new SpikeFileReader(file)) {
        while (reader.next()) {
          SpikeRows rows = reader.rows();
          for (int i = 0; i < rows.size(); i++) {
            byTrial &= rows.trials()[i] >= trial;
            byTime &= rows.trials()[i] != trial || rows.times()[i] >= time;
            trial = rows.trials()[i];
            time = rows.times()[i];
            trials = Math.max(trials, trial + 1);
          }
        }
      }
      return new SpikeOrder(byTrial, byTrial && byTime, trials);
    }
  }
}
