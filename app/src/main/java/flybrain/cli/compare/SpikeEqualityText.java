package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.PythonNumber;
import flybrain.compare.ShiftedEquality;
import flybrain.compare.SpikeEquality;
import flybrain.compare.SpikeEquality.Divergence;
import flybrain.compare.SpikeEquality.TrialEquality;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.engine.NeuronTrace;
import flybrain.engine.NeuronTrace.Input;
import flybrain.spikes.RunSize;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Spike-for-spike comparisons in words and as tables.
final class SpikeEqualityText {
  private static final int TRIALS = 10;
  private static final int NEURONS = 5;
  private static final int INPUTS = 8;

  private SpikeEqualityText() {}

  /// The numbers of equal, missing and extra spikes, in a line.
  static String numbers(SpikeEquality answer) {
    return String.format(
        Locale.ROOT,
        "%s: %s equal, %,d missing, %,d extra in the candidate, %s\n",
        answer.isEqual() ? "equal" : "different",
        Counted.of(answer.equal(), "spike"),
        answer.missing(),
        answer.extra(),
        Counted.of(answer.trials().size(), "trial"));
  }

  /// How the sizes of two runs differ, a line each; empty if they do not or one is unknown.
  static String sizes(RunSize reference, RunSize candidate) {
    StringBuilder text = new StringBuilder();
    double shorter = Math.min(reference.duration(), candidate.duration());
    if (reference.duration() != candidate.duration() && !Double.isNaN(shorter)) {
      text.append(
          "t_run is %s s in the reference and %s s in the candidate: later spikes than %s s are in one only\n"
              .formatted(
                  Decimal.text(reference.duration()),
                  Decimal.text(candidate.duration()),
                  Decimal.text(shorter)));
    }
    int fewer = Math.min(reference.trials(), candidate.trials());
    if (reference.trials() != candidate.trials() && fewer > 0) {
      text.append(
          "n_run is %d in the reference and %d in the candidate: spikes of trials from %d on are in one only\n"
              .formatted(reference.trials(), candidate.trials(), fewer));
    }
    return text.toString();
  }

  /// By how much a candidate is shifted, in a line.
  static String shifted(ShiftedEquality moved, double dt) {
    int steps = Math.abs(moved.steps());
    SpikeEquality answer = moved.equality();
    return String.format(
        Locale.ROOT,
        "constant shift: the candidate's spikes are %s (%s ms) %s; without it %,d are equal, "
            + "%,d missing, %,d extra\n",
        Counted.of(steps, "step"),
        PythonNumber.text(time(steps, dt)),
        moved.steps() > 0 ? "later" : "earlier",
        answer.equal(),
        answer.missing(),
        answer.extra());
  }

  /// The first of the trials that differ.
  ///
  /// @param known types and sides of neurons
  static Table different(SpikeEquality answer, double dt, AnnotatedNeurons known) {
    List<TrialEquality> different =
        answer.trials().stream().filter(trial -> trial.first() != null).limit(TRIALS).toList();
    Table table = table(new SpikeEquality(different), dt, known);
    return known.neurons().size() > 0
        ? table
        : table.only(table.columns().subList(0, table.columns().size() - 2));
  }

  /// How many trials that differ are not among [#different], in a line; empty if none.
  static String more(SpikeEquality answer) {
    long more =
        answer.trials().stream().filter(trial -> trial.first() != null).skip(TRIALS).count();
    return more == 0
        ? ""
        : "and %s that differ (--csv shows all)\n".formatted(Counted.of(more, "more trial"));
  }

  /// A row for each trial; the neuron is 0 where a trial is equal, because a gap would make
  /// programs read the other ids as floats.
  ///
  /// @param known types and sides of neurons
  static Table table(SpikeEquality answer, double dt, AnnotatedNeurons known) {
    Table table =
        new Table(
            "trial",
            "equal",
            "missing",
            "extra",
            "first_step",
            "first_time_ms",
            "first_flywire_id",
            "first_type",
            "first_side");
    for (TrialEquality trial : answer.trials()) {
      Divergence first = trial.first();
      table.add(
          Arrays.asList(
              trial.trial(),
              trial.equal(),
              trial.missing(),
              trial.extra(),
              first == null ? null : first.step(),
              first == null ? null : time(first.step(), dt),
              first == null ? 0L : first.neuron(),
              first == null ? "" : known.type(first.neuron()),
              first == null ? "" : known.side(first.neuron())));
    }
    return table;
  }

  /// Where two runs part, and which neurons spike in one of them only.
  ///
  /// @param known types and sides of neurons
  static String first(Divergence first, double dt, AnnotatedNeurons known) {
    return "First divergence: trial %d, step %d (%s ms), neuron %s\n%s%s"
        .formatted(
            first.trial(),
            first.step(),
            PythonNumber.text(time(first.step(), dt)),
            known.label(first.neuron()),
            neurons("reference", first.missing(), known),
            neurons("candidate", first.extra(), known));
  }

  private static String neurons(String who, List<Long> neurons, AnnotatedNeurons known) {
    return neurons.isEmpty()
        ? ""
        : "  spike in the %s only: %s%s\n"
            .formatted(
                who,
                String.join(", ", neurons.stream().limit(NEURONS).map(known::label).toList()),
                neurons.size() <= NEURONS
                    ? ""
                    : " and %d more".formatted(neurons.size() - NEURONS));
  }

  /// Its spikes before, at and after a step.
  static String neighbours(String file, int[] steps, int step, double dt) {
    int at = Arrays.binarySearch(steps, step);
    int before = (at < 0 ? -at - 1 : at) - 1;
    int after = at < 0 ? -at - 1 : at + 1;
    return "  %s: the neuron %s there; its last spike before: %s, its next: %s\n"
        .formatted(
            file,
            at < 0 ? "does not spike" : "spikes",
            before < 0 ? "none" : moment(steps[before], dt),
            after >= steps.length ? "none" : moment(steps[after], dt));
  }

  /// The neuron in one of our engines, and what it received last.
  static String state(EngineState state, int step) {
    NeuronTrace trace = state.trace();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "    %s, run again, before the step: v = %.9f mV, g = %.9f mV, %s\n",
            state.engine(),
            trace.potential(),
            trace.synapticInput(),
            step < trace.activeFrom()
                ? "refractory until step " + trace.activeFrom()
                : "not refractory"));
    text.append(
        String.format(
            Locale.ROOT,
            "    at the step: v = %.9f mV, threshold %s mV: %s\n",
            trace.potentialAtStep(),
            state.parameters().vThreshold(),
            trace.spikes() ? "spikes" : "does not spike"));
    List<Input> inputs = trace.inputs();
    for (Input input : inputs.subList(Math.max(0, inputs.size() - INPUTS), inputs.size())) {
      text.append(
          String.format(
              Locale.ROOT,
              "      received at step %d: %+.3f mV to %s%s\n",
              input.step(),
              input.height(),
              input.presynaptic() == NeuronTrace.DRIVE
                  ? "v, an event of its drive"
                  : "g from "
                      + state.neurons().label(state.neurons().neurons().id(input.presynaptic())),
              input.lost() ? " (lost, it was refractory)" : ""));
    }
    return inputs.isEmpty()
        ? text.append("      received nothing before\n").toString()
        : text.toString();
  }

  private static String moment(int step, double dt) {
    return "step %d (%s ms)".formatted(step, PythonNumber.text(time(step, dt)));
  }

  /// The time of a step in ms, to the digits that a multiple of dt has.
  private static double time(int step, double dt) {
    return Math.rint(step * dt * 1e6) / 1e6;
  }
}
