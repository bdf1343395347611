package flybrain.experiment;

/// The counter-based random generator Philox4x32-10.
///
/// Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3" (doi
/// 10.1145/2063384.2063405). Every (key, counter) has its own 128 random bits, so streams that
/// differ in any word never overlap, and any draw can be computed without the previous ones.
final class Philox {
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /// The first 64 of the 128 bits, word 0 in the upper half.
  ///
  /// @param key words 0 (low) and 1 (high) of the key
  /// @param low words 0 (low) and 1 (high) of the counter
  /// @param word2 word 2 of the counter
  /// @param word3 word 3 of the counter
  static long bits(long key, long low, int word2, int word3) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = word2;
    int c3 = word3;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & 0xFFFFFFFFL);
      long product1 = MULTIPLIER_1 * (c2 & 0xFFFFFFFFL);
      c0 = (int) (product1 >>> 32) ^ c1 ^ key0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ key1;
      c3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    return ((long) c0 << 32) | (c1 & 0xFFFFFFFFL);
  }
}
