package flybrain.campaign;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.UnknownNeuronException;
import flybrain.campaign.PlannedExperiment.Role;
import flybrain.connectome.Connectome;
import flybrain.connectome.ScaledInhibition;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.Recipe;
import flybrain.experiment.Stimulus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the experiments of a step, in an order and with names that depend on the campaign alone.
/// They are the product of its axes. A control keeps the axes that the step does not ask about;
/// where it has no drive, a base experiment beside it sizes the effects.
final class StepPlanner {
  private final Campaign campaign;
  private final Connectome connectome;
  private final Function<BrainChange, Connectome> connectomes;
  private final NeededSets needed;
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
  private record Variant(
      Map<String, String> values, UnaryOperator<Recipe> change, BrainChange brain) {
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
  /// @param connectomes the connectome of a brain, whose neurons are the brain's
  /// @param warning receives a line for neurons that a connectome does not have
  StepPlanner(
      Campaign campaign,
      Connectome connectome,
      Function<BrainChange, Connectome> connectomes,
      Consumer<String> warning) {
    this.campaign = campaign;
    this.connectome = connectome;
    this.connectomes = connectomes;
    this.needed = new NeededSets(campaign.base().sets());
    this.warning = warning;
  }

  /// How many experiments a step has, controls included; at most, where they depend on results.
  int size(Step step) {
    int arms = 1;
    for (Axis axis : step.axes()) {
      arms = Math.multiplyExact(arms, size(axis));
    }
    int controls = 0;
    if (step.control() != Step.Control.NONE) {
      controls = 1;
      for (Axis axis : kept(step)) {
        controls *= size(axis);
      }
      controls += hasReference(step) ? controls : 0;
    }
    return arms + controls;
  }

  private int size(Axis axis) {
    return axis instanceof Axis.SilenceEach(NeuronChoice.MostActive most, boolean pairs)
        ? pairs ? most.count() * (most.count() - 1) / 2 : most.count()
        : axis instanceof Axis.DriveEach(NeuronChoice.MostActive most)
            ? most.count()
            : variants(axis, _ -> List.of()).size();
  }

  /// The experiments of a step: controls first.
  ///
  /// @param first number of the first of them
  List<PlannedExperiment> plan(Step step, int first, Ranking ranking) {
    List<PlannedExperiment> planned = new ArrayList<>();
    Map<Map<String, String>, PlannedExperiment> controls = new LinkedHashMap<>();
    List<Axis> kept = kept(step);
    if (step.control() != Step.Control.NONE) {
      for (Variant variant : product(kept, ranking)) {
        PlannedExperiment control = control(step, kept, variant, first + planned.size());
        controls.put(variant.values, control);
        planned.add(control);
        if (hasReference(step)) {
          planned.add(reference(step, kept, variant, first + planned.size()));
        }
      }
    }
    for (Variant variant : product(step.axes(), ranking)) {
      Map<String, String> key = new LinkedHashMap<>(variant.values);
      key.keySet().retainAll(kept.stream().flatMap(axis -> axis.placeholders().stream()).toList());
      planned.add(arm(step, variant, controls.get(key), first + planned.size()));
    }
    warnOfLacking(step, planned);
    return byBrain(planned, first);
  }

  private void warnOfLacking(Step step, List<PlannedExperiment> planned) {
    Map<String, List<String>> byConnectome = new LinkedHashMap<>();
    planned.stream()
        .filter(each -> !each.hasNeurons())
        .forEach(each ->
            byConnectome
                .computeIfAbsent(connectomes.apply(each.brain()).name(), _ -> new ArrayList<>())
                .addAll(each.lacking()));
    byConnectome.forEach((name, lacking) ->
        warning.accept(
            "step '%s': %s has no neuron of %s; experiments that need them are marked '%s'"
                .formatted(
                    step.name(), name, NeededSets.names(lacking.stream()), Recorded.NO_NEURONS)));
  }

  /// Experiments on one brain in a row, so each brain is needed once.
  private static List<PlannedExperiment> byBrain(List<PlannedExperiment> planned, int first) {
    List<PlannedExperiment> sorted = new ArrayList<>();
    planned.stream()
        .map(PlannedExperiment::brain)
        .distinct()
        .forEach(brain ->
            planned.stream()
                .filter(each -> each.brain().equals(brain))
                .forEach(each -> sorted.add(each.withNumber(first + sorted.size()))));
    return sorted;
  }

  /// The brains on which a step runs, whatever earlier steps result in.
  Set<BrainChange> brains(Step step) {
    Set<BrainChange> brains = new LinkedHashSet<>(List.of(BrainChange.NONE));
    product(step.axes().stream().filter(Axis::changesBrain).toList(), _ -> List.of())
        .forEach(variant -> brains.add(variant.brain));
    for (BrainChange brain : List.copyOf(brains)) {
      step.wirings().instances().forEach(instance -> brains.add(brain.and(instance)));
    }
    return brains;
  }

  private PlannedExperiment arm(
      Step step, Variant variant, @Nullable PlannedExperiment control, int number) {
    return planned(
        step,
        number,
        fill(step.names(), step, variant.values),
        Role.ARM,
        control == null ? "" : control.name(),
        control == null ? "" : control.reference(),
        variant);
  }

  private PlannedExperiment control(Step step, List<Axis> kept, Variant variant, int number) {
    String name = fill(nameOf(step, "control", kept), step, variant.values);
    String reference =
        hasReference(step) ? fill(nameOf(step, "base", kept), step, variant.values) : name;
    Variant changed =
        step.control() == Step.Control.UNSTIMULATED
            ? variant.and(
                new Variant(Map.of(), recipe -> recipe.withDrives(List.of()), BrainChange.NONE))
            : variant;
    return planned(step, number, name, Role.CONTROL, "", reference, changed);
  }

  private PlannedExperiment reference(Step step, List<Axis> kept, Variant variant, int number) {
    String name = fill(nameOf(step, "base", kept), step, variant.values);
    return planned(step, number, name, Role.BASE, "", "", variant);
  }

  private PlannedExperiment planned(
      Step step,
      int number,
      String name,
      Role role,
      String control,
      String reference,
      Variant variant) {
    try {
      Recipe recipe = variant.change.apply(campaign.baseOf(step)).withName(name);
      return new PlannedExperiment(
          number,
          name,
          step.name(),
          role,
          control,
          reference,
          variant.values,
          recipe,
          needed.lacking(recipe, connectomes.apply(variant.brain).neurons()),
          variant.brain,
          "");
    } catch (InputException e) {
      throw new InputException(
          "%sstep '%s': %s".formatted(step.place(), step.name(), e.getMessage()), e);
    }
  }

  private static String nameOf(Step step, String role, List<Axis> kept) {
    return Stream.concat(Stream.of(step.name(), role), kept.stream().map(Axis::namePart))
        .reduce((one, other) -> one + "_" + other)
        .orElseThrow();
  }

  private String fill(String template, Step step, Map<String, String> values) {
    String name = template.replace("{campaign}", campaign.name()).replace("{step}", step.name());
    for (Map.Entry<String, String> value : values.entrySet()) {
      name =
          name.replace(
              "{" + value.getKey() + "}", value.getValue().replaceAll("[^A-Za-z0-9_.-]", "_"));
    }
    return name;
  }

  /// The axes that a control has too: those that are not what the step asks about.
  private static List<Axis> kept(Step step) {
    if (step.control() == Step.Control.UNSTIMULATED) {
      return step.axes().stream().filter(Axis::changesModel).toList();
    }
    if (step.silences()) {
      return step.axes().stream().filter(axis -> !axis.silences()).toList();
    }
    return step.drives() ? step.axes().stream().filter(axis -> !axis.drives()).toList() : List.of();
  }

  private boolean hasReference(Step step) {
    return step.control() == Step.Control.UNSTIMULATED && !campaign.baseOf(step).drives().isEmpty();
  }

  private List<Variant> product(List<Axis> axes, Ranking ranking) {
    List<Variant> all = List.of(Variant.NONE);
    for (Axis axis : axes) {
      List<Variant> more = variants(axis, ranking);
      all = all.stream().flatMap(one -> more.stream().map(one::and)).toList();
    }
    return all;
  }

  private List<Variant> variants(Axis axis, Ranking ranking) {
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
              ? pairs(axis, ids(neurons, "silence_pairs", ranking))
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

  private static List<Variant> pairs(Axis axis, List<Long> ids) {
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
      List<Long> ids =
          new NeuronSelection(key, named.references(), campaign.base())
              .on(connectome, warning).stream().mapToObj(connectome.neurons()::id).toList();
      if (key.equals("silence_pairs") && ids.size() < 2) {
        throw new InputException(key + ": gives one neuron; a pair needs two");
      }
      return ids;
    } catch (UnknownNeuronException e) {
      throw new UnknownNeuronException(named.place() + e.getMessage());
    } catch (InputException e) {
      throw new InputException(named.place() + e.getMessage(), e);
    }
  }
}
