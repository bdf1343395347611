package flybrain.figures;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.StateFigure.Trace;
import java.util.Arrays;
import java.util.Map;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.SamplingXYLineRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/// Lays out the picture of recorded states: a strip for each neuron, all of one scale.
///
/// @param known types and sides of neurons
/// @param variable `v` or `g`
/// @param threshold in mV, NaN if unknown
/// @param recorded number of neurons, also of those without a strip
record StatePicture(
    RunFacts facts, AnnotatedNeurons known, String variable, double threshold, int recorded) {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 90;
  private static final int AXIS_HEIGHT = 100;

  /// Room for a neuron's name above its trace, as a fraction of the range of values.
  private static final double NAME = 0.3;

  Picture of(Map<Long, Trace> traces) {
    TimeScale time = new TimeScale(facts.duration());
    Range range = range(traces);
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(time.axis());
    all.setGap(6);
    traces.forEach((id, trace) -> all.add(strip(id, trace, time, range)));
    return Picture.of(
        facts.name(),
        subtitle(traces.size()),
        WIDTH,
        AXIS_HEIGHT + HEIGHT * Math.max(1, traces.size()),
        ChartStyle.chart("", all, false));
  }

  private String subtitle(int shown) {
    return "%s  ·  %s  ·  %s of %s in trial 0%s"
        .formatted(
            RunPicture.connectome(facts),
            facts.framework(),
            variable,
            shown < recorded
                ? "the first %d of %d neurons".formatted(shown, recorded)
                : shown == 1 ? "1 neuron" : shown + " neurons",
            (hasThreshold() ? ", threshold dashed" : "")
                + known.sourceOfSides().map(source -> "  ·  sides as in " + source).orElse(""));
  }

  private boolean hasThreshold() {
    return variable.equals("v") && Double.isFinite(threshold);
  }

  private Range range(Map<Long, Trace> traces) {
    double lower = hasThreshold() ? threshold : 0;
    double upper = lower;
    for (Trace trace : traces.values()) {
      lower = Math.min(lower, Arrays.stream(trace.values()).min().orElse(lower));
      upper = Math.max(upper, Arrays.stream(trace.values()).max().orElse(upper));
    }
    double height = Math.max(upper - lower, 1);
    return new Range(lower - height / 10, upper + NAME * height);
  }

  private XYPlot strip(long id, Trace trace, TimeScale time, Range range) {
    double[] positions = Arrays.stream(trace.times()).map(time::position).toArray();
    DefaultXYDataset samples = new DefaultXYDataset();
    samples.addSeries(variable, new double[][] {positions, trace.values()});
    SamplingXYLineRenderer renderer = new SamplingXYLineRenderer();
    renderer.setSeriesPaint(0, OkabeIto.BLUE);
    renderer.setSeriesStroke(0, ChartStyle.LINE);
    NumberAxis axis =
        ChartStyle.numberAxis(variable + " (mV)", range.getLowerBound(), range.getUpperBound());
    XYPlot plot = new XYPlot(samples, ChartStyle.numberAxis(""), axis, renderer);
    ChartStyle.apply(plot);
    if (hasThreshold()) {
      plot.addRangeMarker(
          new ValueMarker(threshold, ChartStyle.QUIET, ChartStyle.DASHED), Layer.BACKGROUND);
    }
    String name = facts.readOuts().getOrDefault(id, "");
    String label =
        (name.isEmpty() || name.equals(Long.toString(id)) ? "" : name + "  ") + known.label(id);
    XYTextAnnotation text = new XYTextAnnotation(" " + label, 0, range.getUpperBound());
    text.setFont(ChartStyle.TEXT);
    text.setTextAnchor(TextAnchor.TOP_LEFT);
    plot.addAnnotation(text);
    return plot;
  }
}
