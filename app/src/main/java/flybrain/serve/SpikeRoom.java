package flybrain.serve;

/// The memory for spikes in answers, which all requests share.
final class SpikeRoom {
  /// Bytes that a spike takes at most: step and neuron, in arrays of which half may be unused, then
  /// the columns of the answer.
  static final int BYTES = 28;

  private final long most;
  private long taken;

  /// @param bytes of memory
  SpikeRoom(long bytes) {
    most = Math.min(bytes / BYTES, Integer.MAX_VALUE - 8);
  }

  /// Half of the memory that this process can have.
  static SpikeRoom standard() {
    return new SpikeRoom(Runtime.getRuntime().maxMemory() / 2);
  }

  /// How many spikes there is room for, all answers together.
  long most() {
    return most;
  }

  /// Takes room, if there is so much.
  synchronized boolean take(long spikes) {
    if (spikes > most - taken) {
      return false;
    }
    taken += spikes;
    return true;
  }

  synchronized void giveBack(long spikes) {
    taken -= spikes;
  }
}
