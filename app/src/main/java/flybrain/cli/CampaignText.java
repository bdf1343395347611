package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.campaign.Answer;
import flybrain.campaign.Answers;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.Verdict;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a campaign found, as text, as a table and as JSON.
final class CampaignText {
  /// Rows of a step that people look at.
  private static final int MOST_SHOWN = 30;

  private static final List<String> COLUMNS =
      List.of(
          "step",
          "experiment",
          "control",
          "drive_hz",
          "drive2_hz",
          "driven",
          "silenced",
          "parameters",
          "read_out",
          "rate_hz",
          "control_hz",
          "difference_hz",
          "low_hz",
          "high_hz",
          "margin_hz",
          "p",
          "q",
          "answer",
          "trials",
          "trials_needed",
          "seed",
          "silence_mode",
          "connectome",
          "flybrain");

  private CampaignText() {}

  /// Connectome, seed, version and silencing mode in a line.
  static String provenance(CampaignProvenance provenance) {
    return "connectome %s, seed %s, silencing %s, %s, flybrain %s"
        .formatted(
            provenance.fact("flybrain.connectome"),
            provenance.fact("flybrain.seed"),
            provenance.fact("flybrain.silence_mode"),
            provenance.fact("flybrain.framework"),
            provenance.fact("flybrain.version"));
  }

  /// The answers of steps, one row for each experiment and read-out.
  static Table table(List<Step> steps, CampaignResults results, Criteria criteria) {
    Table table = new Table(COLUMNS);
    for (Step step : steps) {
      for (Answer answer : Answers.of(step, results, criteria)) {
        Recorded arm = answer.experiment();
        table.add(
            Arrays.<@Nullable Object>asList(
                arm.step(),
                arm.name(),
                arm.control(),
                arm.rate(),
                arm.rate2(),
                arm.driven(),
                arm.silenced(),
                arm.parameters(),
                answer.readOut(),
                answer.rate(),
                answer.control(),
                answer.difference(),
                answer.low(),
                answer.high(),
                answer.margin(),
                answer.p(),
                answer.q(),
                answer.verdict().toString(),
                arm.trials(),
                answer.trialsNeeded(),
                arm.seed(),
                arm.silenceMode(),
                results.provenance().fact("flybrain.connectome"),
                results.provenance().fact("flybrain.version")));
      }
    }
    return table;
  }

  /// The answers of a step for people: the largest differences first, or in the order of a sweep.
  static String of(Step step, CampaignResults results, Criteria criteria) {
    List<Answer> answers = Answers.of(step, results, criteria);
    StringBuilder text = new StringBuilder();
    text.append(
        "step %s: %s\n".formatted(step.name(), summary(results.ofStep(step.name()), answers)));
    if (answers.isEmpty()) {
      return text.append(activity(results.ofStep(step.name()), results.folder()))
          .toString()
          .stripTrailing();
    }
    List<Answer> shown = ranked(step, answers);
    int rows = Math.min(shown.size(), step.drives() || step.silences() ? MOST_SHOWN : 100);
    text.append(shown(shown.subList(0, rows)).text());
    if (rows < shown.size()) {
      text.append(
          "and %,d more; all: flybrain campaign show %s --csv\n"
              .formatted(shown.size() - rows, results.folder()));
    }
    if (!step.wirings().changes().isEmpty()) {
      text.append("the same on changed brains:\n")
          .append(WiringTable.shown(step, results, criteria, MOST_SHOWN).text());
    }
    return text.append(silent(answers))
        .append(runaway(results.ofStep(step.name())))
        .toString()
        .stripTrailing();
  }

  /// Answers as people look at them: the largest differences first, or in the order of a sweep.
  static List<Answer> ranked(Step step, List<Answer> answers) {
    return step.drives() || step.silences()
        ? answers.stream()
            .sorted(Comparator.comparingDouble((Answer each) -> -Math.abs(each.difference())))
            .toList()
        : answers;
  }

  /// The read-outs that nothing reached.
  private static String silent(List<Answer> answers) {
    Map<String, Boolean> silent = new LinkedHashMap<>();
    answers.forEach(answer ->
        silent.merge(
            answer.readOut(), answer.verdict() == Verdict.READ_OUT_SILENT, Boolean::logicalAnd));
    return silent.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(each -> silent(each.getKey()))
        .collect(Collectors.joining());
  }

  private static String silent(String readOut) {
    return "warning: read-out %s fires in none of these experiments; choose another read-out or connectome%n"
        .formatted(readOut);
  }

  /// How many experiments and answers of each kind there are.
  static String summary(List<Recorded> ofStep, List<Answer> answers) {
    Map<Verdict, Long> counts =
        answers.stream().collect(Collectors.groupingBy(Answer::verdict, Collectors.counting()));
    String verdicts =
        Arrays.stream(Verdict.values())
            .filter(counts::containsKey)
            .map(verdict -> counts.get(verdict) + " " + verdict)
            .collect(Collectors.joining(", "));
    return Counted.of(ofStep.size(), "experiment") + (verdicts.isEmpty() ? "" : "; " + verdicts);
  }

  /// Answers as a table for people.
  static Table shown(List<Answer> answers) {
    return shown(answers, AnnotatedNeurons.NONE);
  }

  /// Answers as a table for people.
  ///
  /// @param known types and sides of neurons, shown beside ids
  static Table shown(List<Answer> answers, AnnotatedNeurons known) {
    Table table =
        new Table(
            "drive_hz",
            "drive2_hz",
            "driven",
            "silenced",
            "parameters",
            "read_out",
            "rate_hz",
            "control_hz",
            "difference_hz",
            "95 % interval",
            "q",
            "answer");
    for (Answer answer : answers) {
      Recorded arm = answer.experiment();
      table.add(
          Arrays.<@Nullable Object>asList(
              number(arm.rate()),
              number(arm.rate2()),
              neurons(arm.driven(), known),
              neurons(arm.silenced(), known),
              arm.parameters(),
              answer.readOut(),
              hertz(answer.rate()),
              hertz(answer.control()),
              (answer.difference() > 0 ? "+" : "") + hertz(answer.difference()),
              Double.isNaN(answer.low())
                  ? "-"
                  : hertz(answer.low()) + " .. " + hertz(answer.high()),
              Double.isNaN(answer.q()) ? "-" : String.format(Locale.ROOT, "%.2g", answer.q()),
              words(answer)));
    }
    return table.only(
        table.columns().stream()
            .filter(column ->
                table.rows().stream()
                    .map(row -> row.get(table.columns().indexOf(column)))
                    .anyMatch(cell -> cell != null && !cell.equals("")))
            .toList());
  }

  /// Ids with type and side where they are known; names of sets as they are.
  private static String neurons(String listed, AnnotatedNeurons known) {
    return Arrays.stream(listed.split("\\+", -1))
        .map(each -> each.matches("\\d{1,18}") ? known.label(Long.parseLong(each)) : each)
        .collect(Collectors.joining(" + "));
  }

  private static String words(Answer answer) {
    return answer.verdict() == Verdict.NOT_ENOUGH_TRIALS
        ? "%s (about %,d)".formatted(answer.verdict(), answer.trialsNeeded())
        : answer.verdict().toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Decimal.text(value);
  }

  private static String hertz(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// The activity in a step without controls or read-outs.
  private static String activity(List<Recorded> experiments, Path folder) {
    int shown = Math.min(MOST_SHOWN, experiments.size());
    String more =
        shown == experiments.size()
            ? ""
            : "and %,d more: flybrain campaign export %s\n"
                .formatted(experiments.size() - shown, folder);
    String silent =
        readOuts(experiments).stream()
            .filter(readOut -> experiments.stream().noneMatch(each -> each.rateOf(readOut) > 0))
            .map(CampaignText::silent)
            .collect(Collectors.joining());
    return activity(experiments.subList(0, shown)).text() + more + silent + runaway(experiments);
  }

  private static Set<String> readOuts(List<Recorded> experiments) {
    Set<String> names = new LinkedHashSet<>();
    experiments.forEach(each -> names.addAll(each.counts().keySet()));
    return names;
  }

  /// Spikes, active neurons and rates of the read-outs of experiments, as a table for people.
  static Table activity(List<Recorded> experiments) {
    Set<String> readOuts = readOuts(experiments);
    List<String> columns =
        new ArrayList<>(List.of("experiment", "spikes a trial", "active neurons"));
    readOuts.forEach(readOut -> columns.add(readOut + " (Hz)"));
    Table table = new Table(columns);
    for (Recorded each : experiments) {
      List<String> row = new ArrayList<>(List.of(each.name()));
      row.addAll(
          each.hadNoNeurons()
              ? List.of("no neurons", "")
              : List.of(hertz(each.spikes()), hertz(each.active())));
      for (String readOut : readOuts) {
        row.add(each.counts().containsKey(readOut) ? hertz(each.rateOf(readOut)) : "");
      }
      table.add(row);
    }
    return table;
  }

  private static String runaway(List<Recorded> experiments) {
    return experiments.stream()
        .filter(Recorded::ranAway)
        .map(each ->
            String.format(
                Locale.ROOT,
                "warning: %s runs away: %,.0f neurons fire %,.0f spikes a second; its rates mean"
                    + " nothing%n",
                each.name(),
                each.active(),
                each.spikes() / each.duration()))
        .limit(MOST_SHOWN)
        .collect(Collectors.joining());
  }

  /// Everything that was found, as JSON.
  static String json(Campaign campaign, CampaignResults results) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("campaign", campaign.name());
    facts.put("folder", results.folder().toString());
    facts.put("experiments", results.experiments().size());
    facts.put("provenance", results.provenance().facts());
    Table table = table(campaign.steps(), results, campaign.criteria());
    List<Map<String, @Nullable Object>> answers = new ArrayList<>();
    table.rows().forEach(row -> answers.add(TableFiles.object(table.columns(), row)));
    facts.put("answers", answers);
    return TableFiles.json(facts);
  }
}
