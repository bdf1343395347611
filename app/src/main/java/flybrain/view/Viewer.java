package flybrain.view;

import flybrain.InputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One page that looks at the session. It belongs to the session's thread, but for what it
/// acknowledges.
///
/// A page that is slow gets fewer frames: what it has not acknowledged, or not read, is never more
/// than two turns and one state.
final class Viewer {
  /// Neurons whose single spikes a page may ask for.
  static final int MOST_WATCHED = 200;

  private static final int MOST_TURNS = 2;
  private static final int BRANCHES = 2;

  private final Wire wire;
  private final short[] placeOf;
  private final @Nullable GatheredSpikes[] gathered = new GatheredSpikes[BRANCHES];
  private final boolean[] mustClear = new boolean[BRANCHES];
  private int[] watched = new int[0];
  private volatile int sent;
  private volatile int acknowledged;
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicInteger writingState = new AtomicInteger();
  private boolean owesState;

  /// @param neurons number of neurons of the brain
  Viewer(Wire wire, int neurons) {
    this.wire = wire;
    this.placeOf = new short[neurons];
  }

  Wire wire() {
    return wire;
  }

  /// Begins a branch at a step: whatever the page shows of it from then on is gone.
  void begin(int branch, int step) {
    GatheredSpikes spikes = gathered[branch];
    if (spikes == null) {
      gathered[branch] = new GatheredSpikes(placeOf.length, step);
    } else {
      spikes.clear(step);
    }
    mustClear[branch] = true;
  }

  void endBranch(int branch) {
    gathered[branch] = null;
    mustClear[branch] = false;
  }

  void add(int branch, int[] steps, int[] neurons, int count) {
    GatheredSpikes spikes = gathered[branch];
    if (spikes != null) {
      spikes.add(steps, neurons, count, placeOf);
    }
  }

  /// Watches neurons in place of those watched so far.
  ///
  /// @throws InputException for an index that is not one, and for too many
  void watch(int... neurons) {
    if (neurons.length > MOST_WATCHED) {
      throw new InputException(
          "%d neurons are to be watched; at most %d can be"
              .formatted(neurons.length, MOST_WATCHED));
    }
    for (int neuron : neurons) {
      if (neuron < 0 || neuron >= placeOf.length) {
        throw new InputException(
            "neuron %d: must be an index from 0 to %d".formatted(neuron, placeOf.length - 1));
      }
    }
    for (int neuron : watched) {
      placeOf[neuron] = 0;
    }
    watched = neurons.clone();
    for (int place = 0; place < neurons.length; place++) {
      placeOf[neurons[place]] = (short) (place + 1);
    }
    Arrays.stream(gathered)
        .forEach(spikes -> {
          if (spikes != null) {
            spikes.forgetWatched();
          }
        });
  }

  int watched() {
    return watched.length;
  }

  /// Takes note of the last frame that a page has drawn; from any thread.
  void acknowledge(int frame) {
    if (frame > acknowledged && frame <= sent) {
      acknowledged = frame;
    }
  }

  private boolean isReady() {
    return sent - acknowledged < MOST_TURNS && writing.get() < MOST_TURNS;
  }

  /// Sends what was gathered, if the page is ready for it.
  ///
  /// @param step the next one to be simulated
  /// @param seconds the time of a step in s
  /// @return whether something is still to be sent
  boolean turn(int step, IntToDoubleFunction seconds) {
    if (!owes(step)) {
      return false;
    }
    if (!isReady()) {
      return true;
    }
    int number = sent + 1;
    sent = number;
    for (int branch = 0; branch < BRANCHES; branch++) {
      GatheredSpikes spikes = gathered[branch];
      if (spikes == null) {
        continue;
      }
      if (mustClear[branch]) {
        mustClear[branch] = false;
        send(new GatheredSpikes(0, spikes.from()).frame(number, branch, spikes.from(), seconds));
      }
      if (spikes.from() < step) {
        send(spikes.frame(number, branch, step, seconds));
      }
    }
    return false;
  }

  private boolean owes(int step) {
    for (int branch = 0; branch < BRANCHES; branch++) {
      GatheredSpikes spikes = gathered[branch];
      if (spikes != null && (mustClear[branch] || spikes.from() < step)) {
        return true;
      }
    }
    return false;
  }

  private void send(ByteBuffer frame) {
    writing.incrementAndGet();
    wire.send(frame, writing::decrementAndGet);
  }

  /// Sends a state, or, where an earlier one is still on its way, remembers that one is owed.
  void state(String state) {
    if (writingState.get() > 0) {
      owesState = true;
      return;
    }
    owesState = false;
    writingState.incrementAndGet();
    wire.send(state, writingState::decrementAndGet);
  }

  /// Whether a newer state can be sent now.
  boolean wantsState() {
    return owesState && writingState.get() == 0;
  }
}
