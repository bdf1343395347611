package flybrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void of_oddAndEvenNumbers_isMedianAndRange() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void of_missingNumbers_leavesThemOut() {
    assertThat(Spread.of(List.of(Double.NaN, 2.0, Double.POSITIVE_INFINITY)))
        .isEqualTo(new Spread(2, 2, 2));
    assertThat(Spread.of(List.of(Double.NaN)).median()).isNaN();
  }

  @Test
  void hasRange_onlyWhereRoundsDiffer() {
    assertThat(Spread.of(List.of(1.0, 2.0)).hasRange()).isTrue();
    assertThat(Spread.of(List.of(1.0, 1.0)).hasRange()).isFalse();
    assertThat(Spread.ofMedian(1).hasRange()).isFalse();
  }
}
