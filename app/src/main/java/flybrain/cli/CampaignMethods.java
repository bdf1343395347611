package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.campaign.Axis;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Step;
import flybrain.campaign.Wirings;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.Release;
import flybrain.connectome.WiringChange;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.experiment.Stimulus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a campaign did, in sentences: for its page and for the methods of a paper.
///
/// @param criteria of the answers
record CampaignMethods(Campaign campaign, CampaignResults results, Criteria criteria) {
  private static final int MOST_NAMED = 6;

  private static final List<String> REFERENCES =
      List.of(
          "Shiu et al. 2024, A Drosophila computational brain model reveals sensorimotor processing,"
              + " Nature. doi 10.1038/s41586-024-07763-9",
          "Dorkenwald et al. 2024, Neuronal wiring diagram of an adult brain, Nature."
              + " doi 10.1038/s41586-024-07558-y",
          "Schlegel et al. 2024, Whole-brain annotation and multi-connectome cell typing of"
              + " Drosophila, Nature. doi 10.1038/s41586-024-07686-5");

  /// Publications that a paper on these results has to cite: of the model, then of the connectome.
  List<String> references() {
    return isSynthetic(results.provenance()) ? REFERENCES.subList(0, 1) : REFERENCES;
  }

  static boolean isSynthetic(CampaignProvenance made) {
    return made.fact("flybrain.connectome").equals(ConnectomeSource.SYNTHETIC);
  }

  /// The base experiment.
  String base() {
    Recipe base = campaign.base();
    String drives =
        base.drives().isEmpty()
            ? "nothing driven"
            : base.drives().stream()
                .map(CampaignMethods::drive)
                .collect(Collectors.joining(" and "));
    String silenced = base.silenced().isEmpty() ? "" : "; silenced: " + names(base.silenced());
    String readOuts =
        base.readOut().isEmpty() ? "no read-outs" : "read-outs: " + names(base.readOut());
    return "The base experiment: %s%s; %s; %s of %s s."
        .formatted(
            drives,
            silenced,
            readOuts,
            Counted.of(base.trials(), "trial"),
            Decimal.text(base.duration()));
  }

  private static String drive(Stimulus drive) {
    return "%s driven%s"
        .formatted(
            names(drive.neurons()),
            drive.rate() == null ? "" : " at %s Hz".formatted(Decimal.text(drive.rate())));
  }

  private static String names(List<NeuronReference> neurons) {
    String shown =
        neurons.stream()
            .limit(MOST_NAMED)
            .map(NeuronReference::label)
            .collect(Collectors.joining(", "));
    return neurons.size() > MOST_NAMED
        ? "%s and %d more".formatted(shown, neurons.size() - MOST_NAMED)
        : shown;
  }

  /// What a step asks.
  String step(Step step) {
    String varied = step.axes().stream().map(this::axis).collect(Collectors.joining("; "));
    return "Varied: %s. %s".formatted(varied, control(step.control()));
  }

  private static String control(Step.Control control) {
    return switch (control) {
      case BASE -> "Each experiment is compared with the base experiment, trial by trial.";
      case UNSTIMULATED ->
          "Each experiment is compared with the brain without a drive, trial by trial.";
      case NONE -> "Nothing is compared.";
    };
  }

  private String axis(Axis axis) {
    return switch (axis) {
      case Axis.Rates(int place, List<Double> rates) ->
          "the rate of the %sdriven set, %s Hz"
              .formatted(place == 0 ? "" : "second ", numbers(rates));
      case Axis.Parameter(String name, List<Double> values) ->
          "the parameter %s, %s".formatted(name, numbers(values));
      case Axis.Weights(List<Double> factors) ->
          "the weight of a synapse, times %s".formatted(numbers(factors));
      case Axis.Inhibition(List<Double> factors) ->
          "the weight of inhibitory connections, times %s".formatted(numbers(factors));
      case Axis.Connectomes(List<String> names) ->
          "the connectome: %s".formatted(String.join(", ", names));
      case Axis.DriveEach(NeuronChoice neurons) -> "each of %s driven alone".formatted(of(neurons));
      case Axis.DriveSets(List<NeuronReference> sets) ->
          "each of these sets driven alone: %s".formatted(names(sets));
      case Axis.SilenceEach(NeuronChoice neurons, boolean pairs) ->
          "each %s%s silenced".formatted(pairs ? "pair of " : "of ", of(neurons));
      case Axis.SilenceSets(List<NeuronReference> sets) ->
          "each of these sets silenced: %s".formatted(names(sets));
    };
  }

  private static String of(NeuronChoice neurons) {
    return switch (neurons) {
      case NeuronChoice.Named(List<NeuronReference> references, String _) -> names(references);
      case NeuronChoice.MostActive most ->
          "the %s that were most active in step %s%s"
              .formatted(
                  Counted.of(most.count(), "neuron"),
                  most.step(),
                  most.experiment() != null
                      ? " (" + most.experiment() + ")"
                      : most.at() != null ? " at %s Hz".formatted(Decimal.text(most.at())) : "");
    };
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(Decimal::text).collect(Collectors.joining(", "));
  }

  /// Paragraphs for the methods of a paper.
  List<String> paragraphs() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(simulation());
    if (!campaign.base().readOut().isEmpty()
        && campaign.steps().stream().anyMatch(step -> step.control() != Step.Control.NONE)) {
      paragraphs.add(statistics());
    }
    wirings().ifPresent(paragraphs::add);
    return paragraphs;
  }

  private String simulation() {
    CampaignProvenance made = results.provenance();
    return ("Simulations used the leaky integrate-and-fire model of the fly brain of Shiu et al. (2024),"
            + " run with flybrain %s, backend %s, on %s, with time steps of %s ms and %s mV for each synapse."
            + " %s of %s s were simulated for each of %s, with Poisson input from seed %s.%s")
        .formatted(
            made.fact("flybrain.version"),
            made.fact("flybrain.backend"),
            connectome(made),
            number(made, "flybrain.parameter.dt"),
            number(made, "flybrain.parameter.w_syn"),
            Counted.of(campaign.base().trials(), "trial"),
            Decimal.text(campaign.base().duration()),
            Counted.of(results.experiments().size(), "experiment"),
            made.fact("flybrain.seed"),
            silences()
                ? made.fact("flybrain.silence_mode").equals("both")
                    ? " Silenced neurons lost all their connections."
                    : " Silenced neurons lost their outgoing connections."
                : "");
  }

  private Optional<String> wirings() {
    List<Wirings> wirings =
        campaign.steps().stream()
            .map(Step::wirings)
            .filter(each -> !each.changes().isEmpty())
            .distinct()
            .toList();
    return wirings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Experiments and controls were repeated on changed brains: %s."
                .formatted(
                    wirings.stream()
                        .flatMap(each ->
                            each.changes().stream().map(change -> words(change, each.shuffles())))
                        .distinct()
                        .collect(Collectors.joining("; "))));
  }

  private static String words(WiringChange change, int shuffles) {
    return switch (change.kind()) {
      case REWIRED ->
          "%s (seeds 1 .. %d) in which each neuron has its numbers of connections out of and into it, with random partners"
              .formatted(Counted.of(shuffles, "brain"), shuffles);
      case SHUFFLED_SIGNS ->
          "%s (seeds 1 .. %d) in which the signs of presynaptic neurons are permuted"
              .formatted(Counted.of(shuffles, "brain"), shuffles);
      case MIN_SYNAPSES ->
          "one with connections of at least %s only"
              .formatted(Counted.of(change.synapses(), "synapse"));
    };
  }

  private boolean silences() {
    return !campaign.base().silenced().isEmpty()
        || campaign.steps().stream().anyMatch(Step::silences);
  }

  private static String number(CampaignProvenance made, String fact) {
    return Decimal.text(Double.parseDouble(made.fact(fact)));
  }

  private static String connectome(CampaignProvenance made) {
    String name = made.fact("flybrain.connectome");
    String content = made.fact("flybrain.connectome.sha256");
    String start = content.substring(0, Math.min(12, content.length()));
    if (isSynthetic(made)) {
      return "a synthetic stand-in for the brain, not a fly's (SHA-256 %s...)".formatted(start);
    }
    return Release.named(name).isPresent()
        ? "the FlyWire connectome, version %s (Dorkenwald et al. 2024; Schlegel et al. 2024; SHA-256 %s...)"
            .formatted(name.substring(1), start)
        : "the connectome '%s' (SHA-256 %s...)".formatted(name, start);
  }

  private String statistics() {
    return ("Experiments and their controls had the same random input, and were compared trial by trial."
            + " Differences of firing rates are paired, with 95 %% confidence intervals of Student's t."
            + " P values are of exact two-sided sign-flip tests, adjusted for the number of tests in each step"
            + " (Benjamini and Hochberg 1995). An effect has q of at most %s and is at least %s of the"
            + " read-out's rate in the base experiment. Experiments with more than %s spikes a second in the"
            + " whole brain were counted as runaway activity and not compared.")
        .formatted(
            Decimal.text(criteria.q()),
            Decimal.text(Math.round((1 - criteria.threshold()) * 1e6) / 1e6),
            String.format(Locale.ROOT, "%,.0f", criteria.runaway()));
  }
}
