package flybrain.cli;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.campaign.Answer;
import flybrain.campaign.Answers;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.Verdict;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.CampaignFigures;
import flybrain.figures.CaptionedFigure;
import flybrain.figures.RunFigure;
import flybrain.pages.HtmlPage;
import flybrain.tables.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The HTML page of a campaign: what was asked, the answers with their pictures, what could not be
/// answered, and a paragraph for the methods of a paper.
///
/// It depends on the results alone, and has no date: the same campaign gives the same page.
final class CampaignPage {
  /// The page in the folder of a campaign.
  static final String FILE = "report.html";

  /// More would make browsers slow.
  private static final int MOST_PICTURES = 40;

  private static final int MOST_ROWS = 200;
  private static final int MOST_NAMED = 10;

  private final Campaign campaign;
  private final CampaignResults results;
  private final Criteria criteria;
  private final AnnotatedNeurons known;
  private final CampaignMethods methods;
  private final HtmlPage page;
  private int pictures;
  private int without;

  private CampaignPage(
      Campaign campaign, CampaignResults results, Criteria criteria, AnnotatedNeurons known) {
    this.campaign = campaign;
    this.results = results;
    this.criteria = criteria;
    this.known = known;
    this.methods = new CampaignMethods(campaign, results, criteria);
    this.page =
        new HtmlPage("Campaign " + campaign.name(), CampaignText.provenance(results.provenance()));
  }

  /// Writes the page and says where it is; without pictures on a machine without fonts.
  ///
  /// @param steps that are shown
  /// @param known types and sides of neurons, shown beside ids in pictures
  static void write(
      Campaign campaign,
      CampaignResults results,
      Criteria criteria,
      List<Step> steps,
      AnnotatedNeurons known,
      Path file,
      PrintWriter err)
      throws IOException {
    boolean drawn = canDraw(err);
    new CampaignPage(campaign, results, criteria, known).of(steps, drawn).write(file);
    err.println("page: " + file);
    err.flush();
  }

  private static boolean canDraw(PrintWriter err) {
    try {
      CaptionedFigure.check(Path.of("page.svg"), RunFigure.DOTS_PER_INCH);
      return true;
    } catch (InputException e) {
      err.println("warning: the page has no pictures: " + e.getMessage());
      return false;
    }
  }

  private HtmlPage of(List<Step> steps, boolean drawn) throws IOException {
    if (CampaignMethods.isSynthetic(results.provenance())) {
      page.paragraph(
          "Made on the synthetic brain, whose wiring is random: nothing here is about a fly.");
    }
    page.section("What was asked");
    page.paragraph(methods.base());
    page.lines(campaign.text());
    for (Step step : steps) {
      show(step, drawn);
    }
    if (without > 0) {
      page.paragraph(
          "%s %s not shown; flybrain campaign show %s --figures DIR draws all pictures."
              .formatted(
                  Counted.of(without, "step"),
                  without == 1 ? "has pictures that are" : "have pictures that are",
                  campaign.name()));
    }
    page.section("What could not be answered");
    unanswered(steps).forEach(page::paragraph);
    page.section("For the methods of a paper");
    methods.paragraphs().forEach(page::paragraph);
    methods.references().forEach(page::paragraph);
    return page;
  }

  private void show(Step step, boolean drawn) throws IOException {
    page.section("Step " + step.name());
    page.paragraph(methods.step(step));
    List<Recorded> ofStep = results.ofStep(step.name());
    List<Answer> answers = Answers.of(step, results, criteria);
    page.paragraph(CampaignText.summary(ofStep, answers) + ".");
    if (drawn && pictures < MOST_PICTURES) {
      for (CaptionedFigure figure : CampaignFigures.of(step, results, criteria, known)) {
        page.picture(figure.svg(), figure.title(), figure.caption());
        pictures++;
      }
    } else if (drawn) {
      without++;
    }
    int all = answers.isEmpty() ? ofStep.size() : answers.size();
    int rows = Math.min(all, MOST_ROWS);
    Table table =
        answers.isEmpty()
            ? CampaignText.activity(ofStep.subList(0, rows))
            : CampaignText.shown(CampaignText.ranked(step, answers).subList(0, rows), known);
    table.show(page, "");
    if (!answers.isEmpty() && !step.wirings().changes().isEmpty()) {
      WiringTable.shown(step, results, criteria, MOST_ROWS)
          .show(
              page,
              "The same experiments on changed brains, each against its control on the same brain."
                  + " The rank is that of the brain as it is, by the size of the difference.");
    }
    if (rows < all) {
      page.paragraph(
          "and %,d more: flybrain campaign export %s".formatted(all - rows, campaign.name()));
    }
  }

  private List<String> unanswered(List<Step> steps) {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      List<Recorded> ofStep = results.ofStep(step.name());
      List<Answer> answers = Answers.of(step, results, criteria);
      String place = "Step %s: ".formatted(step.name());
      addSilent(lines, place, answers);
      List<Answer> open = with(answers, Verdict.NOT_ENOUGH_TRIALS);
      if (!open.isEmpty()) {
        int most = open.stream().mapToInt(Answer::trialsNeeded).max().orElse(0);
        lines.add(
            place
                + "%,d of %s %s more trials, at most about %,d."
                    .formatted(
                        open.size(),
                        Counted.of(answers.size(), "comparison"),
                        open.size() == 1 ? "needs" : "need",
                        most));
      }
      add(
          lines,
          place,
          "runs away, so its rates mean nothing",
          "run away, so their rates mean nothing",
          ofStep.stream().filter(Recorded::ranAway).toList());
      add(
          lines,
          place,
          "had no neurons on this connectome and was not run",
          "had no neurons on this connectome and were not run",
          ofStep.stream().filter(Recorded::hadNoNeurons).toList());
      if (answers.isEmpty()) {
        lines.add(
            place
                + (step.control() == Step.Control.NONE
                    ? "has no control, so it has rates but no answers."
                    : "has no read-outs that this connectome has, so it has rates but no answers."));
      }
    }
    if (!results.finished()) {
      lines.add(
          "%d of %d experiments have ended; flybrain campaign resume continues."
              .formatted(results.experiments().size(), results.provenance().experiments()));
    }
    return lines.isEmpty() ? List.of("Every comparison has an answer.") : lines;
  }

  private static List<Answer> with(List<Answer> answers, Verdict verdict) {
    return answers.stream().filter(answer -> answer.verdict() == verdict).toList();
  }

  private static void addSilent(List<String> lines, String place, List<Answer> answers) {
    with(answers, Verdict.READ_OUT_SILENT).stream()
        .collect(Collectors.groupingBy(Answer::readOut, TreeMap::new, Collectors.counting()))
        .forEach((readOut, count) ->
            lines.add(
                place
                    + "read-out %s fires neither in the experiment nor its control nor the base experiment in %s."
                        .formatted(readOut, Counted.of(count, "comparison"))));
  }

  /// @param one what is said of a single experiment
  /// @param more what is said of several
  private static void add(
      List<String> lines, String place, String one, String more, List<Recorded> experiments) {
    if (!experiments.isEmpty()) {
      String names =
          experiments.stream()
              .limit(MOST_NAMED)
              .map(Recorded::name)
              .collect(Collectors.joining(", "));
      lines.add(
          place
              + "%s %s: %s%s."
                  .formatted(
                      Counted.of(experiments.size(), "experiment"),
                      experiments.size() == 1 ? one : more,
                      names,
                      experiments.size() > MOST_NAMED ? " and others" : ""));
    }
  }
}
