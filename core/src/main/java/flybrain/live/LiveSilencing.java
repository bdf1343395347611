package flybrain.live;

import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The silenced neurons of a live brain: as they are, as they are wanted from the next step on, and
/// as they were.
final class LiveSilencing {
  /// Neurons that are silenced for a while.
  ///
  /// @param from its first step
  /// @param until the step after its last
  record Pulse(Silence silence, int from, int until) {}

  private Silence wanted;
  private Pulse present;

  /// What was silenced before, in order.
  private final List<Pulse> past = new ArrayList<>();

  private boolean changed;

  /// @param silence at the start
  LiveSilencing(Silence silence) {
    wanted = silence;
    present = new Pulse(silence, 0, Integer.MAX_VALUE);
  }

  private LiveSilencing(LiveSilencing other) {
    wanted = other.wanted;
    present = other.present;
    past.addAll(other.past);
    changed = other.changed;
  }

  LiveSilencing copy() {
    return new LiveSilencing(this);
  }

  /// Wants neurons to be silenced, too.
  ///
  /// @param mode of all silenced neurons
  void silence(NeuronSet neurons, Silence.Mode mode) {
    changed = true;
    BitSet all = bits(wanted.neurons());
    neurons.stream().forEach(all::set);
    String name = wanted.neurons().isEmpty() ? neurons.name() : "silenced";
    wanted = new Silence(NeuronSet.of(name, all.stream().toArray()), mode);
  }

  /// Wants neurons not to be silenced.
  void unsilence(NeuronSet neurons) {
    changed = true;
    BitSet left = bits(wanted.neurons());
    neurons.stream().forEach(left::clear);
    wanted = new Silence(NeuronSet.of("silenced", left.stream().toArray()), wanted.mode());
  }

  /// The neurons that are silenced from the next step on.
  Silence wanted() {
    return wanted;
  }

  /// Lets the wanted neurons be the silenced ones.
  ///
  /// @param step the first one with them
  /// @return the silenced neurons, or null if nothing changes
  @Nullable Silence change(int step) {
    if (!changed || isSame(wanted, present.silence)) {
      changed = false;
      return null;
    }
    changed = false;
    if (present.from < step) {
      past.add(new Pulse(present.silence, present.from, step));
    }
    present = new Pulse(wanted, step, Integer.MAX_VALUE);
    return wanted;
  }

  private static boolean isSame(Silence one, Silence other) {
    return bits(one.neurons()).equals(bits(other.neurons()))
        && (one.neurons().isEmpty() || one.mode() == other.mode());
  }

  private static BitSet bits(NeuronSet neurons) {
    BitSet bits = new BitSet();
    neurons.stream().forEach(bits::set);
    return bits;
  }

  /// What was silenced when, up to a step.
  List<Pulse> pulses(int step) {
    return Stream.concat(past.stream(), Stream.of(present))
        .filter(pulse -> pulse.from < step && !pulse.silence.neurons().isEmpty())
        .toList();
  }
}
