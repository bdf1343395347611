package flybrain.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The hot list: the awake neurons that may fire without further input ([FiringBound]).
///
/// Neurons are given by the index of their X in [AwakeStates], twice their place.
final class HotNeurons {
  /// By index: 1 for a neuron that becomes hot when something excites it, 0 for one that is hot or
  /// refractory. From `first` up to `end` follow the hot neurons, with room for one more than there
  /// are places. With two arrays the loop over deliveries would have too few registers.
  int[] entries;

  /// Holds the zeros and ones instead, by place, while all neurons have a state: as bytes, so many
  /// fit the second cache.
  private final byte @Nullable [] ofAll;

  private int first;
  int end;

  /// @param places the number of neurons for which there is room
  /// @param all whether these are all neurons
  HotNeurons(int places, boolean all) {
    ofAll = all ? new byte[places] : null;
    first = all ? 0 : 2 * places;
    end = first;
    entries = new int[first + places + 1];
  }

  /// A copy.
  HotNeurons(HotNeurons other) {
    entries = other.entries.clone();
    ofAll = other.ofAll == null ? null : other.ofAll.clone();
    first = other.first;
    end = other.end;
  }

  /// Whether it is made for the states of all neurons.
  boolean isOfAll() {
    return ofAll != null;
  }

  /// The zeros and ones by place, where it is made for the states of all neurons.
  byte[] ofAll() {
    return Objects.requireNonNull(ofAll);
  }

  void makeRoom(int places) {
    int[] larger = new int[3 * places + 1];
    System.arraycopy(entries, 0, larger, 0, first);
    System.arraycopy(entries, first, larger, 2 * places, end - first);
    entries = larger;
    end += 2 * places - first;
    first = 2 * places;
  }

  /// No neuron is hot, and excitation makes those of the first places so.
  void rest(int places) {
    if (ofAll != null) {
      Arrays.fill(ofAll, 0, places, (byte) 1);
    } else {
      Arrays.fill(entries, 0, 2 * places, 1);
    }
    end = first;
  }

  /// No neuron is hot.
  void clear() {
    end = first;
  }

  /// Where the hot neurons begin.
  int first() {
    return first;
  }

  void setCool(int i, int cool) {
    if (ofAll != null) {
      ofAll[i >> 1] = (byte) cool;
    } else {
      entries[i] = cool;
    }
  }

  int cool(int i) {
    return ofAll != null ? ofAll[i >> 1] : entries[i];
  }

  void heat(int i) {
    if (cool(i) != 0) {
      setCool(i, 0);
      entries[end++] = i;
    }
  }
}
