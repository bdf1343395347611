package flybrain.campaign;

import flybrain.experiment.Recipe;
import java.util.Locale;
import java.util.Map;

/// An experiment of a campaign before it has run.
///
/// @param number place in the campaign, counted from 0
/// @param name unique in the campaign
/// @param step that it belongs to
/// @param role in its step
/// @param control name of the experiment that it is compared with, empty for none
/// @param reference name of the experiment whose read-out rate sizes effects, empty for none
/// @param values what differs from the base experiment, by placeholder of names
/// @param recipe what is run
/// @param hasNeurons whether the connectome has neurons of the set that it drives or silences;
///   otherwise nothing is run
/// @param brain on which it is run
/// @param wiring name of the changed brain of the step's `wirings`, empty where it is of the step
///   itself
record PlannedExperiment(
    int number,
    String name,
    String step,
    Role role,
    String control,
    String reference,
    Map<String, String> values,
    Recipe recipe,
    boolean hasNeurons,
    BrainChange brain,
    String wiring) {
  public PlannedExperiment {
    values = Map.copyOf(values);
  }

  /// The same on a changed brain, where its control and reference are too.
  ///
  /// @param changed brain of the step's `wirings`
  PlannedExperiment onBrain(Wirings.Instance changed, int newNumber) {
    String ending = ending(changed.name());
    String newName = name + ending;
    return new PlannedExperiment(
        newNumber,
        newName,
        step,
        role,
        control.isEmpty() ? "" : control + ending,
        reference.isEmpty() ? "" : reference + ending,
        values,
        recipe.withName(newName),
        hasNeurons,
        brain.and(changed),
        changed.name());
  }

  PlannedExperiment withNumber(int newNumber) {
    return new PlannedExperiment(
        newNumber, name, step, role, control, reference, values, recipe, hasNeurons, brain, wiring);
  }

  /// The name on the brain as it is of an experiment on a changed brain.
  static String nameOnBrain(String name, String brain) {
    return name.substring(0, name.length() - ending(brain).length());
  }

  private static String ending(String brain) {
    return "." + brain;
  }

  /// What an experiment is in its step.
  public enum Role {
    /// One of the experiments that the step is about.
    ARM,
    /// Arms are compared with it.
    CONTROL,
    /// The base experiment, to size effects where the control has no drive.
    BASE;

    /// The word for it in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A value that differs from the base experiment, empty if it does not.
  String value(String placeholder) {
    return values.getOrDefault(placeholder, "");
  }

  /// A number that differs from the base experiment, NaN if it does not.
  double number(String placeholder) {
    String value = values.get(placeholder);
    return value == null ? Double.NaN : Double.parseDouble(value);
  }
}
