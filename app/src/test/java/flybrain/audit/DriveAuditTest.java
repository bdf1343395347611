package flybrain.audit;

import static flybrain.audit.SpikeFileBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.audit.Finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of Poisson input at 200 Hz a driven neuron fires at 200 / 1.02 = 196.078 Hz; in 200 s of two
/// neurons, five standard deviations are 4.8 Hz.
class DriveAuditTest {
  private static final int TRIALS = 10;
  private static final double SECONDS = 10;

  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private final SpikeFileBuilder spikes = new SpikeFileBuilder();

  /// A neuron that fires so often in 100 s.
  private void fires(int neuron, int count) {
    for (int trial = 0; trial < TRIALS; trial++) {
      spikes.evenly(trial, neuron, count / TRIALS + (trial < count % TRIALS ? 1 : 0), 2);
    }
  }

  private void check(ExpectedRun run, Map<Long, Double> driven) throws IOException {
    SpikeScan scan = spikes.scan(folder.resolve("a.parquet"), run);
    new DriveAudit("a.parquet", run, scan, findings).check(driven);
  }

  private void check(Map<Long, Double> driven) throws IOException {
    check(Runs.driven(SECONDS, TRIALS, driven), driven);
  }

  private static Map<Long, Double> both(double rate) {
    return Map.of(id(0), rate, id(1), rate);
  }

  /// 3 % below and 10 % above 196.078 Hz are 190.196 and 215.686 Hz.
  @ParameterizedTest
  @CsvSource({
    "19608, ''",
    "19020, ''",
    "19019, driven neurons fire too rarely",
    "21568, ''",
    "21569, driven neurons fire too often"
  })
  void rateOfAllDrivenNeurons_hasALimitOnEitherSide(int count, String what) throws IOException {
    fires(0, count);
    fires(1, count);
    check(both(200));
    assertThat(findings.all())
        .extracting(Finding::what)
        .isEqualTo(what.isEmpty() ? List.of() : List.of(what));
  }

  /// In 1 s of one neuron chance alone makes 5 sd, 68 Hz.
  @ParameterizedTest
  @CsvSource({"129, false", "127, true", "263, false", "265, true"})
  void fewSpikes_mayVaryByChance(int count, boolean found) throws IOException {
    spikes.evenly(0, 0, count, 3);
    check(Runs.driven(1, 1, both(200)), both(200));
    assertThat(findings.all()).hasSize(found ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "13889, ERROR, a refractory period of 2.2 ms kept for driven neurons",
    "14095, ERROR, a refractory period of 2.2 ms kept for driven neurons",
    "14100, ERROR, 'a weaker drive than stated, or lost spikes'",
    "9804, ERROR, half the drive",
    "8810, ERROR, 'a weaker drive than stated, or lost spikes'",
    "12000, ERROR, 'a weaker drive than stated, or lost spikes'",
    "30000, WARNING, 'a stronger drive than stated, or driven neurons that excite each other'",
    "39216, WARNING, 'twice the drive, or trials counted twice'"
  })
  void cause_isGuessedFromTheRate(int count, Severity severity, String meaning) throws IOException {
    fires(0, count);
    fires(1, count);
    check(both(200));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::expected, Finding::meaning)
        .containsExactly(tuple(severity, "196.08 Hz (200.0 Hz Poisson input)", meaning));
  }

  @Test
  void finding_hasTheMeanRateAndTheNumberOfNeurons() throws IOException {
    fires(0, 9000);
    fires(1, 11_000);
    check(both(200));
    assertThat(findings.all())
        .extracting(Finding::file, Finding::value)
        .containsExactly(tuple("a.parquet", "100.00 Hz on average over 2 driven neurons"));
  }

  /// Together they fire as they should.
  @Test
  void neuronAboveItsDrive_isNamed() throws IOException {
    fires(0, 17_000);
    fires(1, 22_200);
    check(both(200));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value, Finding::expected)
        .containsExactly(
            tuple(
                Severity.WARNING,
                "rate above the drive",
                "neuron %d: 222.00 Hz".formatted(id(1)),
                "196.08 Hz (200.0 Hz Poisson input)"));
  }

  @Test
  void atMostFiveNeurons_areNamed() throws IOException {
    Map<Long, Double> driven = new HashMap<>();
    for (int neuron = 0; neuron < 12; neuron++) {
      fires(neuron, neuron % 2 == 0 ? 2300 : 1700);
      driven.put(id(neuron), 20.0);
    }
    check(driven);
    assertThat(findings.all()).hasSize(5).allMatch(each -> each.what().contains("above"));
  }

  @Test
  void neuronsOfTwoRates_areCheckedApart() throws IOException {
    fires(0, 9901);
    fires(1, 19_608);
    check(Map.of(id(0), 100.0, id(1), 200.0));
    assertThat(findings.all()).isEmpty();
    check(Map.of(id(0), 200.0, id(1), 100.0));
    assertThat(findings.all())
        .extracting(Finding::what, Finding::expected)
        .containsExactly(
            tuple("driven neurons fire too often", "99.01 Hz (100.0 Hz Poisson input)"),
            tuple("driven neurons fire too rarely", "196.08 Hz (200.0 Hz Poisson input)"));
  }

  /// 25 spikes that are not there cannot be chance.
  @ParameterizedTest
  @CsvSource({"2.5, false", "2.51, true"})
  void noSpikeOfAnyDrivenNeuron_isFound(double rate, boolean found) throws IOException {
    spikes.spikes(0, 7, 1);
    check(Runs.driven(1, 10, both(rate)), both(rate));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value)
        .isEqualTo(
            found ? List.of(tuple(Severity.ERROR, "no driven neuron fired", "0 Hz")) : List.of());
  }

  @Test
  void unknownRateSizeOrReplay_isNotChecked() throws IOException {
    fires(0, 3);
    check(both(Double.NaN));
    check(both(0));
    check(Runs.driven(Double.NaN, TRIALS, both(200)), both(200));
    check(Runs.driven(SECONDS, 0, both(200)), both(200));
    check(Runs.replayed(SECONDS, TRIALS, both(200)), both(200));
    assertThat(findings.all()).isEmpty();
  }

  /// Short runs of weak input, in which many driven neurons never fire: nobody knows how many those
  /// are, because a set may have neurons that the connectome lacks.
  @ParameterizedTest
  @CsvSource({"10, 0.1", "5, 0.1", "1, 0.1", "0.1, 0.1", "1, 1", "3, 1", "20, 0.5", "150, 0.1"})
  void weakInputOfManyNeurons_isNotTooOften(double rate, double seconds) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Map<Long, Double> driven = new HashMap<>();
    for (int neuron = 0; neuron < 300; neuron++) {
      spikes.poisson(0, neuron, rate, seconds, random);
      driven.put(id(neuron), rate);
    }
    check(Runs.driven(seconds, 1, driven), driven);
    assertThat(findings.all()).isEmpty();
  }
}
