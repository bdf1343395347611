package flybrain.figures;

import flybrain.attribution.Cause;
import flybrain.attribution.Contribution;
import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.StackedXYAreaRenderer2;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.CategoryTableXYDataset;
import org.jfree.data.xy.DefaultXYDataset;

/// Lays out the picture of what made a neuron spike: contributions stacked over the time before the
/// spike, and a bar for each of the largest.
final class CausePicture {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 460;
  private static final double LEFT = 0.5;

  /// Causes with a colour of their own; more would be hard to distinguish.
  private static final int COLOURED = 5;

  private static final int BARS = 15;
  private static final Color OTHERS = new Color(0xB3B3B3);
  private static final List<Color> COLORS =
      List.of(
          OkabeIto.BLUE, OkabeIto.ORANGE, OkabeIto.GREEN, OkabeIto.SKY_BLUE, OkabeIto.VERMILION);

  private final CauseFigure figure;

  private CausePicture(CauseFigure figure) {
    this.figure = figure;
  }

  static Picture of(CauseFigure figure) {
    CausePicture picture = new CausePicture(figure);
    return new Picture(
        figure.title(),
        figure.subtitle(),
        WIDTH,
        HEIGHT,
        List.of(
            new Picture.Panel(picture.course(), 0, 0, LEFT, 1),
            new Picture.Panel(picture.bars(), LEFT, 0, 1 - LEFT, 1)));
  }

  private List<Cause> causes() {
    return figure.causes().causes();
  }

  private JFreeChart course() {
    CategoryTableXYDataset layers = new CategoryTableXYDataset();
    boolean someInhibit = causes().stream().skip(COLOURED).anyMatch(cause -> cause.height() < 0);
    int steps = figure.course().steps();
    double[][] sum = new double[2][steps + 1];
    for (int before = steps; before >= 0; before--) {
      double time = -before * figure.dt();
      double positive = 0;
      double negative = 0;
      double all = 0;
      for (int k = 0; k < causes().size(); k++) {
        double height = figure.course().height(causes().get(k), before);
        all += height;
        if (k < COLOURED) {
          layers.add(time, height, name(k), false);
        } else {
          positive += Math.max(0, height);
          negative += Math.min(0, height);
        }
      }
      if (causes().size() > COLOURED) {
        layers.add(time, positive, "other excitation", false);
        layers.add(time, negative, "other inhibition", false);
      }
      sum[0][steps - before] = time;
      sum[1][steps - before] = all;
    }
    DefaultXYDataset potential = new DefaultXYDataset();
    potential.addSeries("potential", sum);
    NumberAxis time = ChartStyle.numberAxis("time before the spike (ms)", -steps * figure.dt(), 0);
    NumberAxis height = ChartStyle.numberAxis("potential above rest (mV)");
    height.setAutoRangeIncludesZero(true);
    XYPlot plot = ChartStyle.plot(time, height);
    plot.setDataset(0, potential);
    plot.setRenderer(0, line());
    plot.setDataset(1, layers);
    plot.setRenderer(1, areas());
    plot.addRangeMarker(new ValueMarker(figure.threshold(), ChartStyle.QUIET, ChartStyle.DASHED));
    plot.setFixedLegendItems(legend(someInhibit));
    return ChartStyle.chart("Contributions before the spike, threshold dashed", plot, true);
  }

  /// The bars have the names of all other colours.
  private LegendItemCollection legend(boolean someInhibit) {
    LegendItemCollection items = new LegendItemCollection();
    items.add(Legends.line("potential", Color.BLACK));
    if (causes().size() > COLOURED) {
      items.add(Legends.square("other excitation", OTHERS));
    }
    if (someInhibit) {
      items.add(Legends.square("other inhibition", OTHERS.darker()));
    }
    return items;
  }

  private static XYLineAndShapeRenderer line() {
    XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
    line.setSeriesPaint(0, Color.BLACK);
    line.setSeriesStroke(0, ChartStyle.LINE);
    return line;
  }

  private StackedXYAreaRenderer2 areas() {
    StackedXYAreaRenderer2 areas = new StackedXYAreaRenderer2();
    areas.setOutline(false);
    int coloured = Math.min(COLOURED, causes().size());
    for (int k = 0; k < coloured; k++) {
      areas.setSeriesPaint(k, COLORS.get(k));
    }
    areas.setSeriesPaint(coloured, OTHERS);
    areas.setSeriesPaint(coloured + 1, OTHERS.darker());
    return areas;
  }

  private JFreeChart bars() {
    List<Cause> shown = causes().subList(0, Math.min(BARS, causes().size()));
    DefaultCategoryDataset heights = new DefaultCategoryDataset();
    for (int k = 0; k < shown.size(); k++) {
      heights.addValue(shown.get(k).height(), "mV", name(k));
    }
    CategoryAxis names = new CategoryAxis();
    ChartStyle.apply(names);
    names.setMaximumCategoryLabelWidthRatio(0.6f);
    names.setMaximumCategoryLabelLines(2);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    NumberAxis millivolts =
        ChartStyle.numberAxis(
            figure.causes().spikes() == 1
                ? "contribution to the spike (mV)"
                : "mean contribution to a spike (mV)");
    millivolts.setAutoRangeIncludesZero(true);
    CategoryPlot plot = new CategoryPlot(heights, names, millivolts, new Bars(shown));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(ChartStyle.GRID);
    plot.setRangeGridlineStroke(ChartStyle.THIN);
    plot.setRangeZeroBaselineVisible(true);
    return ChartStyle.chart(
        causes().size() > shown.size()
            ? String.format(Locale.ROOT, "The largest %d of %,d", shown.size(), causes().size())
            : "All presynaptic neurons that contribute",
        plot,
        false);
  }

  /// The name of a cause.
  private String name(int place) {
    Cause cause = causes().get(place);
    return cause.kind() == Contribution.Kind.SPIKE
        ? figure.labels().apply(cause.presynaptic())
        : cause.kind() == Contribution.Kind.DRIVE ? "drive" : "reset";
  }

  private static final class Bars extends BarRenderer {
    private static final long serialVersionUID = 1;

    private final transient List<Cause> shown;

    Bars(List<Cause> shown) {
      this.shown = new ArrayList<>(shown);
      setBarPainter(new StandardBarPainter());
      setShadowVisible(false);
      setDrawBarOutline(false);
      setItemMargin(0.1);
      setMaximumBarWidth(0.06);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
      return column < COLOURED
          ? COLORS.get(column)
          : shown.get(column).height() < 0 ? OTHERS.darker() : OTHERS;
    }
  }
}
