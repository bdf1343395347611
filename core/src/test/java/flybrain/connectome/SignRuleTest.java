package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ImportReport.UnknownTransmitter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignRuleTest {
  /// Shiu et al. 2024: GABA and glutamate inhibit. Any of a transmitter's names is the same.
  @ParameterizedTest
  @CsvSource({
    "ACH, 1", "acetylcholine, 1", "GABA, -1", "gaba, -1", "GLUT, -1", "' glutamate ', -1",
    "DA, 1", "dopamine, 1", "SER, 1", "serotonin, 1", "OCT, 1", "octopamine, 1"
  })
  void transmitters_haveTheSignsOfThePaper(String word, int sign) {
    assertThat(SignRule.SHIU_2024.of(word)).hasValue(sign);
  }

  @ParameterizedTest
  @ValueSource(strings = {"histamine", "tyramine", "", "unclear", "(neuron not in the table)", "+"})
  void otherTransmitters_haveNone(String word) {
    assertThat(SignRule.SHIU_2024.of(word)).isEqualTo(OptionalInt.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "GLUT=+, glutamate, 1",
    "glutamate=1, GLUT, 1",
    "' OCT = - ', octopamine, -1",
    "DA=-1, da, -1",
    "ach=0, acetylcholine, 0",
    "histamine=-, Histamine, -1",
    "Histamine=+1, HISTAMINE, 1"
  })
  void assignment_changesOrAddsASign(String assignment, String word, int sign) {
    SignRule rule = SignRule.SHIU_2024.with(List.of(assignment));
    assertThat(rule.of(word)).hasValue(sign);
    assertThat(rule.of("GABA")).hasValue(-1);
    assertThat(rule.unknown()).isEqualTo(UnknownTransmitter.ERROR);
  }

  @Test
  void lastAssignment_counts() {
    SignRule rule = SignRule.SHIU_2024.with(List.of("GLUT=+", "glut=0"));
    assertThat(rule.of("GLUT")).hasValue(0);
    assertThat(SignRule.SHIU_2024.of("GLUT")).as("is not changed").hasValue(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GLUT", "GLUT=", "=+", " =-", "GLUT=2", "GLUT=+0", "GLUT=--", "A=+=-", ""})
  void otherText_isRefused(String assignment) {
    assertThatThrownBy(() -> SignRule.SHIU_2024.with(List.of("ACH=-", assignment)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "sign '%s': must be TRANSMITTER=+, TRANSMITTER=- or TRANSMITTER=0 (left out)",
            assignment);
  }

  @Test
  void words_haveEverySign() {
    assertThat(SignRule.SHIU_2024.words()).isEqualTo("ACH +, GABA -, GLUT -, DA +, SER +, OCT +");
    assertThat(SignRule.SHIU_2024.with(List.of("OCT=0", "histamine=-")).words())
        .isEqualTo("ACH +, GABA -, GLUT -, DA +, SER +, OCT left out, HISTAMINE -");
  }

  @Test
  void otherTreatmentOfUnknowns_keepsTheSigns() {
    SignRule rule =
        SignRule.SHIU_2024.with(List.of("OCT=0")).withUnknown(UnknownTransmitter.EXCITATORY);
    assertThat(rule.of("OCT")).hasValue(0);
    assertThat(rule.unknown()).isEqualTo(UnknownTransmitter.EXCITATORY);
    assertThat(rule.with(List.of("DA=-")).unknown()).isEqualTo(UnknownTransmitter.EXCITATORY);
  }
}
