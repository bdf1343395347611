package flybrain.figures;

import flybrain.compare.ComparedRun;
import flybrain.figures.ComparedRates.Neuron;
import flybrain.figures.RunActivity.Group;
import java.awt.Color;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.RangeType;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// The rasters of one trial of two runs, one above the other with the same neurons in the same
/// rows, and the population rates of both below.
final class RasterPair {
  private static final Color COMMON = new Color(0xB0B0B0);
  private static final Color ONLY_A = OkabeIto.BLACK;
  private static final Color ONLY_B = OkabeIto.ORANGE;

  private final ComparedRun a;
  private final ComparedRun b;
  private final TrialSpikes trialA;
  private final TrialSpikes trialB;
  private final CommonSpikes common;
  private final Map<Long, Integer> rows = new HashMap<>();
  private final TimeScale time;

  private RasterPair(
      ComparedRun a, ComparedRun b, ComparedRates rates, TrialSpikes trialA, TrialSpikes trialB) {
    this.a = a;
    this.b = b;
    this.trialA = trialA;
    this.trialB = trialB;
    this.common = CommonSpikes.of(trialA, trialB);
    this.time = new TimeScale(a.rates().tRun());
    rates.neurons().stream()
        .filter(neuron -> trialA.fired(neuron.flywireId()) || trialB.fired(neuron.flywireId()))
        .sorted(
            Comparator.comparing((Neuron neuron) -> neuron.group() != Group.DRIVEN)
                .thenComparingDouble(neuron -> -neuron.a() - neuron.b())
                .thenComparingLong(Neuron::flywireId))
        .forEach(neuron -> rows.put(neuron.flywireId(), rows.size()));
  }

  static JFreeChart chart(
      ComparedRun a, ComparedRun b, ComparedRates rates, TrialSpikes trialA, TrialSpikes trialB) {
    RasterPair pair = new RasterPair(a, b, rates, trialA, trialB);
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(pair.time.axis());
    all.setGap(6);
    all.add(pair.raster(a.name(), trialA, pair.common::ofA, ONLY_A), 100);
    all.add(pair.raster(b.name(), trialB, pair.common::ofB, ONLY_B), 100);
    all.add(pair.populationRates(), 50);
    all.setFixedLegendItems(pair.legend());
    return ChartStyle.chart(
        String.format(
            Locale.ROOT,
            "Spikes of trial %d: a row for each of the %,d neurons that fire in it%s",
            trialA.trial(),
            pair.rows.size(),
            rates.areSomeDriven() ? ", driven neurons at the bottom" : ""),
        all,
        true);
  }

  private XYPlot raster(String name, TrialSpikes trial, IntPredicate inBoth, Color own) {
    Marks shared = new Marks(COMMON, 0);
    Marks alone = new Marks(own, 0);
    for (int k = 0; k < trial.size(); k++) {
      (inBoth.test(k) ? shared : alone)
          .add(time.position(trial.time(k)), rows.getOrDefault(trial.flywireId(k), 0));
    }
    NumberAxis axis = ChartStyle.numberAxis(name, 0, Math.max(1, rows.size()));
    axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot plot = ChartStyle.plot(ChartStyle.numberAxis(""), axis);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(new RasterLayer(List.of(shared, alone)));
    return plot;
  }

  private XYPlot populationRates() {
    XYSeriesCollection series = new XYSeriesCollection();
    series.addSeries(rate(a.name(), trialA));
    series.addSeries(rate(b.name() + " (second)", trialB));
    XYStepRenderer renderer = new XYStepRenderer();
    renderer.setSeriesPaint(0, ONLY_A);
    renderer.setSeriesPaint(1, ONLY_B);
    renderer.setSeriesStroke(0, ChartStyle.LINE);
    renderer.setSeriesStroke(1, ChartStyle.LINE);
    NumberAxis axis = ChartStyle.numberAxis("spikes / ms");
    axis.setAutoRangeIncludesZero(true);
    // Where nothing fires, an axis from 0 and not one around it.
    axis.setRangeType(RangeType.POSITIVE);
    axis.setAutoRangeMinimumSize(0.1);
    XYPlot plot = new XYPlot(series, ChartStyle.numberAxis(""), axis, renderer);
    ChartStyle.apply(plot);
    return plot;
  }

  private XYSeries rate(String name, TrialSpikes trial) {
    XYSeries series = new XYSeries(name);
    for (int bin = 0; bin <= trial.bins(); bin++) {
      series.add(time.position(trial.start(bin)), trial.meanRate(Math.min(bin, trial.bins() - 1)));
    }
    return series;
  }

  private LegendItemCollection legend() {
    int both = common.count();
    LegendItemCollection items = new LegendItemCollection();
    items.add(Legends.square("in both at the same step", both, COMMON));
    items.add(Legends.square("only in " + a.name(), trialA.size() - both, ONLY_A));
    items.add(Legends.square("only in " + b.name(), trialB.size() - both, ONLY_B));
    items.add(Legends.line(rateName(a), ONLY_A));
    items.add(Legends.line(rateName(b), ONLY_B));
    return items;
  }

  private static String rateName(ComparedRun run) {
    int trials = run.rates().trials();
    return trials == 1 ? "all spikes of the trial" : "mean of %d trials".formatted(trials);
  }
}
