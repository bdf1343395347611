package flybrain.figures;

import flybrain.report.RunTimings;
import flybrain.report.Spread;
import flybrain.report.Timing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Small charts of timings beside each other on the same axes: a line for each backend, a column
/// for each duration or number of trials, a row for each quantity.
final class TimingPanels {
  static final Stroke PUBLISHED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 3}, 0);

  static final Stroke LINE_AT_ONE = ChartStyle.THIN;

  private final List<RunTimings> runs;
  private final TimingAxis x;
  private final BackendMarks marks;

  /// @param runs what is drawn: the measured run, and after it the published one if it is wanted
  /// @param x what is on the axis to the right
  TimingPanels(List<RunTimings> runs, TimingAxis x, BackendMarks marks) {
    this.runs = List.copyOf(runs);
    this.x = x;
    this.marks = marks;
  }

  /// Charts of some quantities, row by row, in an area that ends above the legend.
  ///
  /// @param bottom where they end, as a fraction of the height
  List<Picture.Panel> panels(List<TimingQuantity> quantities, double bottom) {
    List<Double> columns = x.panels(runs.getFirst());
    List<Picture.Panel> panels = new ArrayList<>();
    double width = 1.0 / columns.size();
    double height = bottom / quantities.size();
    for (int row = 0; row < quantities.size(); row++) {
      TimingQuantity quantity = quantities.get(row);
      for (int column = 0; column < columns.size(); column++) {
        panels.add(
            new Picture.Panel(
                chart(quantity, columns.get(column)), column * width, row * height, width, height));
      }
    }
    return panels;
  }

  private JFreeChart chart(TimingQuantity quantity, double panel) {
    YIntervalSeriesCollection series = new YIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(3);
    renderer.setErrorStroke(ChartStyle.THIN);
    renderer.setDefaultLinesVisible(true);
    renderer.setDrawOutlines(true);
    renderer.setUseFillPaint(true);
    for (int run = 0; run < runs.size(); run++) {
      for (String key : runs.get(run).backendKeys()) {
        style(renderer, series.getSeriesCount(), marks.of(key), run > 0);
        series.addSeries(line(run, key, quantity, panel));
      }
    }
    XYPlot plot = new XYPlot(series, xAxis(), yAxis(quantity), renderer);
    ChartStyle.apply(plot);
    if (!quantity.line().isEmpty()) {
      plot.addRangeMarker(new ValueMarker(1, ChartStyle.QUIET, LINE_AT_ONE));
    }
    return ChartStyle.chart(x.panelTitle(panel), plot, false);
  }

  private static void style(
      XYErrorRenderer renderer, int series, BackendMarks.Mark mark, boolean published) {
    renderer.setSeriesPaint(series, mark.color());
    renderer.setSeriesShape(series, mark.shape());
    renderer.setSeriesFillPaint(series, published ? Color.WHITE : mark.color());
    renderer.setSeriesStroke(series, published ? PUBLISHED : ChartStyle.LINE);
  }

  private YIntervalSeries line(int run, String key, TimingQuantity quantity, double panel) {
    YIntervalSeries line = new YIntervalSeries(run + " " + key);
    inPanel(runs.get(run), panel)
        .filter(timing -> timing.backendKey().equals(key))
        .sorted(Comparator.comparingDouble(x::value))
        .forEach(timing -> {
          Spread value = quantity.value().apply(runs.get(run), timing);
          if (isDrawn(value.median())) {
            boolean range = isDrawn(value.lowest()) && value.hasRange();
            line.add(
                x.value(timing),
                value.median(),
                range ? value.lowest() : value.median(),
                range ? value.highest() : value.median());
          }
        });
    return line;
  }

  private Stream<Timing> inPanel(RunTimings run, double panel) {
    Predicate<Timing> isIn = timing -> x.panel(timing) == panel;
    return run.measured().stream().filter(isIn);
  }

  /// A logarithmic axis has no place for anything else.
  private static boolean isDrawn(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private LogAxis xAxis() {
    double[] all = shown().mapToDouble(shown -> x.value(shown.timing())).toArray();
    double lowest = DoubleStream.of(all).min().orElse(1);
    double highest = DoubleStream.of(all).max().orElse(1);
    return LogScale.axis(x.label(), x.base(), lowest / 1.4, highest * 1.4);
  }

  /// The same in all panels of a row, so they can be compared.
  private LogAxis yAxis(TimingQuantity quantity) {
    double[] all =
        shown()
            .map(shown -> quantity.value().apply(shown.run(), shown.timing()))
            .flatMapToDouble(
                value -> DoubleStream.of(value.lowest(), value.median(), value.highest()))
            .filter(TimingPanels::isDrawn)
            .toArray();
    double one = quantity.line().isEmpty() ? Double.NaN : 1;
    DoubleStream values = DoubleStream.concat(DoubleStream.of(all), DoubleStream.of(one));
    double[] within = values.filter(TimingPanels::isDrawn).toArray();
    return LogScale.around(
        quantity.label(),
        DoubleStream.of(within).min().orElse(1),
        DoubleStream.of(within).max().orElse(1));
  }

  private record Shown(RunTimings run, Timing timing) {}

  private Stream<Shown> shown() {
    List<Double> panels = x.panels(runs.getFirst());
    return runs.stream()
        .flatMap(run ->
            run.measured().stream()
                .filter(timing -> panels.contains(x.panel(timing)))
                .map(timing -> new Shown(run, timing)));
  }
}
