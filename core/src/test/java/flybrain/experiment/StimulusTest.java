package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StimulusTest {
  private static final List<NeuronReference> SUGAR = List.of(new NeuronReference.Name("sugar"));

  @ParameterizedTest
  @CsvSource({
    "sugar@150, 150",
    "sugar@0, 0",
    "sugar@0.5, 0.5",
    "sugar@.5, 0.5",
    "sugar@1e3, 1000",
    "sugar@1.5E-2, 0.015",
    "'sugar @ 60 ', 60",
    "sugar@+60, 60"
  })
  void rate_isTheNumberBehindTheLastAt(String text, double rate) {
    assertThat(Stimulus.parse(text)).isEqualTo(new Stimulus(SUGAR, rate));
  }

  /// Java takes these for numbers; nobody who types them means one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "150f",
        "150F",
        "5d",
        "5D",
        "1.5e2f",
        "0x1p3",
        "0X1P3",
        "0x1.8p1f",
        "150 f",
        "150Hz"
      })
  void numberOfAProgram_isNoRate(String rate) {
    assertThatThrownBy(() -> Stimulus.parse("sugar@" + rate))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'sugar@%s': must be neurons and their rate in Hz, as in sugar@150 or @ids.txt@60",
            rate);
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "NaN, nan", "Infinity, inf", "-Infinity, -inf", "1e999, inf"})
  void rateThatCannotBe_isRefused(String rate, String shown) {
    assertThatThrownBy(() -> Stimulus.parse("sugar@" + rate))
        .isInstanceOf(InputException.class)
        .hasMessage("rate = %s Hz: must be finite and at least 0", shown);
  }

  @Test
  void neurons_mayBeAListWithFiles() {
    assertThat(Stimulus.parse("sugar,@ids@2.txt,7@60").neurons())
        .extracting(NeuronReference::label)
        .containsExactly("sugar", "ids@2.txt", "7");
  }

  @Test
  void nothing_isOnlyWithoutNeuronsAndRate() {
    assertThat(Stimulus.NONE.isNone()).isTrue();
    assertThat(new Stimulus(List.of(), 0.0).isNone()).isFalse();
    assertThat(new Stimulus(SUGAR, null).isNone()).isFalse();
  }
}
