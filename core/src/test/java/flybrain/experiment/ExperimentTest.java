package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.model.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
  private static Experiment experiment(
      List<Drive> drives, List<Change> changes, @Nullable Replay replay, int steps, double dt) {
    return new Experiment(
        "mine",
        drives,
        Silence.NONE,
        changes,
        steps,
        1,
        1,
        Parameters.SHIU_2024.with("dt", dt),
        List.of(),
        replay);
  }

  private static Drive drive(int... neurons) {
    return new Drive(NeuronSet.of("set", neurons), 150);
  }

  /// The decimal that a user would write, not the product of doubles: 127 * 0.1 / 1000 is
  /// 0.012700000000000001.
  @ParameterizedTest
  @CsvSource({
    "127, 0.1, 0.0127",
    "10000, 0.1, 1.0",
    "3, 0.1, 0.0003",
    "1, 0.025, 0.000025",
    "1073741824, 0.1, 107374.1824",
    "7, 0.2, 0.0014"
  })
  void duration_isAsAUserWritesIt(int steps, double dt, double seconds) {
    assertThat(experiment(List.of(), List.of(), null, steps, dt).duration()).isEqualTo(seconds);
  }

  @Test
  void drivenNeurons_areThoseOfTheStart_eachOnce() {
    Change later = new Change(10, List.of(drive(5, 2)), null);
    Change silence = new Change(20, null, Silence.NONE);
    Experiment experiment =
        experiment(List.of(drive(7, 2), drive(1)), List.of(later, silence), null, 100, 0.1);
    assertThat(experiment.driven()).containsExactly(1, 2, 7);
    assertThat(experiment.everDriven()).containsExactly(1, 2, 5, 7);
    assertThat(experiment.drive(1)).isEqualTo(drive(1));
    assertThat(experiment.drive(2)).isEqualTo(Drive.NONE);
  }

  @Test
  void neuronsOfReplayedEvents_areDriven() {
    Replay replay = new Replay("", new int[] {1, 2, 3}, new int[] {9, 4, 9});
    Experiment experiment = experiment(List.of(drive(7)), List.of(), replay, 100, 0.1);
    assertThat(experiment.driven()).containsExactly(4, 7, 9);
    assertThat(experiment.everDriven()).containsExactly(4, 7, 9);
  }

  /// One event a step.
  @ParameterizedTest
  @CsvSource({"0.1, 10000", "0.2, 5000", "1.8, 555.5555555555555"})
  void highestRate_isOneEventAStep(double dt, double hertz) {
    Parameters parameters =
        dt == 1.8
            ? Parameters.SHIU_2024.with(java.util.Map.of("dt", dt, "t_ref", 1.8))
            : Parameters.SHIU_2024.with("dt", dt);
    Experiment experiment =
        new Experiment("mine", List.of(), Silence.NONE, 10, 1, 1, parameters, List.of(), null);
    assertThat(experiment.highestRate())
        .isCloseTo(hertz, org.assertj.core.api.Assertions.within(1e-9));
  }
}
