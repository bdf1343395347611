package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.IdFiles;
import flybrain.experiment.Missing;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.translation.IdVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The neurons that a user wants to have the ids of in another version.
final class NeuronsToTranslate {
  private final List<NeuronReference> references = new ArrayList<>();
  private final SetsOption setsOption;
  private final NeuronSets sets;

  /// @param typed ids, names, presets, files of ids, selections
  NeuronsToTranslate(List<String> typed, SetsOption setsOption) {
    this.setsOption = setsOption;
    this.sets = setsOption.all();
    typed.forEach(text -> NeuronReference.parseList(text).forEach(this::add));
  }

  /// A preset means all neurons of its sets.
  private void add(NeuronReference reference) {
    Optional<Recipe> preset =
        sets.knows(reference) ? Optional.empty() : Presets.find(reference.label());
    preset.ifPresentOrElse(
        recipe ->
            Stream.of(
                    recipe.drives().stream().flatMap(drive -> drive.neurons().stream()),
                    recipe.silenced().stream(),
                    recipe.readOut().stream())
                .flatMap(parts -> parts)
                .forEach(references::add),
        () -> references.add(reference));
  }

  /// The files that they are read from.
  List<Path> files() {
    return references.stream().flatMap(reference -> reference.files().stream()).toList();
  }

  /// Their ids in the old version, each once.
  Set<Long> ids(VersionsOfIds versions, PrintWriter err) {
    Set<Long> ids = new LinkedHashSet<>();
    IdFiles files = new IdFiles();
    for (NeuronReference reference : references) {
      switch (reference) {
        case NeuronReference.Id(long id) -> ids.add(id);
        case NeuronReference.InFile(Path path) -> ids.addAll(files.ids(path));
        case NeuronReference.Name _, NeuronReference.Selected _ ->
            ids.addAll(
                sets.find(reference.label())
                    .map(set -> ofSet(set, versions.from()))
                    .orElseGet(() -> selected(reference, versions, err)));
      }
    }
    files.notes().forEach(err::println);
    err.flush();
    return ids;
  }

  private static List<Long> ofSet(NamedSet set, IdVersion version) {
    if (version.release().isEmpty() && version.neurons() != null) {
      return set.idsFor(version.neurons());
    }
    return set.idsOf(version.release())
        .orElseThrow(() ->
            new InputException(
                "%s: has no ids of %s, only of %s; name another version with --from"
                    .formatted(
                        set.name(), version.name(), String.join(", ", set.versions().keySet()))));
  }

  private List<Long> selected(NeuronReference reference, VersionsOfIds versions, PrintWriter err) {
    Connectome brain = versions.oldBrain();
    if (brain == null) {
      throw new InputException(
          ("'%s': is not a named set, and the connectome %s, which could say which neurons these are, "
                  + "is not here; fetch it, or name a folder with --from")
              .formatted(reference.label(), versions.from().name()));
    }
    NeuronSelection selection =
        new NeuronSelection(
            "NEURONS",
            List.of(reference),
            Recipe.DEFAULT.withSets(setsOption.own()).withMissing(Missing.SKIP));
    return selection.on(brain, err::println).stream().mapToObj(brain.neurons()::id).toList();
  }
}
