package flybrain.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// How all charts look: white ground, thin grey grid, dark text, no decoration.
final class ChartStyle {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /// As small as text can be read on a screen.
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /// Of text that explains.
  static final Color QUIET = new Color(0x4D4D4D);

  /// Of grid lines.
  static final Color GRID = new Color(0xD9D9D9);

  static final Stroke THIN = new BasicStroke(0.5f);
  static final Stroke LINE = new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final Stroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);

  static {
    // Otherwise labels of upright axes become outlines, which SVG editors cannot edit or search.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private ChartStyle() {}

  /// A chart with this look.
  ///
  /// @param title above the chart, empty for none
  /// @param legend whether the series of the plot are named under it
  static JFreeChart chart(String title, Plot plot, boolean legend) {
    plot.setBackgroundPaint(null);
    plot.setInsets(new RectangleInsets(4, 4, 4, 20));
    JFreeChart chart = new JFreeChart(null, TEXT, plot, false);
    chart.setBackgroundPaint(null);
    if (!title.isEmpty()) {
      TextTitle text = new TextTitle(title, TEXT.deriveFont(Font.BOLD));
      text.setPaint(Color.BLACK);
      chart.setTitle(text);
    }
    if (legend) {
      LegendTitle names = new LegendTitle(plot);
      names.setItemFont(TEXT);
      names.setItemPaint(QUIET);
      names.setPosition(RectangleEdge.BOTTOM);
      names.setFrame(BlockBorder.NONE);
      names.setBackgroundPaint(null);
      chart.addLegend(names);
    }
    return chart;
  }

  /// A linear axis that need not contain 0.
  static NumberAxis numberAxis(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setAutoRangeIncludesZero(false);
    apply(axis);
    return axis;
  }

  /// A linear axis with a fixed range.
  static NumberAxis numberAxis(String label, double lower, double upper) {
    NumberAxis axis = numberAxis(label);
    axis.setRange(lower, upper);
    return axis;
  }

  /// Gives an axis this look.
  static void apply(Axis axis) {
    axis.setLabelFont(TEXT);
    axis.setTickLabelFont(SMALL);
    axis.setLabelPaint(Color.BLACK);
    axis.setTickLabelPaint(QUIET);
    axis.setAxisLinePaint(QUIET);
    axis.setTickMarkPaint(QUIET);
  }

  /// A plot on two axes, without data.
  static XYPlot plot(ValueAxis x, ValueAxis y) {
    XYPlot plot = new XYPlot(null, x, y, null);
    apply(plot);
    return plot;
  }

  /// Gives a plot this look.
  static void apply(XYPlot plot) {
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(QUIET);
    plot.setOutlineStroke(THIN);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(THIN);
    plot.setRangeGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }
}
