package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a campaign counts, and what it calls an effect.
class CountsTest {
  private static Recorded recorded(double duration, Counts counts) {
    return new Recorded(
        0,
        "e",
        "s",
        "arm",
        "",
        "",
        100,
        Double.NaN,
        "",
        "",
        "",
        1,
        counts.trials(),
        duration,
        "outgoing",
        0,
        0,
        "done",
        "",
        Map.of(counts.readOut(), counts));
  }

  @Test
  void meanAndDeviation_areOverTrials() {
    Counts counts = new Counts("MN9", 2, new long[] {2, 4, 4, 4, 5, 5, 7, 9});
    assertThat(counts.mean()).isEqualTo(5);
    // Of a sample: the sum of squares is 32, over 7.
    assertThat(counts.sd()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    Recorded recorded = recorded(0.5, counts);
    assertThat(recorded.rateOf("MN9")).as("Hz of one neuron").isEqualTo(5);
    assertThat(recorded.sdOf("MN9")).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    assertThat(recorded.rateOf("MN8")).isNaN();
    assertThat(recorded.sdOf("MN8")).isNaN();
  }

  @Test
  void oneTrial_hasNoDeviation() {
    Counts counts = new Counts("MN9", 1, new long[] {7});
    assertThat(counts.mean()).isEqualTo(7);
    assertThat(counts.sd()).isNaN();
    assertThat(new Counts("MN9", 1, new long[] {0, 0}).sd()).isZero();
  }

  @Test
  void counts_areCopied() {
    long[] mine = {1, 2};
    Counts counts = new Counts("MN9", 1, mine);
    mine[0] = 99;
    counts.ofTrials()[1] = 99;
    assertThat(counts.ofTrials()).containsExactly(1, 2);
  }

  @Test
  void change_isInWords() {
    Counts none = new Counts("r", 1, new long[] {0});
    assertThat(recorded(1, none).change()).isEmpty();
    Recorded changed =
        new Recorded(
            0,
            "e",
            "s",
            "control",
            "",
            "",
            100,
            Double.NaN,
            "11",
            "12, 13",
            "w_syn=0.3",
            1,
            1,
            1,
            "outgoing",
            0,
            0,
            "runaway",
            "",
            Map.of());
    assertThat(changed.change()).isEqualTo("11 alone, without 12, 13, w_syn=0.3");
    assertThat(changed.isArm()).isFalse();
    assertThat(changed.ranAway()).isTrue();
    assertThat(changed.hadNoNeurons()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void shareThatIsNone_isRefused(double share) {
    assertThatThrownBy(() -> Criteria.DEFAULT.withThreshold(share))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("threshold = ")
        .hasMessageEndingWith(": must be above 0 and below 1");
    assertThatThrownBy(() -> Criteria.DEFAULT.withQ(share))
        .hasMessageStartingWith("q = ")
        .hasMessageEndingWith(": must be above 0 and below 1");
  }

  @Test
  void criteria_areChangedOneByOne() {
    assertThat(Criteria.DEFAULT.withThreshold(0.5).withQ(0.01).withRunaway(7))
        .isEqualTo(new Criteria(0.5, 0.01, 7));
    assertThat(Criteria.DEFAULT.withRunaway(Double.POSITIVE_INFINITY).runaway())
        .as("never")
        .isInfinite();
    for (double runaway : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> Criteria.DEFAULT.withRunaway(runaway))
          .hasMessageEndingWith("must be above 0 spikes a second");
    }
  }
}
