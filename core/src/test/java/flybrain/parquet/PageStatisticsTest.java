package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against parquet itself, which gets each value.
class PageStatisticsTest {
  private static final List<Column> COLUMNS =
      List.of(Column.int64("a"), Column.float64("b"), Column.string("c"));
  private static final List<ColumnDescriptor> DESCRIPTORS =
      RowGroupFile.schema(COLUMNS).getColumns();
  private static final double[] ODD = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 10, 500})
  void of_isWhatParquetMakesOfEachValue(int rows) {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ColumnBatch distinct = ColumnBatch.ofRows(COLUMNS, rows);
      boolean[] used = new boolean[rows];
      for (int i = 0; i < rows; i++) {
        distinct.longs(0)[i] = random.nextLong();
        distinct.doubles(1)[i] =
            random.nextBoolean() ? random.nextGaussian() : ODD[random.nextInt(ODD.length)];
        distinct.strings(2)[i] = Integer.toString(random.nextInt());
        used[i] = random.nextInt(3) > 0;
      }
      used[random.nextInt(rows)] = true;

      for (int column = 0; column < COLUMNS.size(); column++) {
        ColumnDescriptor descriptor = DESCRIPTORS.get(column);
        assertSame(
            PageStatistics.of(descriptor, distinct, column, used),
            ofEach(descriptor, distinct, column, used));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 3})
  void of_valuesThatAreAllTheSame(double value) {
    double[] values = new double[5];
    Arrays.fill(values, value);
    Statistics<?> expected = Statistics.createStats(DESCRIPTORS.get(1).getPrimitiveType());
    expected.updateStats(value);
    expected.updateStats(value);

    assertSame(PageStatistics.of(DESCRIPTORS.get(1), values, 2, 4), expected);
  }

  private static Statistics<?> ofEach(
      ColumnDescriptor descriptor, ColumnBatch distinct, int column, boolean[] used) {
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    for (int i = 0; i < used.length; i++) {
      if (used[i]) {
        switch (column) {
          case 0 -> statistics.updateStats(distinct.longs(0)[i]);
          case 1 -> statistics.updateStats(distinct.doubles(1)[i]);
          default -> statistics.updateStats(Binary.fromString(distinct.strings(2)[i]));
        }
      }
    }
    return statistics;
  }

  private static void assertSame(Statistics<?> statistics, Statistics<?> expected) {
    assertThat(statistics).hasToString(expected.toString());
    assertThat(statistics.hasNonNullValue()).isEqualTo(expected.hasNonNullValue());
    if (expected.hasNonNullValue()) {
      assertThat(statistics.getMinBytes()).isEqualTo(expected.getMinBytes());
      assertThat(statistics.getMaxBytes()).isEqualTo(expected.getMaxBytes());
    }
    assertThat(statistics.getNanCount()).isEqualTo(expected.getNanCount());
    assertThat(statistics.getNumNulls()).isEqualTo(expected.getNumNulls());
  }
}
