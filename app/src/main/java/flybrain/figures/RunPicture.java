package flybrain.figures;

import flybrain.Decimal;
import flybrain.experiment.ChangedTimes;
import flybrain.figures.RunActivity.Group;
import flybrain.figures.RunActivity.Neuron;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYItemRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.RangeType;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Lays out the picture of a run: the raster of one trial (read-outs by name on top), the
/// population rate below it, and the rates of read-outs and most active neurons beside it.
final class RunPicture {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 560;

  /// Of the raster and the population rate, as a fraction of the picture.
  private static final double LEFT = 0.66;

  /// Read-outs with a row of their own, at most; more of them are rows like any other.
  private static final int NAMED_ROWS = 12;

  private static final int MOST_ACTIVE = 12;
  private static final Map<Group, Color> COLORS =
      Map.of(
          Group.DRIVEN, OkabeIto.GREEN,
          Group.OTHER, OkabeIto.BLUE,
          Group.READ_OUT, OkabeIto.VERMILION);

  private final RunActivity run;
  private final TrialSpikes trial;
  private final TimeScale time;

  private static final Color SILENCING = OkabeIto.PURPLE;
  private static final Color DRIVES = OkabeIto.ORANGE;

  /// Of the bands behind the spikes: pale enough for spikes and lines to be seen on it.
  private static final float BAND_ALPHA = 0.15f;

  private RunPicture(RunActivity run) {
    this.run = run;
    this.trial = run.trial();
    this.time = new TimeScale(run.facts().duration());
  }

  /// The picture of a run.
  static Picture of(RunActivity run) {
    RunPicture picture = new RunPicture(run);
    List<Neuron> bars = new ArrayList<>(run.readOuts().stream().limit(NAMED_ROWS).toList());
    bars.addAll(run.mostActive(MOST_ACTIVE));
    return new Picture(
        run.facts().name(),
        picture.subtitle(),
        WIDTH,
        HEIGHT,
        List.of(
            new Picture.Panel(ChartStyle.chart("", picture.raster(), true), 0, 0, LEFT, 1),
            new Picture.Panel(
                RateBars.chart(bars, run.facts().trials(), COLORS), LEFT, 0, 1 - LEFT, 1)));
  }

  private String subtitle() {
    RunFacts facts = run.facts();
    List<String> parts = new ArrayList<>();
    if (!facts.connectome().isEmpty()) {
      parts.add(connectome(facts));
    }
    if (!facts.framework().isEmpty()) {
      parts.add(facts.framework());
    }
    parts.add(
        "%s; spikes of trial %d shown"
            .formatted(trials(facts.trials(), facts.duration()), trial.trial()));
    run.sourceOfSides().ifPresent(source -> parts.add("sides as in " + source));
    return String.join("  ·  ", parts);
  }

  /// Which connectome, with a warning where it is not a fly's.
  static String connectome(RunFacts facts) {
    return facts.connectome().equals("synthetic")
        ? "SYNTHETIC BRAIN, not a fly's"
        : "connectome " + facts.connectome();
  }

  /// Number and duration in s of trials.
  static String trials(int trials, double duration) {
    return "%s of %s s"
        .formatted(trials == 1 ? "1 trial" : trials + " trials", Decimal.text(duration));
  }

  private XYPlot raster() {
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(time.axis());
    all.setGap(6);
    List<Neuron> named = run.readOuts();
    boolean hasNamedRows = !named.isEmpty() && named.size() <= NAMED_ROWS;
    if (hasNamedRows) {
      all.add(namedRows(named), 5 + 4 * named.size());
    }
    all.add(rows(hasNamedRows), 100);
    all.add(populationRate(), 30);
    all.getSubplots().forEach(this::shadeChanges);
    all.setFixedLegendItems(legend());
    return all;
  }

  /// Shades the times at which the experiment is not as it began, behind everything else.
  private void shadeChanges(XYPlot plot) {
    shade(plot, run.facts().changed().drives(), DRIVES);
    shade(plot, run.facts().changed().silencing(), SILENCING);
  }

  private void shade(XYPlot plot, List<ChangedTimes.Interval> intervals, Color color) {
    for (ChangedTimes.Interval interval : intervals) {
      double until = Math.min(interval.until(), run.facts().duration());
      IntervalMarker band =
          new IntervalMarker(
              time.position(1000 * interval.from()), time.position(1000 * until), color);
      band.setAlpha(BAND_ALPHA);
      plot.addDomainMarker(band, Layer.BACKGROUND);
    }
  }

  private XYPlot namedRows(List<Neuron> readOuts) {
    List<Neuron> upward = readOuts.reversed();
    String[] names = upward.stream().map(Neuron::label).toArray(String[]::new);
    SymbolAxis axis = new SymbolAxis("", names);
    ChartStyle.apply(axis);
    axis.setGridBandsVisible(false);
    axis.setRange(-0.5, names.length - 0.5);
    // Symbols are at whole numbers, the middle of the rows.
    return rasterPlot(axis, marks(List.of(upward), List.of(Group.READ_OUT), -0.5));
  }

  private XYPlot rows(boolean readOutsAreAbove) {
    List<Group> groups =
        readOutsAreAbove
            ? List.of(Group.DRIVEN, Group.OTHER)
            : List.of(Group.DRIVEN, Group.OTHER, Group.READ_OUT);
    List<List<Neuron>> rows = groups.stream().map(run::firing).toList();
    int count = rows.stream().mapToInt(List::size).sum();
    NumberAxis axis = ChartStyle.numberAxis("neurons that fire", 0, Math.max(1, count));
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    return rasterPlot(axis, marks(rows, groups, 0));
  }

  private static XYPlot rasterPlot(ValueAxis axis, List<Marks> marks) {
    XYPlot plot = ChartStyle.plot(ChartStyle.numberAxis(""), axis);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinesVisible(false);
    // Without a renderer JFreeChart draws no bands.
    plot.setRenderer(new StandardXYItemRenderer());
    plot.addAnnotation(new RasterLayer(marks));
    return plot;
  }

  /// The marks of stacked blocks of neurons, the first at the bottom.
  private List<Marks> marks(List<List<Neuron>> blocks, List<Group> groups, double lowest) {
    Map<Long, Integer> rowOf = new HashMap<>();
    Map<Long, Marks> marksOf = new HashMap<>();
    List<Marks> all = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      Marks marks = new Marks(color(groups.get(block)), lowest);
      all.add(marks);
      for (Neuron neuron : blocks.get(block)) {
        rowOf.put(neuron.flywireId(), rowOf.size());
        marksOf.put(neuron.flywireId(), marks);
      }
    }
    for (int k = 0; k < trial.size(); k++) {
      Marks marks = marksOf.get(trial.flywireId(k));
      if (marks != null) {
        marks.add(time.position(trial.time(k)), rowOf.getOrDefault(trial.flywireId(k), 0));
      }
    }
    return all;
  }

  private XYPlot populationRate() {
    XYSeries ofTrial = new XYSeries("trial");
    XYSeries mean = new XYSeries("mean");
    for (int bin = 0; bin <= trial.bins(); bin++) {
      int from = Math.min(bin, trial.bins() - 1);
      ofTrial.add(time.position(trial.start(bin)), trial.rateInTrial(from));
      mean.add(time.position(trial.start(bin)), trial.meanRate(from));
    }
    XYSeriesCollection series = new XYSeriesCollection();
    series.addSeries(mean);
    series.addSeries(ofTrial);
    XYStepRenderer renderer = new XYStepRenderer();
    renderer.setSeriesPaint(0, Color.BLACK);
    renderer.setSeriesStroke(0, ChartStyle.LINE);
    renderer.setSeriesPaint(1, OkabeIto.SKY_BLUE);
    renderer.setSeriesStroke(1, ChartStyle.LINE);
    NumberAxis axis = ChartStyle.numberAxis("spikes / ms");
    axis.setAutoRangeIncludesZero(true);
    // Where nothing fires, an axis from 0 and not one around it.
    axis.setRangeType(RangeType.POSITIVE);
    axis.setAutoRangeMinimumSize(0.1);
    XYPlot plot = new XYPlot(series, ChartStyle.numberAxis(""), axis, renderer);
    ChartStyle.apply(plot);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    return plot;
  }

  private LegendItemCollection legend() {
    LegendItemCollection items = new LegendItemCollection();
    int readOuts = run.readOuts().size();
    addGroup(
        items,
        Group.READ_OUT,
        "read-outs",
        readOuts <= NAMED_ROWS ? readOuts : run.firing(Group.READ_OUT).size());
    addGroup(
        items,
        Group.OTHER,
        run.facts().driven().isEmpty() ? "neurons" : "others",
        run.firing(Group.OTHER).size());
    addGroup(items, Group.DRIVEN, "driven", run.firing(Group.DRIVEN).size());
    addBand(items, "drives changed", DRIVES, run.facts().changed().drives());
    addBand(items, "silencing changed", SILENCING, run.facts().changed().silencing());
    items.add(Legends.line("all spikes of the trial", OkabeIto.SKY_BLUE));
    if (run.facts().trials() > 1) {
      items.add(Legends.line("mean of %d trials".formatted(run.facts().trials()), Color.BLACK));
    }
    return items;
  }

  /// @param count of the rows that the raster has of them: named rows may be of silent neurons
  private static void addGroup(LegendItemCollection items, Group group, String name, int count) {
    if (count > 0) {
      items.add(Legends.square(name, count, color(group)));
    }
  }

  private static void addBand(
      LegendItemCollection items, String name, Color color, List<ChangedTimes.Interval> bands) {
    if (!bands.isEmpty()) {
      items.add(Legends.square(name, bands.size(), color));
    }
  }

  private static Color color(Group group) {
    return COLORS.getOrDefault(group, Color.BLACK);
  }
}
