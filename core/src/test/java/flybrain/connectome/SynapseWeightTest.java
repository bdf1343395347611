package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapseWeightTest {
  @ParameterizedTest
  @CsvSource({"0.275, 0.275", "0.12375, 0.12375", "0, 0", "-0.5, -0.5", "1, 1"})
  void words_haveTheNumberAndItsSource(double millivolts, String shown) {
    assertThat(new SynapseWeight(millivolts, "fitted by us").words())
        .isEqualTo("w_syn %s mV (fitted by us)", shown);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void weightThatIsNoNumber_isRefused(double millivolts) {
    assertThatThrownBy(() -> new SynapseWeight(millivolts, ""))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("w_syn = -?(nan|inf) mV: must be a finite number");
  }
}
