package flybrain.audit;

import static flybrain.audit.SpikeFileBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.InputException;
import flybrain.audit.Finding.Severity;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikeFileAuditTest {
  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private final SpikeFileBuilder spikes = new SpikeFileBuilder();
  private long progress;

  private AuditedFile check(ExpectedRun run) throws IOException {
    try (ParquetReader reader = new ParquetReader(spikes.write(folder.resolve("a.parquet")))) {
      return new SpikeFileAudit(reader, "a.parquet", run, findings, rows -> progress += rows)
          .check();
    }
  }

  private static ExpectedRun by(String backend, double tRun) {
    return new ExpectedRun(backend, "", tRun, 1, 0.1, 2.2, null, "", false);
  }

  private static ExpectedRun ordered() {
    return new ExpectedRun("event", "1", 1, 2, 0.1, 2.2, Map.of(), "", true);
  }

  @Test
  void sumsOfAFile_areOfItsSpikes() throws IOException {
    spikes.spikes(0, 0, 10, 20, 30).spikes(0, 4, 15).spikes(1, 0, 10);
    AuditedFile file = check(Runs.driven(1, 2, Map.of(id(4), 1.0)));
    assertThat(findings.all()).isEmpty();
    assertThat(file.spikes()).isEqualTo(5);
    assertThat(file.activeNeurons()).isEqualTo(2);
    assertThat(file.mostActiveNeurons()).isEqualTo(2);
    assertThat(file.driven()).containsExactly(id(4));
    assertThat(file.prints()).containsOnlyKeys(0, 1);
    assertThat(print(file).spikes()).isEqualTo(4);
    assertThat(file.name()).isEqualTo("a.parquet");
  }

  /// Times once, `t` against `time_ms` once, and all spikes once.
  @Test
  void progress_isOfTheRowsRead() throws IOException {
    spikes.spikes(0, 0, 10, 20, 30);
    check(Runs.of(1, 1));
    assertThat(progress).isEqualTo(9);
  }

  @Test
  void emptyFile_hasNothingToCheck() throws IOException {
    AuditedFile file = check(Runs.driven(1, 1, Map.of(id(0), 200.0)));
    assertThat(file.spikes()).isZero();
    assertThat(file.prints()).isEmpty();
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void columnsOfNoSpikeFile_areNamedInOrder() throws IOException {
    spikes.cell("x", _ -> 1L).cell("exp_name", _ -> "a").cell("b", _ -> 1.0);
    spikes.columns("x", "time_s", "trial", "flywire_id", "exp_name", "b").spikes(0, 0, 10);
    check(Runs.of(1, 1));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a.parquet",
                "unknown column",
                "b, x",
                "t, time_ms, time_s, trial, neuron_index, flywire_id, exp_name",
                "a renamed column, or another kind of table"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial", "flywire_id", "t"})
  void fileWithoutANeededColumn_isRefused(String missing) {
    spikes
        .columns(
            Stream.of("t", "trial", "flywire_id")
                .filter(column -> !column.equals(missing))
                .toArray(String[]::new))
        .spikes(0, 0, 10);
    assertThatThrownBy(() -> check(Runs.of(1, 1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(missing);
  }

  /// As readers tell them apart: `time_ms`, then `time_s`, then `t`.
  @ParameterizedTest
  @CsvSource({"'time_ms,time_s,t', ''", "'time_s,t', time_ms", "'t', 'time_ms,time_s'"})
  void time_isOfTheFirstColumnThatIsThere(String there, String absent) throws IOException {
    spikes.columns((there + ",trial,flywire_id").split(",")).spikes(0, 0, 10, 20);
    assertThat(print(check(Runs.of(0.1, 1))).text()).isEqualTo(print(100, 200));
    assertThat(findings.all()).isEmpty();
    assertThat(there).as(absent).doesNotContain("," + absent + ",");
  }

  /// Of trial 0.
  private static TrialPrint print(AuditedFile file) {
    return Objects.requireNonNull(file.prints().get(0));
  }

  /// The print of spikes of neuron 0.
  private static String print(int... steps) {
    TrialPrint print = new TrialPrint();
    for (int step : steps) {
      print.add(id(0), 0, step);
    }
    return print.text();
  }

  /// A `t` is in s; in ms from PyTorch, and where it exceeds twice the duration.
  @ParameterizedTest
  @CsvSource({
    "brian2cpp, 0.1, 0.02, 200",
    "pytorch, 0.1, 20, 200",
    "pytorch-cpu, 0.1, 20, 200",
    "genn, 0.1, 20, 200",
    "brian2cpp, 0.1, 0.2, 2000",
    "brian2cpp, 0.1, 0.201, 2",
    "'', NaN, 20, 200000"
  })
  void unitOfT_isThatOfReaders(String backend, double tRun, double t, int step) throws IOException {
    spikes.columns("t", "trial", "flywire_id").cell("t", _ -> t).spikes(0, 0, 1);
    assertThat(print(check(by(backend, tRun))).text()).isEqualTo(print(step));
  }

  @Test
  void secondsThatAreNotTheMilliseconds_areFoundByTheFirstRow() throws IOException {
    spikes.cell("t", spike -> spike.ms() < 20 ? spike.ms() / 1000 : spike.ms());
    spikes.spikes(0, 0, 10, 20, 30);
    check(Runs.of(1, 1));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a.parquet",
                "columns t and time_ms disagree",
                "row 1: t 20.0, time_ms 20.0; 2 of 3 rows",
                "t in s is time_ms / 1000",
                "one of them is in another unit or was changed afterwards"));
  }

  /// Half a step is 0.05 ms.
  @ParameterizedTest
  @CsvSource({"0.049, 0", "-0.049, 0", "0.051, 1", "-0.051, 1"})
  void secondsRoundedByLessThanHalfAStep_agree(double shift, int count) throws IOException {
    spikes.cell("t", spike -> (spike.ms() + shift) / 1000).spikes(0, 0, 10, 20);
    check(Runs.of(1, 1));
    assertThat(findings.all()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"pytorch, 0", "event, 1"})
  void millisecondsInT_areThoseOfOldPyTorch(String backend, int count) throws IOException {
    spikes.cell("t", SpikeFileBuilder.Spike::ms).spikes(0, 0, 10, 20);
    check(by(backend, 1));
    assertThat(findings.all()).hasSize(count);
  }

  @Test
  void trialsOutOfRange_areCountedAndPassedOver() throws IOException {
    spikes.spikes(0, 0, 1).spikes(1, 0, 2).spikes(-1, 0, 3, 6, 9).spikes(2, 0, 4);
    for (int trial = 9; trial > 3; trial--) {
      spikes.spikes(trial, 0, 5);
    }
    AuditedFile file = check(Runs.of(1, 2));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a.parquet",
                "trial out of range",
                "trials -1, 2, 7, 8, 9; 10 rows",
                "0 .. 1",
                "trials counted from 1, or more trials than stated"));
    assertThat(file.prints()).containsOnlyKeys(0, 1);
    assertThat(file.spikes()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"65535, 0", "65536, 1"})
  void unknownNumberOfTrials_hasABound(long trial, int count) throws IOException {
    spikes.spikes(trial, 0, 1);
    check(Runs.UNKNOWN);
    assertThat(findings.all()).hasSize(count);
    if (count > 0) {
      assertThat(findings.all()).first().extracting(Finding::expected).isEqualTo("0 .. 65535");
    }
  }

  /// Others have 20 spikes on average.
  @ParameterizedTest
  @CsvSource({"40, 1", "39, 0"})
  void trialWithoutSpikes_isFoundIfOthersHaveMany(int count, int found) throws IOException {
    spikes.evenly(0, 0, 10, 5).evenly(2, 0, count - 10, 6);
    check(Runs.of(1, 4));
    assertThat(findings.all()).hasSize(found);
    if (found > 0) {
      assertThat(findings.all())
          .extracting(
              Finding::severity, Finding::what, Finding::value, Finding::expected, Finding::meaning)
          .containsExactly(
              tuple(
                  Severity.WARNING,
                  "trial without spikes",
                  "trials 1, 3; 2 of 4",
                  "20 spikes, as in the other trials",
                  "lost trials, or fewer than stated"));
    }
  }

  @Test
  void silentTrials_areNamedUpToFive() throws IOException {
    spikes.evenly(1, 0, 30, 5);
    check(Runs.of(1, 9));
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("trials 0, 2, 3, 4, 5; 8 of 9");
  }

  /// What a damaged file may state.
  @Test
  void senselessNumberOfTrials_needsNoMemory() throws IOException {
    spikes.evenly(1, 0, 30, 5);
    check(Runs.of(1, Integer.MAX_VALUE));
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("trials 0, 2, 3, 4, 5; 2147483646 of 2147483647");
  }

  @Test
  void rowsOutOfOrder_areFoundInOurFilesOnly() throws IOException {
    spikes.spikes(0, 0, 20).spikes(0, 1, 10).spikes(1, 0, 5).spikes(0, 2, 30).spikes(1, 1, 5);
    check(Runs.driven(1, 2, Map.of()));
    assertThat(findings.all()).isEmpty();
    check(ordered());
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a.parquet",
                "rows out of order",
                "2 of 5",
                "ordered by trial and time",
                "rows added or sorted afterwards"));
  }

  /// Neurons of one step may come in any order.
  @Test
  void rowsOfOneStep_areInOrder() throws IOException {
    spikes.spikes(0, 3, 10).spikes(0, 1, 10).spikes(0, 2, 10).spikes(1, 0, 0);
    check(ordered());
    assertThat(findings.all()).isEmpty();
  }

  /// A file sorted by neuron, and another of which trials take turns.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void intervals_areThoseOfSortedSpikes(boolean byNeuron) throws IOException {
    if (byNeuron) {
      spikes.spikes(1, 0, 30, 10, 11).spikes(0, 0, 12, 50).spikes(1, 1, 10.5, 40);
    } else {
      spikes.spikes(1, 0, 30).spikes(0, 0, 50).spikes(1, 1, 40).spikes(0, 0, 12);
      spikes.spikes(1, 0, 11).spikes(1, 1, 10.5).spikes(1, 0, 10);
    }
    check(Runs.driven(1, 2, Map.of()));
    assertThat(findings.all())
        .extracting(Finding::what, Finding::value)
        .containsExactly(
            tuple(
                "interval below the refractory period",
                "neuron %d trial 1: 10.0 and 11.0 ms".formatted(id(0))));
  }

  /// Of a run of unknown size: until the last spike, in as many trials as there are.
  @ParameterizedTest
  @CsvSource({"1000, 0", "2000, 1"})
  void drivenNeurons_areInferredByTheirRateUntilTheLastSpike(double last, int taken)
      throws IOException {
    // 100 spikes in 1 s have 19 short intervals by chance, in 2 s 10; half of them are too many.
    for (int k = 0; k < 6; k++) {
      spikes.spikes(0, 0, 9 * k, 9 * k + 1);
    }
    for (int k = 0; k < 88; k++) {
      spikes.spikes(0, 0, 100.3 + 9 * k);
    }
    spikes.spikes(0, 1, last);
    check(Runs.UNKNOWN);
    assertThat(findings.notes()).hasSize(taken);
  }
}
