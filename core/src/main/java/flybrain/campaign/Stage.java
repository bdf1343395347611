package flybrain.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Steps of a campaign that can run at the same time, because none needs the result of another.
///
/// A step that takes the most active neurons of a step of a stage begins the next stage. The steps
/// after it are in the next stage too: the numbers of their experiments depend on how many it has.
///
/// @param number counted from 1
/// @param steps in the order of the campaign
/// @param needs names of the steps of earlier stages whose results these steps take
public record Stage(int number, List<Step> steps, List<String> needs) {
  public Stage {
    steps = List.copyOf(steps);
    needs = List.copyOf(needs);
  }

  /// The stages of a campaign, at least one.
  public static List<Stage> of(Campaign campaign) {
    List<Stage> stages = new ArrayList<>();
    List<Step> present = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Step step : campaign.steps()) {
      if (step.results().anyMatch(choice -> names.contains(choice.step()))) {
        stages.add(stage(stages.size() + 1, present));
        present.clear();
        names.clear();
      }
      present.add(step);
      names.add(step.name());
    }
    stages.add(stage(stages.size() + 1, present));
    return stages;
  }

  /// The names of its steps, such as `steps dose, silence`.
  public String words() {
    return (steps.size() == 1 ? "step " : "steps ")
        + steps.stream().map(Step::name).collect(Collectors.joining(", "));
  }

  private static Stage stage(int number, List<Step> steps) {
    List<String> needs =
        steps.stream()
            .flatMap(Step::results)
            .map(NeuronChoice.MostActive::step)
            .distinct()
            .toList();
    return new Stage(number, steps, needs);
  }
}
