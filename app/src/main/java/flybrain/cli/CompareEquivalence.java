package flybrain.cli;

import flybrain.InputException;
import flybrain.compare.Equivalence;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import flybrain.compare.Equivalences;
import flybrain.compare.Margins;
import flybrain.compare.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `flybrain compare equivalence`: whether two models give the same firing rates.
@Command(
    name = "equivalence",
    description =
        "Tells whether a candidate gives the firing rates of a reference: equivalent, different, or"
            + " not enough data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare equivalence brian2.parquet mine.parquet",
      "  flybrain compare equivalence brian2.parquet mine.parquet --margin 5% --json"
    })
final class CompareEquivalence implements Callable<Integer> {
  private static final int SHOWN = 10;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "Spike file of the reference.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Spike file of the candidate.")
  private Path candidate;

  @Option(
      names = "--reference-rounds",
      paramLabel = "FILE",
      split = ",",
      description = "More rounds of the reference, with other seeds.")
  private List<Path> referenceRounds = List.of();

  @Option(
      names = "--candidate-rounds",
      paramLabel = "FILE",
      split = ",",
      description = "More rounds of the candidate, with other seeds.")
  private List<Path> candidateRounds = List.of();

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description = "Of all spikes (default: 1%%); 5%% or 0.05.")
  private String margin = "1%";

  @Option(
      names = "--neuron-margin",
      paramLabel = "SHARE",
      description = "Of a neuron's rate (default: 10%%).")
  private String neuronMargin = "10%";

  @Option(
      names = "--neuron-margin-hz",
      paramLabel = "HZ",
      description = "Of a neuron's rate, where this is more (default: 2).")
  private double neuronMarginHz = Margins.DEFAULT.neuronHz();

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description = "Probability of a wrong answer (default: 0.05).")
  private double alpha = Margins.DEFAULT.alpha();

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, for files that do not say it.")
  private @Nullable Double duration;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Trials of each file, for files that do not say it.")
  private @Nullable Integer trials;

  @Option(names = "--csv", description = "Print a row for each neuron as CSV.")
  private boolean csv;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Margins margins =
        Usage.check(
            spec,
            () ->
                new Margins(
                    share("--margin", margin),
                    share("--neuron-margin", neuronMargin),
                    neuronMarginHz,
                    alpha));
    RecordedTrials read =
        Usage.check(spec, () -> new RecordedTrials(duration, trials, err::println));
    Equivalence answer =
        Equivalences.of(
            read.read(files(reference, referenceRounds)),
            read.read(files(candidate, candidateRounds)),
            margins);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(answer) : csv ? neurons(answer.neurons()).csv() : text(answer));
    out.flush();
    err.flush();
    return 0;
  }

  private static List<Path> files(Path first, List<Path> rounds) {
    return Stream.concat(Stream.of(first), rounds.stream()).toList();
  }

  private static double share(String option, String text) {
    boolean percent = text.endsWith("%");
    try {
      double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? value / 100 : value;
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s '%s': must be a share such as 5%% or 0.05".formatted(option, text), e);
    }
  }

  private static String text(Equivalence answer) {
    Quantity total = answer.total();
    StringBuilder text = new StringBuilder();
    text.append(words(answer.verdict())).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "trials: %d of the reference, %d of the candidate\n",
            answer.referenceTrials(),
            answer.candidateTrials()));
    text.append(
        String.format(
            Locale.ROOT,
            "spikes a trial: %.1f and %.1f, %+.2f %% (95 %% confidence +- %.2f %%, margin %.2f %%): %s\n",
            total.reference(),
            total.candidate(),
            100 * total.relative(),
            100 * total.halfWidth() / total.reference(),
            100 * total.margin() / total.reference(),
            words(total.verdict())));
    if (!answer.neurons().isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "neurons: %d equivalent, %d different, %d undecided\n",
              answer.count(Verdict.EQUIVALENT),
              answer.count(Verdict.DIFFERENT),
              answer.count(Verdict.NOT_ENOUGH_DATA)));
    }
    if (answer.verdict() == Verdict.NOT_ENOUGH_DATA) {
      text.append(
          String.format(
              Locale.ROOT,
              "enough would be about %d different trials on either side\n",
              answer.trialsNeeded()));
    }
    answer.notices().forEach(notice -> text.append("note: ").append(notice).append('\n'));
    List<Neuron> shown =
        answer.neurons().stream()
            .filter(neuron -> neuron.rate().verdict() != Verdict.EQUIVALENT)
            .limit(SHOWN)
            .toList();
    return shown.isEmpty()
        ? text.toString()
        : text + "\nNeurons that differ most, rates in Hz:\n" + neurons(shown).text();
  }

  private static Table neurons(List<Neuron> neurons) {
    Table table =
        new Table(
            "flywire_id",
            "verdict",
            "reference_hz",
            "candidate_hz",
            "difference_hz",
            "ci95_hz",
            "margin_hz",
            "p_different",
            "p_equivalent");
    for (Neuron neuron : neurons) {
      Quantity rate = neuron.rate();
      table.add(
          Arrays.asList(
              Long.toString(neuron.flywireId()),
              words(rate.verdict()),
              rounded(rate.reference()),
              rounded(rate.candidate()),
              rounded(rate.difference()),
              rounded(rate.halfWidth()),
              rounded(rate.margin()),
              rounded(rate.pDifferent()),
              rounded(rate.pEquivalent())));
    }
    return table;
  }

  private static String json(Equivalence answer) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", word(answer.verdict()));
    json.put("reference_trials", answer.referenceTrials());
    json.put("candidate_trials", answer.candidateTrials());
    json.put("trials_needed", answer.trialsNeeded());
    json.put("spikes_per_trial", quantity(answer.total()));
    json.put("notes", answer.notices());
    json.put("neurons", answer.neurons().stream().map(CompareEquivalence::neuron).toList());
    return JSON.writeValueAsString(json) + "\n";
  }

  private static Map<String, @Nullable Object> neuron(Neuron neuron) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("flywire_id", Long.toString(neuron.flywireId()));
    json.putAll(quantity(neuron.rate()));
    return json;
  }

  private static Map<String, @Nullable Object> quantity(Quantity quantity) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", word(quantity.verdict()));
    json.put("reference", finite(quantity.reference()));
    json.put("candidate", finite(quantity.candidate()));
    json.put("difference", finite(quantity.difference()));
    json.put("ci95", finite(quantity.halfWidth()));
    json.put("margin", finite(quantity.margin()));
    json.put("p_different", finite(quantity.pDifferent()));
    json.put("p_equivalent", finite(quantity.pEquivalent()));
    json.put("power", finite(quantity.power()));
    return json;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /// Four significant digits.
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.3e", value));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Verdict verdict) {
    return word(verdict).replace('_', ' ');
  }
}
