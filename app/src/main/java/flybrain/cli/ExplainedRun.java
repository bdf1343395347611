package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.attribution.Attribution;
import flybrain.experiment.Missing;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.RunOptions;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.StepTime;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A run whose spikes were kept, to be asked why its neurons fired.
///
/// @param plan what was run
/// @param attribution its spikes and what made them
/// @param names of its neurons
record ExplainedRun(Plan plan, Attribution attribution, NeuronNames names) {
  private static final int MOST_SHOWN = 5;

  /// Runs an experiment.
  static ExplainedRun of(Laboratory laboratory, Plan plan, Recipe recipe, int threads)
      throws IOException {
    SpikeRecorder spikes = new SpikeRecorder();
    try (TerminalProgress progress = new TerminalProgress()) {
      laboratory.run(
          plan, RunOptions.DEFAULT.withThreads(threads).withProgress(progress).withSink(spikes));
    }
    return new ExplainedRun(
        plan,
        new Attribution(plan.brain(), plan.experiment(), spikes.spikes()),
        NeuronNames.of(recipe, plan.experiment(), plan.brain().annotated()));
  }

  /// The one neuron that a user typed.
  ///
  /// @param recipe whose sets of the user hold here too
  /// @throws InputException if there is no such neuron, or more than one
  static int neuron(Plan plan, Recipe recipe, String typed, Consumer<String> warning) {
    NeuronReference reference = NeuronReference.parse(typed);
    refuseMissing(plan, reference);
    NeuronSet found =
        new NeuronSelection("NEURON", List.of(reference), recipe.withMissing(Missing.ERROR))
            .on(plan.brain(), warning);
    if (found.size() > 1) {
      NeuronNames names = NeuronNames.of(recipe, plan.experiment(), plan.brain().annotated());
      String some =
          found.stream()
              .limit(MOST_SHOWN)
              .mapToObj(neuron -> names.label(plan.brain().neurons().id(neuron)))
              .collect(Collectors.joining(", "));
      int more = found.size() - MOST_SHOWN;
      throw new InputException(
          "NEURON '%s': is %d neurons (%s%s); name one, by its id or such as '%s & side:left'"
              .formatted(
                  typed,
                  found.size(),
                  some,
                  more > 0 ? " and %d more".formatted(more) : "",
                  reference.label()));
    }
    return found.indices()[0];
  }

  /// An id with a mistyped digit is near another.
  private static void refuseMissing(Plan plan, NeuronReference reference) {
    if (reference instanceof NeuronReference.Id(long id)
        && plan.brain().neurons().indexOf(id) < 0) {
      List<String> ids =
          IntStream.range(0, plan.brain().neurons().size())
              .mapToObj(neuron -> Long.toString(plan.brain().neurons().id(neuron)))
              .toList();
      throw new InputException(
          "NEURON %d: %s has no such neuron%s"
              .formatted(id, plan.brain().name(), NearestName.hint(Long.toString(id), ids)));
    }
  }

  /// A neuron's name, cell type and side, as far as they are known, and its id.
  String label(int neuron) {
    return names.label(id(neuron));
  }

  /// The name under which neurons are taken together: cell type and side, or where no type is known
  /// a set that they are in; its id for a neuron of which neither is known.
  String kind(int neuron) {
    long id = id(neuron);
    String type = names.type(id);
    String kind = type.isEmpty() ? names.name(id) : (type + " " + names.side(id)).strip();
    return kind.isEmpty() ? Long.toString(id) : kind;
  }

  /// The first neuron of each kind, by neuron index.
  int[] firstOfKind() {
    Map<String, Integer> first = new HashMap<>();
    return IntStream.range(0, plan.brain().neurons().size())
        .map(neuron -> first.computeIfAbsent(kind(neuron), _ -> neuron))
        .toArray();
  }

  /// The firing rate of a neuron in some trials in Hz.
  double rate(int neuron, int... trials) {
    return spikes(neuron, trials) / (plan.experiment().duration() * trials.length);
  }

  /// The FlyWire root id of a neuron.
  long id(int neuron) {
    return plan.brain().neurons().id(neuron);
  }

  /// The time of a step in ms.
  double time(int step) {
    return new StepTime(plan.experiment().parameters().dt()).milliseconds(step);
  }

  /// The number of spikes of a neuron in some trials.
  long spikes(int neuron, int... trials) {
    long spikes = 0;
    for (int trial : trials) {
      spikes += attribution.spikes(trial, neuron).length;
    }
    return spikes;
  }
}
