package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialSeedsTest {
  @Test
  void trialsAndSeeds_shareNoSeed() {
    List<Long> all = new ArrayList<>();
    for (long seed = 0; seed < 100; seed++) {
      all.addAll(TrialSeeds.of(seed, 32));
    }
    assertThat(all).doesNotHaveDuplicates().allMatch(seed -> seed > 0 && seed < 1L << 31);
  }

  @Test
  void sameSeed_givesTheSameSeeds() {
    assertThat(TrialSeeds.of(7, 3)).isEqualTo(TrialSeeds.of(7, 3));
    assertThat(TrialSeeds.of(7, 30)).startsWith(TrialSeeds.of(7, 3).toArray(Long[]::new));
  }

  /// Recorded runs name these seeds: they must never change.
  @Test
  void knownSeeds_stay() {
    assertThat(TrialSeeds.of(0, 2)).containsExactly(531_599_123L, 531_599_124L);
    assertThat(TrialSeeds.of(1, 1)).containsExactly(1_435_196_494L);
    assertThat(TrialSeeds.of(42, 1)).containsExactly(1_439_492_466L);
    assertThat(TrialSeeds.of(-7, 1)).containsExactly(232_729_886L);
  }
}
