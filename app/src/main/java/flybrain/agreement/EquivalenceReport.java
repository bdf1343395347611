package flybrain.agreement;

import flybrain.compare.CountSample;
import flybrain.compare.Equivalence;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import flybrain.compare.Equivalences;
import flybrain.compare.Verdict;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.pages.HtmlPage;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether two models agree, as text, CSV and JSON.
///
/// @param answer what was found
/// @param reference counts of the reference
/// @param candidate counts of the candidate
/// @param causes what a difference likely comes from, one line each
/// @param names of neurons by FlyWire root id, where people asked for them
/// @param known types and sides of neurons
/// @param runs what both files say of how they were made, the reference first
public record EquivalenceReport(
    Equivalence answer,
    CountSample reference,
    CountSample candidate,
    List<String> causes,
    Map<Long, String> names,
    AnnotatedNeurons known,
    List<Map<String, String>> runs) {
  private static final int SHOWN = 10;

  public EquivalenceReport {
    causes = List.copyOf(causes);
    names = Map.copyOf(names);
    runs = List.copyOf(runs);
  }

  /// A row for each neuron.
  public Table table() {
    return neurons(answer.neurons());
  }

  /// The answer with all numbers and the neurons that differ most.
  public String text() {
    Table neurons = notEquivalent();
    return neurons.size() == 0
        ? summary()
        : summary() + "\nNeurons that differ most, rates in Hz:\n" + neurons.text();
  }

  /// Shows the text's content on a page.
  public void show(HtmlPage page) {
    page.section("Equivalence").paragraphs(summary());
    Table neurons = notEquivalent();
    if (neurons.size() > 0) {
      neurons.show(page, "Neurons that differ most, rates in Hz");
    }
  }

  private Table notEquivalent() {
    Table table =
        neurons(
            answer.neurons().stream()
                .filter(neuron -> neuron.rate().verdict() != Verdict.EQUIVALENT)
                .limit(SHOWN)
                .toList());
    Table shown =
        known.neurons().size() > 0
            ? table
            : table.only(table.columns().subList(0, table.columns().size() - 2));
    return names.isEmpty() ? shown : named(shown);
  }

  /// The same with the names of neurons before their ids.
  private Table named(Table table) {
    List<String> columns = new ArrayList<>(List.of("name"));
    columns.addAll(table.columns());
    Table named = new Table(columns);
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(names.get(Long.valueOf(String.valueOf(row.getFirst()))));
      cells.addAll(row);
      named.add(cells);
    }
    return named;
  }

  private String summary() {
    StringBuilder text = new StringBuilder();
    text.append(words(answer.verdict())).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "trials: %d of the reference, %d of the candidate\n",
            answer.referenceTrials(),
            answer.candidateTrials()));
    text.append(total());
    if (!answer.neurons().isEmpty()) {
      text.append(
          String.format(
              Locale.ROOT,
              "neurons: %d equivalent, %d different, %d undecided\n",
              answer.count(Verdict.EQUIVALENT),
              answer.count(Verdict.DIFFERENT),
              answer.count(Verdict.NOT_ENOUGH_DATA)));
    }
    text.append(power());
    if (answer.verdict() == Verdict.NOT_ENOUGH_DATA) {
      text.append(
          String.format(
              Locale.ROOT,
              "about %d distinct trials on either side would be enough\n",
              answer.trialsNeeded()));
    }
    answer.notices().forEach(notice -> text.append("note: ").append(notice).append('\n'));
    causes.forEach(cause -> text.append("likely cause: ").append(cause).append('\n'));
    return text.toString();
  }

  /// The difference of all spikes, in spikes and, if the reference fires, in %.
  private String total() {
    Quantity total = answer.total();
    boolean measured = !Double.isNaN(total.halfWidth());
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "spikes a trial: %.1f and %.1f, difference %+.1f",
            total.reference(),
            total.candidate(),
            total.difference()));
    if (measured) {
      text.append(String.format(Locale.ROOT, " +- %.1f (95 %% confidence)", total.halfWidth()));
    }
    if (total.reference() > 0) {
      text.append(String.format(Locale.ROOT, ", %+.2f %%", 100 * total.relative()));
      if (measured) {
        text.append(
            String.format(Locale.ROOT, " +- %.2f %%", 100 * total.halfWidth() / total.reference()));
      }
      text.append(
          String.format(
              Locale.ROOT, " (margin %.2f %%)", 100 * total.margin() / total.reference()));
    }
    return text.append(": ").append(words(total.verdict())).append('\n').toString();
  }

  /// The power of this number of trials, in one line; empty with fewer than two.
  private String power() {
    Quantity total = answer.total();
    return Double.isNaN(answer.detectableBias()) || total.reference() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "power, all spikes: with this many trials, identical models are found equivalent in "
                + "%.0f %% of comparisons, and a bias of %.2f %% is detected in %.0f %%\n",
            100 * total.power(),
            100 * answer.detectableBias() / total.reference(),
            100 * Equivalences.POWER);
  }

  private Table neurons(List<Neuron> neurons) {
    Table table =
        new Table(
            "flywire_id",
            "verdict",
            "reference_hz",
            "reference_sample_sd",
            "candidate_hz",
            "candidate_sample_sd",
            "difference_hz",
            "ci95_hz",
            "margin_hz",
            "p_different",
            "p_equivalent",
            "power",
            "type",
            "side");
    for (Neuron neuron : neurons) {
      Quantity rate = neuron.rate();
      table.add(
          Arrays.asList(
              neuron.flywireId(),
              words(rate.verdict()),
              rate.reference(),
              reference.rateSd(neuron.flywireId()),
              rate.candidate(),
              candidate.rateSd(neuron.flywireId()),
              rate.difference(),
              rate.halfWidth(),
              rate.margin(),
              rate.pDifferent(),
              rate.pEquivalent(),
              rate.power(),
              known.type(neuron.flywireId()),
              known.side(neuron.flywireId())));
    }
    return table.rounded();
  }

  public String json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", word(answer.verdict()));
    json.put("reference_trials", answer.referenceTrials());
    json.put("candidate_trials", answer.candidateTrials());
    json.put("trials_needed", answer.trialsNeeded());
    json.put("detectable_bias", Table.finite(answer.detectableBias()));
    json.put("spikes_per_trial", quantity(answer.total()));
    json.put("notes", answer.notices());
    json.put("likely_causes", causes);
    json.put("runs", runs);
    json.put("neurons", answer.neurons().stream().map(this::neuron).toList());
    return TableFiles.json(json);
  }

  private Map<String, @Nullable Object> neuron(Neuron neuron) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("flywire_id", Long.toString(neuron.flywireId()));
    json.putAll(quantity(neuron.rate()));
    json.put("reference_sample_sd", Table.finite(reference.rateSd(neuron.flywireId())));
    json.put("candidate_sample_sd", Table.finite(candidate.rateSd(neuron.flywireId())));
    json.put("type", known.type(neuron.flywireId()));
    json.put("side", known.side(neuron.flywireId()));
    return json;
  }

  private static Map<String, @Nullable Object> quantity(Quantity quantity) {
    return TableFiles.object(
        List.of(
            "verdict",
            "reference",
            "candidate",
            "difference",
            "ci95",
            "margin",
            "p_different",
            "p_equivalent",
            "power"),
        List.of(
            word(quantity.verdict()),
            quantity.reference(),
            quantity.candidate(),
            quantity.difference(),
            quantity.halfWidth(),
            quantity.margin(),
            quantity.pDifferent(),
            quantity.pEquivalent(),
            quantity.power()));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Verdict verdict) {
    return word(verdict).replace('_', ' ');
  }
}
