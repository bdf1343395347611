package flybrain.campaign;

import flybrain.experiment.Recipe;
import java.util.List;
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
/// @param lacking names of the sets that it drives or silences and of which its connectome has no
///   neuron; nothing is run where there are any
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
    List<String> lacking,
    BrainChange brain,
    String wiring) {
  public PlannedExperiment {
    lacking = List.copyOf(lacking);
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
        lacking,
        brain.and(changed),
        changed.name());
  }

  PlannedExperiment withNumber(int newNumber) {
    return new PlannedExperiment(
        newNumber, name, step, role, control, reference, values, recipe, lacking, brain, wiring);
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

  /// Whether its connectome has neurons of all sets that it drives or silences.
  boolean hasNeurons() {
    return lacking.isEmpty();
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
