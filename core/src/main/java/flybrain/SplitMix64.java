package flybrain;

/// A stream of random numbers that is the same on every machine and Java version.
///
/// SplitMix64 with the constants of Steele, Lea and Flood 2014 (doi 10.1145/2660193.2660195) and
/// mix13 of Stafford. Integer arithmetic only. Used by one thread.
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /// @param seed any number; the same seed gives the same stream
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /// The next 64 random bits.
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// A number from 0 to `bound - 1`; uneven by less than bound / 2^64. Takes one draw.
  ///
  /// @param bound at least 1
  public int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
  }

  /// Shuffles an array in place (Fisher and Yates), with one draw for each value but the first.
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /// Shuffles the first `length` entries of an array in place, as [#shuffle(int\[\])]; the rest
  /// stays.
  public void shuffle(short[] values, int length) {
    for (int i = length - 1; i > 0; i--) {
      int j = below(i + 1);
      short value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
