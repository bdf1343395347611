package flybrain.figures;

import flybrain.figures.ComparedRates.Neuron;
import java.awt.Color;
import java.awt.Paint;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/// A bar for the difference of rates of each of the neurons that differ most, with its confidence
/// interval where there are trials enough.
final class DifferenceBars {
  /// The largest share of the width for names: an id with type and side, which would lose its end.
  private static final float MOST_OF_NAMES = 0.8f;

  private DifferenceBars() {}

  /// @param shown neurons from top to bottom, numbered from 1
  static JFreeChart chart(ComparedRates rates, List<Neuron> shown) {
    DefaultStatisticalCategoryDataset differences = new DefaultStatisticalCategoryDataset();
    boolean known = false;
    for (int k = 0; k < shown.size(); k++) {
      Neuron neuron = shown.get(k);
      double halfWidth = rates.halfWidth(neuron);
      known |= !Double.isNaN(halfWidth);
      differences.add(
          neuron.difference(),
          Double.isNaN(halfWidth) ? 0 : halfWidth,
          "difference",
          neuron.label() + "   " + (k + 1));
    }
    CategoryAxis names = new CategoryAxis();
    ChartStyle.apply(names);
    names.setMaximumCategoryLabelWidthRatio(MOST_OF_NAMES);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    NumberAxis hertz =
        ChartStyle.numberAxis(known ? "difference (Hz), 95 % CI" : "difference (Hz)");
    hertz.setAutoRangeIncludesZero(true);
    CategoryPlot plot = new CategoryPlot(differences, names, hertz, new Bars(shown, known));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(ChartStyle.GRID);
    plot.setRangeGridlineStroke(ChartStyle.THIN);
    plot.setRangeZeroBaselineVisible(true);
    plot.setNoDataMessage("No neuron differs.");
    plot.setNoDataMessageFont(ChartStyle.TEXT);
    boolean aside = rates.areSomeDriven() && !rates.areAllDriven();
    return ChartStyle.chart(
        aside ? "Largest differences, without driven neurons" : "Largest differences", plot, false);
  }

  private static final class Bars extends StatisticalBarRenderer {
    private static final long serialVersionUID = 1;

    private final transient List<Neuron> shown;

    Bars(List<Neuron> shown, boolean withConfidence) {
      this.shown = List.copyOf(shown);
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setItemMargin(0.1);
      setMaximumBarWidth(0.06);
      setErrorIndicatorPaint(withConfidence ? Color.BLACK : null);
      setErrorIndicatorStroke(ChartStyle.THIN);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return ComparisonPicture.COLORS.getOrDefault(shown.get(column).group(), Color.BLACK);
    }
  }
}
