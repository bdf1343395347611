package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesTest {
  /// The specification: u(k) = g K (a^k - b^k) with K = 1 / 3, a = exp(-0.1 / 20), b = exp(-0.1 /
  /// 5). Rounding of exponents up to thousands in another order: a relative 1e-12.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 18, 99, 100, 101, 5000, 65_535, 65_536, 70_000})
  void responses_areThoseOfTheEquations(int steps) {
    Responses responses = new Responses(Parameters.SHIU_2024, 100);
    double a = Math.exp(-0.1 / 20 * steps);
    double b = Math.exp(-0.1 / 5 * steps);
    assertThat(responses.toDirect(steps)).isCloseTo(a, within(1e-12 * a + 1e-300));
    assertThat(responses.toSynaptic(steps)).isCloseTo((a - b) / 3, within(1e-12 * a + 1e-300));
  }

  /// What is kept is what would be computed.
  @Test
  void keptResponses_areTheComputedOnes() {
    Responses kept = new Responses(Parameters.SHIU_2024, 200_000);
    Responses computed = new Responses(Parameters.SHIU_2024, 0);
    for (int steps = 0; steps < 70_000; steps += 7) {
      assertThat(kept.toDirect(steps)).isEqualTo(computed.toDirect(steps));
      assertThat(kept.toSynaptic(steps)).isEqualTo(computed.toSynaptic(steps));
    }
  }
}
