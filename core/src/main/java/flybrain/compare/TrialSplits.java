package flybrain.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Ways to take two sets of equally many trials, none in both, from a run. Random ones are drawn
/// with replacement of the split, without replacement of its trials.
final class TrialSplits {
  /// Two sets of trials.
  static final class Split {
    private final int[] one;
    private final int[] other;

    Split(int[] one, int[] other) {
      this.one = one;
      this.other = other;
    }

    int[] one() {
      return one;
    }

    int[] other() {
      return other;
    }
  }

  private TrialSplits() {}

  /// All splits where there are at most `most` of them, otherwise as many random ones. Either set
  /// comes first.
  ///
  /// @param trials to take from
  /// @param size of a set, at most half of the trials
  static List<Split> of(int trials, int size, int most, RandomGenerator random) {
    if (count(trials, size) <= most) {
      List<Split> all = new ArrayList<>();
      addAll(all, new int[trials], 0, size, size);
      return all;
    }
    return IntStream.range(0, most)
        .mapToObj(k -> {
          int[] drawn = draw(trials, 2 * size, random);
          return new Split(Arrays.copyOf(drawn, size), Arrays.copyOfRange(drawn, size, 2 * size));
        })
        .toList();
  }

  /// The number of splits, either set first; infinite when it is huge.
  static double count(int trials, int size) {
    double count = 1;
    for (int k = 0; k < size; k++) {
      count *= (double) (trials - k) / (k + 1);
      count *= (double) (trials - size - k) / (k + 1);
    }
    return Math.rint(count);
  }

  /// Some of the trials 0 .. trials - 1 in random order.
  static int[] draw(int trials, int size, RandomGenerator random) {
    int[] order = IntStream.range(0, trials).toArray();
    for (int k = 0; k < size; k++) {
      int other = random.nextInt(k, trials);
      int trial = order[k];
      order[k] = order[other];
      order[other] = trial;
    }
    return Arrays.copyOf(order, size);
  }

  /// Puts each trial from `next` on into the first set, the second or neither.
  private static void addAll(List<Split> all, int[] sets, int next, int leftOne, int leftOther) {
    if (leftOne == 0 && leftOther == 0) {
      all.add(new Split(members(sets, 1), members(sets, 2)));
      return;
    }
    int left = sets.length - next;
    int[] leftOf = {left - leftOne - leftOther, leftOne, leftOther};
    for (int set = 0; set < leftOf.length; set++) {
      if (leftOf[set] > 0) {
        sets[next] = set;
        addAll(all, sets, next + 1, leftOne - (set == 1 ? 1 : 0), leftOther - (set == 2 ? 1 : 0));
        sets[next] = 0;
      }
    }
  }

  private static int[] members(int[] sets, int set) {
    return IntStream.range(0, sets.length).filter(trial -> sets[trial] == set).toArray();
  }
}
