package flybrain.campaign;

import flybrain.Counted;
import flybrain.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The steps of a campaign as they are planned one after the other, each when the results that it
/// needs are in the campaign's folder.
final class PlannedSteps {
  private final StepPlanner planner;
  private final PartsRun runs;
  private final Path folder;
  private final Consumer<String> warning;

  /// Of the steps so far, on the brain as it is.
  private final Map<String, List<PlannedExperiment>> byStep = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private int next;

  /// @param folder of the campaign
  /// @param warning receives a line for anything the user should know
  PlannedSteps(StepPlanner planner, PartsRun runs, Path folder, Consumer<String> warning) {
    this.planner = planner;
    this.runs = runs;
    this.folder = folder;
    this.warning = warning;
  }

  /// All experiments of the next step of the campaign, on changed brains too.
  ///
  /// @throws InputException if two experiments have one name, or no neuron fired where the most
  ///   active are wanted
  List<PlannedExperiment> next(Step step) {
    List<PlannedExperiment> planned = planner.plan(step, next, this::mostActive);
    byStep.put(step.name(), planned);
    List<PlannedExperiment> all = onAllBrains(planned, step.wirings(), next);
    next += all.size();
    all.forEach(experiment -> requireNew(names, experiment));
    return all;
  }

  static void requireNew(Set<String> names, PlannedExperiment experiment) {
    if (!names.add(experiment.name())) {
      throw new InputException(
          ("step '%s': two experiments have the name %s; change `names` so that it has all that"
                  + " differs")
              .formatted(experiment.step(), experiment.name()));
    }
  }

  /// Experiments, and the same on each changed brain.
  ///
  /// @param first number of the first of them
  private static List<PlannedExperiment> onAllBrains(
      List<PlannedExperiment> planned, Wirings wirings, int first) {
    List<PlannedExperiment> all = new ArrayList<>(planned);
    for (Wirings.Instance instance : wirings.instances()) {
      planned.forEach(each -> all.add(each.onBrain(instance, first + all.size())));
    }
    return all;
  }

  private List<Long> mostActive(NeuronChoice.MostActive choice) {
    PlannedExperiment experiment =
        MostActiveNeurons.experiment(choice, byStep.getOrDefault(choice.step(), List.of()));
    if (!experiment.hasNeurons()) {
      warning.accept(
          "no experiments with the most active neurons of %s: it is marked '%s'"
              .formatted(experiment.name(), Recorded.NO_NEURONS));
      return List.of();
    }
    Set<Integer> leftOut =
        choice.driven()
            ? Set.of()
            : runs.plan(experiment).experiment().everDriven().boxed().collect(Collectors.toSet());
    try {
      List<Long> found = MostActiveNeurons.of(folder, experiment.name(), choice.count(), leftOut);
      if (found.isEmpty()) {
        throw new InputException(
            "%sno neuron%s fired in %s, so none is the most active; choose another experiment"
                .formatted(
                    choice.place(),
                    choice.driven() ? "" : " but the driven ones",
                    experiment.name()));
      }
      if (found.size() < choice.count()) {
        warning.accept(
            "only %s fired in %s, fewer than the %d asked for"
                .formatted(Counted.of(found.size(), "neuron"), experiment.name(), choice.count()));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
