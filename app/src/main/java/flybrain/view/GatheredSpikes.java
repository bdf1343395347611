package flybrain.view;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// The spikes of one branch since the last frame of one page: how often each neuron fired, and when
/// the watched ones did. However long it gathers, it takes no more memory.
final class GatheredSpikes {
  /// Spikes of watched neurons that are kept; of more, the later ones.
  private static final int MOST_WATCHED = 1 << 15;

  /// Bytes of a frame before its lists.
  private static final int HEAD = 4 + 4 + 8 + 8 + 4 + 4;

  private final int[] counts;
  private int[] fired = new int[1024];
  private int active;
  private int[] places = new int[256];
  private int[] steps = new int[256];
  private int watched;
  private int from;

  /// @param neurons number of neurons
  /// @param from the step at which it begins
  GatheredSpikes(int neurons, int from) {
    this.counts = new int[neurons];
    this.from = from;
  }

  /// Takes spikes.
  ///
  /// @param placeOf place of each neuron in the list of watched ones, counted from 1; 0 for none
  void add(int[] moreSteps, int[] neurons, int count, short[] placeOf) {
    for (int k = 0; k < count; k++) {
      int neuron = neurons[k];
      if (counts[neuron]++ == 0) {
        if (active == fired.length) {
          fired = Arrays.copyOf(fired, 2 * active);
        }
        fired[active++] = neuron;
      }
      if (placeOf[neuron] != 0) {
        watch(placeOf[neuron] - 1, moreSteps[k]);
      }
    }
  }

  private void watch(int place, int step) {
    if (watched == MOST_WATCHED) {
      watched /= 2;
      System.arraycopy(places, watched, places, 0, watched);
      System.arraycopy(steps, watched, steps, 0, watched);
    } else if (watched == places.length) {
      places = Arrays.copyOf(places, 2 * watched);
      steps = Arrays.copyOf(steps, 2 * watched);
    }
    places[watched] = place;
    steps[watched++] = step;
  }

  /// Forgets the spikes of watched neurons: the list is another now.
  void forgetWatched() {
    watched = 0;
  }

  /// Forgets everything and begins at a step.
  void clear(int step) {
    for (int k = 0; k < active; k++) {
      counts[fired[k]] = 0;
    }
    active = 0;
    watched = 0;
    from = step;
  }

  /// The step at which it began.
  int from() {
    return from;
  }

  /// All of it as a frame; then it starts from nothing.
  ///
  /// @param step at which it ends
  /// @param seconds the time of a step in s
  ByteBuffer frame(int number, int branch, int step, IntToDoubleFunction seconds) {
    ByteBuffer frame =
        ByteBuffer.allocate(HEAD + 8 * active + 8 * watched).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(number).putInt(branch).putDouble(seconds.applyAsDouble(step));
    frame.putDouble(seconds.applyAsDouble(step - from));
    frame.putInt(active).putInt(watched);
    for (int k = 0; k < active; k++) {
      frame.putInt(fired[k]);
    }
    for (int k = 0; k < active; k++) {
      frame.putInt(counts[fired[k]]);
    }
    for (int k = 0; k < watched; k++) {
      frame.putInt(places[k]);
    }
    for (int k = 0; k < watched; k++) {
      frame.putInt(steps[k]);
    }
    clear(step);
    return frame.flip();
  }
}
