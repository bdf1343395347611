package flybrain.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/// Numbers by row and column as colours, with the numbers in the cells where they fit.
///
/// @param title above the map, empty for none
/// @param columns names, the first on the left
/// @param rows names, the first on top
/// @param columnTitle of the axis, empty for none
/// @param rowTitle of the axis, empty for none
/// @param scale colours of the numbers
/// @param text of a number in its cell
record HeatMap(
    String title,
    List<String> columns,
    List<String> rows,
    String columnTitle,
    String rowTitle,
    ColorScale scale,
    DoubleFunction<String> text) {
  private static final boolean[][] NO_DOTS = {};

  /// Numbers at the scale, about.
  private static final int TICKS = 8;

  /// @param values by row and column; NaN stays white
  JFreeChart chart(double[][] values) {
    return chart(values, NO_DOTS);
  }

  private JFreeChart chart(double[][] values, boolean[][] dots) {
    SymbolAxis across = axis(columns, columnTitle);
    across.setVerticalTickLabels(columns.stream().anyMatch(name -> name.length() > 8));
    XYPlot plot = ChartStyle.plot(across, new RowNames(rowTitle, rows));
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(new Cells(values, dots, this));
    return ChartStyle.chart(title, plot, false);
  }

  /// The same with its scale on the right.
  ///
  /// @param unit what the numbers are
  JFreeChart withScale(double[][] values, String unit) {
    return withScale(values, NO_DOTS, unit);
  }

  /// The same with dots in some cells.
  ///
  /// @param dots by row and column
  JFreeChart withScale(double[][] values, boolean[][] dots, String unit) {
    JFreeChart chart = chart(values, dots);
    NumberAxis axis = ChartStyle.numberAxis(unit, 0, scale.highest());
    axis.setTickUnit(
        (NumberTickUnit) axis.getStandardTickUnits().getCeilingTickUnit(scale.highest() / TICKS));
    PaintScaleLegend legend = new PaintScaleLegend(new Scale(scale), axis);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setStripWidth(12);
    legend.setStripOutlineVisible(scale instanceof ColorScale.Shares);
    legend.setStripOutlinePaint(ChartStyle.QUIET);
    legend.setSubdivisionCount(128);
    legend.setBackgroundPaint(null);
    legend.setFrame(BlockBorder.NONE);
    legend.setMargin(new RectangleInsets(8, 4, 40, 8));
    chart.addSubtitle(legend);
    return chart;
  }

  private static SymbolAxis axis(List<String> names, String title) {
    SymbolAxis axis = new SymbolAxis(title, names.toArray(String[]::new));
    ChartStyle.apply(axis);
    axis.setGridBandsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setRange(-0.5, names.size() - 0.5);
    return axis;
  }

  private record Scale(ColorScale colors) implements PaintScale {
    @Override
    public double getLowerBound() {
      return 0;
    }

    @Override
    public double getUpperBound() {
      return colors.highest();
    }

    @Override
    public Paint getPaint(double value) {
      return colors.color(value);
    }
  }

  private static final class Cells extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;

    /// Width of the white line between cells, where cells are large enough for one.
    private static final double LEAST_FOR_LINES = 8;

    private final double[][] values;
    private final boolean[][] dots;
    private final transient HeatMap map;

    Cells(double[][] values, boolean[][] dots, HeatMap map) {
      this.values = values;
      this.dots = dots;
      this.map = map;
    }

    @Override
    public void draw(
        Graphics2D graphics,
        XYPlot plot,
        Rectangle2D area,
        ValueAxis x,
        ValueAxis y,
        int rendererIndex,
        PlotRenderingInfo info) {
      double width = area.getWidth() / map.columns.size();
      double height = area.getHeight() / map.rows.size();
      graphics.setFont(ChartStyle.TEXT);
      boolean lines = Math.min(width, height) >= LEAST_FOR_LINES;
      boolean texts = fit(graphics, width, height);
      for (int row = 0; row < values.length; row++) {
        for (int column = 0; column < values[row].length; column++) {
          double value = values[row][column];
          Rectangle2D cell =
              new Rectangle2D.Double(
                  area.getX() + column * width, area.getY() + row * height, width, height);
          graphics.setPaint(Double.isNaN(value) ? Color.WHITE : map.scale.color(value));
          graphics.fill(lines ? cell : overlapping(cell));
          if (lines) {
            graphics.setPaint(Color.WHITE);
            graphics.setStroke(ChartStyle.LINE);
            graphics.draw(cell);
          }
          if (texts) {
            graphics.setPaint(Double.isNaN(value) ? ChartStyle.QUIET : map.scale.textOn(value));
            write(graphics, map.text.apply(value), cell);
          }
          if (row < dots.length && dots[row][column]) {
            dot(graphics, cell);
          }
        }
      }
    }

    /// A little larger, so no seam shows the ground between cells without lines.
    private static Rectangle2D overlapping(Rectangle2D cell) {
      return new Rectangle2D.Double(
          cell.getX(), cell.getY(), cell.getWidth() + 0.5, cell.getHeight() + 0.5);
    }

    /// At the right end, beside the number.
    private static void dot(Graphics2D graphics, Rectangle2D cell) {
      double size = Math.clamp(cell.getHeight() - 1, 2, 5);
      graphics.setPaint(Color.BLACK);
      graphics.fill(
          new Ellipse2D.Double(
              cell.getMaxX() - size - 2, cell.getCenterY() - size / 2, size, size));
    }

    /// Whether every number is smaller than its cell.
    private boolean fit(Graphics2D graphics, double width, double height) {
      double widest = 0;
      for (double[] row : values) {
        for (double value : row) {
          widest = Math.max(widest, graphics.getFontMetrics().stringWidth(map.text.apply(value)));
        }
      }
      return widest + 2 <= width && height >= 11;
    }

    private static void write(Graphics2D graphics, String text, Rectangle2D cell) {
      double width = graphics.getFontMetrics().stringWidth(text);
      double left = cell.getCenterX() - width / 2;
      graphics.drawString(text, (float) left, (float) cell.getCenterY() + 4);
    }
  }
}
