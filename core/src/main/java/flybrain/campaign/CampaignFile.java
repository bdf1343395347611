package flybrain.campaign;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.ScaledInhibition;
import flybrain.connectome.WiringChange;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.TomlSection;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Reads a campaign file (TOML).
///
/// At the top: the keys of an experiment file, which describe or change the base experiment, and
/// `experiment` (a preset or an experiment file that it starts from), `connectome`, `threshold`,
/// `q`, `runaway`, `spikes`. Under each `[[step]]`: `name`, one or two of the keys that vary
/// something, `names`, `control`, `spikes`, and the parts of the base experiment that it changes.
public final class CampaignFile {
  private static final List<String> OWN =
      List.of("experiment", "connectome", "threshold", "q", "runaway", "spikes", "step");

  private static final int MOST_SHUFFLES = 1000;

  private static final List<String> SWEEPS =
      List.of(
          "rates",
          "rates2",
          Axis.Weights.KEY,
          Axis.Inhibition.KEY,
          Axis.Connectomes.KEY,
          "drive_each",
          "drive_sets",
          "silence_each",
          "silence_pairs",
          "silence_sets");

  private static final Set<String> PARAMETERS = Parameters.SHIU_2024.asMap().keySet();

  /// The keys of an experiment that a step may change.
  private static final List<String> OF_EXPERIMENT =
      List.of("drive", "drive2", "silence", "read_out");

  private final TomlSection top;
  private final List<Step> steps = new ArrayList<>();

  private CampaignFile(TomlSection top) {
    this.top = top;
  }

  /// The campaign in a file.
  ///
  /// @throws InputException if it cannot be read, or naming line, key and value of what is wrong
  public static Campaign read(Path path) {
    TomlSection top = TomlSection.read(path, "campaign");
    try {
      return read(path, Files.readString(path), top);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The campaign of a text that was a file.
  ///
  /// @param path of the file, which gives the campaign its name where the text has none, and is
  ///   where files are looked for; it is not read
  /// @throws InputException naming line, key and value of what is wrong
  public static Campaign parse(Path path, String text) {
    return read(
        path, text, TomlSection.parse(text, path.toString(), path.resolveSibling(""), "campaign"));
  }

  private static Campaign read(Path path, String text, TomlSection top) {
    top.allow(Stream.concat(ExperimentFile.KEYS.stream(), OWN.stream()).toArray(String[]::new));
    CampaignFile file = new CampaignFile(top);
    String stem = String.valueOf(path.getFileName()).replaceFirst("\\.toml$", "");
    Recipe base =
        ExperimentFile.in(top, file.start().withName(stem.replaceAll("[^A-Za-z0-9_.-]", "_")));
    base.check();
    Criteria criteria = file.criteria();
    file.readSteps(base);
    return new Campaign(
        base.name(),
        text,
        base,
        top.has("connectome") ? top.text("connectome") : null,
        file.steps,
        criteria,
        top.has("spikes") && top.flag("spikes"));
  }

  private Recipe start() {
    if (!top.has("experiment")) {
      return Recipe.DEFAULT;
    }
    String experiment = top.text("experiment");
    return experiment.toLowerCase(Locale.ROOT).endsWith(".toml")
        ? ExperimentFile.read(top.file("experiment"))
        : top.at("experiment", () -> Presets.get(experiment));
  }

  private Criteria criteria() {
    Criteria criteria = number(Criteria.DEFAULT, "threshold", Criteria::withThreshold);
    criteria = number(criteria, "q", Criteria::withQ);
    return number(criteria, "runaway", Criteria::withRunaway);
  }

  private Criteria number(
      Criteria before, String key, BiFunction<Criteria, Double, Criteria> change) {
    return top.has(key) ? top.at(key, () -> change.apply(before, top.number(key))) : before;
  }

  private void readSteps(Recipe base) {
    top.require("step", "add at least one [[step]]");
    List<TomlSection> sections = top.sections("step");
    if (sections.isEmpty()) {
      throw top.wrong("step", "one or more tables, each under a line [[step]]");
    }
    for (TomlSection section : sections) {
      steps.add(step(section, base));
    }
  }

  private Step step(TomlSection section, Recipe base) {
    section.allow(
        Stream.of(
                Stream.of("name"),
                SWEEPS.stream(),
                PARAMETERS.stream(),
                OF_EXPERIMENT.stream(),
                Stream.of("names", "control", "spikes", "wirings", "shuffles"))
            .flatMap(keys -> keys)
            .toArray(String[]::new));
    section.require("name", "name the step");
    String name = section.text("name");
    section.at(
        "name",
        () -> {
          Recipe.DEFAULT.withName(name);
          if (steps.stream().anyMatch(step -> step.name().equals(name))) {
            throw new InputException("name = '%s': two steps have it; rename one".formatted(name));
          }
          return name;
        });
    List<Axis> axes =
        section.keys().stream().filter(this::isSweep).map(key -> axis(section, key)).toList();
    if (axes.isEmpty() || axes.size() > 2) {
      throw section.error(
          "name",
          "step '%s' varies %s; give one or two of: %s, or a parameter of the model"
              .formatted(
                  name,
                  axes.isEmpty() ? "nothing" : axes.size() + " things",
                  String.join(", ", SWEEPS)));
    }
    requireOneOfAKind(section, name, axes);
    Step.Control control =
        section.has("control")
            ? section.word("control", Step.Control.class)
            : axes.stream().anyMatch(Axis::drives) && axes.stream().noneMatch(Axis::silences)
                ? Step.Control.UNSTIMULATED
                : Step.Control.BASE;
    String template =
        section.has("names")
            ? names(section, axes)
            : name + "_" + String.join("_", axes.stream().map(Axis::namePart).toList());
    return new Step(
        name,
        axes,
        template,
        control,
        section.place("name"),
        OF_EXPERIMENT.stream().anyMatch(section::has) ? own(section, base) : null,
        section.has("spikes") && section.flag("spikes"),
        wirings(section));
  }

  private static Wirings wirings(TomlSection section) {
    if (!section.has("wirings")) {
      if (section.has("shuffles")) {
        throw section.error("shuffles", "'shuffles' needs 'wirings', which says what is shuffled");
      }
      return Wirings.NONE;
    }
    List<WiringChange> changes =
        section.at(
            "wirings", () -> section.texts("wirings").stream().map(WiringChange::parse).toList());
    int shuffles = section.has("shuffles") ? section.count("shuffles") : Wirings.SHUFFLES;
    if (shuffles < 1 || shuffles > MOST_SHUFFLES) {
      throw section.wrong("shuffles", "1 .. " + MOST_SHUFFLES);
    }
    return new Wirings(changes, shuffles);
  }

  private static Recipe own(TomlSection section, Recipe base) {
    Recipe own = ExperimentFile.in(section, base);
    return section.at(
        "name",
        () -> {
          own.check();
          return own;
        });
  }

  private static void requireOneOfAKind(TomlSection section, String name, List<Axis> axes) {
    if (axes.stream().filter(Axis::drives).count() > 1
        || axes.stream().filter(Axis::silences).count() > 1) {
      throw section.error(
          "name",
          "step '%s' names %s twice; give one of these keys in a step"
              .formatted(name, axes.getFirst().drives() ? "driven neurons" : "silenced neurons"));
    }
    if (axes.stream().anyMatch(Axis::changesBrain) && axes.stream().anyMatch(Axis::changesWeight)) {
      throw section.error(
          "name",
          "step '%s' changes the brain and the weight of a synapse; use two steps".formatted(name));
    }
  }

  private boolean isSweep(String key) {
    return SWEEPS.contains(key) || PARAMETERS.contains(key);
  }

  private static List<Double> rates(TomlSection section, String key) {
    List<Double> rates = Axis.values(section.numbers(key));
    for (double rate : rates) {
      if (!(rate >= 0 && Double.isFinite(rate))) {
        throw section.error(
            key, "%s = %s Hz: must be finite and at least 0".formatted(key, Decimal.text(rate)));
      }
    }
    return rates;
  }

  private Axis axis(TomlSection section, String key) {
    return switch (key) {
      case "rates" -> new Axis.Rates(0, rates(section, key));
      case "rates2" -> new Axis.Rates(1, rates(section, key));
      case Axis.Inhibition.KEY ->
          section.at(key, () -> inhibition(Axis.values(section.numbers(key))));
      case Axis.Connectomes.KEY -> new Axis.Connectomes(section.texts(key));
      case Axis.Weights.KEY -> new Axis.Weights(Axis.values(section.numbers(key)));
      case "drive_each" -> new Axis.DriveEach(choice(section, key));
      case "drive_sets" -> new Axis.DriveSets(sets(section, key));
      case "silence_each" -> new Axis.SilenceEach(choice(section, key), false);
      case "silence_pairs" -> new Axis.SilenceEach(choice(section, key), true);
      case "silence_sets" -> new Axis.SilenceSets(sets(section, key));
      default -> new Axis.Parameter(key, Axis.values(section.numbers(key)));
    };
  }

  private static Axis inhibition(List<Double> factors) {
    factors.forEach(ScaledInhibition::divisor);
    return new Axis.Inhibition(factors);
  }

  private static List<NeuronReference> sets(TomlSection section, String key) {
    List<NeuronReference> sets = section.neurons(key);
    if (sets.isEmpty() || sets.stream().distinct().count() < sets.size()) {
      throw section.error(key, "'%s': must name one or more sets, each once".formatted(key));
    }
    return sets;
  }

  private NeuronChoice choice(TomlSection section, String key) {
    TomlSection most = section.choice(key);
    if (most == null) {
      List<NeuronReference> named = section.neurons(key);
      if (named.isEmpty()) {
        throw section.error(key, "'%s': must name one or more neurons".formatted(key));
      }
      return new NeuronChoice.Named(named, section.place(key));
    }
    most.allow("most_active", "of", "at", "experiment", "driven");
    most.require("most_active", "say how many neurons");
    most.require("of", "name an earlier step");
    int count = most.count("most_active");
    int least = key.equals("silence_pairs") ? 2 : 1;
    if (count < least) {
      throw most.wrong("most_active", "at least " + least);
    }
    String of = most.text("of");
    List<String> earlier = steps.stream().map(Step::name).toList();
    if (!earlier.contains(of)) {
      throw most.error(
          "of",
          "of = '%s': is not an earlier step%s; allowed: %s"
              .formatted(
                  of,
                  NearestName.hint(of, earlier),
                  earlier.isEmpty() ? "none, as this is the first" : String.join(", ", earlier)));
    }
    most.refuse(
        most.has("at") ? "experiment" : "-", "and 'at' both say which experiment; give one");
    return new NeuronChoice.MostActive(
        count,
        of,
        most.has("at") ? most.number("at") : null,
        most.has("experiment") ? most.text("experiment") : null,
        most.has("driven") && most.flag("driven"),
        most.place("of"));
  }

  /// A template whose placeholders are all known.
  private static String names(TomlSection section, List<Axis> axes) {
    String template = section.text("names");
    List<String> known =
        Stream.concat(
                Stream.of("campaign", "step"),
                axes.stream().flatMap(axis -> axis.placeholders().stream()))
            .distinct()
            .toList();
    var placeholder = java.util.regex.Pattern.compile("\\{([^}]*)\\}").matcher(template);
    while (placeholder.find()) {
      if (!known.contains(placeholder.group(1))) {
        throw section.error(
            "names",
            "names: placeholder {%s} is unknown%s; allowed in this step: {%s}"
                .formatted(
                    placeholder.group(1),
                    NearestName.hint(placeholder.group(1), known),
                    String.join("}, {", known)));
      }
    }
    for (Axis axis : axes) {
      if (axis.placeholders().stream().noneMatch(each -> template.contains("{" + each + "}"))) {
        throw section.error(
            "names",
            "names = \"%s\": several experiments would have one name; add {%s}"
                .formatted(template, axis.placeholders().getFirst()));
      }
    }
    return template;
  }
}
