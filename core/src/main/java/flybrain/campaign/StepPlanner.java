package flybrain.campaign;

import flybrain.InputException;
import flybrain.campaign.PlannedExperiment.Role;
import flybrain.campaign.Variants.Ranking;
import flybrain.campaign.Variants.Variant;
import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the experiments of a step, in an order and with names that depend on the campaign alone.
/// They are the product of its axes. A control keeps the axes that the step does not ask about;
/// where it has no drive, a base experiment beside it sizes the effects.
final class StepPlanner {
  /// Experiments of a campaign at most: all are planned in memory, and each is a file name.
  static final int MOST_EXPERIMENTS = 1_000_000;

  private final Campaign campaign;
  private final Variants variants;
  private final Function<BrainChange, Connectome> connectomes;
  private final NeededSets needed;
  private final Consumer<String> warning;

  /// @param connectome of the campaign
  /// @param connectomes the connectome of a brain, whose neurons are the brain's
  /// @param warning receives a line for neurons that a connectome does not have
  StepPlanner(
      Campaign campaign,
      Connectome connectome,
      Function<BrainChange, Connectome> connectomes,
      Consumer<String> warning) {
    this.campaign = campaign;
    this.variants = new Variants(campaign, connectome, warning);
    this.connectomes = connectomes;
    this.needed = new NeededSets(campaign.base().sets());
    this.warning = warning;
  }

  /// How many experiments a step has on all its brains, controls included; at most, where they
  /// depend on results.
  ///
  /// @throws InputException if there are more than a campaign can have
  int size(Step step) {
    double arms = variants.size(step.axes());
    double controls = 0;
    if (step.control() != Step.Control.NONE) {
      controls = variants.size(kept(step)) * (hasReference(step) ? 2 : 1);
    }
    double all = (arms + controls) * (1 + step.wirings().instances().size());
    requireFew(step, "has", all);
    return (int) all;
  }

  /// Refuses more experiments than a campaign can have.
  ///
  /// @param words such as `has`, before their number
  static void requireFew(Step step, String words, double experiments) {
    if (experiments > MOST_EXPERIMENTS) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%sstep '%s': %s %,.0f experiments, and a campaign can have %,d; name fewer neurons or"
                  + " values, or make several campaigns of it",
              step.place(),
              step.name(),
              words,
              experiments,
              MOST_EXPERIMENTS));
    }
  }

  /// The experiments of a step: controls first.
  ///
  /// @param first number of the first of them
  List<PlannedExperiment> plan(Step step, int first, Ranking ranking) {
    List<PlannedExperiment> planned = new ArrayList<>();
    Map<Map<String, String>, PlannedExperiment> controls = new LinkedHashMap<>();
    List<Axis> kept = kept(step);
    if (step.control() != Step.Control.NONE) {
      for (Variant variant : variants.product(kept, ranking)) {
        PlannedExperiment control = control(step, kept, variant, first + planned.size());
        controls.put(variant.values(), control);
        planned.add(control);
        if (hasReference(step)) {
          planned.add(reference(step, kept, variant, first + planned.size()));
        }
      }
    }
    for (Variant variant : variants.product(step.axes(), ranking)) {
      Map<String, String> key = new LinkedHashMap<>(variant.values());
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
    variants
        .product(step.axes().stream().filter(Axis::changesBrain).toList(), _ -> List.of())
        .forEach(variant -> brains.add(variant.brain()));
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
        fill(step.names(), step, variant.values()),
        Role.ARM,
        control == null ? "" : control.name(),
        control == null ? "" : control.reference(),
        variant);
  }

  private PlannedExperiment control(Step step, List<Axis> kept, Variant variant, int number) {
    String name = fill(nameOf(step, "control", kept), step, variant.values());
    String reference =
        hasReference(step) ? fill(nameOf(step, "base", kept), step, variant.values()) : name;
    Variant changed =
        step.control() == Step.Control.UNSTIMULATED
            ? variant.and(
                new Variant(Map.of(), recipe -> recipe.withDrives(List.of()), BrainChange.NONE))
            : variant;
    return planned(step, number, name, Role.CONTROL, "", reference, changed);
  }

  private PlannedExperiment reference(Step step, List<Axis> kept, Variant variant, int number) {
    String name = fill(nameOf(step, "base", kept), step, variant.values());
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
      Recipe recipe = variant.change().apply(campaign.baseOf(step)).withName(name);
      return new PlannedExperiment(
          number,
          name,
          step.name(),
          role,
          control,
          reference,
          variant.values(),
          recipe,
          needed.lacking(recipe, connectomes.apply(variant.brain()).neurons()),
          variant.brain(),
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
}
