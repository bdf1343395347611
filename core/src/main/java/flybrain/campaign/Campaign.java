package flybrain.campaign;

import flybrain.experiment.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A requested campaign: a base experiment and steps that vary it. Immutable; whether it can be run
/// on a connectome [CampaignRun#check] says.
///
/// @param name of the campaign, `[A-Za-z0-9_.-]`
/// @param text of its file, kept with the results
/// @param base the experiment that all others are made from
/// @param connectome name or folder, null for the default
/// @param steps at least one, in the order in which they run
/// @param criteria of the answers
/// @param spikes whether the spikes of each experiment are kept
public record Campaign(
    String name,
    String text,
    Recipe base,
    @Nullable String connectome,
    List<Step> steps,
    Criteria criteria,
    boolean spikes) {
  public Campaign {
    steps = List.copyOf(steps);
  }

  /// The experiment that those of a step are made from.
  public Recipe baseOf(Step step) {
    return step.own() == null ? base : step.own();
  }

  /// Whether the spikes of the experiments of a step are kept.
  boolean keepsSpikes(String step) {
    return spikes || steps.stream().anyMatch(each -> each.name().equals(step) && each.spikes());
  }

  /// The same with another number of trials of each experiment.
  ///
  /// @throws flybrain.InputException for less than 1
  public Campaign withTrials(int trials) {
    return new Campaign(
        name,
        text,
        base.withTrials(trials),
        connectome,
        steps.stream().map(step -> step.withTrials(trials)).toList(),
        criteria,
        spikes);
  }

  /// The same on another connectome.
  ///
  /// @param nameOrFolder null for the default
  public Campaign withConnectome(@Nullable String nameOrFolder) {
    return new Campaign(name, text, base, nameOrFolder, steps, criteria, spikes);
  }

  /// The same with other criteria.
  public Campaign withCriteria(Criteria newCriteria) {
    return new Campaign(name, text, base, connectome, steps, newCriteria, spikes);
  }

  /// The same with the spikes kept.
  public Campaign withSpikes() {
    return new Campaign(name, text, base, connectome, steps, criteria, true);
  }
}
