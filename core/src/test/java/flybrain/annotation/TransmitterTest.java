package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransmitterTest {
  @ParameterizedTest
  @CsvSource({
    "ACH, ACH, 1",
    "acetylcholine, ACH, 1",
    "Acetylcholine, ACH, 1",
    "GABA, GABA, -1",
    "gaba, GABA, -1",
    "gamma-aminobutyric acid, GABA, -1",
    "GLUT, GLUT, -1",
    "glutamate, GLUT, -1",
    "glu, GLUT, -1",
    "DA, DA, 1",
    "dopamine, DA, 1",
    "SER, SER, 1",
    "serotonin, SER, 1",
    "5-HT, SER, 1",
    "5ht, SER, 1",
    "OCT, OCT, 1",
    "octopamine, OCT, 1",
    "oa, OCT, 1"
  })
  void words_areOneTransmitter_withItsSign(String word, Transmitter transmitter, int sign) {
    assertThat(Transmitter.of(word)).contains(transmitter);
    assertThat(transmitter.sign()).isEqualTo(sign);
    assertThat(Transmitter.isSame(word, transmitter.name())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "histamine", "tyramine", "unclear", "ACH ", "glutamates"})
  void otherWords_areNone(String word) {
    assertThat(Transmitter.of(word)).isEmpty();
    assertThat(Transmitter.isSame(word, word)).isFalse();
  }

  @Test
  void differentTransmitters_areNotTheSame() {
    assertThat(Transmitter.isSame("ACH", "gaba")).isFalse();
    assertThat(Transmitter.isSame("ACH", "unclear")).isFalse();
  }

  /// As the table of connections from FlyWire has them.
  @Test
  void scores_haveAColumnEach() {
    assertThat(Transmitter.scoreColumns())
        .containsExactly("ach_avg", "gaba_avg", "glut_avg", "da_avg", "ser_avg", "oct_avg");
  }
}
