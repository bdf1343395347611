package flybrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimingsTest {
  /// The real-time ratio is that of the time of the steps; the total is one second more.
  private static Timing timing(String key, double duration, int trials, int rounds, double sim) {
    return new Timing(
        key,
        "name of " + key,
        duration,
        trials,
        rounds,
        0,
        "",
        Spread.ofMedian(0.75),
        Spread.ofMedian(0.25),
        Spread.ofMedian(sim),
        Spread.ofMedian(sim + 1),
        Spread.ofMedian(duration * trials / sim));
  }

  private static RunTimings run(Timing... timings) {
    return new RunTimings("paper", "Sugar GRNs (200 Hz)", "sugar", List.of(timings));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', experiment not recorded",
    "'', Sugar, Sugar",
    "paper, Sugar, Sugar · run paper",
    "paper, '', experiment not recorded · run paper"
  })
  void title_hasExperimentAndLabel(String label, String experiment, String title) {
    assertThat(new RunTimings(label, experiment, "sugar", List.of()).title()).isEqualTo(title);
  }

  @Test
  void timingsOfFailedRounds_areNotMeasured() {
    RunTimings run =
        run(timing("event", 10, 8, 2, 1), timing("genn", 1, 1, 0, 1), timing("event", 1, 1, 1, 1));
    assertThat(run.measured()).extracting(Timing::backendKey).containsExactly("event", "event");
    assertThat(run.backendKeys()).containsExactly("event");
    assertThat(run.durations()).as("ascending").containsExactly(1.0, 10.0);
    assertThat(run.trials()).as("ascending").containsExactly(1, 8);
    assertThat(run.timings()).hasSize(3);
  }

  @Test
  void backends_keepTheOrderOfTheirTimings() {
    RunTimings run =
        run(timing("nest", 1, 1, 1, 1), timing("event", 1, 1, 1, 1), timing("nest", 1, 2, 1, 1));
    assertThat(run.backendKeys()).containsExactly("nest", "event");
  }

  @Test
  void singleRounds_areNotRepeated() {
    RunTimings run = run(timing("event", 1, 1, 2, 1), timing("event", 1, 4, 1, 1));
    RunTimings repeated = run.repeated();
    assertThat(repeated.timings()).extracting(Timing::trials).containsExactly(1);
    assertThat(repeated.title()).isEqualTo(run.title());
    assertThat(repeated.experimentKey()).isEqualTo("sugar");
  }

  @Test
  void speeds_areRatiosToBrian2OfTheSameSize() {
    Timing event = timing("event", 2, 4, 1, 0.5);
    RunTimings run =
        run(
            timing("brian2cpp", 1, 4, 1, 100),
            timing("brian2cpp", 2, 1, 1, 50),
            timing("brian2cpp", 2, 4, 1, 5),
            event);
    assertThat(run.simSpeed(event)).isEqualTo(10);
    assertThat(run.totalSpeed(event)).isEqualTo(4);
    assertThat(run.simSpeed(run.timings().get(2))).as("Brian2 itself").isEqualTo(1);
  }

  @Test
  void speeds_areNaNWithoutAMeasuredBrian2() {
    Timing event = timing("event", 2, 4, 1, 0.5);
    assertThat(run(event).simSpeed(event)).isNaN();
    RunTimings failed = run(timing("brian2cpp", 2, 4, 0, 5), event);
    assertThat(failed.simSpeed(event)).isNaN();
    assertThat(failed.totalSpeed(event)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "2, 0.5", "8, 2"})
  void costOfTrial_isTheTimePerTrialOverThatOfASingleOne(double sim, double cost) {
    Timing four = timing("event", 1, 4, 1, sim);
    double single = sim / 4 / cost;
    RunTimings run = run(timing("event", 1, 1, 1, single), timing("nest", 1, 1, 1, 99), four);
    assertThat(run.costOfTrial(four)).isEqualTo(cost);
    assertThat(run.costOfTrial(run.timings().getFirst())).isEqualTo(1);
  }

  @Test
  void costOfTrial_isNaNWithoutASingleTrialOfTheSameDuration() {
    Timing four = timing("event", 1, 4, 1, 1);
    assertThat(run(four, timing("event", 2, 1, 1, 1)).costOfTrial(four)).isNaN();
    assertThat(run(four, timing("event", 1, 1, 0, 1)).costOfTrial(four)).isNaN();
  }

  @Test
  void runWithoutTimings_hasNothing() {
    assertThat(run().measured()).isEmpty();
    assertThat(run().durations()).isEmpty();
    assertThat(run().trials()).isEmpty();
    assertThat(run().backendKeys()).isEmpty();
    assertThat(run().repeated().timings()).isEmpty();
  }
}
