package flybrain.campaign;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.UnknownNeuronException;
import flybrain.connectome.Connectome;
import flybrain.connectome.ScaledInhibition;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.Recipe;
import flybrain.experiment.Stimulus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The values of the axes of steps, each as a change of the base experiment.
final class Variants {
  private final Campaign campaign;
  private final Connectome connectome;
  private final Consumer<String> warning;

  /// The neurons of an earlier step's result.
  interface Ranking {
    /// FlyWire ids, the most active first.
    List<Long> of(NeuronChoice.MostActive choice);
  }

  /// One value of an axis.
  ///
  /// @param values by placeholder
  /// @param change makes the base experiment the experiment with this value
  /// @param brain on which it runs
  record Variant(Map<String, String> values, UnaryOperator<Recipe> change, BrainChange brain) {
    static final Variant NONE = new Variant(Map.of(), recipe -> recipe, BrainChange.NONE);

    Variant and(Variant other) {
      Map<String, String> all = new LinkedHashMap<>(values);
      // In a grid of driven and silenced neurons {id} is a driven one.
      other.values.forEach(all::putIfAbsent);
      return new Variant(
          all, recipe -> other.change.apply(change.apply(recipe)), brain.and(other.brain));
    }
  }

  /// @param connectome of the campaign
  /// @param warning receives a line for neurons that it does not have
  Variants(Campaign campaign, Connectome connectome, Consumer<String> warning) {
    this.campaign = campaign;
    this.connectome = connectome;
    this.warning = warning;
  }

  /// How many combinations of values some axes have; at most, where they depend on results. Exact
  /// below 2^53, and it does not overflow.
  double size(List<Axis> axes) {
    return axes.stream().mapToDouble(this::size).reduce(1, (one, other) -> one * other);
  }

  private double size(Axis axis) {
    return switch (axis) {
      case Axis.SilenceEach(NeuronChoice neurons, boolean pairs) -> {
        double size = size(neurons, pairs ? "silence_pairs" : "silence_each");
        yield pairs ? size * (size - 1) / 2 : size;
      }
      case Axis.DriveEach(NeuronChoice neurons) -> size(neurons, "drive_each");
      default -> of(axis, _ -> List.of()).size();
    };
  }

  private int size(NeuronChoice neurons, String key) {
    return neurons instanceof NeuronChoice.MostActive most
        ? most.count()
        : ids(neurons, key, _ -> List.of()).size();
  }

  /// All combinations of the values of some axes; the last axis changes fastest.
  List<Variant> product(List<Axis> axes, Ranking ranking) {
    List<Variant> all = List.of(Variant.NONE);
    for (Axis axis : axes) {
      List<Variant> more = of(axis, ranking);
      all = all.stream().flatMap(one -> more.stream().map(one::and)).toList();
    }
    return all;
  }

  private List<Variant> of(Axis axis, Ranking ranking) {
    return switch (axis) {
      case Axis.Rates(int place, List<Double> rates) ->
          rates.stream()
              .map(rate ->
                  variant(
                      axis, List.of(Decimal.text(rate)), recipe -> recipe.withRate(place, rate)))
              .toList();
      case Axis.Parameter(String name, List<Double> values) ->
          values.stream()
              .map(value ->
                  variant(
                      axis,
                      List.of(Decimal.text(value)),
                      recipe -> recipe.withParameters(Map.of(name, value))))
              .toList();
      case Axis.Inhibition(List<Double> factors) ->
          factors.stream().map(factor -> inhibiting(axis, factor)).toList();
      case Axis.Connectomes(List<String> names) ->
          names.stream().map(name -> on(axis, name)).toList();
      case Axis.Weights(List<Double> factors) ->
          factors.stream()
              .map(factor -> variant(axis, List.of(Decimal.text(factor)), weighing(factor)))
              .toList();
      case Axis.DriveEach(NeuronChoice neurons) ->
          ids(neurons, "drive_each", ranking).stream()
              .map(id -> driving(axis, new NeuronReference.Id(id)))
              .toList();
      case Axis.DriveSets(List<NeuronReference> sets) ->
          sets.stream().map(set -> driving(axis, set)).toList();
      case Axis.SilenceEach(NeuronChoice neurons, boolean pairs) ->
          pairs
              ? pairs(axis, neurons, ids(neurons, "silence_pairs", ranking))
              : ids(neurons, "silence_each", ranking).stream()
                  .map(id -> silencing(axis, List.of(new NeuronReference.Id(id))))
                  .toList();
      case Axis.SilenceSets(List<NeuronReference> sets) ->
          sets.stream().map(set -> silencing(axis, List.of(set))).toList();
    };
  }

  private UnaryOperator<Recipe> weighing(double factor) {
    return recipe -> {
      double weight =
          recipe.weightGiven() ? recipe.parameters().wSyn() : connectome.weight().millivolts();
      return recipe.withParameters(Map.of("w_syn", factor * weight));
    };
  }

  /// The weight of a synapse is divided on that brain; the effect of an input event stays.
  private static Variant inhibiting(Axis axis, double factor) {
    int divisor = ScaledInhibition.divisor(factor);
    Variant variant =
        variant(
            axis,
            List.of(Decimal.text(factor)),
            recipe -> {
              Recipe driven =
                  recipe.withParameters(Map.of("f_poi", recipe.parameters().fPoi() * divisor));
              return recipe.weightGiven()
                  ? driven.withParameters(Map.of("w_syn", recipe.parameters().wSyn() / divisor))
                  : driven;
            });
    return new Variant(variant.values, variant.change, BrainChange.ofInhibition(factor));
  }

  private static Variant on(Axis axis, String connectome) {
    String label = connectome.substring(connectome.replaceAll("/+$", "").lastIndexOf('/') + 1);
    Variant variant = variant(axis, List.of(label), recipe -> recipe);
    return new Variant(variant.values, variant.change, BrainChange.named(connectome));
  }

  private static List<Variant> pairs(Axis axis, NeuronChoice neurons, List<Long> ids) {
    if (ids.size() == 1) {
      throw new InputException(
          "%ssilence_pairs: %s; a pair needs two"
              .formatted(
                  neurons.place(),
                  neurons instanceof NeuronChoice.MostActive most
                      ? "only one neuron%s fired in the experiment of step '%s'"
                          .formatted(most.driven() ? "" : " but the driven ones", most.step())
                      : "gives one neuron"));
    }
    List<Variant> pairs = new ArrayList<>();
    for (int second = 1; second < ids.size(); second++) {
      for (int first = 0; first < second; first++) {
        pairs.add(
            silencing(
                axis,
                List.of(
                    new NeuronReference.Id(ids.get(first)),
                    new NeuronReference.Id(ids.get(second)))));
      }
    }
    return pairs;
  }

  /// The neurons alone, at the rate of the first driven set.
  private static Variant driving(Axis axis, NeuronReference neurons) {
    return variant(
        axis,
        List.of(neurons.label()),
        recipe ->
            recipe.withDrives(List.of(new Stimulus(List.of(neurons), recipe.drive(0).rate()))));
  }

  private static Variant silencing(Axis axis, List<NeuronReference> neurons) {
    return variant(
        axis,
        neurons.stream().map(NeuronReference::label).toList(),
        recipe ->
            recipe.withSilenced(
                Stream.concat(recipe.silenced().stream(), neurons.stream()).toList()));
  }

  /// @param values for the placeholders of the axis, which begin again where there are more
  private static Variant variant(Axis axis, List<String> values, UnaryOperator<Recipe> change) {
    Map<String, String> byPlaceholder = new LinkedHashMap<>();
    List<String> placeholders = axis.placeholders();
    for (int k = 0; k < placeholders.size(); k++) {
      byPlaceholder.put(placeholders.get(k), values.get(k % values.size()));
    }
    return new Variant(byPlaceholder, change, BrainChange.NONE);
  }

  private List<Long> ids(NeuronChoice neurons, String key, Ranking ranking) {
    return switch (neurons) {
      case NeuronChoice.Named named -> ids(named, key);
      case NeuronChoice.MostActive most -> Objects.requireNonNull(ranking.of(most));
    };
  }

  private List<Long> ids(NeuronChoice.Named named, String key) {
    try {
      return new NeuronSelection(key, named.references(), campaign.base())
          .on(connectome, warning).stream().mapToObj(connectome.neurons()::id).toList();
    } catch (UnknownNeuronException e) {
      throw new UnknownNeuronException(named.place() + e.getMessage());
    } catch (InputException e) {
      throw new InputException(named.place() + e.getMessage(), e);
    }
  }
}
