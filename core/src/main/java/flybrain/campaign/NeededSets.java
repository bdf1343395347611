package flybrain.campaign;

import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The named sets that experiments of a campaign drive or silence: on a connectome without one of
/// them there is nothing to run. Ids, files and selections are not sets.
final class NeededSets {
  /// Names in a message.
  private static final int MOST_SHOWN = 5;

  private final NeuronSets sets;

  /// @param own the campaign's sets
  NeededSets(Map<String, List<Long>> own) {
    this.sets = NeuronSets.builtIn().with(own);
  }

  /// The names of the sets that an experiment drives or silences and of which a connectome has no
  /// neuron. Read-outs may be absent.
  List<String> lacking(Recipe recipe, Neurons neurons) {
    return Stream.concat(
            recipe.drives().stream().flatMap(drive -> drive.neurons().stream()),
            recipe.silenced().stream())
        .flatMap(reference -> named(reference).stream())
        .filter(set -> set.idsFor(neurons).stream().allMatch(id -> neurons.indexOf(id) < 0))
        .map(NamedSet::name)
        .distinct()
        .toList();
  }

  /// Sets in a message, each once and the first few by name.
  static String names(Stream<String> lacking) {
    List<String> names = lacking.distinct().toList();
    int more = names.size() - MOST_SHOWN;
    return names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private Optional<NamedSet> named(NeuronReference reference) {
    return reference instanceof NeuronReference.InFile
        ? Optional.empty()
        : sets.find(reference.label());
  }
}
