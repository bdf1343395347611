package flybrain.experiment;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import java.util.List;
import java.util.function.Consumer;

/// Neurons that are chosen beside a recipe, such as the ones to record. Used by one thread.
public final class NeuronSelection {
  private final String option;
  private final List<NeuronReference> references;
  private final Missing missing;
  private final NeuronLookup lookup;

  /// Checks what needs no connectome.
  ///
  /// @param option that names them
  /// @param recipe whose sets of the user and policy for missing neurons hold here too
  /// @throws InputException for an unknown set, an unreadable file of ids or an id that is there
  ///   twice
  public NeuronSelection(String option, List<NeuronReference> references, Recipe recipe) {
    this(option, references, NeuronSets.builtIn().with(recipe.sets()), recipe.missing());
  }

  NeuronSelection(
      String option, List<NeuronReference> references, NeuronSets sets, Missing missing) {
    this.option = option;
    this.references = List.copyOf(references);
    this.missing = missing;
    this.lookup = new NeuronLookup(sets);
    lookup.check(option, references);
  }

  /// The neurons on a connectome, each once.
  ///
  /// @param warning receives a line for neurons that the connectome does not have
  /// @return in the order of the references
  /// @throws InputException if none is left, or some are missing and that is an error
  public NeuronSet on(Connectome connectome, Consumer<String> warning) {
    return on(connectome.name(), connectome.annotated(), warning);
  }

  /// The same, on the neurons of a connectome.
  ///
  /// @param connectome its name
  NeuronSet on(String connectome, AnnotatedNeurons neurons, Consumer<String> warning) {
    NeuronLookup.OnConnectome on = lookup.on(connectome, neurons);
    NeuronSet found = on.union(option, references);
    on.refuseMissing(missing);
    on.warnings().forEach(warning);
    if (found.isEmpty()) {
      throw new InputException(
          "%s: %s has no neuron of %s; choose other neurons or another connectome"
              .formatted(option, connectome, found.name()));
    }
    return found;
  }
}
