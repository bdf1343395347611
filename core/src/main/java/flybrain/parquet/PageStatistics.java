package flybrain.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/// The smallest and the largest value of a page, as parquet keeps them.
///
/// Parquet compares each value through several calls, which takes long where little is compiled
/// yet. Here it only gets the smallest and the largest number.
final class PageStatistics {
  private PageStatistics() {}

  /// The statistics of a page of a column with a dictionary.
  ///
  /// @param distinct the dictionary
  /// @param column place of the column in it
  /// @param used which rows of it the page has
  static Statistics<?> of(
      ColumnDescriptor descriptor, ColumnBatch distinct, int column, boolean[] used) {
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    switch (distinct.columns().get(column).type()) {
      case INT64 -> update(statistics, distinct.longs(column), used);
      case DOUBLE -> {
        double[] all = distinct.doubles(column);
        double[] values = new double[used.length];
        int count = 0;
        for (int i = 0; i < used.length; i++) {
          if (used[i]) {
            values[count++] = all[i];
          }
        }
        update(statistics, values, 0, count);
      }
      case STRING -> {
        for (int i = 0; i < used.length; i++) {
          if (used[i]) {
            statistics.updateStats(Binary.fromString(distinct.strings(column)[i]));
          }
        }
      }
    }
    return statistics;
  }

  /// The statistics of a page of some values.
  static Statistics<?> of(ColumnDescriptor descriptor, double[] values, int from, int to) {
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    update(statistics, values, from, to);
    return statistics;
  }

  private static void update(Statistics<?> statistics, long[] values, boolean[] used) {
    long smallest = Long.MAX_VALUE;
    long largest = Long.MIN_VALUE;
    for (int i = 0; i < used.length; i++) {
      if (used[i] && values[i] < smallest) {
        smallest = values[i];
      }
      if (used[i] && values[i] > largest) {
        largest = values[i];
      }
    }
    statistics.updateStats(smallest);
    statistics.updateStats(largest);
  }

  private static void update(Statistics<?> statistics, double[] values, int from, int to) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = values[i];
      if (value == 0 || Double.isNaN(value)) {
        // Parquet orders the two zeros, and counts what is no number.
        statistics.updateStats(value);
        continue;
      }
      smallest = value < smallest ? value : smallest;
      largest = value > largest ? value : largest;
    }
    if (smallest <= largest) {
      statistics.updateStats(smallest);
      statistics.updateStats(largest);
    }
  }
}
