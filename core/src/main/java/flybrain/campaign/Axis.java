package flybrain.campaign;

import flybrain.experiment.NeuronReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What differs between the experiments of a step; a grid has two. Values come in the order of the
/// campaign file; [CampaignFile] checks them.
public sealed interface Axis {
  /// Rates of a driven set.
  ///
  /// @param place of the set among the drives of the base experiment, counted from 0
  /// @param values in Hz, finite and at least 0
  record Rates(int place, List<Double> values) implements Axis {
    public Rates {
      values = List.copyOf(values);
    }
  }

  /// Values of a parameter of the model, in mV or ms.
  ///
  /// @param name as in [flybrain.model.Parameters#asMap]
  record Parameter(String name, List<Double> values) implements Axis {
    public Parameter {
      values = List.copyOf(values);
    }
  }

  /// Multiples of the weight of a synapse that the experiment has on its connectome.
  record Weights(List<Double> factors) implements Axis {
    /// Its key in a campaign file.
    public static final String KEY = "w_syn_times";

    public Weights {
      factors = List.copyOf(factors);
    }
  }

  /// Multiples of the weights of inhibitory connections, see
  /// [flybrain.connectome.ScaledInhibition].
  record Inhibition(List<Double> factors) implements Axis {
    /// Its key in a campaign file.
    public static final String KEY = "inhibition_times";

    public Inhibition {
      factors = List.copyOf(factors);
    }
  }

  /// Connectomes in place of the campaign's.
  ///
  /// @param names names, folders, or changes of its wiring such as `rewired-1`
  record Connectomes(List<String> names) implements Axis {
    /// Its key in a campaign file.
    public static final String KEY = "connectomes";

    public Connectomes {
      names = List.copyOf(names);
    }
  }

  /// Each of some neurons is driven alone, in place of the first driven set.
  record DriveEach(NeuronChoice neurons) implements Axis {}

  /// Each of some sets is driven, in place of the first driven set.
  record DriveSets(List<NeuronReference> sets) implements Axis {
    public DriveSets {
      sets = List.copyOf(sets);
    }
  }

  /// Each of some neurons is silenced alone, or each pair of them.
  ///
  /// @param pairs whether two neurons are silenced at a time
  record SilenceEach(NeuronChoice neurons, boolean pairs) implements Axis {}

  /// Each of some sets is silenced as a whole.
  record SilenceSets(List<NeuronReference> sets) implements Axis {
    public SilenceSets {
      sets = List.copyOf(sets);
    }
  }

  /// Whether experiments differ in the driven neurons.
  default boolean drives() {
    return this instanceof DriveEach || this instanceof DriveSets;
  }

  /// Whether experiments differ in the silenced neurons.
  default boolean silences() {
    return this instanceof SilenceEach || this instanceof SilenceSets;
  }

  /// Whether it is not a single rate or value.
  default boolean varies() {
    return switch (this) {
      case Rates(int _, List<Double> values) -> values.size() > 1;
      case Parameter(String _, List<Double> values) -> values.size() > 1;
      case Weights(List<Double> factors) -> factors.size() > 1;
      case Inhibition(List<Double> factors) -> factors.size() > 1;
      case Connectomes(List<String> names) -> names.size() > 1;
      case DriveEach _, DriveSets _, SilenceEach _, SilenceSets _ -> true;
    };
  }

  /// Whether experiments differ in the parameters of the model.
  default boolean changesModel() {
    return this instanceof Parameter || this instanceof Weights || changesBrain();
  }

  /// Whether experiments differ in the brain.
  default boolean changesBrain() {
    return this instanceof Inhibition || this instanceof Connectomes;
  }

  /// Whether experiments differ in the weight of a synapse, which a change of the brain would
  /// change too.
  default boolean changesWeight() {
    return this instanceof Weights
        || (this instanceof Parameter(String name, var _)
            && List.of("w_syn", "f_poi").contains(name));
  }

  /// The part of a default name, with placeholders in braces.
  default String namePart() {
    return switch (this) {
      case Rates(int place, var _) -> "{rate%s}Hz".formatted(place == 0 ? "" : place + 1);
      case Parameter(String name, var _) -> "%s_{%s}".formatted(name, name);
      case Inhibition _ -> "%s_{%s}".formatted(Inhibition.KEY, Inhibition.KEY);
      case Connectomes _ -> "on_{connectome}";
      case Weights _ -> "%s_{%s}".formatted(Weights.KEY, Weights.KEY);
      case DriveEach _, DriveSets _ -> "{driven}";
      case SilenceEach(var _, boolean pairs) ->
          pairs ? "without_{silenced}_{silenced2}" : "without_{silenced}";
      case SilenceSets _ -> "without_{silenced}";
    };
  }

  /// The placeholders that a name may have for it, without braces; a name must have one of them.
  default List<String> placeholders() {
    return switch (this) {
      case Rates(int place, var _) -> List.of(place == 0 ? "rate" : "rate" + (place + 1));
      case Parameter(String name, var _) -> List.of(name);
      case Inhibition _ -> List.of(Inhibition.KEY);
      case Connectomes _ -> List.of("connectome");
      case Weights _ -> List.of(Weights.KEY);
      case DriveEach _, DriveSets _ -> List.of("driven", "id");
      case SilenceEach(var _, boolean pairs) ->
          pairs ? List.of("silenced", "silenced2", "id", "id2") : List.of("silenced", "id");
      case SilenceSets _ -> List.of("silenced", "id");
    };
  }

  /// A list of numbers as an axis has it.
  static List<Double> values(double... numbers) {
    return Arrays.stream(numbers).boxed().collect(Collectors.toUnmodifiableList());
  }
}
