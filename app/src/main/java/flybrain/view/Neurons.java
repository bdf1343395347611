package flybrain.view;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.requests.RememberedNeurons;
import java.util.List;
import java.util.function.Consumer;

/// The neurons that pages name by a text, as on a command line. A page may not have files read.
final class Neurons {
  private final RememberedNeurons remembered;

  /// @param policy whose named sets hold here
  Neurons(Connectome connectome, Recipe policy) {
    this.remembered = new RememberedNeurons(connectome, policy);
  }

  /// @param warning receives a line for neurons that the connectome does not have
  /// @throws InputException if there are none, or a name or column is unknown
  NeuronSet of(String text, Consumer<String> warning) {
    List<NeuronReference> references = NeuronReference.parseList(text);
    if (references.isEmpty()) {
      throw new InputException("neurons: the text is empty; name a set, a type or an id");
    }
    if (references.stream().anyMatch(reference -> !reference.files().isEmpty())) {
      throw new InputException(
          "neurons '%s': files are not read here; name sets, types or ids".formatted(text));
    }
    return remembered.of(references, warning);
  }
}
