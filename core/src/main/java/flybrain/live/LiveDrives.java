package flybrain.live;

import flybrain.experiment.Drive;
import flybrain.experiment.NeuronSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The driven sets of a live brain: as they are, as they are wanted from the next step on, and as
/// they were.
///
/// An experiment has its driven sets at places, counted from 0. A set stays at its place as long as
/// it is driven, at whatever rate; then the place is free.
final class LiveDrives {
  /// A set that is driven at one rate for a while.
  ///
  /// @param from its first step
  /// @param until the step after its last
  record Pulse(int place, Drive drive, int from, int until) {}

  /// The sets that are wanted; no neuron is in two. Their neurons ascend.
  private final List<Drive> wanted = new ArrayList<>();

  /// The sets that are driven, by place, each from a step on; null at a free place.
  private final List<@Nullable Pulse> present = new ArrayList<>();

  /// Drives that have ended, in the order of their ends.
  private final List<Pulse> past = new ArrayList<>();

  private boolean changed;

  /// @param drives at the start
  LiveDrives(List<Drive> drives) {
    for (Drive drive : drives) {
      if (!drive.neurons().isEmpty()) {
        Drive sorted = new Drive(sorted(drive.neurons()), drive.rate());
        wanted.add(sorted);
        present.add(new Pulse(present.size(), sorted, 0, Integer.MAX_VALUE));
      }
    }
  }

  private LiveDrives(LiveDrives other) {
    wanted.addAll(other.wanted);
    present.addAll(other.present);
    past.addAll(other.past);
    changed = other.changed;
  }

  LiveDrives copy() {
    return new LiveDrives(this);
  }

  private static NeuronSet sorted(NeuronSet neurons) {
    return new NeuronSet(neurons.name(), neurons.stream().sorted(), List.of());
  }

  /// Wants neurons to be driven from the next step on.
  ///
  /// @param rate in Hz; 0 for not at all
  void drive(NeuronSet neurons, double rate) {
    changed = true;
    NeuronSet set = sorted(neurons);
    int place = placeOf(set, wanted);
    boolean drives = rate > 0 && !set.isEmpty();
    // If it is there already, no other set has any of its neurons.
    if (place >= 0 && drives) {
      wanted.set(place, new Drive(set, rate));
    } else if (place >= 0) {
      wanted.remove(place);
    } else {
      takeFromAll(set);
      if (drives) {
        wanted.add(new Drive(set, rate));
      }
    }
  }

  /// The sets that are driven from the next step on, in the order in which their drives began.
  List<Drive> wanted() {
    return List.copyOf(wanted);
  }

  private void takeFromAll(NeuronSet set) {
    BitSet taken = new BitSet();
    set.stream().forEach(taken::set);
    for (int k = wanted.size() - 1; k >= 0; k--) {
      Drive drive = wanted.get(k);
      int[] left = drive.neurons().stream().filter(neuron -> !taken.get(neuron)).toArray();
      if (left.length == 0) {
        wanted.remove(k);
      } else if (left.length < drive.neurons().size()) {
        wanted.set(k, new Drive(NeuronSet.of(drive.neurons().name(), left), drive.rate()));
      }
    }
  }

  private static int placeOf(NeuronSet set, List<Drive> drives) {
    for (int k = 0; k < drives.size(); k++) {
      if (hasSame(drives.get(k).neurons(), set)) {
        return k;
      }
    }
    return -1;
  }

  private static boolean hasSame(NeuronSet one, NeuronSet other) {
    return one.size() == other.size() && Arrays.equals(one.indices(), other.indices());
  }

  /// Lets the wanted sets be the present ones.
  ///
  /// @param step the first one with them
  /// @return the driven sets, or null if nothing changes
  @Nullable List<Drive> change(int step) {
    if (!changed) {
      return null;
    }
    changed = false;
    List<Drive> added = new ArrayList<>(wanted);
    boolean differs = false;
    for (int place = 0; place < present.size(); place++) {
      Pulse pulse = present.get(place);
      if (pulse != null) {
        int same = placeOf(pulse.drive.neurons(), added);
        Drive next = same < 0 ? null : added.remove(same);
        if (next == null || next.rate() != pulse.drive.rate()) {
          end(pulse, step);
          present.set(place, next == null ? null : new Pulse(place, next, step, Integer.MAX_VALUE));
          differs = true;
        }
      }
    }
    added.forEach(drive -> begin(drive, step));
    return differs || !added.isEmpty()
        ? present.stream().flatMap(Stream::ofNullable).map(Pulse::drive).toList()
        : null;
  }

  private void end(Pulse pulse, int step) {
    if (pulse.from < step) {
      past.add(new Pulse(pulse.place, pulse.drive, pulse.from, step));
    }
  }

  private void begin(Drive drive, int step) {
    int free = present.indexOf(null);
    int place = free < 0 ? present.size() : free;
    Pulse pulse = new Pulse(place, drive, step, Integer.MAX_VALUE);
    if (free < 0) {
      present.add(pulse);
    } else {
      present.set(free, pulse);
    }
  }

  /// What was driven when, up to a step.
  List<Pulse> pulses(int step) {
    return Stream.concat(past.stream(), present.stream().flatMap(Stream::ofNullable))
        .filter(pulse -> pulse.from < step)
        .toList();
  }
}
