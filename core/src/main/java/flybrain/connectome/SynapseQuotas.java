package flybrain.connectome;

import flybrain.SplitMix64;

/// How many connections have 1, 2, 3, ... synapses: exact quotas that are used up one by one.
///
/// Below the threshold of strong connections the shares fall as a power of the number of synapses,
/// from it on as a lognormal; the exponents are what makes the given totals come out.
final class SynapseQuotas {
  /// Connections of this many synapses and more are the strong ones of the published figures.
  static final int STRONG = 5;

  /// Most synapses of one connection, of the size of the largest in the real brain (v783).
  private static final int LARGEST = 2000;

  /// How fast the slope of the strong connections steepens with ln(synapses): read off the
  /// connections of five and more synapses of v783.
  private static final double STEEPENING = 0.24;

  /// How many connections are left, by their number of synapses.
  private final int[] left = new int[LARGEST + 1];

  private int size;

  /// @param weak connections below [#STRONG] synapses, and the synapses that they hold
  /// @param strong connections from [#STRONG] synapses, and the synapses that they hold
  SynapseQuotas(Total weak, Total strong) {
    fill(1, STRONG - 1, weak, 0);
    fill(STRONG, LARGEST, strong, STEEPENING);
    size = weak.connections + strong.connections;
  }

  /// A number of connections and of the synapses in them.
  record Total(int connections, int synapses) {}

  /// Takes a connection of about the wanted number of synapses: the nearest that is left.
  int take(int wanted) {
    for (int off = 0; off <= LARGEST; off++) {
      if (wanted + off <= LARGEST && left[wanted + off] > 0) {
        return use(wanted + off);
      }
      if (wanted - off >= 1 && left[wanted - off] > 0) {
        return use(wanted - off);
      }
    }
    throw new IllegalStateException("no connection is left");
  }

  /// Takes all that are left, in random order.
  short[] takeRest(SplitMix64 random) {
    short[] rest = new short[size];
    int next = 0;
    for (int synapses = 1; synapses <= LARGEST; synapses++) {
      while (left[synapses] > 0) {
        rest[next++] = (short) use(synapses);
      }
    }
    random.shuffle(rest, rest.length);
    return rest;
  }

  private int use(int synapses) {
    left[synapses]--;
    size--;
    return synapses;
  }

  private void fill(int from, int to, Total total, double steepening) {
    double gentle = -10;
    double steep = 10;
    for (int i = 0; i < 100; i++) {
      double slope = (gentle + steep) / 2;
      if (mean(shares(from, to, slope, steepening), from)
          > (double) total.synapses / total.connections) {
        gentle = slope;
      } else {
        steep = slope;
      }
    }
    double[] shares = shares(from, to, steep, steepening);
    double share = 0;
    long given = 0;
    long synapses = 0;
    for (int k = from; k <= to; k++) {
      share += shares[k - from];
      long upTo = k == to ? total.connections : Math.round(share * total.connections);
      left[k] = (int) (upTo - given);
      synapses += k * (upTo - given);
      given = upTo;
    }
    shift(from, total.synapses - synapses);
  }

  /// Makes up for rounding: moves connections between `from` and `from + 1` synapses.
  private void shift(int from, long missing) {
    left[from] -= (int) missing;
    left[from + 1] += (int) missing;
  }

  private static double[] shares(int from, int to, double slope, double steepening) {
    double[] shares = new double[to - from + 1];
    double sum = 0;
    for (int k = from; k <= to; k++) {
      double ln = StrictMath.log(k);
      shares[k - from] = StrictMath.exp(-ln * (slope + steepening * ln));
      sum += shares[k - from];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static double mean(double[] shares, int from) {
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      mean += (from + i) * shares[i];
    }
    return mean;
  }
}
