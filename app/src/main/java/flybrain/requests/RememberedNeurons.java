package flybrain.requests;

import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The neurons of a connectome that references name; the last ones are remembered, since a closed
/// loop or a slider asks for the same ones again and again. Threads take turns.
public final class RememberedNeurons {
  private static final int MOST = 256;

  private final Connectome connectome;
  private final Recipe policy;
  private final Map<List<NeuronReference>, NeuronSet> known = new LinkedHashMap<>();

  /// @param policy whose named sets and rule for missing neurons hold here
  public RememberedNeurons(Connectome connectome, Recipe policy) {
    this.connectome = connectome;
    this.policy = policy;
  }

  /// The neurons that references name, in their order.
  ///
  /// @param warning receives a line for neurons that the connectome does not have; not again when
  ///   they are remembered
  /// @throws flybrain.InputException if there are none, or one is unknown
  public synchronized NeuronSet of(List<NeuronReference> references, Consumer<String> warning) {
    NeuronSet set = known.get(references);
    if (set == null) {
      set = new NeuronSelection("neurons", references, policy).on(connectome, warning);
      // A file may have other ids the next time.
      if (references.stream().allMatch(reference -> reference.files().isEmpty())) {
        if (known.size() >= MOST) {
          known.remove(known.keySet().iterator().next());
        }
        known.put(references, set);
      }
    }
    return set;
  }
}
