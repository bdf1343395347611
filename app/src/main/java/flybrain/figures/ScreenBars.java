package flybrain.figures;

import flybrain.Decimal;
import flybrain.campaign.Answer;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.Verdict;
import flybrain.figures.RowChart.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The rate of a read-out in each experiment of a screen as a bar, ranked, with lines for the
/// control and the threshold.
final class ScreenBars {
  private final DrawnStep drawn;
  private final String readOut;
  private final Map<Recorded, Answer> answers = new HashMap<>();

  private ScreenBars(DrawnStep drawn, String readOut) {
    this.drawn = drawn;
    this.readOut = readOut;
    drawn.answers(readOut).forEach(answer -> answers.put(answer.experiment(), answer));
  }

  /// @param readOut its name, empty for the spikes of all neurons
  static CaptionedFigure figure(DrawnStep drawn, String readOut) {
    return new ScreenBars(drawn, readOut).figure();
  }

  private CaptionedFigure figure() {
    List<Recorded> arms =
        drawn.arms().stream()
            .sorted(
                drawn.step().drives()
                    ? Comparator.comparingDouble(arm -> -rate(arm))
                    : Comparator.comparingDouble(this::rate))
            .toList();
    List<Recorded> shown = arms.subList(0, Math.min(arms.size(), CampaignFigures.MOST_ROWS));
    RowChart chart = RowChart.bars(shown.stream().map(this::row).toList(), lines());
    String unit = readOut.isEmpty() ? "spikes a trial" : "rate (Hz)";
    boolean spread = !readOut.isEmpty() && drawn.facts().trials() > 1;
    Picture picture =
        chart.picture(
            drawn.title(readOut.isEmpty() ? "spikes of all neurons" : "rate of " + readOut),
            drawn.subtitle(),
            chart.chart(
                spread ? unit + " ± sample sd" : unit,
                VerdictStyle.legend(List.copyOf(answers.values()))));
    return new CaptionedFigure(
        readOut.isEmpty() ? drawn.fileName() : drawn.fileName(readOut),
        caption(arms.size(), shown.size()),
        picture);
  }

  private String caption(int arms, int shown) {
    String order = drawn.step().drives() ? "highest" : "lowest";
    return "%s, mean over trials%s; the %s on top%s."
        .formatted(
            readOut.isEmpty()
                ? "Spikes of the whole brain in a trial"
                : "Firing rate of %s in each experiment".formatted(readOut),
            readOut.isEmpty() ? "" : ", with one sample sd",
            order,
            shown < arms ? " (%d of %d experiments)".formatted(shown, arms) : "");
  }

  private double rate(Recorded arm) {
    return readOut.isEmpty() ? arm.spikes() : arm.rateOf(readOut);
  }

  private RowChart.Row row(Recorded arm) {
    Answer answer = answers.get(arm);
    double rate = arm.ranAway() ? Double.NaN : rate(arm);
    double sd = readOut.isEmpty() ? Double.NaN : arm.sdOf(readOut);
    return new RowChart.Row(
        drawn.labels().of(drawn.step(), arm),
        rate,
        Math.max(0, rate - sd),
        rate + sd,
        0,
        answer == null ? OkabeIto.BLUE : VerdictStyle.color(answer.verdict()),
        true,
        arm.ranAway() ? "runs away" : "");
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    answers.values().stream()
        .filter(answer ->
            answer.verdict() != Verdict.RUNAWAY && answer.verdict() != Verdict.READ_OUT_SILENT)
        .findFirst()
        .ifPresent(answer -> {
          // A silent read-out cannot fire less.
          double sign = drawn.step().drives() || answer.control() == 0 ? 1 : -1;
          double threshold = answer.control() + sign * answer.margin();
          lines.add(
              new Line(answer.control(), hertz("control", answer.control()), ChartStyle.LINE));
          lines.add(
              new Line(
                  threshold,
                  hertz("threshold", threshold) + share(answer, sign),
                  ChartStyle.DASHED));
        });
    return lines;
  }

  private String share(Answer answer, double sign) {
    double threshold = drawn.criteria().threshold();
    return drawn.step().control() == Step.Control.BASE && answer.control() > 0
        ? ", %s of the control".formatted(Decimal.text(sign < 0 ? threshold : 2 - threshold))
        : "";
  }

  private static String hertz(String name, double rate) {
    return String.format(Locale.ROOT, "%s: %.1f Hz", name, rate);
  }
}
