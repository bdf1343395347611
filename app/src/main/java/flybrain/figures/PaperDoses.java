package flybrain.figures;

import flybrain.campaign.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// The figures of the paper with the rate of a read-out over the rate of the drive.
final class PaperDoses {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;

  /// Beside the first and the last point, as a share of the range.
  private static final double ROOM = 0.05;

  private PaperDoses() {}

  /// With the curves of the steps that the campaign has.
  static CaptionedFigure figure(PaperFigure.Doses figure, DrawnStep drawn) {
    String what = "%s with %s".formatted(figure.readOut(), figure.title());
    YIntervalSeriesCollection curves = new YIntervalSeriesCollection();
    List<Recorded> all = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (PaperFigure.Curve curve : figure.curves()) {
      List<Recorded> arms =
          drawn.results().ofStep(curve.step()).stream()
              .filter(Recorded::isArm)
              .sorted(Comparator.comparingDouble(Recorded::rate))
              .toList();
      List<Recorded> run = arms.stream().filter(arm -> !arm.hadNoNeurons()).toList();
      if (!run.isEmpty()) {
        curves.addSeries(series(curve.name(), figure.readOut(), run));
        all.addAll(run);
      } else if (!arms.isEmpty()) {
        // Without a point, it is in the legend only.
        curves.addSeries(new YIntervalSeries(curve.name() + ": no neurons"));
        absent.add(curve.name());
      }
    }
    if (!PaperFigures.fires(figure.readOut(), all)) {
      return PaperFigures.nothing(
          figure,
          drawn,
          what,
          PaperFigures.silent(List.of(figure.readOut()), all, !absent.isEmpty()));
    }
    boolean spread = drawn.facts().trials() > 1;
    DoubleSummaryStatistics rates = all.stream().mapToDouble(Recorded::rate).summaryStatistics();
    double room = Math.max(1, ROOM * (rates.getMax() - rates.getMin()));
    NumberAxis x =
        ChartStyle.numberAxis(
            "rate of the drive (Hz)", rates.getMin() - room, rates.getMax() + room);
    NumberAxis y =
        ChartStyle.numberAxis(
            "rate of %s (Hz)%s".formatted(figure.readOut(), spread ? " ± sample sd" : ""));
    y.setAutoRangeIncludesZero(true);
    // Room for the lower half of points at 0.
    y.setAutoRangeStickyZero(false);
    XYPlot plot = new XYPlot(curves, x, y, new SpreadLines(curves));
    ChartStyle.apply(plot);
    return PaperFigures.captioned(
        figure,
        "Firing rate of %s, mean over trials%s.%s"
            .formatted(
                figure.readOut(), spread ? ", with a band of one sample sd" : "", missing(absent)),
        Picture.of(
            PaperFigures.title(figure, what),
            drawn.subtitle(),
            WIDTH,
            HEIGHT,
            ChartStyle.chart("", plot, true)));
  }

  /// @param absent curves whose experiments were not run
  private static String missing(List<String> absent) {
    return absent.isEmpty()
        ? ""
        : " Not run, as the connectome lacks neurons that are driven or silenced: %s."
            .formatted(String.join("; ", absent));
  }

  private static YIntervalSeries series(String name, String readOut, List<Recorded> arms) {
    YIntervalSeries series = new YIntervalSeries(name);
    arms.stream()
        .filter(arm -> !arm.ranAway())
        .forEach(
            arm -> SpreadLines.add(series, arm.rate(), arm.rateOf(readOut), arm.sdOf(readOut)));
    return series;
  }
}
