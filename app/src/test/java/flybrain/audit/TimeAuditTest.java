package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAuditTest {
  private static final double DT = 0.1;

  @TempDir private Path folder;
  private final Findings findings = new Findings();

  private TimeScan scan(double dt, double... times) throws IOException {
    List<Column> columns = List.of(Column.float64("t"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, times.length);
    System.arraycopy(times, 0, batch.doubles(0), 0, times.length);
    Path file = folder.resolve("a.parquet");
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    try (ParquetReader reader = new ParquetReader(file)) {
      return TimeScan.of(reader, "t", dt, _ -> {});
    }
  }

  /// @param tRun in s, NaN if unknown
  private TimeUnit check(TimeUnit stated, double tRun, double... times) throws IOException {
    ExpectedRun run = new ExpectedRun("event", "", tRun, 1, DT, 2.2, null, "", true);
    return new TimeAudit("a.parquet", "t", scan(DT, times), run, findings).check(stated);
  }

  /// All steps of a trial of 1 s but the last ten, in a unit.
  private static double[] trial(TimeUnit unit) {
    return IntStream.range(0, 9990).mapToDouble(k -> k * DT / unit.milliseconds(DT)).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void timesInTheStatedUnit_areRight(TimeUnit unit) throws IOException {
    assertThat(check(unit, 1, trial(unit))).isEqualTo(unit);
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, SECONDS, ms up to 1000.0 ms",
    "MILLISECONDS, STEPS, ms up to 1000.0 ms",
    "MILLISECONDS, MICROSECONDS, ms up to 1000.0 ms",
    "SECONDS, MILLISECONDS, s up to 1.0 s",
    "SECONDS, STEPS, s up to 1.0 s",
    "SECONDS, MICROSECONDS, s up to 1.0 s",
    "STEPS, MILLISECONDS, steps up to 10000.0 steps",
    "STEPS, SECONDS, steps up to 10000.0 steps",
    "STEPS, MICROSECONDS, steps up to 10000.0 steps"
  })
  void timesInAnotherUnit_areRecognised(TimeUnit stated, TimeUnit real, String expected)
      throws IOException {
    assertThat(check(stated, 1, trial(real))).isEqualTo(real);
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::expected, Finding::meaning)
        .containsExactly(
            tuple(
                Finding.Severity.ERROR,
                "wrong time unit",
                expected,
                "column t contains %s, not %s".formatted(real, stated)));
  }

  @Test
  void millionthsOfASecond_areMicroseconds() throws IOException {
    assertThat(check(TimeUnit.MILLISECONDS, 1, 100, 1300, 999_900))
        .isEqualTo(TimeUnit.MICROSECONDS);
  }

  /// In another unit a run would be over long before its end.
  @Test
  void unitThatOnlyFitsEarlyTimes_isNotBelieved() throws IOException {
    assertThat(check(TimeUnit.MILLISECONDS, 1, 0.05)).isEqualTo(TimeUnit.MILLISECONDS);
    assertThat(findings.all()).extracting(Finding::what).containsExactly("times off the grid");
  }

  /// Rows come in batches of 65,536.
  @Test
  void rowOfAnImpossibleTime_isCountedOverBatches() throws IOException {
    double[] times = new double[65_541];
    times[65_540] = -1;
    check(TimeUnit.MILLISECONDS, 1, times);
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("column t, row 65540: -1.0; 1 row");
  }

  /// PyTorch and GeNN hand over times as `float`.
  @Test
  void timesRoundedToFloat_areOnTheGrid() throws IOException {
    double[] times = DoubleStream.of(trial(TimeUnit.MILLISECONDS)).map(t -> (float) t).toArray();
    assertThat(check(TimeUnit.MILLISECONDS, 1, times)).isEqualTo(TimeUnit.MILLISECONDS);
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void timeThatCannotBe_isNamedByItsFirstRow(double time) throws IOException {
    assertThat(check(TimeUnit.MILLISECONDS, 1, 0.1, 900, time, time))
        .isEqualTo(TimeUnit.MILLISECONDS);
    Finding finding = findings.all().getFirst();
    assertThat(findings.all()).hasSize(1);
    assertThat(finding.what()).isEqualTo("impossible time");
    assertThat(finding.value()).startsWith("column t, row 2: ").endsWith("; 2 rows");
  }

  @Test
  void impossibleTimesAlone_areOneFinding() throws IOException {
    check(TimeUnit.SECONDS, 1, Double.NaN);
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("column t, row 0: nan; 1 row");
  }

  @Test
  void noTimes_areNoFinding() throws IOException {
    assertThat(check(TimeUnit.SECONDS, 1)).isEqualTo(TimeUnit.SECONDS);
    assertThat(findings.all()).isEmpty();
  }

  /// A trial is half open.
  @ParameterizedTest
  @CsvSource({"999.9, 0", "1000, 1", "1000.1, 1", "1900, 1"})
  void timeAtTheEndOfATrial_isBeyondIt(double time, int count) throws IOException {
    assertThat(check(TimeUnit.MILLISECONDS, 1, 0.1, time)).isEqualTo(TimeUnit.MILLISECONDS);
    assertThat(findings.all()).hasSize(count);
    assertThat(findings.all())
        .allSatisfy(finding -> {
          assertThat(finding.what()).isEqualTo("time beyond t_run");
          assertThat(finding.expected()).isEqualTo("below 1000.0 ms");
        });
  }

  @Test
  void timesBetweenSteps_areOffTheGrid() throws IOException {
    assertThat(check(TimeUnit.MILLISECONDS, 1, 0.1, 0.15, 0.2, 900.07))
        .isEqualTo(TimeUnit.MILLISECONDS);
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value, Finding::expected)
        .containsExactly(
            tuple(
                Finding.Severity.WARNING,
                "times off the grid",
                "column t: 2 of 4",
                "multiples of 0.1 ms"));
  }

  /// Whole numbers in ms are steps if there are a hundred: one in ten times would be whole.
  @ParameterizedTest
  @CsvSource({"99, MILLISECONDS", "100, STEPS"})
  void wholeNumbersAlone_areSteps(int count, TimeUnit unit) throws IOException {
    double[] times = IntStream.range(0, count).mapToDouble(k -> 9 * k).toArray();
    assertThat(check(TimeUnit.MILLISECONDS, Double.NaN, times)).isEqualTo(unit);
  }

  @Test
  void wholeStepsOfOneMillisecond_mayBeMilliseconds() throws IOException {
    double[] times = IntStream.range(0, 500).mapToDouble(k -> k).toArray();
    assertThat(scan(1, times).areSteps()).isFalse();
    assertThat(scan(0.5, times).areSteps()).isTrue();
  }
}
