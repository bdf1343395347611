package flybrain.audit;

import static flybrain.audit.SpikeFileBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.audit.Finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalAuditTest {
  private static final String BELOW = "interval below the refractory period";
  private static final String SINGLE = "interval of one step in a driven neuron";

  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private final SpikeFileBuilder spikes = new SpikeFileBuilder();

  private Set<Integer> check(ExpectedRun run) throws IOException {
    SpikeScan scan = spikes.scan(folder.resolve("a.parquet"), run);
    return new IntervalAudit("a.parquet", run, scan, findings).check(run.tRun() * run.trials());
  }

  private static ExpectedRun driven(int... neurons) {
    Map<Long, Double> rates = new HashMap<>();
    for (int neuron : neurons) {
      rates.put(id(neuron), 150.0);
    }
    return Runs.driven(1, 3, rates);
  }

  @Test
  void undrivenNeuron_needsTheRefractoryPeriodAndAStep() throws IOException {
    spikes.spikes(1, 0, 10, 12.2).spikes(1, 1, 20, 22.3);
    assertThat(check(driven())).isEmpty();
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a.parquet",
                BELOW,
                "neuron %d trial 1: 10.0 and 12.2 ms".formatted(id(0)),
                "at least 2.3 ms",
                "no refractory period, a wrong time unit, or spikes of other trials or neurons mixed"
                    + " in"));
  }

  @Test
  void drivenNeuron_mayFireEveryOtherStep() throws IOException {
    spikes.spikes(0, 0, 10, 10.2, 10.4).spikes(2, 1, 5, 5.1, 9);
    assertThat(check(driven(0, 1))).containsExactlyInAnyOrder(0, 1);
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::value, Finding::expected)
        .containsExactly(
            tuple(
                Severity.ERROR,
                SINGLE,
                "neuron %d trial 2: 5.0 and 5.1 ms".formatted(id(1)),
                "at least 0.2 ms"));
  }

  /// Three examples are kept, the last of which is replaced by one of a single step.
  @Test
  void exampleOfADrivenNeuron_isOneOfASingleStep() throws IOException {
    spikes.spikes(0, 0, 10, 10.5, 11, 11.5, 12, 12.1, 20, 20.1);
    check(driven(0));
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("neuron %d trial 0: 20.0 and 20.1 ms; 2 in all".formatted(id(0)));
  }

  @Test
  void neuronsAfterTheFifth_areCountedTogether() throws IOException {
    for (int neuron = 0; neuron < 8; neuron++) {
      spikes.spikes(0, neuron, 10, 11, 12);
    }
    check(driven());
    assertThat(findings.all()).hasSize(6);
    assertThat(findings.all())
        .extracting(Finding::value)
        .element(0)
        .isEqualTo("neuron %d trial 0: 10.0 and 11.0 ms; 2 in all".formatted(id(0)));
    assertThat(findings.all())
        .last()
        .satisfies(last -> {
          assertThat(last.value()).isEqualTo("6 more in 3 other neurons");
          assertThat(last.what()).isEqualTo(BELOW);
          assertThat(last.expected()).isEqualTo("at least 2.3 ms");
        });
  }

  @Test
  void fiveNeurons_haveNoOthers() throws IOException {
    for (int neuron = 0; neuron < 5; neuron++) {
      spikes.spikes(0, neuron, 10, 11);
    }
    check(driven());
    assertThat(findings.all()).hasSize(5);
  }

  @Test
  void shortIntervalsWhereDrivenNeuronsAreUnknown_areAWarning() throws IOException {
    spikes.spikes(0, 0, 10, 11);
    check(Runs.of(1, 3));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::meaning)
        .containsExactly(
            tuple(
                Severity.WARNING,
                BELOW,
                "no refractory period, or a driven neuron (name driven neurons with --driven)"));
    assertThat(findings.notes()).isEmpty();
  }

  /// Of Poisson input at 200 Hz, a third of the intervals is below 2.3 ms.
  @ParameterizedTest
  @ValueSource(doubles = {30, 100, 200})
  void neuronWithRandomIntervals_isTakenAsDriven(double rate) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 10; trial++) {
      spikes.poisson(trial, 0, rate, 1, random).evenly(trial, 1, 100, 9.7);
    }
    assertThat(check(Runs.of(1, 10))).containsExactly(0);
    assertThat(findings.all()).isEmpty();
    assertThat(findings.notes())
        .containsExactly(
            "a.parquet: does not record which neurons are driven; 1 is taken as driven because of"
                + " many intervals below 2.3 ms (otherwise give --driven)");
  }

  /// At 100 Hz, 100 spikes have 19 short intervals by chance: half of that is 9.5.
  @ParameterizedTest
  @CsvSource({"9, false", "10, true"})
  void neuronWithTooFewShortIntervals_isNotTakenAsDriven(int count, boolean taken)
      throws IOException {
    for (int k = 0; k < 100; k++) {
      spikes.spikes(0, 0, k < 2 * count ? k / 2 * 20 + k % 2 : 200 + 9 * (k - 2 * count));
    }
    assertThat(check(Runs.of(1, 1))).hasSize(taken ? 1 : 0);
    assertThat(findings.all()).hasSize(taken ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 1"})
  void fewSpikes_needFiveShortIntervals(int count, int taken) throws IOException {
    for (int k = 0; k < count; k++) {
      spikes.spikes(0, 0, 50 * k, 50 * k + 1);
    }
    assertThat(check(Runs.of(1, 1))).hasSize(taken);
  }

  @Test
  void severalNeurons_areInOneNote() throws IOException {
    for (int neuron = 0; neuron < 2; neuron++) {
      for (int k = 0; k < 6; k++) {
        spikes.spikes(0, neuron, 50 * k, 50 * k + 1);
      }
    }
    check(Runs.of(1, 1));
    assertThat(findings.notes())
        .singleElement()
        .asString()
        .contains("; 2 are taken as driven because");
  }

  /// A replay drives the neurons of its events, which a spike file does not name, and the named
  /// ones.
  @Test
  void replay_drivesNamedNeuronsAndOthers() throws IOException {
    spikes.spikes(0, 0, 10, 11).spikes(0, 2, 30, 31);
    for (int k = 0; k < 6; k++) {
      spikes.spikes(0, 1, 50 * k, 50 * k + 1);
    }
    assertThat(check(Runs.replayed(1, 1, Map.of(id(0), 150.0)))).containsExactlyInAnyOrder(0, 2);
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::value)
        .containsExactly(
            tuple(Severity.WARNING, "neuron %d trial 0: 30.0 and 31.0 ms".formatted(id(2))));
  }

  @Test
  void duplicates_areCountedWithTheFirst() throws IOException {
    spikes.spikes(1, 0, 10, 10, 10).spikes(2, 1, 5, 5);
    check(driven());
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a.parquet",
                "duplicate spikes",
                "3; the first in trial 1, step 100",
                "one row per spike",
                "rows written or joined twice, or rounded times"));
  }

  /// With a step of 0.05 ms and a period of 1 ms, 21 steps.
  @Test
  void otherStepAndPeriod_areThoseOfTheRun() throws IOException {
    ExpectedRun run = new ExpectedRun("event", "", 1, 1, 0.05, 1, Map.of(), "", false);
    spikes.spikes(0, 0, 10, 11).spikes(0, 1, 20, 21.05);
    check(run);
    assertThat(findings.all())
        .extracting(Finding::value, Finding::expected)
        .containsExactly(
            tuple("neuron %d trial 0: 10.0 and 11.0 ms".formatted(id(0)), "at least 1.05 ms"));
  }
}
