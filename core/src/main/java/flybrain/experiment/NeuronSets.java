package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.Neurons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The sets of neurons that can be asked for by name; upper and lower case are the same. Immutable.
public final class NeuronSets {
  private final Map<String, NamedSet> byLowerCaseName = new LinkedHashMap<>();

  private NeuronSets(Collection<NamedSet> sets) {
    sets.forEach(set -> byLowerCaseName.put(key(set.name()), set));
  }

  /// The populations, cell types and read-outs of Shiu et al. 2024.
  public static NeuronSets builtIn() {
    return BuiltIn.SETS;
  }

  /// These sets and those of a user; a user's set replaces one with the same name.
  ///
  /// @param sets ids by name, as [NeuronSetFile#read] gives them
  public NeuronSets with(Map<String, List<Long>> sets) {
    if (sets.isEmpty()) {
      return this;
    }
    List<NamedSet> all = new ArrayList<>(all());
    sets.forEach((name, ids) -> all.add(NamedSet.ofUser(name, ids)));
    return new NeuronSets(all);
  }

  /// All sets, the built-in ones first.
  public List<NamedSet> all() {
    return List.copyOf(byLowerCaseName.values());
  }

  /// The names of [#all], as they are written.
  public List<String> names() {
    return byLowerCaseName.values().stream().map(NamedSet::name).toList();
  }

  /// The set of a name, in upper or lower case; empty if there is none.
  public Optional<NamedSet> find(String name) {
    return Optional.ofNullable(byLowerCaseName.get(key(name)));
  }

  /// The set of a name.
  ///
  /// @throws InputException if there is none, with the nearest name
  public NamedSet get(String name) {
    return find(name)
        .orElseThrow(() ->
            new InputException(
                "neuron set '%s' is unknown%s; `flybrain neurons` lists all sets"
                    .formatted(name, NearestName.hint(name, names()))));
  }

  /// The ids of a reference on a connectome; some may be absent.
  ///
  /// @param files reads the files of ids
  /// @return in the order of the set or the file
  /// @throws InputException for an unknown set, a file that cannot be used, or a selection
  public List<Long> ids(NeuronReference reference, Neurons neurons, IdFiles files) {
    return ids(reference, files, set -> set.idsFor(neurons));
  }

  /// The ids of references on any version of the connectome, each once: if the version of a run is
  /// unknown, ids of other versions simply never fire.
  ///
  /// @throws InputException for an unknown set, a file that cannot be used, or a selection
  public List<Long> idsOfAllVersions(List<NeuronReference> references) {
    IdFiles files = new IdFiles();
    return references.stream()
        .flatMap(reference -> ids(reference, files, NamedSet::idsOfAllVersions).stream())
        .distinct()
        .toList();
  }

  private List<Long> ids(
      NeuronReference reference, IdFiles files, Function<NamedSet, List<Long>> ofSet) {
    return switch (reference) {
      case NeuronReference.Id(long id) -> List.of(id);
      case NeuronReference.Name(String name) -> ofSet.apply(get(name));
      case NeuronReference.InFile(Path path) -> files.ids(path);
      case NeuronReference.Selected(String text, _) ->
          ofSet.apply(
              find(text)
                  .orElseThrow(() ->
                      new InputException(
                          "neurons '%s': only a connectome can say which these are; give their ids"
                              .formatted(text))));
    };
  }

  /// The sets with a text in their name or description, or, for four digits or more, in an id.
  public List<NamedSet> search(String text) {
    String wanted = key(text.strip());
    boolean isId = wanted.matches("\\d{4,}");
    return byLowerCaseName.values().stream()
        .filter(set ->
            key(set.name()).contains(wanted)
                || key(set.about()).contains(wanted)
                || (isId && hasIdWith(set, wanted)))
        .toList();
  }

  private static boolean hasIdWith(NamedSet set, String digits) {
    return set.idsOfAllVersions().stream().anyMatch(id -> Long.toString(id).contains(digits));
  }

  /// Whether these sets, or a reference itself, say which neurons it means; otherwise only a
  /// connectome does.
  public boolean knows(NeuronReference reference) {
    return switch (reference) {
      case NeuronReference.Id _, NeuronReference.InFile _ -> true;
      case NeuronReference.Name _, NeuronReference.Selected _ ->
          find(reference.label()).isPresent();
    };
  }

  /// The names of the sets of each neuron that is in any, by its id in each version; in the order
  /// of [#all].
  public Map<Long, List<String>> namesById() {
    Map<Long, List<String>> names = new HashMap<>();
    for (NamedSet set : byLowerCaseName.values()) {
      set.idsOfAllVersions()
          .forEach(id -> names.computeIfAbsent(id, _ -> new ArrayList<>()).add(set.name()));
    }
    return names;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Read when first asked for.
  private static final class BuiltIn {
    static final NeuronSets SETS = new NeuronSets(NeuronSetResource.read());
  }
}
