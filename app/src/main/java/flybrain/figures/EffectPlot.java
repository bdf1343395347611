package flybrain.figures;

import flybrain.campaign.Answer;
import flybrain.campaign.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.LegendItem;

/// Each experiment against its control: the difference of the read-out's rate with its confidence
/// interval, sorted (a forest plot).
final class EffectPlot {
  private EffectPlot() {}

  static CaptionedFigure figure(DrawnStep drawn, String readOut) {
    List<Answer> answers =
        drawn.answers(readOut).stream()
            .sorted(
                Comparator.comparingDouble((Answer each) -> -Math.abs(each.difference()))
                    .thenComparingLong(each -> each.experiment().number()))
            .limit(CampaignFigures.MOST_ROWS)
            .sorted(
                Comparator.comparingDouble(Answer::difference)
                    .thenComparingLong(each -> each.experiment().number()))
            .toList();
    RowChart chart = RowChart.points(answers.stream().map(answer -> row(drawn, answer)).toList());
    Picture picture =
        chart.picture(
            drawn.title("effect on " + readOut),
            drawn.subtitle(),
            chart.chart(
                "difference to the control (Hz), 95 % confidence interval", legend(answers)));
    int all = drawn.answers(readOut).size();
    return new CaptionedFigure(
        drawn.fileName(readOut, "effects"),
        "Rate of %s in each experiment minus its control, trial by trial, with 95 %% confidence interval. Filled points are effects; in the grey band a difference is too small to count as one%s."
            .formatted(
                readOut,
                answers.size() < all
                    ? " (the %d largest of %d differences)".formatted(answers.size(), all)
                    : ""),
        picture);
  }

  private static List<LegendItem> legend(List<Answer> answers) {
    List<LegendItem> items = new ArrayList<>();
    items.add(Legends.square("too small to count", RowChart.BAND));
    items.addAll(VerdictStyle.legend(answers));
    return items;
  }

  private static RowChart.Row row(DrawnStep drawn, Answer answer) {
    Verdict verdict = answer.verdict();
    boolean drawable = verdict != Verdict.RUNAWAY && verdict != Verdict.READ_OUT_SILENT;
    return new RowChart.Row(
        drawn.labels().of(drawn.step(), answer.experiment()),
        drawable ? answer.difference() : Double.NaN,
        drawable ? answer.low() : Double.NaN,
        drawable ? answer.high() : Double.NaN,
        drawable ? answer.margin() : 0,
        VerdictStyle.color(verdict),
        verdict.isEffect(),
        switch (verdict) {
          case RUNAWAY -> "runs away";
          case READ_OUT_SILENT -> "read-out silent";
          default -> "";
        });
  }
}
