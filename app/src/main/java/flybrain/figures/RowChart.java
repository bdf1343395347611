package flybrain.figures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/// A chart with a labelled row for each of many things: a bar or a point, with an interval.
final class RowChart {
  /// Height of a row in points, at which labels do not touch.
  static final int ROW = 15;

  /// Widest band that is shown as a whole, in parts of the largest number.
  private static final double MOST_BAND = 5;

  private static final int WIDTH = 860;

  /// Height of axis, legend and heading.
  private static final int FRAME = 150;

  /// A row.
  ///
  /// @param value NaN for none
  /// @param low lower end of the interval, NaN for none
  /// @param high upper end
  /// @param margin half width of the grey band around 0 behind the row, 0 for none
  /// @param filled whether a point is filled
  /// @param others further values, drawn as upright lines
  /// @param note written beside the row, empty for none
  record Row(
      String label,
      double value,
      double low,
      double high,
      double margin,
      Color color,
      boolean filled,
      List<Double> others,
      String note) {
    Row {
      others = List.copyOf(others);
    }

    /// A row without further values.
    Row(
        String label,
        double value,
        double low,
        double high,
        double margin,
        Color color,
        boolean filled,
        String note) {
      this(label, value, low, high, margin, color, filled, List.of(), note);
    }
  }

  /// Of the bands behind rows.
  static final Color BAND = new Color(0xEBEBEB);

  /// Of further values.
  static final Color OTHERS = new Color(0x8C8C8C);

  /// A line across all rows.
  record Line(double at, String name, Stroke stroke) {}

  private final List<Row> rows;
  private final List<Line> lines;
  private final boolean bars;

  private RowChart(List<Row> rows, List<Line> lines, boolean bars) {
    this.rows = List.copyOf(rows);
    this.lines = List.copyOf(lines);
    this.bars = bars;
  }

  /// Rows as bars from 0, from top to bottom, with lines across.
  static RowChart bars(List<Row> rows, List<Line> lines) {
    return new RowChart(rows, lines, true);
  }

  /// Rows as points, from top to bottom, with a line at 0.
  static RowChart points(List<Row> rows) {
    return new RowChart(rows, List.of(new Line(0, "", ChartStyle.THIN)), false);
  }

  /// The picture of the chart alone.
  Picture picture(String title, String subtitle, JFreeChart chart) {
    return Picture.of(title, subtitle, WIDTH, FRAME + ROW * Math.max(3, rows.size()), chart);
  }

  /// @param label of the axis
  /// @param colors entries of the legend, after those of the lines
  JFreeChart chart(String label, List<LegendItem> colors) {
    SymbolAxis names = new SymbolAxis("", rows.stream().map(Row::label).toArray(String[]::new));
    ChartStyle.apply(names);
    names.setGridBandsVisible(false);
    names.setTickMarksVisible(false);
    names.setInverted(true);
    names.setRange(-0.7, Math.max(rows.size(), 1) - 0.3);
    XYPlot plot = ChartStyle.plot(axis(label), names);
    plot.setRangeGridlinesVisible(false);
    plot.addAnnotation(new Layer(this));
    LegendItemCollection items = new LegendItemCollection();
    lines.stream()
        .filter(line -> !line.name.isEmpty())
        .forEach(line -> items.add(Legends.line(line.name, Color.BLACK, line.stroke)));
    colors.forEach(items::add);
    plot.setFixedLegendItems(items);
    return ChartStyle.chart("", plot, true);
  }

  /// From the least to the largest number drawn, 0 included, with room at both ends.
  private NumberAxis axis(String label) {
    double low = 0;
    double high = 0;
    for (Row row : rows) {
      for (double value : new double[] {row.value, row.low, row.high}) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      for (double other : row.others) {
        low = Math.min(low, other);
        high = Math.max(high, other);
      }
    }
    for (Line line : lines) {
      low = Math.min(low, line.at);
      high = Math.max(high, line.at);
    }
    // The ends of the band, unless all rows would be points in its middle.
    double margin = rows.stream().mapToDouble(Row::margin).max().orElse(0);
    if (margin < MOST_BAND * Math.max(-low, high)) {
      low = Math.min(low, -margin);
      high = Math.max(high, margin);
    }
    if (high == low) {
      high = low + 1;
    }
    double room = 0.04 * (high - low);
    return ChartStyle.numberAxis(
        label, bars && low == 0 ? 0 : low - room, high == 0 ? room : high + room);
  }

  private static final class Layer extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;

    private final transient RowChart chart;

    Layer(RowChart chart) {
      this.chart = chart;
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
      double rowHeight = area.getHeight() / y.getRange().getLength();
      graphics.setFont(ChartStyle.SMALL);
      for (int k = 0; k < chart.rows.size(); k++) {
        drawBand(graphics, chart.rows.get(k), middle(k, y, area), rowHeight, x, area);
      }
      if (!chart.bars) {
        drawLines(graphics, x, area);
      }
      for (int k = 0; k < chart.rows.size(); k++) {
        Row row = chart.rows.get(k);
        double middle = middle(k, y, area);
        graphics.setPaint(OTHERS);
        graphics.setStroke(ChartStyle.LINE);
        for (double other : row.others) {
          double at = at(x, area, other);
          graphics.draw(
              new Line2D.Double(at, middle - 0.32 * rowHeight, at, middle + 0.32 * rowHeight));
        }
        if (Double.isFinite(row.value)) {
          draw(graphics, row, middle, rowHeight, x, area);
        }
        if (!row.note.isEmpty()) {
          graphics.setPaint(ChartStyle.QUIET);
          graphics.drawString(row.note, (float) at(x, area, 0) + 6, (float) middle + 4);
        }
      }
      if (chart.bars) {
        drawLines(graphics, x, area);
      }
    }

    private static double middle(int row, ValueAxis y, Rectangle2D area) {
      return y.valueToJava2D(row, area, RectangleEdge.LEFT);
    }

    private static void drawBand(
        Graphics2D graphics,
        Row row,
        double middle,
        double rowHeight,
        ValueAxis x,
        Rectangle2D area) {
      if (row.margin > 0) {
        double left = Math.max(area.getMinX(), at(x, area, -row.margin));
        double right = Math.min(area.getMaxX(), at(x, area, row.margin));
        graphics.setPaint(BAND);
        graphics.fill(
            new Rectangle2D.Double(left, middle - rowHeight / 2, right - left, rowHeight));
      }
    }

    private void drawLines(Graphics2D graphics, ValueAxis x, Rectangle2D area) {
      graphics.setPaint(Color.BLACK);
      for (Line line : chart.lines) {
        double at = at(x, area, line.at);
        graphics.setStroke(line.stroke);
        graphics.draw(new Line2D.Double(at, area.getMinY(), at, area.getMaxY()));
      }
    }

    private void draw(
        Graphics2D graphics,
        Row row,
        double middle,
        double rowHeight,
        ValueAxis x,
        Rectangle2D area) {
      double value = at(x, area, row.value);
      if (chart.bars) {
        double zero = at(x, area, 0);
        graphics.setPaint(row.color);
        graphics.fill(
            new Rectangle2D.Double(
                Math.min(zero, value),
                middle - 0.38 * rowHeight,
                Math.max(Math.abs(value - zero), 0.75),
                0.76 * rowHeight));
      }
      if (Double.isFinite(row.low)) {
        graphics.setPaint(chart.bars ? Color.BLACK : row.color);
        graphics.setStroke(chart.bars ? ChartStyle.THIN : ChartStyle.LINE);
        graphics.draw(
            new Line2D.Double(at(x, area, row.low), middle, at(x, area, row.high), middle));
      }
      if (!chart.bars) {
        Ellipse2D point = new Ellipse2D.Double(value - 3.5, middle - 3.5, 7, 7);
        graphics.setPaint(row.filled ? row.color : Color.WHITE);
        graphics.fill(point);
        graphics.setPaint(row.color);
        graphics.setStroke(ChartStyle.LINE);
        graphics.draw(point);
      }
    }

    private static double at(ValueAxis x, Rectangle2D area, double value) {
      return x.valueToJava2D(value, area, RectangleEdge.BOTTOM);
    }
  }
}
