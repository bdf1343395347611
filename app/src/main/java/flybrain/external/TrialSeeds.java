package flybrain.external;

import flybrain.SplitMix64;
import java.util.List;
import java.util.stream.LongStream;

/// The seeds that a framework's own generators get, one a trial.
final class TrialSeeds {
  /// Accepted by every framework: 31 bits, above 0.
  private static final long RANGE = (1L << 31) - 1;

  private TrialSeeds() {}

  /// The seeds of the trials of one experiment: neighbours on a ring, so no two are equal; where it
  /// begins depends on every bit of the experiment's seed.
  static List<Long> of(long seed, int trials) {
    long first = (new SplitMix64(seed).nextLong() >>> 1) % RANGE;
    return LongStream.range(0, trials).mapToObj(trial -> 1 + (first + trial) % RANGE).toList();
  }
}
