package flybrain.figures;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/// The names of rows, the first on top.
///
/// Where rows are lower than a line of text, names move apart and lines lead to their rows; of more
/// names than there is room for, the first are shown.
final class RowNames extends NumberAxis {
  private static final long serialVersionUID = 1;

  /// Height of a line of text in points.
  private static final double LINE = 12;

  /// From a name to its row, where lines lead to rows.
  private static final double GAP = 26;

  private final transient List<String> names;

  /// @param names empty for rows without one
  RowNames(String title, List<String> names) {
    super(title);
    this.names = List.copyOf(names);
    ChartStyle.apply(this);
    setTickMarksVisible(false);
    setInverted(true);
    setRange(-0.5, Math.max(names.size(), 1) - 0.5);
  }

  @Override
  public AxisSpace reserveSpace(
      Graphics2D graphics, Plot plot, Rectangle2D area, RectangleEdge edge, AxisSpace space) {
    setTickLabelInsets(new RectangleInsets(2, isLow(area) ? GAP : 4, 2, 4));
    return super.reserveSpace(graphics, plot, area, edge, space);
  }

  private boolean isLow(Rectangle2D area) {
    return area.getHeight() / names.size() < LINE;
  }

  @Override
  @SuppressWarnings("rawtypes") // So it is declared by JFreeChart.
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<NumberTick> ticks = new ArrayList<>();
    for (Place place : places(area)) {
      ticks.add(
          new NumberTick(
              TickType.MAJOR,
              java2DToValue(place.name, area, edge),
              names.get(place.row),
              TextAnchor.CENTER_RIGHT,
              TextAnchor.CENTER,
              0));
    }
    return ticks;
  }

  @Override
  public AxisState draw(
      Graphics2D graphics,
      double cursor,
      Rectangle2D plotArea,
      Rectangle2D area,
      RectangleEdge edge,
      PlotRenderingInfo info) {
    if (isLow(area)) {
      graphics.setPaint(ChartStyle.QUIET);
      graphics.setStroke(ChartStyle.THIN);
      for (Place place : places(area)) {
        double row = area.getY() + (place.row + 0.5) * area.getHeight() / names.size();
        double right = area.getX() - 2;
        double left = area.getX() - GAP;
        graphics.draw(new Line2D.Double(right - 4, row, right, row));
        graphics.draw(new Line2D.Double(left, place.name, right - 4, row));
      }
    }
    return super.draw(graphics, cursor, plotArea, area, edge, info);
  }

  /// A row with a name, and the middle of the name from the upper edge of the picture.
  private record Place(int row, double name) {}

  /// As near to the rows as names that do not touch can be: pushed down, then up from the end.
  private List<Place> places(Rectangle2D area) {
    double line = LINE;
    int room = Math.max(1, (int) (area.getHeight() / line + 1e-6));
    int[] rows =
        IntStream.range(0, names.size())
            .filter(row -> !names.get(row).isEmpty())
            .limit(room)
            .toArray();
    double[] middles = new double[rows.length];
    double free = area.getMinY() + line / 2;
    for (int k = 0; k < rows.length; k++) {
      double row = area.getY() + (rows[k] + 0.5) * area.getHeight() / names.size();
      middles[k] = Math.max(row, free);
      free = middles[k] + line;
    }
    double most = area.getMaxY() - line / 2;
    for (int k = rows.length - 1; k >= 0; k--) {
      middles[k] = Math.min(middles[k], most);
      most = middles[k] - line;
    }
    List<Place> places = new ArrayList<>();
    for (int k = 0; k < rows.length; k++) {
      places.add(new Place(rows[k], middles[k]));
    }
    return places;
  }
}
