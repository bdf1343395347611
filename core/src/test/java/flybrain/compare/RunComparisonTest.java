package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
  private static final long FIRST = 720575940660219265L;

  @TempDir private Path folder;

  /// @param rows trial, time in ms and neuron of each spike, as `0 1.5 3`
  private ComparedRun run(String name, String... rows) throws IOException {
    Path file =
        SpikeTable.write(
            folder.resolve(name),
            Stream.of(rows)
                .map(row -> row.split(" ", -1))
                .map(row ->
                    new SpikeTable.Row(
                        Integer.parseInt(row[0]),
                        Double.parseDouble(row[1]),
                        FIRST + Long.parseLong(row[2])))
                .toList());
    return new ComparedRun(name, file, FiringRates.of(file, 0.5, 2));
  }

  /// Two trials of half a second, neurons whose ids are the same number as a double.
  @Test
  void numbers_areOfBothRuns() throws IOException {
    ComparedRun a = run("a.parquet", "0 10 0", "0 20 0", "1 10 0", "0 10 1");
    ComparedRun b = run("b.parquet", "0 10.2 0", "1 30 0", "1 10 2");
    RunComparison of = RunComparison.of(a, b, 1);
    assertThat(of.spikesA()).isEqualTo(4);
    assertThat(of.spikesB()).isEqualTo(3);
    assertThat(of.spikeRatio()).isEqualTo(0.75);
    assertThat(of.neurons())
        .containsExactly(
            new NeuronRates(FIRST, 3, 2),
            new NeuronRates(FIRST + 1, 1, 0),
            new NeuronRates(FIRST + 2, 0, 1));
    assertThat(of.rates().shared()).isEqualTo(1);
    assertThat(of.rates().union()).isEqualTo(3);
    SpikeMatches matches = Objects.requireNonNull(of.matches());
    assertThat(matches.matches()).isEqualTo(1);
    assertThat(matches.meanDifference()).isCloseTo(0.2, within(1e-9));
    assertThat(of.timingPrecision()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(of.timingRecall()).isEqualTo(0.25);
    assertThat(of.timingF1()).isCloseTo(2.0 / 7, within(1e-15));
    assertThat(a.spikesPerTrial()).isEqualTo(2);
  }

  @Test
  void withoutATolerance_timesAreNotCompared() throws IOException {
    ComparedRun a = run("a.parquet", "0 10 0");
    RunComparison of = RunComparison.of(a, a, Double.NaN);
    assertThat(of.matches()).isNull();
    assertThat(List.of(of.timingF1(), of.timingPrecision(), of.timingRecall()))
        .containsOnly(Double.NaN);
    assertThat(of.spikeRatio()).isEqualTo(1);
  }

  @Test
  void withoutSpikes_aShareIsZero_andARatioIsNotDefined() throws IOException {
    ComparedRun none = run("none.parquet");
    ComparedRun one = run("one.parquet", "0 10 0");
    RunComparison both = RunComparison.of(none, none, 1);
    assertThat(List.of(both.timingF1(), both.timingPrecision(), both.timingRecall()))
        .containsOnly(0.0);
    assertThat(both.spikeRatio()).isNaN();
    assertThat(both.neurons()).isEmpty();
    assertThat(RunComparison.of(none, one, 1).spikeRatio()).isNaN();
    assertThat(RunComparison.of(one, none, 1).spikeRatio()).isZero();
    assertThat(RunComparison.of(one, none, 1).timingRecall()).isZero();
  }

  private static Quantity quantity(Verdict verdict, double reference, double candidate) {
    return new Quantity(verdict, reference, candidate, 1, 2, 0.5, 0.5, 0.8);
  }

  @Test
  void quantity_hasItsDifferenceAndShare() {
    Quantity more = quantity(Verdict.DIFFERENT, 50, 55);
    assertThat(more.difference()).isEqualTo(5);
    assertThat(more.relative()).isEqualTo(0.1);
    assertThat(quantity(Verdict.DIFFERENT, 0, 5).relative()).isInfinite();
    assertThat(quantity(Verdict.EQUIVALENT, 0, 0).relative()).isNaN();
    Equivalence answer =
        new Equivalence(
            Verdict.DIFFERENT,
            more,
            1,
            List.of(
                new Neuron(1, quantity(Verdict.EQUIVALENT, 1, 1)),
                new Neuron(2, quantity(Verdict.EQUIVALENT, 1, 1)),
                new Neuron(3, quantity(Verdict.NOT_ENOUGH_DATA, 1, 1))),
            5,
            5,
            2,
            List.of());
    assertThat(answer.count(Verdict.EQUIVALENT)).isEqualTo(2);
    assertThat(answer.count(Verdict.NOT_ENOUGH_DATA)).isEqualTo(1);
    assertThat(answer.count(Verdict.DIFFERENT)).isZero();
  }
}
