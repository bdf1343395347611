package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairRowsTest {
  private static final Path FILE = Path.of("edges.csv");

  /// Presynaptic id, postsynaptic id, signed number of synapses.
  private static PairRows.Made make(@Nullable Neurons given, int least, long[]... rows) {
    PairRows pairs = new PairRows(given);
    for (long[] row : rows) {
      pairs.add(row[0], row[1], (int) row[2]);
    }
    assertThat(pairs.size()).isEqualTo(rows.length);
    return pairs.make(FILE, least);
  }

  private static long[] row(long pre, long post, long weight) {
    return new long[] {pre, post, weight};
  }

  private static List<String> pairs(PairRows.Made made) {
    List<String> pairs = new ArrayList<>();
    Connections connections = made.connections();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        long post = made.neurons().id(connections.target(c));
        pairs.add("%d %d %d".formatted(made.neurons().id(pre), post, connections.weight(c)));
      }
    }
    return pairs;
  }

  private static long[] ids(Neurons neurons) {
    return IntStream.range(0, neurons.size()).mapToLong(neurons::id).toArray();
  }

  @Test
  void neuronsOfTheRows_areByAscendingId() {
    PairRows.Made made = make(null, 1, row(30, 10, 4), row(20, 30, -5), row(10, 20, 6));
    assertThat(ids(made.neurons())).containsExactly(10, 20, 30);
    assertThat(pairs(made)).containsExactly("10 20 6", "20 30 -5", "30 10 4");
  }

  @Test
  void givenNeurons_keepTheirOrder_alsoWithoutConnections() {
    Neurons given = new Neurons(new long[] {30, 99, 10});
    PairRows rows = new PairRows(given);
    assertThat(rows.isOther(30)).isFalse();
    assertThat(rows.isOther(20)).isTrue();
    PairRows.Made made = make(given, 1, row(10, 30, 4));
    assertThat(made.neurons()).isSameAs(given);
    assertThat(made.connections().neurons()).isEqualTo(3);
    assertThat(pairs(made)).containsExactly("10 30 4");
    assertThat(new PairRows(null).isOther(20)).as("any neuron will do").isFalse();
  }

  /// 1 -> 2 in three rows of both signs, 1 -> 3 in two that cancel, 2 -> 2, 3 -> 1 in two of a
  /// sign.
  @Test
  void report_countsPairsAndNeurons() {
    long[][] rows = {
      row(1, 2, 9),
      row(1, 2, -2),
      row(1, 2, 1),
      row(1, 3, 5),
      row(1, 3, -5),
      row(2, 2, -4),
      row(3, 1, -1),
      row(3, 1, -2)
    };
    assertThat(make(null, 1, rows).report())
        .isEqualTo(new ImportReport.Pairs(4, 3, 2, 1, 1, 0, 0, 1, 1, 2));
  }

  /// The synapses of a pair count whatever their sign: 9 + 2 + 1, 5 + 5, 4, 1 + 2.
  @Test
  void weakPairs_areLeftOutByTheSumOfTheirRows() {
    long[][] rows = {
      row(1, 2, 9),
      row(1, 2, -2),
      row(1, 2, 1),
      row(1, 3, 5),
      row(1, 3, -5),
      row(2, 2, -4),
      row(3, 1, -1),
      row(3, 1, -2)
    };
    PairRows.Made four = make(null, 4, rows);
    assertThat(pairs(four)).containsExactly("1 2 8", "1 3 0", "2 2 -4");
    assertThat(four.report()).isEqualTo(new ImportReport.Pairs(3, 2, 2, 1, 4, 1, 3, 1, 1, 1));
    PairRows.Made five = make(null, 5, rows);
    assertThat(pairs(five)).containsExactly("1 2 8", "1 3 0");
    assertThat(five.report()).isEqualTo(new ImportReport.Pairs(2, 2, 2, 1, 5, 2, 7, 1, 0, 0));
    assertThat(pairs(make(null, 13, rows))).isEmpty();
    assertThat(ids(make(null, 13, rows).neurons())).as("stay").containsExactly(1, 2, 3);
  }

  @Test
  void sumBeyond32Bits_namesThePairByItsIds() {
    assertThatThrownBy(() -> make(null, 1, row(70, 60, Integer.MAX_VALUE), row(70, 60, 1)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "edges.csv: connection 70 -> 60: the synapses of its rows add up to 2147483648, which"
                + " exceeds 32 bits; correct its rows");
  }

  @Property(tries = 60)
  void pairs_areSumsOfTheirRows(RandomGenerator random) {
    int neurons = 1 + random.nextInt(8);
    int least = 1 + random.nextInt(6);
    Map<String, int[]> sums = new TreeMap<>();
    long[][] rows = new long[random.nextInt(80)][];
    for (int k = 0; k < rows.length; k++) {
      long pre = 10L + random.nextInt(neurons);
      long post = 10L + random.nextInt(neurons);
      int weight = (1 + random.nextInt(4)) * (random.nextBoolean() ? 1 : -1);
      rows[k] = row(pre, post, weight);
      int[] sum = sums.computeIfAbsent(pre + " " + post, _ -> new int[2]);
      sum[0] += weight;
      sum[1] += Math.abs(weight);
    }
    List<String> expected = new ArrayList<>();
    sums.forEach((pair, sum) -> {
      if (sum[1] >= least) {
        expected.add(pair + " " + sum[0]);
      }
    });
    assertThat(pairs(make(null, least, rows))).isEqualTo(expected);
  }
}
