package flybrain.figures;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.spikes.FiringRates;
import flybrain.spikes.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The data of the picture of one run: rates over all trials, the spikes of one trial, and the
/// population rate of both.
final class RunActivity {
  /// The role of a neuron in the experiment; a driven read-out counts as a read-out.
  enum Group {
    DRIVEN,
    OTHER,
    READ_OUT;

    /// The role of the neuron with an id in a run.
    static Group of(long flywireId, RunFacts facts) {
      return facts.readOuts().containsKey(flywireId)
          ? READ_OUT
          : facts.driven().contains(flywireId) ? DRIVEN : OTHER;
    }
  }

  /// A neuron and its firing.
  ///
  /// @param label its name where it has one, otherwise its FlyWire root id with type and side,
  ///   where these are known
  /// @param rate mean and sample sd over trials, in Hz
  record Neuron(long flywireId, String label, Group group, Measurement rate) {}

  private final RunFacts facts;
  private final AnnotatedNeurons known;
  private final List<Neuron> neurons;
  private final TrialSpikes trial;

  private RunActivity(
      RunFacts facts, AnnotatedNeurons known, List<Neuron> neurons, TrialSpikes trial) {
    this.facts = facts;
    this.known = known;
    this.neurons = neurons;
    this.trial = trial;
  }

  /// Reads a spike file.
  ///
  /// @param facts what is known; duration and number of trials are taken from the file's name or
  ///   spikes when they are not
  /// @param known types and sides of neurons
  /// @param trial the trial whose spikes are shown
  /// @throws InputException if there is no such trial, or spikes are outside duration and trials
  static RunActivity read(Path file, RunFacts facts, AnnotatedNeurons known, int trial)
      throws IOException {
    RunFacts complete = RunExtent.complete(facts, file);
    if (trial < 0 || trial >= complete.trials()) {
      throw new InputException(
          "trial %d: %s has trials 0 .. %d".formatted(trial, file, complete.trials() - 1));
    }
    FiringRates rates = FiringRates.of(file, complete.duration(), complete.trials());
    RunFacts shown = complete.withOneIdEach(id -> rates.indexOf(id) >= 0);
    return new RunActivity(
        shown, known, neurons(rates, shown, known), TrialSpikes.read(file, shown, trial));
  }

  private static List<Neuron> neurons(FiringRates rates, RunFacts facts, AnnotatedNeurons known) {
    Map<Long, Measurement> byId = new LinkedHashMap<>();
    facts.readOuts().keySet().forEach(id -> byId.put(id, Measurement.zero(facts.trials())));
    IntStream.range(0, rates.neurons()).forEach(n -> byId.put(rates.flywireId(n), rates.rate(n)));
    Map<Long, String> labels = facts.readOutLabels();
    return byId.entrySet().stream()
        .map(neuron -> {
          long id = neuron.getKey();
          String label = labels.containsKey(id) ? labels.get(id) : known.label(id);
          return new Neuron(id, label, Group.of(id, facts), neuron.getValue());
        })
        .sorted(
            Comparator.comparingDouble((Neuron neuron) -> -neuron.rate().mean())
                .thenComparingLong(Neuron::flywireId))
        .toList();
  }

  /// The known facts of the run, with duration and number of trials.
  RunFacts facts() {
    return facts;
  }

  /// The file that the sides in labels are from, if there are any.
  Optional<String> sourceOfSides() {
    return known.sourceOfSides();
  }

  /// The spikes of the trial that is shown.
  TrialSpikes trial() {
    return trial;
  }

  /// All neurons that fired in any trial, and the read-outs, highest rate first.
  List<Neuron> neurons() {
    return neurons;
  }

  /// The read-outs in the order asked for, silent ones included.
  List<Neuron> readOuts() {
    Map<Long, Neuron> byId = new HashMap<>();
    neurons.forEach(neuron -> byId.put(neuron.flywireId(), neuron));
    return facts.readOuts().keySet().stream()
        .flatMap(id -> Stream.ofNullable(byId.get(id)))
        .toList();
  }

  /// The neurons of a group that fired in the trial that is shown, highest mean rate first.
  List<Neuron> firing(Group group) {
    return neurons.stream()
        .filter(neuron -> neuron.group() == group && trial.fired(neuron.flywireId()))
        .toList();
  }

  /// The most active neurons: undriven neurons if any fired, otherwise driven ones.
  List<Neuron> mostActive(int limit) {
    Group shown =
        neurons.stream().anyMatch(neuron -> neuron.group() == Group.OTHER)
            ? Group.OTHER
            : Group.DRIVEN;
    return neurons.stream().filter(neuron -> neuron.group() == shown).limit(limit).toList();
  }
}
