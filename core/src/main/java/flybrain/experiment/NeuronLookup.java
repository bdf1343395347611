package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.UnknownNameException;
import flybrain.UnknownNeuronException;
import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.ColumnName;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Resolves references to neurons; every file is read once.
///
/// A reference is looked for first among the named sets (the user's before the built-in ones), then
/// among the cell types of the connectome, then it may be `all`. Of ids that the connectome lacks,
/// typed ones are collected and refused together, and ones of a named set are left out with a
/// warning. What files, types and selections were found to mean is kept by name, so the provenance
/// alone gives the same neurons again.
final class NeuronLookup {
  static final String READ_OUT = "read_out";

  /// The name of all neurons of a connectome.
  private static final String ALL = "all";

  private final NeuronSets sets;
  private final IdFiles files = new IdFiles();

  /// The names that the ids of files have in [#usedSets].
  private final Map<Path, String> fileNames = new LinkedHashMap<>();

  private final Set<String> usedNames = new HashSet<>();

  /// Selections and cell types that were looked up.
  private final Map<NeuronReference, Chosen> chosen = new LinkedHashMap<>();

  /// The neurons of a selection or a cell type.
  ///
  /// @param name that their ids have in [#usedSets]
  private record Chosen(String name, List<Long> ids) {}

  NeuronLookup(NeuronSets sets) {
    this.sets = sets;
  }

  /// Checks that the sets and files of one part of an experiment exist, and that no id was typed
  /// twice in it.
  void check(String part, List<NeuronReference> references) {
    Set<Long> typed = new HashSet<>();
    for (NeuronReference reference : references) {
      switch (reference) {
        case NeuronReference.Id(long id) -> requireOnce(part, id, typed);
        case NeuronReference.InFile(Path path) -> {
          List<Long> ids = files.ids(path);
          if (!part.equals(READ_OUT)) {
            ids.forEach(id -> requireOnce(part, id, typed));
          }
        }
        case NeuronReference.Name(String name) -> use(name);
        case NeuronReference.Selected selected -> check(selected);
      }
    }
  }

  /// Any name may be a cell type of the connectome.
  private void use(String name) {
    sets.find(name).ifPresent(set -> usedNames.add(set.name()));
  }

  private void check(NeuronReference.Selected selected) {
    if (sets.find(selected.text()).isPresent()) {
      use(selected.text());
      return;
    }
    selected
        .selection()
        .references()
        .forEach(reference -> {
          switch (reference) {
            case NeuronReference.InFile(Path path) -> files.ids(path);
            case NeuronReference.Name(String name) -> use(name);
            default -> {}
          }
        });
  }

  private static void requireOnce(String part, long id, Set<Long> typed) {
    if (!typed.add(id)) {
      throw new InputException(
          "%s: neuron id %d appears twice; give each id once".formatted(part, id));
    }
  }

  /// Which columns of files the ids were taken from, one line each.
  List<String> notes() {
    return files.notes();
  }

  /// The references with each file, selection and cell type replaced by the name that its ids have
  /// in [#usedSets].
  List<NeuronReference> named(List<NeuronReference> references) {
    return references.stream()
        .map(reference -> {
          Chosen neurons = chosen.get(reference);
          return reference instanceof NeuronReference.InFile(Path path)
              ? new NeuronReference.Name(nameOf(path))
              : neurons == null ? reference : new NeuronReference.Name(neurons.name);
        })
        .toList();
  }

  /// The sets that the references checked so far need beside the built-in ones.
  ///
  /// @param own the user's sets
  Map<String, List<Long>> usedSets(Map<String, List<Long>> own) {
    Map<String, List<Long>> used = new LinkedHashMap<>(own);
    used.keySet().removeIf(name -> !usedNames.contains(name));
    files.paths().forEach(path -> used.put(nameOf(path), files.ids(path)));
    chosen.values().forEach(neurons -> used.put(neurons.name, neurons.ids));
    return used;
  }

  /// A name for what a user typed: a set's name has no comma and does not begin with @.
  private void choose(NeuronReference reference, NeuronSet found, Neurons neurons) {
    if (!chosen.containsKey(reference)) {
      String stem =
          reference
              .label()
              .replace(',', ';')
              .replaceFirst("^@", "file ")
              .replaceAll("\\p{Cntrl}", " ");
      String name = stem;
      for (int k = 2; sets.find(name).isPresent() || isTaken(name); k++) {
        name = stem + " " + k;
      }
      chosen.put(reference, new Chosen(name, found.stream().mapToObj(neurons::id).toList()));
    }
  }

  private String nameOf(Path path) {
    return fileNames.computeIfAbsent(
        path,
        file -> {
          String stem =
              "file_"
                  + String.valueOf(file.getFileName())
                      .replaceFirst("\\.[^.]*$", "")
                      .replaceAll("[^A-Za-z0-9_.-]", "_");
          String name = stem;
          for (int k = 2; sets.find(name).isPresent() || isTaken(name); k++) {
            name = stem + "_" + k;
          }
          return name;
        });
  }

  private boolean isTaken(String name) {
    return fileNames.values().stream().anyMatch(name::equalsIgnoreCase)
        || chosen.values().stream().map(Chosen::name).anyMatch(name::equalsIgnoreCase);
  }

  OnConnectome on(Connectome connectome) {
    return on(connectome.name(), connectome.annotated());
  }

  /// @param connectome its name
  OnConnectome on(String connectome, AnnotatedNeurons known) {
    return new OnConnectome(connectome, known);
  }

  /// The look-up on one connectome; notes what is not there.
  final class OnConnectome {
    private final String connectome;
    private final AnnotatedNeurons known;
    private final Map<String, Set<Long>> missingByPart = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    private OnConnectome(String connectome, AnnotatedNeurons known) {
      this.connectome = connectome;
      this.known = known;
    }

    /// All neurons of one part of an experiment, each once.
    NeuronSet union(String part, List<NeuronReference> references) {
      if (references.isEmpty()) {
        return NeuronSet.NONE;
      }
      IntStream.Builder indices = IntStream.builder();
      Set<Long> absent = new LinkedHashSet<>();
      for (NeuronReference reference : references) {
        NeuronSet set = recorded(part, reference);
        set.stream().forEach(indices);
        absent.addAll(set.absent());
      }
      return new NeuronSet(
          NeuronReference.label(references), indices.build().distinct(), List.copyOf(absent));
    }

    /// The neurons of one read-out; one that the paper names may be absent, any other set may not.
    NeuronSet readOut(NeuronReference reference) {
      return recorded(READ_OUT, reference);
    }

    /// The neurons of a reference, whose ids are kept where the reference alone does not say which.
    private NeuronSet recorded(String part, NeuronReference reference) {
      NeuronSet set = find(part, reference);
      String label = reference.label();
      boolean isChosen =
          reference instanceof NeuronReference.Selected
              || reference instanceof NeuronReference.Name;
      if (isChosen && sets.find(label).isEmpty() && !label.equalsIgnoreCase(ALL)) {
        choose(reference, set, known.neurons());
      }
      return set;
    }

    private NeuronSet find(String part, NeuronReference reference) {
      return switch (reference) {
        case NeuronReference.Id(long id) -> typed(part, reference.label(), List.of(id));
        case NeuronReference.InFile(Path path) -> typed(part, reference.label(), files.ids(path));
        case NeuronReference.Name(String name) ->
            sets.find(name).map(set -> named(part, set)).orElseGet(() -> ofType(part, reference));
        case NeuronReference.Selected selected ->
            sets.find(selected.text())
                .map(set -> named(part, set))
                .orElseGet(() -> selected(part, selected));
      };
    }

    private SelectionSearch search(String part) {
      return new SelectionSearch(
          connectome,
          known,
          reference -> find(part, reference),
          most -> typed(part, most.text(), MostActiveFile.read(most.file(), most.number())));
    }

    private NeuronSet selected(String part, NeuronReference.Selected selected) {
      try {
        return setOf(selected, search(part).some(selected.selection()));
      } catch (UnknownNameException e) {
        throw new UnknownNameException(part + ": " + e.getMessage(), e);
      } catch (InputException e) {
        throw new InputException(part + ": " + e.getMessage(), e);
      }
    }

    /// The neurons of a cell type, or all neurons.
    private NeuronSet ofType(String part, NeuronReference reference) {
      String name = reference.label();
      Optional<BitSet> ofType = search(part).ofType(name);
      if (ofType.isPresent()) {
        return setOf(reference, ofType.get());
      }
      if (name.equalsIgnoreCase(ALL)) {
        BitSet all = new BitSet();
        all.set(0, known.neurons().size());
        return setOf(reference, all);
      }
      throw unknown(name);
    }

    private static NeuronSet setOf(NeuronReference reference, BitSet neurons) {
      return new NeuronSet(reference.label(), neurons.stream(), List.of());
    }

    private InputException unknown(String name) {
      Optional<AnnotationColumn> types = known.annotations().column(ColumnName.TYPE);
      List<String> names = new ArrayList<>(sets.names());
      types.ifPresent(column -> names.addAll(column.values()));
      return new UnknownNameException(
          "neuron set %s'%s' is unknown%s; `flybrain neurons` lists all sets%s"
              .formatted(
                  types.isPresent() ? "or type " : "",
                  name,
                  NearestName.hint(name, names),
                  types.isPresent()
                      ? ""
                      : "; %s has no cell types, `flybrain data annotate` adds them"
                          .formatted(connectome)));
    }

    private NeuronSet typed(String part, String label, List<Long> ids) {
      NeuronSet set = split(label, ids);
      if (!set.absent().isEmpty()) {
        missingByPart.computeIfAbsent(part, _ -> new LinkedHashSet<>()).addAll(set.absent());
      }
      return set;
    }

    private NeuronSet named(String part, NamedSet named) {
      List<Long> ids = named.idsFor(known.neurons());
      NeuronSet set = split(named.name(), ids);
      boolean mayBeAbsent = part.equals(READ_OUT) && named.kind() == NamedSet.Kind.READ_OUT;
      if (set.isEmpty() && !mayBeAbsent) {
        throw new InputException(
            ("%s: %s has no neuron of %s (%d requested%s); choose other neurons or another "
                    + "connectome")
                .formatted(part, connectome, named.name(), ids.size(), why(named, set.absent())));
      }
      if (!set.absent().isEmpty()) {
        warnings.add(
            "%s: %s lacks %d of %d, left out: %s%s"
                .formatted(
                    named.name(),
                    connectome,
                    set.absent().size(),
                    ids.size(),
                    join(set.absent()),
                    why(named, set.absent())));
      }
      return set;
    }

    private static String why(NamedSet named, List<Long> absent) {
      String why = named.whyAbsent(absent);
      return why.isEmpty() ? "" : ": " + why;
    }

    private NeuronSet split(String label, List<Long> ids) {
      Neurons neurons = known.neurons();
      IntStream.Builder present = IntStream.builder();
      List<Long> absent = new ArrayList<>();
      for (long id : ids) {
        int index = neurons.indexOf(id);
        if (index >= 0) {
          present.add(index);
        } else {
          absent.add(id);
        }
      }
      return new NeuronSet(label, present.build(), absent);
    }

    /// Refuses, or notes as left out, the typed ids that the connectome does not have.
    void refuseMissing(Missing missing) {
      if (missingByPart.isEmpty()) {
        return;
      }
      String all =
          missingByPart.entrySet().stream()
              .map(part -> part.getKey() + ": " + join(part.getValue()))
              .collect(Collectors.joining("; "));
      if (missing == Missing.ERROR) {
        throw new UnknownNeuronException(
            "%s does not have these neurons: %s. Correct them, or leave them out with --missing"
                    .formatted(connectome, all)
                + " skip");
      }
      warnings.add("%s does not have these neurons, left out: %s".formatted(connectome, all));
    }

    Set<String> warnings() {
      return warnings;
    }

    private static String join(Iterable<Long> ids) {
      List<String> texts = new ArrayList<>();
      ids.forEach(id -> texts.add(Long.toString(id)));
      return String.join(", ", texts);
    }
  }
}
