package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChangedConnectionsTest {
  @Property
  void rewired_keepsDegreesWeightsAndLoops(RandomGenerator random) {
    Connections original = anyConnections(random);
    Connections rewired = ChangedConnections.rewired(original, random.nextLong());
    int[] into = new int[original.neurons()];
    for (int pre = 0; pre < original.neurons(); pre++) {
      assertThat(sortedWeights(rewired, pre)).isEqualTo(sortedWeights(original, pre));
      assertThat(posts(rewired, pre)).isSorted().doesNotHaveDuplicates();
      assertThat(posts(rewired, pre).contains(pre)).isEqualTo(posts(original, pre).contains(pre));
      posts(original, pre).forEach(post -> into[post]++);
      posts(rewired, pre).forEach(post -> into[post]--);
    }
    assertThat(into).containsOnly(0);
  }

  @Test
  void rewired_isAnotherWiringForEachSeed_andTheSameForOne() {
    Connections original = ring(400);
    assertThat(pairs(ChangedConnections.rewired(original, 1)))
        .isEqualTo(pairs(ChangedConnections.rewired(original, 1)));
    assertThat(pairs(ChangedConnections.rewired(original, 1)))
        .isNotEqualTo(pairs(ChangedConnections.rewired(original, 2)));
  }

  @Test
  void rewired_leavesNoMorePairsThanChanceDoes() {
    // 4,000 connections among 400 neurons: a pair is connected by chance in 2.5 % of cases, so
    // 100 of the old pairs are expected (sd 10).
    Connections original = ring(400);
    Set<Long> kept = new HashSet<>(pairs(original));
    kept.retainAll(new HashSet<>(pairs(ChangedConnections.rewired(original, 3))));
    assertThat(kept.size()).isBetween(50, 150);
  }

  @Test
  void rewired_drawsEveryWiringAboutEquallyOften() {
    // 0 -> 2, 1 -> 3, 4 -> 5: the three may be dealt out in 6 ways, none of them a loop or
    // repeated.
    Connections original = new ConnectionsBuilder(6).add(0, 2, 1).add(1, 3, 1).add(4, 5, 1).build();
    int[] drawn = new int[6];
    List<List<Long>> seen = new ArrayList<>();
    for (int seed = 0; seed < 6000; seed++) {
      List<Long> pairs = pairs(ChangedConnections.rewired(original, seed));
      if (!seen.contains(pairs)) {
        seen.add(pairs);
      }
      drawn[seen.indexOf(pairs)]++;
    }
    // 1000 each; five standard deviations are 144.
    assertThat(Arrays.stream(drawn).boxed().toList())
        .allSatisfy(times -> assertThat(times).isBetween(856, 1144));
  }

  @Test
  void rewired_whereAllPairsAreConnected_isTheSame() {
    ConnectionsBuilder complete = new ConnectionsBuilder(5);
    for (int pre = 0; pre < 5; pre++) {
      for (int post = 0; post < 5; post++) {
        if (pre != post) {
          complete.add(pre, post, 7);
        }
      }
    }
    Connections original = complete.build();
    assertThat(pairs(ChangedConnections.rewired(original, 1))).isEqualTo(pairs(original));
  }

  @Property
  void withShuffledSigns_flipsNeuronsAsAWhole_asManyInhibit(RandomGenerator random) {
    Connections original = anyConnections(random);
    Connections shuffled = ChangedConnections.withShuffledSigns(original, random.nextLong());
    assertThat(pairs(shuffled)).isEqualTo(pairs(original));
    int inhibiting = 0;
    for (int pre = 0; pre < original.neurons(); pre++) {
      inhibiting += sum(original, pre) < 0 ? 1 : 0;
      inhibiting -= sum(shuffled, pre) < 0 ? 1 : 0;
      Set<Integer> factors = new HashSet<>();
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        if (original.weight(c) != 0) {
          factors.add(shuffled.weight(c) / original.weight(c));
          assertThat(Math.abs(shuffled.weight(c))).isEqualTo(Math.abs(original.weight(c)));
        }
      }
      assertThat(factors).hasSizeLessThanOrEqualTo(1);
    }
    // A sum of 0 stays 0 and counts as excitatory on either side.
    assertThat(inhibiting).isBetween(-silentSums(original), silentSums(original));
  }

  @Test
  void withShuffledSigns_differsFromTheOriginalAndBySeed() {
    Connections original = ring(400);
    List<Integer> signs = signs(ChangedConnections.withShuffledSigns(original, 1));
    assertThat(signs).isNotEqualTo(signs(original));
    assertThat(signs).isEqualTo(signs(ChangedConnections.withShuffledSigns(original, 1)));
    assertThat(signs).isNotEqualTo(signs(ChangedConnections.withShuffledSigns(original, 2)));
  }

  @Property
  void withAtLeast_keepsExactlyTheStrongConnections(RandomGenerator random) {
    Connections original = anyConnections(random);
    Connections strong = ChangedConnections.withAtLeast(3, original);
    for (int pre = 0; pre < original.neurons(); pre++) {
      List<String> expected = new ArrayList<>();
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        if (Math.abs(original.weight(c)) >= 3) {
          expected.add(original.target(c) + ":" + original.weight(c));
        }
      }
      List<String> kept = new ArrayList<>();
      for (int c = strong.rowStart(pre); c < strong.rowStart(pre + 1); c++) {
        kept.add(strong.target(c) + ":" + strong.weight(c));
      }
      assertThat(kept).isEqualTo(expected);
    }
  }

  /// Sparse and dense ones, with loops and weights of both signs and 0.
  private static Connections anyConnections(RandomGenerator random) {
    int neurons = random.nextInt(1, 30);
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    double density = random.nextDouble();
    for (int pre = 0; pre < neurons; pre++) {
      for (int post = 0; post < neurons; post++) {
        if (random.nextDouble() < density) {
          builder.add(pre, post, random.nextInt(-5, 6));
        }
      }
    }
    return builder.build();
  }

  /// Each neuron excites, or each third inhibits, the ten that follow it.
  private static Connections ring(int neurons) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int pre = 0; pre < neurons; pre++) {
      for (int k = 1; k <= 10; k++) {
        builder.add(pre, (pre + k) % neurons, pre % 3 == 0 ? -k : k);
      }
    }
    return builder.build();
  }

  private static List<Integer> posts(Connections connections, int pre) {
    List<Integer> posts = new ArrayList<>();
    for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
      posts.add(connections.target(c));
    }
    return posts;
  }

  private static int[] sortedWeights(Connections connections, int pre) {
    int[] weights = new int[connections.outDegree(pre)];
    Arrays.setAll(weights, k -> connections.weight(connections.rowStart(pre) + k));
    Arrays.sort(weights);
    return weights;
  }

  private static List<Long> pairs(Connections connections) {
    List<Long> pairs = new ArrayList<>();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int post : posts(connections, pre)) {
        pairs.add((long) pre * connections.neurons() + post);
      }
    }
    return pairs;
  }

  private static List<Integer> signs(Connections connections) {
    List<Integer> signs = new ArrayList<>();
    for (int c = 0; c < connections.size(); c++) {
      signs.add(Integer.signum(connections.weight(c)));
    }
    return signs;
  }

  private static long sum(Connections connections, int pre) {
    long sum = 0;
    for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
      sum += connections.weight(c);
    }
    return sum;
  }

  private static int silentSums(Connections connections) {
    int count = 0;
    for (int pre = 0; pre < connections.neurons(); pre++) {
      count += connections.outDegree(pre) > 0 && sum(connections, pre) == 0 ? 1 : 0;
    }
    return count;
  }
}
