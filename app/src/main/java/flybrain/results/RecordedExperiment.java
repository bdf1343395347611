package flybrain.results;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.experiment.TimedChange;
import flybrain.model.Parameters;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The experiment that a spike file records in its metadata.
///
/// @param facts key-value metadata
/// @param recipe what was run, null if the file does not say or it cannot be read
public record RecordedExperiment(Map<String, String> facts, @Nullable Recipe recipe) {
  private static final String PARAMETER = "flybrain.parameter.";
  private static final String EXPERIMENT = "flybrain.experiment";
  private static final String UNKNOWN = "unknown";
  private static final String NONE = "none";

  /// Trials of these draw their input by seed, trial and neuron alone.
  private static final Set<String> OURS = Set.of("event", "reference");

  /// The experiment of a file.
  ///
  /// @throws InputException if the file is missing or damaged
  public static RecordedExperiment of(Path file) throws IOException {
    return of(facts(file));
  }

  /// The metadata of a file.
  ///
  /// @throws InputException if the file is missing or damaged
  public static Map<String, String> facts(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      return reader.metadata();
    }
  }

  /// Whether a coming run says all it knows of itself, its experiment included, in the words of a
  /// file: then its spikes are those of the file. It needs no experiment to be read, which takes a
  /// fifth of a run of one trial.
  ///
  /// @param facts of the run
  /// @param recorded metadata of the file
  public static boolean repeats(Map<String, String> facts, Map<String, String> recorded) {
    return facts.containsKey(EXPERIMENT) && recorded.entrySet().containsAll(facts.entrySet());
  }

  /// The experiment of a run by the metadata that its file has or will have.
  public static RecordedExperiment of(Map<String, String> facts) {
    String text = facts.get(EXPERIMENT);
    try {
      return new RecordedExperiment(
          facts, text == null ? null : ExperimentFile.parse(text, "provenance"));
    } catch (InputException e) {
      return new RecordedExperiment(facts, null);
    }
  }

  /// The run, for people: names and values, `unknown` if not recorded.
  public SequencedMap<String, String> description() {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("software", software());
    all.put("connectome", fact("flybrain.connectome"));
    all.put("seed", fact("flybrain.seed"));
    all.put("drive", recipe == null ? UNKNOWN : drives(recipe));
    all.put("silenced", recipe == null ? UNKNOWN : silenced(recipe));
    if (recipe != null && !recipe.changes().isEmpty()) {
      all.put("changes", changes(recipe));
    }
    all.put("parameters", parameters());
    return all;
  }

  /// The framework, with its version where the file says it.
  public String software() {
    String framework = facts.get("flybrain.framework");
    String version = facts.get("flybrain.software");
    if (version == null && facts.containsKey("flybrain.version")) {
      version = "flybrain " + facts.get("flybrain.version");
    }
    return framework == null
        ? Objects.requireNonNullElse(version, UNKNOWN)
        : version == null ? framework : "%s, %s".formatted(framework, version);
  }

  private static String drives(Recipe recipe) {
    String drives =
        IntStream.range(0, Math.max(1, recipe.drives().size()))
            .mapToObj(place -> drive(recipe, place))
            .collect(Collectors.joining("; "));
    return recipe.replay() == null ? drives : drives + ", replayed";
  }

  /// Those that are not the published ones.
  private String parameters() {
    List<String> others = new ArrayList<>();
    boolean known = false;
    for (Map.Entry<String, Double> one : Parameters.SHIU_2024.asMap().entrySet()) {
      String value = facts.get(PARAMETER + one.getKey());
      known |= value != null;
      if (value != null && !value.equals(one.getValue().toString())) {
        others.add("%s %s".formatted(one.getKey(), value));
      }
    }
    return !known ? UNKNOWN : others.isEmpty() ? "as published" : String.join(", ", others);
  }

  /// Differences from another run, one line each, this run's value first; empty if either is not
  /// recorded.
  public List<String> differences(RecordedExperiment other) {
    if (recipe == null || other.recipe == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    differ(lines, "silenced", silenced(recipe), silenced(other.recipe));
    for (int place = 0;
        place < Math.max(recipe.drives().size(), other.recipe.drives().size());
        place++) {
      differ(lines, Recipe.driveName(place), drive(recipe, place), drive(other.recipe, place));
    }
    differ(lines, "changes during a trial", changes(recipe), changes(other.recipe));
    differ(lines, "replayed input", fact("flybrain.replay"), other.fact("flybrain.replay"));
    Set<String> names = new TreeSet<>(facts.keySet());
    names.addAll(other.facts.keySet());
    for (String name : names) {
      if (name.startsWith(PARAMETER)) {
        differ(
            lines, "parameter " + name.substring(PARAMETER.length()), fact(name), other.fact(name));
      }
    }
    if (!fact("flybrain.connectome.sha256").equals(other.fact("flybrain.connectome.sha256"))) {
      lines.add(
          "connectome: %s and %s"
              .formatted(fact("flybrain.connectome"), other.fact("flybrain.connectome")));
    }
    return lines;
  }

  /// Differences from another run that change its spikes, one line each, this run's value first;
  /// empty if the experiment is the same.
  public List<String> differencesOfSpikes(RecordedExperiment other) {
    List<String> lines = new ArrayList<>(differences(other));
    if (recipe != null && other.recipe != null) {
      differ(lines, "neurons of sets", sets(recipe), sets(other.recipe));
      if (!hasDurationOf(other)) {
        lines.add(
            "t_run: %s s and %s s"
                .formatted(Decimal.text(recipe.duration()), Decimal.text(other.recipe.duration())));
      }
    }
    for (String name : List.of("n_run", "seed", "backend")) {
      differ(lines, name, fact("flybrain." + name), other.fact("flybrain." + name));
    }
    return lines;
  }

  /// Whether trials of the same number have the same random input: seed, drives, time step and
  /// number of trials are the same, and both are runs of our engines.
  public boolean sharesInputWith(RecordedExperiment other) {
    return recipe != null
        && other.recipe != null
        && OURS.contains(fact("flybrain.backend"))
        && OURS.contains(other.fact("flybrain.backend"))
        && recipe.sets().equals(other.recipe.sets())
        && recipe.drives().equals(other.recipe.drives())
        && changesOfDrives(recipe).equals(changesOfDrives(other.recipe))
        && hasDurationOf(other)
        && List.of("seed", "n_run", "replay", "parameter.dt", "connectome.sha256").stream()
            .allMatch(name -> fact("flybrain." + name).equals(other.fact("flybrain." + name)));
  }

  /// By steps; older files have 0.012700000000000001 where 0.0127 was asked for.
  private boolean hasDurationOf(RecordedExperiment other) {
    return recipe != null
        && other.recipe != null
        && Math.abs(recipe.duration() - other.recipe.duration()) < 1e-9;
  }

  private String fact(String name) {
    return Objects.requireNonNullElse(facts.get(name), UNKNOWN);
  }

  private static void differ(List<String> lines, String what, String one, String other) {
    if (!one.equals(other)) {
      lines.add("%s: %s and %s".formatted(what, one, other));
    }
  }

  private static List<TimedChange> changesOfDrives(Recipe recipe) {
    return recipe.changes().stream().flatMap(change -> change.ofDrives().stream()).toList();
  }

  private static String changes(Recipe recipe) {
    return recipe.changes().isEmpty()
        ? NONE
        : recipe.changes().stream()
            .map(change -> change.text(RecordedExperiment::labels))
            .collect(Collectors.joining("; "));
  }

  private static String silenced(Recipe recipe) {
    return recipe.silenced().isEmpty()
        ? NONE
        : labels(recipe.silenced()) + " (" + recipe.silenceMode() + ")";
  }

  /// A replay has no rates.
  private static String drive(Recipe recipe, int place) {
    List<NeuronReference> neurons = recipe.drive(place).neurons();
    if (neurons.isEmpty()) {
      return NONE;
    }
    return labels(neurons)
        + (recipe.replay() == null ? " at " + Decimal.text(recipe.rate(place)) + " Hz" : "");
  }

  private static String sets(Recipe recipe) {
    return recipe.sets().entrySet().stream()
        .map(set -> set.getKey() + " " + set.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String labels(List<NeuronReference> neurons) {
    return neurons.stream().map(NeuronReference::label).collect(Collectors.joining(", "));
  }
}
