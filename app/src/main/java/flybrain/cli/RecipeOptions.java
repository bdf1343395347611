package flybrain.cli;

import flybrain.InputException;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.Missing;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.experiment.TimedChange;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The experiment on the command line: a preset or an experiment file, and changes to it.
final class RecipeOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description =
          "A preset (sugar, p9, bitter, water, jon_all, ..., or a SEZ cell type) or an "
              + "experiment file (.toml). Without one, give --excite or --replay.")
  private @Nullable String experiment;

  @Option(names = "--name", paramLabel = "NAME", description = "Name of the experiment.")
  private @Nullable String name;

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, a multiple of dt (default: 1).")
  private @Nullable Double duration;

  @Option(names = "--n-run", paramLabel = "N", description = "Number of trials (default: 30).")
  private @Nullable Integer trials;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Rate of the drive in Hz (default: the preset's, or 150).")
  private @Nullable Double rate;

  @Option(
      names = "--rate2",
      paramLabel = "HZ",
      description = "Rate of the second drive in Hz (default: 0).")
  private @Nullable Double rate2;

  @Option(
      names = "--excite",
      paramLabel = "NEURONS",
      description = "Neurons to stimulate: FlyWire ids, named sets and @FILE, separated by commas.")
  private @Nullable String excite;

  @Option(
      names = "--excite2",
      paramLabel = "NEURONS",
      description = "A second set of neurons " + "to stimulate.")
  private @Nullable String excite2;

  @Option(
      names = "--drive",
      paramLabel = "NEURONS@HZ[:FROM-UNTIL]",
      description =
          "Another set of neurons to stimulate and its rate, such as bitter@60, or bitter@60:0.3-0.5"
              + " for a pulse from 0.3 s until 0.5 s; can be repeated.")
  private List<String> moreDrives = List.of();

  @Option(names = "--silence", paramLabel = "NEURONS", description = "Neurons to silence.")
  private @Nullable String silence;

  @Option(
      names = "--silence-from",
      paramLabel = "S",
      description = "When silencing by --silence begins, in s (default: 0).")
  private @Nullable Double silenceFrom;

  @Option(
      names = "--silence-until",
      paramLabel = "S",
      description = "When silencing by --silence ends, in s (default: the end of the trial).")
  private @Nullable Double silenceUntil;

  @Option(
      names = "--silence-mode",
      paramLabel = "MODE",
      description =
          "Which connections of silenced neurons to remove: outgoing (default, as published) or "
              + "both directions.")
  private Silence.@Nullable Mode silenceMode;

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description =
          "What to do with ids that the connectome does not have: refuse them (error, the default)"
              + " or leave them out (skip).")
  private @Nullable Missing missing;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random input (default: 1); the same seed gives the same spikes.")
  private @Nullable Long seed;

  @Option(
      names = "--replay",
      paramLabel = "EVENTS.csv",
      description =
          "Input events (columns step,neuron_index) instead of a random drive; one trial.")
  private @Nullable Path replay;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the model in mV or ms, such as w_syn=0.3; can be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--read-out",
      paramLabel = "NEURONS",
      description = "Neurons whose firing rates are shown by name.")
  private @Nullable String readOut;

  @Mixin private SetsOption sets = new SetsOption();

  /// The requested recipe, checked as far as possible without a connectome.
  ///
  /// @throws flybrain.InputException naming what is wrong
  Recipe recipe() {
    Recipe recipe = overrideNeurons(base());
    if (replay != null) {
      recipe = recipe.withReplay(replay);
    }
    recipe = overrideNumbers(recipe);
    recipe.check();
    return recipe;
  }

  /// The name that was typed, null for none.
  @Nullable String name() {
    return name;
  }

  /// Adds the files that a recipe of these options is read from.
  Outputs files(Outputs outputs, Recipe recipe) {
    return sets.read(outputs.reads("the experiment", experiment == null ? null : file(experiment)))
        .reads("neuron ids or events", recipe.files());
  }

  /// The spike file that was typed in place of an experiment, null for none.
  @Nullable Path spikeFile() {
    String typed = experiment;
    return typed != null && typed.toLowerCase(Locale.ROOT).endsWith(".parquet")
        ? Path.of(typed)
        : null;
  }

  /// Refuses options that change an experiment where a spike file takes its place.
  ///
  /// @param spec of the command with these options
  void refuseChanges(CommandSpec spec, Path spikes) {
    CommandSpec own = spec.mixins().get("recipeOptions");
    for (OptionSpec option : own == null ? List.<OptionSpec>of() : own.options()) {
      Usage.require(
          spec,
          !spec.commandLine().getParseResult().hasMatchedOption(option),
          "%s: the experiment of %s is run again as it was; leave out %s"
              .formatted(option.longestName(), spikes, option.longestName()));
    }
  }

  /// The file that an experiment on the command line names, null for a preset.
  static @Nullable Path file(String experiment) {
    return experiment.toLowerCase(Locale.ROOT).endsWith(".toml") ? Path.of(experiment) : null;
  }

  /// An experiment that is named on the command line: a preset or an experiment file.
  ///
  /// @throws InputException if no preset has this name, or the file is not an experiment file
  static Recipe named(String experiment) {
    Path file = file(experiment);
    return file == null ? Presets.get(experiment) : ExperimentFile.read(file);
  }

  private Recipe base() {
    return experiment == null ? Recipe.DEFAULT : named(experiment);
  }

  private Recipe overrideNeurons(Recipe base) {
    Recipe recipe = base.withSets(sets.own());
    if (excite != null) {
      List<NeuronReference> driven = NeuronReference.parseList(excite);
      recipe = recipe.withDriven(driven);
    }
    if (excite2 != null) {
      recipe = recipe.withDriven(1, NeuronReference.parseList(excite2));
    }
    recipe = silence(recipe);
    if (silenceMode != null) {
      recipe = recipe.withSilenceMode(silenceMode);
    }
    if (readOut != null) {
      recipe = recipe.withReadOut(NeuronReference.parseList(readOut));
    }
    return missing == null ? recipe : recipe.withMissing(missing);
  }

  private Recipe silence(Recipe recipe) {
    if (silence == null) {
      if (silenceFrom != null || silenceUntil != null) {
        throw new InputException(
            "--silence-from and --silence-until need --silence with the neurons");
      }
      return recipe;
    }
    List<NeuronReference> silenced = NeuronReference.parseList(silence);
    if (silenceFrom == null && silenceUntil == null) {
      return recipe.withSilenced(silenced);
    }
    double from = silenceFrom == null ? 0 : silenceFrom;
    double until = silenceUntil == null ? Double.POSITIVE_INFINITY : silenceUntil;
    return recipe.withFurtherChange(TimedChange.silencing(from, until, silenced));
  }

  private Recipe overrideNumbers(Recipe base) {
    Recipe recipe = name == null ? base : base.withName(name);
    if (duration != null) {
      recipe = recipe.withDuration(duration);
    }
    if (trials != null) {
      recipe = recipe.withTrials(trials);
    }
    if (seed != null) {
      recipe = recipe.withSeed(seed);
    }
    if (rate != null) {
      recipe = recipe.withRate(rate);
    }
    if (rate2 != null) {
      recipe = recipe.withRate(1, rate2);
    }
    for (String drive : moreDrives) {
      recipe = DriveOption.parse(drive).on(recipe);
    }
    return recipe.withParameters(flybrain.model.Parameters.parse(assignments));
  }
}
