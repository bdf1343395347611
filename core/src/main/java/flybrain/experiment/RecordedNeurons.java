package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.AnnotatedNeurons;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The ids of neurons that a user names for recorded runs, whose connectome need not be here. Used
/// by one thread.
public final class RecordedNeurons {
  private final NeuronSets sets;
  private final String connectome;
  private final Supplier<AnnotatedNeurons> known;
  private final Consumer<String> warning;

  /// @param connectome its name for messages, empty if it is unknown
  /// @param known the neurons of the connectome; asked only for what is neither id, set nor file
  /// @param warning receives a line for neurons that the connectome does not have
  public RecordedNeurons(
      NeuronSets sets,
      String connectome,
      Supplier<AnnotatedNeurons> known,
      Consumer<String> warning) {
    this.sets = sets;
    this.connectome = connectome;
    this.known = known;
    this.warning = warning;
  }

  /// Neurons of runs whose connectome is not known: ids, sets and files.
  public static RecordedNeurons of(NeuronSets sets) {
    return new RecordedNeurons(sets, "", () -> AnnotatedNeurons.NONE, _ -> {});
  }

  /// The ids of references, each once; a set means its neurons in every version of the connectome.
  ///
  /// @throws InputException for an unknown name, a file that cannot be used, and a selection
  ///   without a connectome that could say which neurons it means
  public List<Long> ids(List<NeuronReference> references) {
    return references.stream()
        .flatMap(reference ->
            sets.knows(reference)
                ? sets.idsOfAllVersions(List.of(reference)).stream()
                : selected(reference).stream())
        .distinct()
        .toList();
  }

  private List<Long> selected(NeuronReference reference) {
    AnnotatedNeurons neurons = known.get();
    if (neurons.neurons().size() == 0) {
      throw new InputException(
          ("neurons '%s': no set has this name%s, and which neurons of %s are of this type or "
                  + "selection is not known here; name the connectome of the run with --connectome")
              .formatted(
                  reference.label(),
                  NearestName.hint(reference.label(), sets.names()),
                  connectome.isEmpty() ? "the run's connectome" : "'" + connectome + "'"));
    }
    return new NeuronSelection("neurons", List.of(reference), sets, Missing.SKIP)
        .on(connectome, neurons, warning).stream().mapToObj(neurons.neurons()::id).toList();
  }
}
