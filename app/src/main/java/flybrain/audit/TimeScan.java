package flybrain.audit;

import flybrain.PythonNumber;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.util.List;
import java.util.function.LongConsumer;

/// How the numbers in a column of times are spread, whatever their unit is.
final class TimeScan {
  /// Rounding of a `float`, relative: PyTorch and GeNN hand over such times.
  private static final double FLOAT = 0x1p-23;

  /// Rounding of step times dt in `double`, and of a division by it, in steps.
  private static final double DOUBLE = 1e-6;

  private static final List<TimeUnit> UNITS = List.of(TimeUnit.values());

  private final double dt;
  private final double[] perStep;
  private final long[] onGrid = new long[UNITS.size()];
  private long size;
  private long senseless;
  private long firstSenseless = -1;
  private double senselessValue;
  private double max = Double.NEGATIVE_INFINITY;

  private TimeScan(double dt) {
    this.dt = dt;
    this.perStep = UNITS.stream().mapToDouble(unit -> unit.milliseconds(dt) / dt).toArray();
  }

  /// Reads a column.
  ///
  /// @param dt duration of a step in ms
  /// @param progress receives the number of rows read
  static TimeScan of(ParquetReader file, String column, double dt, LongConsumer progress) {
    TimeScan scan = new TimeScan(dt);
    try (ColumnBatches batches = file.read(List.of(Column.float64(column)))) {
      long first = 0;
      while (batches.next()) {
        int rows = batches.batch().rows();
        scan.add(batches.batch().doubles(0), rows, first);
        first += rows;
        progress.accept(rows);
      }
    }
    return scan;
  }

  private void add(double[] times, int rows, long first) {
    for (int i = 0; i < rows; i++) {
      double time = times[i];
      if (!isSensible(time)) {
        if (senseless++ == 0) {
          firstSenseless = first + i;
          senselessValue = time;
        }
        continue;
      }
      size++;
      max = Math.max(max, time);
      for (int unit = 0; unit < perStep.length; unit++) {
        double steps = time * perStep[unit];
        onGrid[unit] += Math.abs(steps - Math.rint(steps)) <= DOUBLE + FLOAT * steps ? 1 : 0;
      }
    }
  }

  static boolean isSensible(double time) {
    return time >= 0 && time < Double.POSITIVE_INFINITY;
  }

  /// Number of times that are at least 0 and finite.
  long size() {
    return size;
  }

  /// Number of times that are not.
  long senseless() {
    return senseless;
  }

  /// Row of the first one of those, counted from 0, and its value.
  String firstSenseless() {
    return "row %d: %s".formatted(firstSenseless, PythonNumber.text(senselessValue));
  }

  /// The largest number, in the unit of the column.
  double max() {
    return max;
  }

  /// How many are not a multiple of a step when they count a unit.
  long offGrid(TimeUnit unit) {
    return size - onGrid[UNITS.indexOf(unit)];
  }

  /// Whether the numbers can be times of a run when they count a unit.
  ///
  /// @param limit duration of a trial in ms, infinite when unknown
  boolean fits(TimeUnit unit, double limit) {
    return offGrid(unit) == 0 && max * unit.milliseconds(dt) < limit;
  }

  /// Whether all numbers are whole, which is rare among multiples of a step in ms.
  boolean areSteps() {
    boolean rare = Math.abs(dt - Math.rint(dt)) > 1e-9 && dt < 1;
    return rare && size >= 100 && offGrid(TimeUnit.STEPS) == 0;
  }
}
