package flybrain.campaign;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.connectome.ScaledInhibition;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The brains of a campaign: its own, and those that steps compare with it.
///
/// Connectomes that steps name are opened once. Changed brains take memory of their own: they are
/// made when they are first needed, and again after they were closed. Any thread may ask.
final class Brains {
  private final Laboratory own;
  private final BrainSource source;

  /// By the name that a step has for it.
  private final Map<String, Connectome> connectomes = new HashMap<>();

  private final Map<BrainChange, Laboratory> others = new HashMap<>();

  Brains(Laboratory own, BrainSource source) {
    this.own = own;
    this.source = source;
  }

  /// The campaign's brain as it is.
  Laboratory own() {
    return own;
  }

  /// The brain with a change.
  ///
  /// @throws InputException if there is no such connectome
  synchronized Laboratory of(BrainChange change) {
    if (change.equals(BrainChange.NONE)) {
      return own;
    }
    Laboratory open = others.get(change);
    if (open == null) {
      Connectome brain = connectome(change.connectome());
      for (Wirings.Instance wiring : change.wirings()) {
        brain = wiring.of(brain);
      }
      open = Laboratory.on(ScaledInhibition.of(brain, change.inhibition()));
      others.put(change, open);
    }
    return open;
  }

  /// A brain with the same neurons and the same weight of a synapse, on which experiments can be
  /// planned: cheap, as its connections are not changed.
  ///
  /// @throws InputException if there is no such connectome
  synchronized Laboratory forPlans(BrainChange change) {
    Connectome brain = connectome(change.connectome());
    return change.inhibition() == 1 && change.connectome().isEmpty()
        ? own
        : Laboratory.on(brain.with(ScaledInhibition.weight(brain, change.inhibition())));
  }

  /// The connectome that a changed brain is made from, which has its neurons.
  ///
  /// @throws InputException if there is no such connectome
  synchronized Connectome connectome(BrainChange change) {
    return connectome(change.connectome());
  }

  private Connectome connectome(String name) {
    if (name.isEmpty()) {
      return own.brain();
    }
    Connectome open = connectomes.get(name);
    if (open == null) {
      try {
        open = source.open(name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      connectomes.put(name, open);
    }
    return open;
  }

  /// Closes a brain that is not the campaign's own; the connectome that it is made from stays open.
  synchronized void close(BrainChange change) throws IOException {
    Laboratory ended = others.remove(change);
    if (ended != null) {
      ended.close();
    }
  }

  /// Closes all but the campaign's own.
  ///
  /// @param needed names of connectomes that stay open
  synchronized void closeOthers(Set<String> needed) throws IOException {
    for (BrainChange change : List.copyOf(others.keySet())) {
      close(change);
    }
    connectomes.keySet().retainAll(needed);
  }
}
