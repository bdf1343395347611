package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.report.RunTimings;
import flybrain.report.Spread;
import flybrain.report.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingQuantityTest {
  private static Timing timing(String key, double duration, int trials, int rounds, double sim) {
    Spread none = Spread.ofMedian(Double.NaN);
    return new Timing(
        key,
        key,
        duration,
        trials,
        rounds,
        0,
        "",
        none,
        none,
        Spread.ofMedian(sim),
        Spread.ofMedian(2 * sim),
        Spread.ofMedian(duration * trials / sim));
  }

  private static RunTimings run(Timing... timings) {
    return new RunTimings("", "Sugar", "sugar", List.of(timings));
  }

  private static double value(TimingQuantity quantity, RunTimings run, int timing) {
    return quantity.value().apply(run, run.timings().get(timing)).median();
  }

  @Test
  void timesOfASingleRound_areShown_butNoRatios() {
    RunTimings run = run(timing("brian2cpp", 1, 1, 1, 4), timing("event", 1, 1, 1, 0.5));
    assertThat(value(TimingQuantity.SIM, run, 1)).isEqualTo(0.5);
    assertThat(value(TimingQuantity.TOTAL, run, 1)).isEqualTo(1);
    for (TimingQuantity ratio :
        List.of(
            TimingQuantity.REALTIME,
            TimingQuantity.SIM_SPEED,
            TimingQuantity.TOTAL_SPEED,
            TimingQuantity.COST_OF_TRIAL)) {
      assertThat(value(ratio, run, 1)).as(ratio.label()).isNaN();
      assertThat(ratio.isIn(run)).as(ratio.label()).isFalse();
    }
    assertThat(TimingQuantity.SIM.isIn(run)).isTrue();
  }

  /// A single round is a cold start; a ratio to one would be no measure either.
  @Test
  void ratios_areOfSeveralRoundsOnBothSides() {
    RunTimings run =
        run(
            timing("brian2cpp", 1, 1, 2, 4),
            timing("brian2cpp", 1, 4, 1, 16),
            timing("event", 1, 1, 2, 0.5),
            timing("event", 1, 4, 2, 1));
    assertThat(value(TimingQuantity.REALTIME, run, 2)).isEqualTo(2);
    assertThat(value(TimingQuantity.SIM_SPEED, run, 2)).isEqualTo(8);
    assertThat(value(TimingQuantity.SIM_SPEED, run, 3)).as("Brian2 ran once").isNaN();
    assertThat(value(TimingQuantity.TOTAL_SPEED, run, 2)).isEqualTo(8);
    assertThat(value(TimingQuantity.COST_OF_TRIAL, run, 3)).isEqualTo(0.5);
    assertThat(TimingQuantity.SIM_SPEED.isIn(run)).isTrue();
  }

  @Test
  void axes_haveAChartForEachValueOfTheOther() {
    RunTimings run =
        run(
            timing("event", 10, 1, 1, 1),
            timing("event", 0.5, 4, 1, 1),
            timing("event", 0.5, 1, 1, 1),
            timing("event", 20, 1, 1, 1),
            timing("nest", 100, 16, 0, 1));
    assertThat(TimingAxis.TRIALS.panels(run)).containsExactly(0.5, 10.0, 20.0);
    assertThat(TimingAxis.DURATION.panels(run)).containsExactly(1.0, 4.0);
    assertThat(TimingAxis.TRIALS.values(run)).isEqualTo(2);
    assertThat(TimingAxis.DURATION.values(run)).isEqualTo(3);
    Timing four = run.timings().get(1);
    assertThat(TimingAxis.TRIALS.value(four)).isEqualTo(4);
    assertThat(TimingAxis.TRIALS.panel(four)).isEqualTo(0.5);
    assertThat(TimingAxis.DURATION.value(four)).isEqualTo(0.5);
    assertThat(TimingAxis.DURATION.panel(four)).isEqualTo(4);
    assertThat(TimingAxis.TRIALS.panelTitle(0.5)).isEqualTo("trials of 0.5 s");
    assertThat(TimingAxis.DURATION.panelTitle(1)).isEqualTo("1 trial");
    assertThat(TimingAxis.DURATION.panelTitle(4)).isEqualTo("4 trials");
  }
}
