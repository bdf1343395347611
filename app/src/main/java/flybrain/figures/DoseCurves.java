package flybrain.figures;

import flybrain.campaign.Answer;
import flybrain.campaign.Axis;
import flybrain.campaign.Recorded;
import flybrain.campaign.Verdict;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// The rate of each read-out over a swept rate or parameter, with a band of one standard deviation;
/// without read-outs, the spikes of all neurons.
final class DoseCurves {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;

  private final DrawnStep drawn;
  private final Axis axis;
  private final List<Recorded> arms;
  private final List<String> readOuts;
  private final Map<String, Map<Recorded, Verdict>> verdicts = new HashMap<>();

  private DoseCurves(DrawnStep drawn) {
    this.drawn = drawn;
    this.axis = drawn.step().axes().getFirst();
    this.arms =
        drawn.arms().stream()
            .sorted(Comparator.comparingDouble(arm -> ArmLabels.number(axis, arm)))
            .toList();
    List<String> all = drawn.readOuts();
    this.readOuts = all.subList(0, Math.min(all.size(), OkabeIto.SERIES.size()));
    for (Answer answer : drawn.answers()) {
      verdicts
          .computeIfAbsent(answer.readOut(), _ -> new HashMap<>())
          .put(answer.experiment(), answer.verdict());
    }
  }

  static CaptionedFigure figure(DrawnStep drawn) {
    DoseCurves curves = new DoseCurves(drawn);
    String what = curves.readOuts.isEmpty() ? "spikes of all neurons" : "rates of the read-outs";
    Picture picture =
        Picture.of(
            drawn.title(what),
            drawn.subtitle(),
            WIDTH,
            HEIGHT,
            ChartStyle.chart("", curves.plot(), !curves.readOuts.isEmpty()));
    return new CaptionedFigure(drawn.fileName(), curves.caption(), picture);
  }

  private String caption() {
    StringBuilder text = new StringBuilder();
    if (readOuts.isEmpty()) {
      text.append("Spikes of the whole brain in a trial, mean over trials.");
    } else {
      text.append("Firing rate of each read-out, mean over trials");
      text.append(drawn.facts().trials() > 1 ? ", with a band of one sample sd." : ".");
      if (!verdicts.isEmpty()) {
        text.append(" Filled points differ from the base experiment by what counts as an effect.");
      }
    }
    if (readOuts.size() < drawn.readOuts().size()) {
      text.append(
          " The first %d of %d read-outs.".formatted(readOuts.size(), drawn.readOuts().size()));
    }
    if (arms.stream().anyMatch(Recorded::ranAway)) {
      text.append(" Where activity runs away, rates mean nothing and are not drawn.");
    }
    return text.toString();
  }

  private XYPlot plot() {
    YIntervalSeriesCollection series = new YIntervalSeriesCollection();
    if (readOuts.isEmpty()) {
      YIntervalSeries line = new YIntervalSeries("all neurons");
      arms.stream()
          .filter(arm -> !arm.ranAway())
          .forEach(arm -> add(line, arm, arm.spikes(), Double.NaN));
      series.addSeries(line);
    }
    for (String readOut : readOuts) {
      YIntervalSeries line = new YIntervalSeries(readOut);
      arms.stream()
          .filter(arm -> !arm.ranAway())
          .forEach(arm -> add(line, arm, arm.rateOf(readOut), arm.sdOf(readOut)));
      series.addSeries(line);
    }
    DoubleSummaryStatistics values =
        drawn.experiments().stream()
            .mapToDouble(this::value)
            .filter(Double::isFinite)
            .summaryStatistics();
    double span = values.getMax() - values.getMin();
    double room = span > 0 ? 0.05 * span : 1;
    NumberAxis x =
        ChartStyle.numberAxis(
            ArmLabels.title(axis), values.getMin() - room, values.getMax() + room);
    NumberAxis y =
        ChartStyle.numberAxis(
            readOuts.isEmpty()
                ? "spikes a trial"
                : drawn.facts().trials() > 1 ? "rate (Hz) ± sample sd" : "rate (Hz)");
    y.setAutoRangeIncludesZero(true);
    y.setAutoRangeMinimumSize(1);
    // Room for the lower half of points at 0.
    y.setAutoRangeStickyZero(false);
    XYPlot plot = new XYPlot(series, x, y, new Lines(series));
    ChartStyle.apply(plot);
    mark(plot);
    return plot;
  }

  private void add(YIntervalSeries line, Recorded arm, double value, double sd) {
    SpreadLines.add(line, ArmLabels.number(axis, arm), value, sd);
  }

  /// The base experiment, and where activity runs away.
  private void mark(XYPlot plot) {
    drawn.experiments().stream()
        .filter(each -> !each.isArm())
        .mapToDouble(this::value)
        .filter(Double::isFinite)
        .limit(1)
        .forEach(base -> mark(plot, base, "base experiment", ChartStyle.QUIET));
    arms.stream()
        .filter(Recorded::ranAway)
        .forEach(arm -> mark(plot, ArmLabels.number(axis, arm), "runs away", OkabeIto.VERMILION));
  }

  /// The value of an experiment on the axis; the model of a control is the base experiment's.
  private double value(Recorded experiment) {
    if (experiment.isArm() || !axis.changesModel()) {
      return ArmLabels.number(axis, experiment);
    }
    return axis instanceof Axis.Parameter(String name, var _)
        ? Double.parseDouble(drawn.results().provenance().fact("flybrain.parameter." + name))
        : 1;
  }

  private static void mark(XYPlot plot, double at, String label, Color color) {
    ValueMarker marker = new ValueMarker(at, color, ChartStyle.DASHED);
    marker.setLabel(label + " ");
    marker.setLabelFont(ChartStyle.SMALL);
    marker.setLabelPaint(color);
    marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
    marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
    plot.addDomainMarker(marker, Layer.BACKGROUND);
  }

  private final class Lines extends SpreadLines {
    private static final long serialVersionUID = 1;

    private final transient YIntervalSeriesCollection data;
    private int pass;

    Lines(YIntervalSeriesCollection data) {
      super(data);
      this.data = data;
    }

    @Override
    public void drawItem(
        Graphics2D graphics,
        XYItemRendererState state,
        Rectangle2D area,
        PlotRenderingInfo info,
        XYPlot plot,
        ValueAxis x,
        ValueAxis y,
        XYDataset dataset,
        int series,
        int item,
        CrosshairState crosshair,
        int nextPass) {
      pass = nextPass;
      super.drawItem(
          graphics, state, area, info, plot, x, y, dataset, series, item, crosshair, nextPass);
    }

    /// White inside where there is an answer, and it is no effect; bands, which are drawn before
    /// points, have the colour of the line.
    @Override
    public Paint getItemFillPaint(int row, int column) {
      Map<Recorded, Verdict> of =
          pass == 0 ? Map.of() : verdicts.getOrDefault(data.getSeriesKey(row), Map.of());
      double x = data.getXValue(row, column);
      return of.entrySet().stream()
              .filter(entry -> ArmLabels.number(axis, entry.getKey()) == x)
              .anyMatch(entry -> !entry.getValue().isEffect())
          ? Color.WHITE
          : super.getItemFillPaint(row, column);
    }
  }
}
