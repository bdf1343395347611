package flybrain.figures;

import flybrain.Decimal;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// A matrix of numbers from 0 to 1 as a heat map with the numbers in it.
final class MatrixChart {
  private MatrixChart() {}

  /// @param names of rows and columns alike, the first on top and on the left
  /// @param values by row and column; NaN stays white
  static JFreeChart chart(String title, List<String> names, double[][] values) {
    SymbolAxis columns = axis(names);
    columns.setVerticalTickLabels(true);
    SymbolAxis rows = axis(names);
    rows.setInverted(true);
    XYPlot plot = ChartStyle.plot(columns, rows);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(new Cells(values));
    return ChartStyle.chart(title, plot, false);
  }

  private static SymbolAxis axis(List<String> names) {
    SymbolAxis axis = new SymbolAxis("", names.toArray(String[]::new));
    ChartStyle.apply(axis);
    axis.setGridBandsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setRange(-0.5, names.size() - 0.5);
    return axis;
  }

  private static final class Cells extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;

    private final double[][] values;

    Cells(double[][] values) {
      this.values = values;
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
      double width = area.getWidth() / values.length;
      double height = area.getHeight() / values.length;
      graphics.setFont(ChartStyle.TEXT);
      for (int row = 0; row < values.length; row++) {
        for (int column = 0; column < values.length; column++) {
          double value = values[row][column];
          Rectangle2D cell =
              new Rectangle2D.Double(
                  area.getX() + column * width, area.getY() + row * height, width, height);
          graphics.setPaint(Double.isNaN(value) ? Color.WHITE : Cividis.color(value));
          graphics.fill(cell);
          graphics.setPaint(Color.WHITE);
          graphics.setStroke(ChartStyle.LINE);
          graphics.draw(cell);
          graphics.setPaint(Double.isNaN(value) ? ChartStyle.QUIET : Cividis.textOn(value));
          write(graphics, text(value), cell);
        }
      }
    }

    private static void write(Graphics2D graphics, String text, Rectangle2D cell) {
      double width = graphics.getFontMetrics().stringWidth(text);
      double left = cell.getCenterX() - width / 2;
      graphics.drawString(text, (float) left, (float) cell.getCenterY() + 4);
    }

    /// Two decimals, more where a number would be rounded to 1.
    private static String text(double value) {
      if (Double.isNaN(value)) {
        return "–";
      }
      if (value == 1 || value == 0) {
        return Decimal.text(value);
      }
      for (int decimals = 2; decimals < 5; decimals++) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        if (Double.parseDouble(text) < 1) {
          return text;
        }
      }
      return "> 0.9999";
    }
  }
}
