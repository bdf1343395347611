package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.compare.TrialSplits.Split;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialSplitsTest {
  /// trials! / (size!^2 (trials - 2 size)!)
  @ParameterizedTest
  @CsvSource({"2, 1, 2", "3, 1, 6", "4, 2, 6", "5, 2, 30", "6, 3, 20", "7, 3, 140", "8, 1, 56"})
  void everySplit_comesOnceWithEitherSetFirst(int trials, int size, int expected) {
    assertThat(TrialSplits.count(trials, size)).isEqualTo(expected);
    List<Split> all = TrialSplits.of(trials, size, expected, new SplittableRandom(1));
    assertThat(all).hasSize(expected);
    assertThat(all.stream().map(TrialSplitsTest::text)).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(split -> assertSets(split, trials, size));
  }

  @Test
  void moreSplitsThanWanted_areDrawn() {
    List<Split> drawn = TrialSplits.of(5, 2, 29, new SplittableRandom(1));
    assertThat(drawn).hasSize(29).allSatisfy(split -> assertSets(split, 5, 2));
    assertThat(TrialSplits.count(2000, 1000)).isInfinite();
    assertThat(TrialSplits.of(2000, 1000, 3, new SplittableRandom(1)))
        .hasSize(3)
        .allSatisfy(split -> assertSets(split, 2000, 1000));
  }

  @Test
  void drawnTrials_areEachAsOften() {
    SplittableRandom random = new SplittableRandom(5);
    int[][] at = new int[2][5];
    for (int draw = 0; draw < 5000; draw++) {
      int[] drawn = TrialSplits.draw(5, 2, random);
      at[0][drawn[0]]++;
      at[1][drawn[1]]++;
    }
    // 1000 expected, with a standard deviation of 28; five of these.
    assertThat(Arrays.stream(at).flatMapToInt(Arrays::stream))
        .allMatch(count -> Math.abs(count - 1000) < 140);
  }

  @Property(tries = 30)
  void drawnTrials_areDistinct(RandomGenerator random) {
    int trials = random.nextInt(1, 30);
    int size = random.nextInt(trials + 1);
    assertThat(Arrays.stream(TrialSplits.draw(trials, size, random)))
        .hasSize(size)
        .doesNotHaveDuplicates()
        .allMatch(trial -> trial >= 0 && trial < trials);
  }

  private static void assertSets(Split split, int trials, int size) {
    assertThat(split.one()).hasSize(size);
    assertThat(split.other()).hasSize(size);
    assertThat(IntStream.concat(Arrays.stream(split.one()), Arrays.stream(split.other())).boxed())
        .doesNotHaveDuplicates()
        .allMatch(trial -> trial >= 0 && trial < trials);
  }

  private static String text(Split split) {
    return Arrays.toString(split.one()) + Arrays.toString(split.other());
  }
}
