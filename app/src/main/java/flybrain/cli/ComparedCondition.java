package flybrain.cli;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The condition with which `flybrain why` compares an experiment: the same with more neurons
/// silenced, or another experiment.
final class ComparedCondition {
  @Option(
      names = "--compare-silence",
      paramLabel = "NEURONS",
      description = "Compare with the same experiment in which these neurons are silenced too.")
  private @Nullable String silenced;

  @Option(
      names = "--compare",
      paramLabel = "EXPERIMENT",
      description =
          "Compare with another experiment, a preset or an experiment file (.toml), with the"
              + " trials, duration and seed of this one.")
  private @Nullable String experiment;

  boolean isAsked() {
    return silenced != null || experiment != null;
  }

  /// The option that was given.
  private String option() {
    return silenced != null ? "--compare-silence" : "--compare";
  }

  /// Adds the files that the condition is read from.
  Outputs files(Outputs outputs, Recipe compared) {
    return outputs
        .reads(option(), NeuronReference.files(silenced))
        .reads(option(), experiment == null ? null : RecipeOptions.file(experiment))
        .reads(option(), experiment == null ? List.<Path>of() : compared.files());
  }

  /// The recipe of the condition; the same where none was asked for.
  ///
  /// @throws InputException naming what is wrong
  Recipe of(Recipe recipe) {
    Recipe compared = recipe;
    if (silenced != null) {
      List<NeuronReference> all = new ArrayList<>(recipe.silenced());
      all.addAll(NeuronReference.parseList(silenced));
      compared = recipe.withSilenced(all);
    } else if (experiment != null) {
      Recipe other = RecipeOptions.named(experiment);
      if (other.replay() != null || recipe.replay() != null) {
        throw new InputException(
            "--compare %s: both experiments must have random input, not a replay"
                .formatted(experiment));
      }
      // Both have the same random input then.
      compared =
          other
              .withSets(recipe.sets())
              .withTrials(recipe.trials())
              .withDuration(recipe.duration())
              .withSeed(recipe.seed());
    }
    compared.check();
    return compared;
  }

  /// Ends the names of the columns of the condition.
  String suffix() {
    return silenced != null ? "_silenced" : "_compared";
  }

  /// The condition, as a line about it begins.
  ///
  /// @param run of the condition
  String words(ExplainedRun run) {
    return silenced != null
        ? "with %s silenced too".formatted(run.plan().experiment().silence().neurons().name())
        : "in " + run.plan().experiment().name();
  }
}
