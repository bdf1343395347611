package flybrain.figures;

import flybrain.campaign.Verdict;
import flybrain.campaign.WiringComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.LegendItem;

/// The brain as it is among its changed ones: a row for each experiment, with its difference to the
/// control as a point and that on each changed brain as an upright line.
final class WiringStrips {
  private static final int MOST_ROWS = 60;

  private WiringStrips() {}

  /// A picture for each read-out and change of the wiring; none for a step on one brain.
  static List<CaptionedFigure> figures(DrawnStep drawn) {
    List<CaptionedFigure> figures = new ArrayList<>();
    List<WiringComparison> all =
        WiringComparison.of(drawn.step(), drawn.results(), drawn.criteria());
    for (String readOut : drawn.readOuts()) {
      drawn
          .step()
          .wirings()
          .changes()
          .forEach(change -> {
            List<WiringComparison> of =
                all.stream()
                    .filter(each ->
                        each.change().equals(change) && each.real().readOut().equals(readOut))
                    .sorted(
                        Comparator.comparingDouble(
                                (WiringComparison each) -> -Math.abs(each.real().difference()))
                            .thenComparingLong(each -> each.real().experiment().number()))
                    .toList();
            if (of.stream().anyMatch(each -> !each.differences().isEmpty())) {
              figures.add(figure(drawn, readOut, change.toString(), of));
            }
          });
    }
    return figures;
  }

  private static CaptionedFigure figure(
      DrawnStep drawn, String readOut, String change, List<WiringComparison> all) {
    List<WiringComparison> shown = all.subList(0, Math.min(all.size(), MOST_ROWS));
    RowChart chart = RowChart.points(shown.stream().map(each -> row(drawn, each)).toList());
    List<LegendItem> legend = new ArrayList<>();
    legend.add(Legends.uprightLine("changed brain", RowChart.OTHERS));
    legend.addAll(VerdictStyle.legend(shown.stream().map(WiringComparison::real).toList()));
    return new CaptionedFigure(
        drawn.fileName(readOut, change),
        "Rate of %s in each experiment minus its control on the same brain: a point for the brain as it is, in the colour of its answer, an upright line for each changed brain (%s)%s. Rank 1: no changed brain has a difference as large."
            .formatted(
                readOut,
                change,
                shown.size() < all.size()
                    ? " (the %d largest of %d differences)".formatted(shown.size(), all.size())
                    : ""),
        chart.picture(
            drawn.title("effect on %s, and on changed brains (%s)".formatted(readOut, change)),
            drawn.subtitle(),
            chart.chart("difference to the control on the same brain (Hz)", legend)));
  }

  private static RowChart.Row row(DrawnStep drawn, WiringComparison each) {
    Verdict verdict = each.real().verdict();
    boolean drawable = verdict != Verdict.RUNAWAY && verdict != Verdict.READ_OUT_SILENT;
    return new RowChart.Row(
        drawn.labels().of(drawn.step(), each.real().experiment()) + "  " + rank(each),
        drawable ? each.real().difference() : Double.NaN,
        Double.NaN,
        Double.NaN,
        0,
        VerdictStyle.color(verdict),
        verdict.isEffect(),
        each.differences(),
        verdict == Verdict.RUNAWAY
            ? "runs away"
            : each.differences().isEmpty() ? "all changed brains run away" : "");
  }

  private static String rank(WiringComparison each) {
    return (each.rank() == 0
            ? "no rank"
            : "rank %d of %d".formatted(each.rank(), each.differences().size() + 1))
        + (each.silent() == 0 ? "" : ", %d silent".formatted(each.silent()));
  }
}
