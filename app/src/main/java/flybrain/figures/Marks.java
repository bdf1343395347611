package flybrain.figures;

import java.awt.Color;
import java.util.Arrays;

/// Spikes in the rows of a raster, in one colour.
final class Marks {
  private final Color color;
  private final double lowest;
  private double[] times = new double[256];
  private int[] rows = new int[256];
  private int size;

  /// @param lowest where row 0 begins on the range axis
  Marks(Color color, double lowest) {
    this.color = color;
    this.lowest = lowest;
  }

  void add(double time, int row) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
    }
    times[size] = time;
    rows[size] = row;
    size++;
  }

  Color color() {
    return color;
  }

  int size() {
    return size;
  }

  /// In the unit of the time axis.
  double time(int mark) {
    return times[mark];
  }

  /// Where the row of a mark begins on the range axis; it is 1 high.
  double bottom(int mark) {
    return lowest + rows[mark];
  }
}
