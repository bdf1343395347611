package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  @Property
  void nextLong_equalsTheJdkGenerator(RandomGenerator cases) {
    long seed = cases.nextLong();
    SplitMix64 ours = new SplitMix64(seed);
    SplittableRandom theirs = new SplittableRandom(seed);

    for (int k = 0; k < 20; k++) {
      assertThat(ours.nextLong()).isEqualTo(theirs.nextLong());
    }
  }

  @Test
  void below_isEven() {
    SplitMix64 random = new SplitMix64(1);
    int[] counts = new int[7];
    for (int k = 0; k < 70_000; k++) {
      counts[random.below(7)]++;
    }

    // Five standard deviations of a count of 10,000: sqrt(70,000 * 1/7 * 6/7) = 93.
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 10_000) < 465);
  }

  @Property
  void shuffle_keepsAllValues(RandomGenerator cases) {
    int length = cases.nextInt(50);
    int[] values = IntStream.range(0, length).toArray();

    new SplitMix64(cases.nextLong()).shuffle(values);

    assertThat(values)
        .containsExactlyInAnyOrder(IntStream.range(0, length).boxed().toArray(Integer[]::new));
  }
}
