package flybrain.figures;

import flybrain.Decimal;
import flybrain.campaign.Axis;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.connectome.AnnotatedNeurons;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Words for what differs between the experiments of a step.
///
/// @param known types and sides of neurons, shown beside ids
record ArmLabels(AnnotatedNeurons known) {
  /// All that differs, axis after axis.
  String of(Step step, Recorded arm) {
    boolean any = step.axes().stream().anyMatch(Axis::varies);
    return step.axes().stream()
        .filter(axis -> axis.varies() || !any)
        .map(axis -> axis.changesModel() ? title(axis) + " " + along(axis, arm) : along(axis, arm))
        .collect(Collectors.joining(", "));
  }

  /// The value on one axis.
  String along(Axis axis, Recorded arm) {
    return switch (axis) {
      case Axis.Rates _ -> Decimal.text(number(axis, arm)) + " Hz";
      case Axis.Parameter _, Axis.Weights _, Axis.Inhibition _ -> Decimal.text(number(axis, arm));
      case Axis.Connectomes _ -> value("connectome", arm);
      case Axis.DriveEach _, Axis.DriveSets _ -> neuron(arm.driven());
      case Axis.SilenceEach(var _, boolean pairs) ->
          pairs
              ? pair(arm).stream().map(this::neuron).collect(Collectors.joining(" + "))
              : neuron(arm.silenced());
      case Axis.SilenceSets _ -> neuron(arm.silenced());
    };
  }

  /// The number on an axis of rates or parameters; NaN on any other.
  static double number(Axis axis, Recorded arm) {
    return switch (axis) {
      case Axis.Rates(int place, var _) -> place == 0 ? arm.rate() : arm.rate2();
      case Axis.Parameter(String name, var _) -> parameter(name, arm);
      case Axis.Weights _ -> parameter(Axis.Weights.KEY, arm);
      case Axis.Inhibition _ -> parameter(Axis.Inhibition.KEY, arm);
      default -> Double.NaN;
    };
  }

  private static double parameter(String name, Recorded arm) {
    String value = value(name, arm);
    return value.isEmpty() ? Double.NaN : Double.parseDouble(value);
  }

  /// What the experiment has for a name, empty for nothing.
  private static String value(String name, Recorded arm) {
    return Arrays.stream(arm.parameters().split(","))
        .filter(value -> value.startsWith(name + "="))
        .map(value -> value.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /// Name and unit of an axis.
  static String title(Axis axis) {
    return switch (axis) {
      case Axis.Rates(int place, var _) ->
          place == 0 ? "rate of the drive (Hz)" : "rate of the second drive (Hz)";
      case Axis.Parameter(String name, var _) -> name;
      case Axis.Weights _ -> "w_syn ×";
      case Axis.Inhibition _ -> "inhibition ×";
      case Axis.Connectomes _ -> "connectome";
      case Axis.DriveEach _, Axis.DriveSets _ -> "driven alone";
      case Axis.SilenceEach _, Axis.SilenceSets _ -> "silenced";
    };
  }

  /// The two silenced neurons of a pair.
  static List<String> pair(Recorded arm) {
    return List.of(arm.silenced().split("\\+"));
  }

  /// An id with type and side where they are known, or the name of a set.
  String neuron(String label) {
    return label.matches("\\d{1,18}") ? known.label(Long.parseLong(label)) : label;
  }
}
