package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpikeMatchesTest {
  private static final int TRIALS = 3;

  @TempDir private Path folder;

  /// Whole ms and a tolerance of 2.5 ms, so rounding decides nothing.
  @Property(tries = 60)
  void pairs_areAsManyAsCanBe(RandomGenerator random) throws IOException {
    List<Row> a = rows(random);
    List<Row> b = rows(random);
    SpikeMatches matches = matches(a, b, 2.5);
    long all = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      long most = 0;
      for (long id = 1; id <= 4; id++) {
        most += mostPairs(times(a, trial, id), times(b, trial, id), 2.5);
      }
      int of = trial;
      long spikes =
          a.stream().filter(row -> row.trial() == of).count()
              + b.stream().filter(row -> row.trial() == of).count();
      assertThat(matches.f1OfTrials().get(trial))
          .isEqualTo(Double.valueOf(spikes == 0 ? Double.NaN : 2.0 * most / spikes));
      all += most;
    }
    assertThat(matches.matches()).isEqualTo(all);
    assertThat(matches(b, a, 2.5).matches()).isEqualTo(all);
  }

  /// The most pairs of numbers no further apart than a tolerance, in any way: the longest common
  /// subsequence by dynamic programming.
  private static int mostPairs(double[] a, double[] b, double tolerance) {
    int[][] most = new int[a.length + 1][b.length + 1];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        int pair = Math.abs(a[i - 1] - b[j - 1]) <= tolerance ? 1 : 0;
        most[i][j] = Math.max(most[i - 1][j - 1] + pair, Math.max(most[i - 1][j], most[i][j - 1]));
      }
    }
    return most[a.length][b.length];
  }

  @Test
  void differences_areOfThePairs() throws IOException {
    List<Row> a = List.of(new Row(0, 1, 7), new Row(0, 10, 7), new Row(1, 5, 7), new Row(1, 5, 8));
    List<Row> b = List.of(new Row(0, 1, 7), new Row(0, 12, 7), new Row(1, 4, 7), new Row(2, 5, 8));
    SpikeMatches matches = matches(a, b, 2.5);
    assertThat(matches.matches()).isEqualTo(3);
    // Times are in s between, so the last digits are rounded.
    assertThat(matches.meanDifference()).isCloseTo(1, within(1e-12));
    assertThat(matches.medianDifference()).isCloseTo(1, within(1e-12));
    assertThat(matches.f1OfTrials()).containsExactly(1.0, 2.0 / 3, 0.0);
  }

  @Test
  void toleranceOfZero_wantsTheSameTime() throws IOException {
    List<Row> a = List.of(new Row(0, 1.1, 7), new Row(0, 2.2, 7));
    List<Row> b = List.of(new Row(0, 1.1, 7), new Row(0, 2.3, 7));
    assertThat(matches(a, b, 0).matches()).isEqualTo(1);
    // 2.2 ms and 2.3 ms in s are a little more than 0.1 ms apart.
    assertThat(matches(a, b, 0.11).matches()).isEqualTo(2);
  }

  @Test
  void spikesOfOtherNeuronsAndTrials_areNoPairs() throws IOException {
    List<Row> a = List.of(new Row(0, 1, 7), new Row(1, 1, 8));
    List<Row> b = List.of(new Row(0, 1, 8), new Row(1, 1, 7));
    SpikeMatches matches = matches(a, b, 100);
    assertThat(matches.matches()).isZero();
    assertThat(matches.meanDifference()).isNaN();
    assertThat(matches.medianDifference()).isNaN();
    assertThat(matches.f1OfTrials()).containsExactly(0.0, 0.0, Double.NaN);
  }

  private SpikeMatches matches(List<Row> a, List<Row> b, double tolerance) throws IOException {
    Path fileA = SpikeTable.write(folder.resolve("a.parquet"), a);
    Path fileB = SpikeTable.write(folder.resolve("b.parquet"), b);
    return SpikeMatches.of(
        fileA,
        FiringRates.of(fileA, 1, TRIALS),
        fileB,
        FiringRates.of(fileB, 1, TRIALS),
        TRIALS,
        tolerance);
  }

  /// Trials 0 and 2, in no order.
  private static List<Row> rows(RandomGenerator random) {
    List<Row> rows = new ArrayList<>();
    for (int spike = random.nextInt(60); spike > 0; spike--) {
      rows.add(new Row(2 * random.nextInt(2), random.nextInt(60), random.nextInt(1, 5)));
    }
    Collections.shuffle(rows, new Random(random.nextLong()));
    return rows;
  }

  private static double[] times(List<Row> rows, int trial, long id) {
    return rows.stream()
        .filter(row -> row.trial() == trial && row.flywireId() == id)
        .mapToDouble(Row::time)
        .sorted()
        .toArray();
  }
}
