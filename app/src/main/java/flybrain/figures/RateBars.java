package flybrain.figures;

import flybrain.figures.RunActivity.Group;
import flybrain.figures.RunActivity.Neuron;
import java.awt.Color;
import java.awt.Paint;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/// A bar for the firing rate of each of some neurons, coloured by what the neuron is.
final class RateBars {
  private RateBars() {}

  /// @param neurons from top to bottom
  /// @param trials that the rates are means over
  static JFreeChart chart(List<Neuron> neurons, int trials, Map<Group, Color> colors) {
    DefaultStatisticalCategoryDataset rates = new DefaultStatisticalCategoryDataset();
    neurons.forEach(neuron ->
        rates.add(
            neuron.rate().mean(),
            neuron.rate().hasSd() ? neuron.rate().sd() : 0,
            "rate",
            neuron.label()));
    CategoryAxis names = new CategoryAxis();
    ChartStyle.apply(names);
    names.setMaximumCategoryLabelWidthRatio(0.6f);
    // An id, then type and side.
    names.setMaximumCategoryLabelLines(2);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    NumberAxis hertz = ChartStyle.numberAxis(trials > 1 ? "rate (Hz) ± sample sd" : "rate (Hz)");
    hertz.setAutoRangeIncludesZero(true);
    CategoryPlot plot =
        new CategoryPlot(rates, names, hertz, new Bars(neurons, colors, trials > 1));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(ChartStyle.GRID);
    plot.setRangeGridlineStroke(ChartStyle.THIN);
    boolean some = neurons.stream().anyMatch(neuron -> neuron.group() == Group.OTHER);
    return ChartStyle.chart(
        some ? "Most active, without driven neurons" : "Most active", plot, false);
  }

  private static final class Bars extends StatisticalBarRenderer {
    private static final long serialVersionUID = 1;

    private final transient List<Neuron> neurons;
    private final transient Map<Group, Color> colors;

    Bars(List<Neuron> neurons, Map<Group, Color> colors, boolean withDeviation) {
      this.neurons = List.copyOf(neurons);
      this.colors = colors;
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setItemMargin(0.1);
      setErrorIndicatorPaint(withDeviation ? Color.BLACK : null);
      setErrorIndicatorStroke(ChartStyle.THIN);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return colors.getOrDefault(neurons.get(column).group(), Color.BLACK);
    }
  }
}
