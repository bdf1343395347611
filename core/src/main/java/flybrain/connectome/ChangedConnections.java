package flybrain.connectome;

import flybrain.SplitMix64;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Connections made from the connections of a brain, to ask what a result owes to its wiring. The
/// same seed gives the same connections on every machine.
public final class ChangedConnections {
  private ChangedConnections() {}

  /// Each neuron with as many connections out of and into it as before, but with random partners.
  ///
  /// Each connection keeps its presynaptic neuron and its signed number of synapses, so each neuron
  /// keeps its synapses on others and their sign; the synapses that it receives change. No pair
  /// appears twice. Connections of a neuron with itself stay, and no new ones come about.
  ///
  /// @param seed of the exchanges, any number
  public static Connections rewired(Connections original, long seed) {
    return Rewiring.of(original, seed);
  }

  /// Each neuron with its partners and numbers of synapses, but with the sign of a random neuron.
  ///
  /// The signs of all neurons with connections to others are permuted. The sign of a neuron is that
  /// of the sum over its connections; where the new one differs, all its connections change sign.
  /// So as many neurons inhibit as before, and a neuron whose connections had one sign has one
  /// still.
  ///
  /// @param seed of the permutation, any number
  public static Connections withShuffledSigns(Connections original, long seed) {
    int[] presynaptic = new int[original.neurons()];
    int size = 0;
    for (int pre = 0; pre < original.neurons(); pre++) {
      if (original.outDegree(pre) > 0) {
        presynaptic[size++] = pre;
      }
    }
    presynaptic = Arrays.copyOf(presynaptic, size);
    int[] donors = presynaptic.clone();
    new SplitMix64(seed).shuffle(donors);
    MemorySegment weights = Arena.ofAuto().allocate(Connections.INT, original.size());
    for (int k = 0; k < size; k++) {
      int pre = presynaptic[k];
      int factor = inhibits(original, pre) == inhibits(original, donors[k]) ? 1 : -1;
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        weights.setAtIndex(Connections.INT, c, factor * original.weight(c));
      }
    }
    return new Connections(original.rowStarts(), original.targets(), weights);
  }

  private static boolean inhibits(Connections connections, int pre) {
    long sum = 0;
    for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
      sum += connections.weight(c);
    }
    return sum < 0;
  }

  /// Only the connections of so many synapses or more, whatever their sign; neurons and their
  /// indices stay.
  ///
  /// @param synapses at least 1, which drops the connections of 0
  public static Connections withAtLeast(int synapses, Connections original) {
    int[] rowStart = new int[original.neurons() + 1];
    Arena arena = Arena.ofAuto();
    MemorySegment targets = arena.allocate(Connections.INT, original.size());
    MemorySegment weights = arena.allocate(Connections.INT, original.size());
    int kept = 0;
    for (int pre = 0; pre < original.neurons(); pre++) {
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        if (Math.abs((long) original.weight(c)) >= synapses) {
          targets.setAtIndex(Connections.INT, kept, original.target(c));
          weights.setAtIndex(Connections.INT, kept++, original.weight(c));
        }
      }
      rowStart[pre + 1] = kept;
    }
    long bytes = 4L * kept;
    return new Connections(rowStart, targets.asSlice(0, bytes), weights.asSlice(0, bytes));
  }
}
