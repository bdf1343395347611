package flybrain.figures;

import flybrain.figures.ComparedRates.Neuron;
import flybrain.figures.RunActivity.Group;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/// Draws the neurons of two runs by their two rates, over the line of equal rates and the band
/// around it; those outside the band are opaque and bear the numbers of the bars beside the chart.
final class ParityLayer extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  /// More points than this are a bitmap in SVG.
  private static final int MANY = 4000;

  private static final double DIAMETER = 5;

  /// Positions of a label beside its point: right, left, above, below, then aslant, in points.
  private static final double[][] PLACES = {
    {4, 3}, {-4, 3}, {0, -5}, {0, 11}, {4, -3}, {4, 10}, {-4, -3}, {-4, 10}, {12, -8}, {12, 14}
  };

  /// Between labels beside each other, in points.
  private static final double SPACE = 3;

  /// Behind labels.
  private static final Color HALO = new Color(255, 255, 255, 170);

  private static final Color BAND = new Color(0xEEEEEE);

  /// Points of each edge of the band.
  private static final int STEPS = 200;

  /// Opacity of points inside the band.
  private static final int PALE = 110;

  private final transient ComparedRates rates;
  private final RateAxis axis;
  private final transient Map<Long, String> labels;

  /// @param axis of both rates
  /// @param labels of some neurons, by FlyWire root id
  ParityLayer(ComparedRates rates, RateAxis axis, Map<Long, String> labels) {
    this.rates = rates;
    this.axis = axis;
    this.labels = Map.copyOf(labels);
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
    drawBand(graphics, area);
    if (rates.neurons().size() > MANY) {
      EmbeddedBitmap.draw(graphics, area, to -> drawPoints(to, area));
    } else {
      drawPoints(graphics, area);
    }
    drawLabels(graphics, area);
  }

  private Point2D at(double rateA, double rateB, Rectangle2D area) {
    double low = axis.getLowerBound();
    double length = axis.getUpperBound() - low;
    return new Point2D.Double(
        area.getX() + (axis.position(rateA) - low) / length * area.getWidth(),
        area.getMaxY() - (axis.position(rateB) - low) / length * area.getHeight());
  }

  private void drawBand(Graphics2D to, Rectangle2D area) {
    double low = Math.pow(10, axis.laneEnd());
    double high = Math.pow(10, axis.getUpperBound());
    Path2D band = new Path2D.Double();
    band.moveTo(area.getX(), area.getMaxY());
    band.lineTo(area.getX(), at(0, ComparedRates.band(0), area).getY());
    for (int k = 0; k <= STEPS; k++) {
      double rate = low * Math.pow(high / low, (double) k / STEPS);
      lineTo(band, at(rate, Math.min(high, rate + ComparedRates.band(rate)), area));
    }
    for (int k = STEPS; k >= 0; k--) {
      double rate = low * Math.pow(high / low, (double) k / STEPS);
      double least = rate - ComparedRates.band(rate);
      Point2D edge = at(rate, Math.max(low, least), area);
      lineTo(band, least > 0 ? edge : new Point2D.Double(edge.getX(), area.getMaxY()));
    }
    band.closePath();
    to.setPaint(BAND);
    to.fill(band);
    Point2D corner = at(low, low, area);
    to.setPaint(ChartStyle.QUIET);
    to.setStroke(ChartStyle.THIN);
    to.draw(new Line2D.Double(corner, at(high, high, area)));
    to.draw(new Line2D.Double(corner.getX(), area.getY(), corner.getX(), area.getMaxY()));
    to.draw(new Line2D.Double(area.getX(), corner.getY(), area.getMaxX(), corner.getY()));
  }

  private static void lineTo(Path2D path, Point2D point) {
    path.lineTo(point.getX(), point.getY());
  }

  private void drawPoints(Graphics2D to, Rectangle2D area) {
    for (Group group : Group.values()) {
      for (Neuron neuron : rates.neurons()) {
        if (neuron.group() == group) {
          Color color = ComparisonPicture.COLORS.getOrDefault(group, Color.BLACK);
          to.setPaint(
              neuron.isOutside()
                  ? color
                  : new Color(color.getRed(), color.getGreen(), color.getBlue(), PALE));
          Point2D point = at(neuron.a(), neuron.b(), area);
          to.fill(
              new Ellipse2D.Double(
                  point.getX() - DIAMETER / 2, point.getY() - DIAMETER / 2, DIAMETER, DIAMETER));
        }
      }
    }
  }

  /// A label is left out if every position is taken; read-outs come first.
  private void drawLabels(Graphics2D to, Rectangle2D area) {
    List<Rectangle2D> taken = new ArrayList<>();
    to.setFont(ChartStyle.SMALL);
    List<Neuron> inOrder =
        rates.neurons().stream()
            .sorted(Comparator.comparing((Neuron neuron) -> neuron.group() != Group.READ_OUT))
            .toList();
    for (Neuron neuron : inOrder) {
      String label = labels.get(neuron.flywireId());
      if (label != null) {
        double width = to.getFontMetrics().stringWidth(label);
        Point2D point = at(neuron.a(), neuron.b(), area);
        Arrays.stream(PLACES)
            .map(place -> box(point, place, width))
            .filter(box -> area.contains(box) && taken.stream().noneMatch(spaced(box)::intersects))
            .findFirst()
            .ifPresent(box -> {
              taken.add(box);
              to.setPaint(HALO);
              to.fill(box);
              to.setPaint(Color.BLACK);
              to.drawString(label, (float) box.getX(), (float) box.getMaxY() - 1);
            });
      }
    }
  }

  /// A box with the space that keeps two labels apart.
  private static Rectangle2D spaced(Rectangle2D box) {
    return new Rectangle2D.Double(
        box.getX() - SPACE, box.getY() - 1, box.getWidth() + 2 * SPACE, box.getHeight() + 2);
  }

  /// The box of a label whose edge towards the point lies at a place beside it.
  private static Rectangle2D box(Point2D point, double[] place, double width) {
    double share = place[0] < 0 ? 1 : place[0] > 0 ? 0 : 0.5;
    return new Rectangle2D.Double(
        point.getX() + place[0] - share * width, point.getY() + place[1] - 10, width, 11);
  }
}
