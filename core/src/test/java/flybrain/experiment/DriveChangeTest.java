package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.TimedChange.DriveChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriveChangeTest {
  private static final List<NeuronReference> ONE = NeuronReference.parseList("7");
  private static final List<NeuronReference> OTHER = NeuronReference.parseList("8,9");
  private static final Stimulus BEFORE = new Stimulus(ONE, 100.0);

  @ParameterizedTest
  @CsvSource({"0, 100", "0.25, 125", "0.5, 150", "1, 200"})
  void rate_goesFromThePresentToTheNew(double part, double rate) {
    assertThat(new DriveChange(null, 200.0).on(BEFORE, part)).isEqualTo(new Stimulus(ONE, rate));
  }

  /// As doubles, 2.7 + (0.7 - 2.7) is not 0.7.
  @Test
  void endOfTheWay_isTheNewRateToTheBit() {
    assertThat(new DriveChange(null, 0.7).on(new Stimulus(ONE, 2.7), 1).rate()).isEqualTo(0.7);
  }

  @Test
  void driveThatWasNotThere_beginsAtNothing() {
    DriveChange change = new DriveChange(OTHER, 80.0);
    assertThat(change.on(Stimulus.NONE, 0.5)).isEqualTo(new Stimulus(OTHER, 40.0));
    assertThat(change.on(Stimulus.NONE, 1)).isEqualTo(new Stimulus(OTHER, 80.0));
  }

  @Test
  void neurons_changeAndKeepTheRate() {
    assertThat(new DriveChange(OTHER, null).on(BEFORE, 1)).isEqualTo(new Stimulus(OTHER, 100.0));
    assertThat(new DriveChange(OTHER, null).on(BEFORE, 0.5))
        .as("at once")
        .isEqualTo(new Stimulus(OTHER, 100.0));
  }

  @Test
  void noNeurons_endTheDrive() {
    assertThat(new DriveChange(List.of(), null).on(BEFORE, 1)).isEqualTo(Stimulus.NONE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void rateThatCannotBe_isRefused(double rate) {
    assertThatThrownBy(() -> new DriveChange(null, rate)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new DriveChange(ONE, rate)).isInstanceOf(InputException.class);
  }
}
