package flybrain.figures;

import flybrain.report.PublishedTimings;
import flybrain.report.RunTimings;
import flybrain.report.Timing;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;

/// Lays out the pictures of a run's timings: time against duration and number of trials, real-time
/// ratio, speed relative to Brian2, and what a trial among many costs.
public final class TimingFigures {
  /// Resolution of a PNG file unless said otherwise.
  public static final int DOTS_PER_INCH = PictureFile.DOTS_PER_INCH;

  /// Of a chart, in points.
  private static final int PANEL_WIDTH = 230;

  private static final int PANEL_HEIGHT = 240;

  /// Of a picture, with room for its title.
  private static final int LEAST_WIDTH = 700;

  /// Of title and subtitle.
  private static final int HEADING = 51;

  /// Of the name of a backend in the legend, about, with its mark.
  private static final int LEGEND_ITEM = 175;

  private static final int LEGEND_LINE = 18;

  private final List<RunTimings> runs;
  private final String subtitle;
  private final BackendMarks marks = new BackendMarks();

  private TimingFigures(List<RunTimings> runs, String subtitle) {
    this.runs = runs;
    this.subtitle = subtitle;
  }

  /// Refuses a resolution that no PNG file has.
  ///
  /// @throws flybrain.InputException naming those that it may have
  public static void checkResolution(int dotsPerInch) {
    PictureFile.checkResolution(dotsPerInch);
  }

  /// The pictures of a run; those that it has nothing for are left out.
  ///
  /// @param published laid over it, without timings for none
  public static List<CaptionedFigure> of(RunTimings run, RunTimings published) {
    if (run.measured().isEmpty()) {
      return List.of();
    }
    List<RunTimings> runs = new ArrayList<>(List.of(run));
    String subtitle = run.title();
    if (!published.measured().isEmpty()) {
      runs.add(published);
      subtitle += "  ·  dashed: published, " + PublishedTimings.MACHINE;
    }
    return new TimingFigures(runs, subtitle).all();
  }

  private List<CaptionedFigure> all() {
    RunTimings run = runs.getFirst();
    List<CaptionedFigure> figures = new ArrayList<>();
    List<TimingQuantity> times = List.of(TimingQuantity.SIM, TimingQuantity.TOTAL);
    if (TimingAxis.DURATION.values(run) > 1) {
      figures.add(
          figure(
              "time-over-duration",
              "Time against duration",
              "Time of the steps and total time against the duration of a trial: medians, with"
                  + " bars from the fastest to the slowest round.",
              TimingAxis.DURATION,
              times));
    }
    figures.add(
        figure(
            "time-over-trials",
            "Time against number of trials",
            "Time of the steps and total time against the number of trials: medians, with bars"
                + " from the fastest to the slowest round.",
            TimingAxis.TRIALS,
            times));
    if (TimingQuantity.REALTIME.isIn(run)) {
      figures.add(
          figure(
              "realtime-ratio",
              "Real-time ratio",
              "Simulated time of all trials over the time of the steps: above the line a "
                  + "simulated second takes less than a second. Only sizes with more than one "
                  + "round.",
              TimingAxis.TRIALS,
              List.of(TimingQuantity.REALTIME)));
    }
    if (TimingQuantity.SIM_SPEED.isIn(run) && run.backendKeys().size() > 1) {
      figures.add(
          figure(
              "speed-relative-to-brian2",
              "Speed relative to Brian2",
              "Speed relative to Brian2 in the same run: the steps alone, and total time.",
              TimingAxis.TRIALS,
              List.of(TimingQuantity.SIM_SPEED, TimingQuantity.TOTAL_SPEED)));
    }
    if (TimingQuantity.COST_OF_TRIAL.isIn(run) && TimingAxis.TRIALS.values(run) > 1) {
      figures.add(
          figure(
              "scaling-over-trials",
              "Scaling over trials",
              "Time of the steps per trial among many, over a single trial on the same backend: "
                  + "lower is better; at the line trials simply run one after the other.",
              TimingAxis.TRIALS,
              List.of(TimingQuantity.COST_OF_TRIAL)));
    }
    return figures;
  }

  private CaptionedFigure figure(
      String name, String title, String caption, TimingAxis x, List<TimingQuantity> quantities) {
    int columns = x.panels(runs.getFirst()).size();
    int width = Math.max(LEAST_WIDTH, columns * PANEL_WIDTH);
    LegendItemCollection items = legend(quantities.getFirst());
    int perLine = Math.max(1, width / LEGEND_ITEM);
    int legend = LEGEND_LINE * ((items.getItemCount() + perLine - 1) / perLine) + 14;
    int charts = PANEL_HEIGHT * quantities.size();
    double bottom = (double) charts / (charts + legend);
    List<Picture.Panel> panels =
        new ArrayList<>(new TimingPanels(runs, x, marks).panels(quantities, bottom));
    panels.add(new Picture.Panel(legend(items), 0, bottom, 1, 1 - bottom));
    return new CaptionedFigure(
        name, caption, new Picture(title, subtitle, width, HEADING + charts + legend, panels));
  }

  /// A chart with only the legend of all charts.
  private static JFreeChart legend(LegendItemCollection items) {
    XYPlot nothing = new XYPlot();
    nothing.setOutlineVisible(false);
    nothing.setFixedLegendItems(items);
    return ChartStyle.chart("", nothing, true);
  }

  private LegendItemCollection legend(TimingQuantity quantity) {
    LegendItemCollection items = new LegendItemCollection();
    for (int run = 0; run < runs.size(); run++) {
      Map<String, String> names =
          runs.get(run).measured().stream()
              .collect(
                  Collectors.toMap(Timing::backendKey, Timing::framework, (first, other) -> first));
      for (String key : runs.get(run).backendKeys()) {
        boolean published = run > 0;
        String name = names.getOrDefault(key, key);
        items.add(item(published ? name + ", published" : name, marks.of(key), published));
      }
    }
    if (!quantity.line().isEmpty()) {
      items.add(
          new LegendItem(
              quantity.line(),
              null,
              null,
              null,
              new Line2D.Double(-10, 0, 10, 0),
              TimingPanels.LINE_AT_ONE,
              ChartStyle.QUIET));
    }
    return items;
  }

  private static LegendItem item(String name, BackendMarks.Mark mark, boolean published) {
    return new LegendItem(
        name,
        "",
        "",
        "",
        true,
        mark.shape(),
        true,
        published ? Color.WHITE : mark.color(),
        true,
        mark.color(),
        ChartStyle.THIN,
        true,
        new Line2D.Double(-10, 0, 10, 0),
        published ? TimingPanels.PUBLISHED : ChartStyle.LINE,
        mark.color());
  }
}
