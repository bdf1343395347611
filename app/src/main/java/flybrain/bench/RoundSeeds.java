package flybrain.bench;

import flybrain.SplitMix64;

/// The seeds of rounds.
final class RoundSeeds {
  private RoundSeeds() {}

  /// The seed of a round: the number that SplitMix64 gives at that place after the seed. It is a
  /// bijection of the place, so no two rounds of a seed have the same one.
  ///
  /// @param round counted from 1; 0, of a run without label, has the seed itself
  static long of(long seed, int round) {
    if (round == 0) {
      return seed;
    }
    SplitMix64 random = new SplitMix64(seed);
    long derived = seed;
    for (int r = 0; r < round; r++) {
      derived = random.nextLong();
    }
    return derived;
  }
}
