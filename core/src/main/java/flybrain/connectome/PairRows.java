package flybrain.connectome;

import flybrain.InputException;
import flybrain.LongIndex;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The rows of a table of connections, 12 bytes each, until all are read and the neurons are known.
final class PairRows {
  private final @Nullable Neurons given;
  private final LongIndex named = new LongIndex();

  /// Presynaptic neurons, by their number, with rows that excite, and with rows that inhibit.
  private final BitSet excite = new BitSet();

  private final BitSet inhibit = new BitSet();

  private final ConnectionsBuilder builder;

  /// @param given neurons of the brain, or null for the ones that the rows name
  PairRows(@Nullable Neurons given) {
    this.given = given;
    this.builder = new ConnectionsBuilder(given == null ? Integer.MAX_VALUE - 8 : given.size());
    for (int index = 0; given != null && index < given.size(); index++) {
      named.numberOf(given.id(index));
    }
  }

  /// A brain's parts, and what was made of the rows.
  record Made(Neurons neurons, Connections connections, ImportReport.Pairs report) {}

  /// Number of rows.
  int size() {
    return builder.size();
  }

  /// Whether a neuron is not among the given ones.
  boolean isOther(long id) {
    return given != null && named.indexOf(id) < 0;
  }

  /// Adds a row.
  ///
  /// @param pre id of the presynaptic neuron
  /// @param post id of the postsynaptic neuron
  /// @param weight signed number of synapses
  void add(long pre, long post, int weight) {
    int index = named.numberOf(pre);
    builder.add(index, named.numberOf(post), weight);
    (weight > 0 ? excite : inhibit).set(index);
  }

  /// @param file for messages
  /// @param least fewest synapses of a pair that is kept
  Made make(Path file, int least) {
    Neurons neurons = given == null ? byAscendingId() : given;
    try {
      Connections connections = builder.build(least);
      return new Made(neurons, connections, report(connections, least));
    } catch (PairOverflowException e) {
      throw new InputException(file + ": " + e.message(neurons), e);
    }
  }

  private Neurons byAscendingId() {
    long[] ids = named.ids();
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    int[] newIndices = new int[ids.length];
    for (int k = 0; k < ids.length; k++) {
      newIndices[k] = Arrays.binarySearch(sorted, ids[k]);
    }
    builder.renumber(newIndices);
    return new Neurons(sorted);
  }

  private ImportReport.Pairs report(Connections connections, int least) {
    int self = 0;
    int inhibitory = 0;
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        self += connections.target(c) == pre ? 1 : 0;
        inhibitory += connections.weight(c) < 0 ? 1 : 0;
      }
    }
    excite.and(inhibit);
    return new ImportReport.Pairs(
        connections.size(),
        builder.summedPairs(),
        builder.contradictingPairs(),
        builder.cancelledPairs(),
        least,
        builder.droppedPairs(),
        builder.droppedSynapses(),
        excite.cardinality(),
        self,
        inhibitory);
  }
}
