package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {
  @Test
  void defaults_areOfThePaperAndTheDocs() {
    assertThat(Criteria.DEFAULT).isEqualTo(new Criteria(0.8, 0.05, 100_000));
    assertThat(Criteria.DEFAULT.withThreshold(0.5).withQ(0.1).withRunaway(7))
        .isEqualTo(new Criteria(0.5, 0.1, 7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void shareThatIsNone_isRefused(double share) {
    String value = share == (int) share ? "" + (int) share : "" + share;
    assertThatThrownBy(() -> Criteria.DEFAULT.withThreshold(share))
        .isInstanceOf(InputException.class)
        .hasMessage("threshold = %s: must be above 0 and below 1", value.replace("NaN", "nan"));
    assertThatThrownBy(() -> Criteria.DEFAULT.withQ(share))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("q = ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void limitThatIsNone_isRefused(double limit) {
    assertThatThrownBy(() -> Criteria.DEFAULT.withRunaway(limit))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("runaway = ")
        .hasMessageEndingWith(": must be above 0 spikes a second");
  }
}
