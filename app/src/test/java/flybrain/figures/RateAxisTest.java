package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

class RateAxisTest {
  private static List<NumberTick> ticks(RateAxis axis) {
    List<NumberTick> ticks = new ArrayList<>();
    for (Object tick :
        axis.refreshTicks(
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics(),
            new AxisState(),
            new Rectangle2D.Double(0, 0, 100, 100),
            RectangleEdge.BOTTOM)) {
      ticks.add((NumberTick) tick);
    }
    return ticks;
  }

  private static List<String> labels(RateAxis axis) {
    return ticks(axis).stream().map(NumberTick::getText).filter(text -> !text.isEmpty()).toList();
  }

  @Test
  void rates_areAtTheirLogarithms_andNoneInALaneBelow() {
    RateAxis axis = new RateAxis("rate (Hz)", 0.1, 100);
    assertThat(axis.position(100)).isEqualTo(2);
    assertThat(axis.position(0.1)).isCloseTo(-1, within(1e-12));
    assertThat(axis.position(0.1)).isGreaterThan(axis.laneEnd());
    assertThat(axis.position(0)).isLessThan(axis.laneEnd()).isGreaterThan(axis.getLowerBound());
    assertThat(axis.getUpperBound()).isGreaterThan(2);
  }

  /// Each decade has a label where there are several.
  @Test
  void ticks_areOfDecades() {
    RateAxis axis = new RateAxis("rate (Hz)", 0.1, 200);
    assertThat(labels(axis)).containsExactly("0", "0.1", "1", "10", "100");
    assertThat(ticks(axis))
        .filteredOn(tick -> tick.getTickType().equals(TickType.MINOR))
        .hasSizeGreaterThan(20)
        .allSatisfy(tick -> assertThat(tick.getText()).isEmpty());
  }

  @Test
  void shortAxis_hasLabelsBetweenDecades() {
    assertThat(labels(new RateAxis("rate (Hz)", 1, 30)))
        .containsExactly("0", "1", "2", "5", "10", "20");
  }

  @Test
  void ticks_areInTheRange() {
    RateAxis axis = new RateAxis("rate (Hz)", 0.03, 70);
    assertThat(ticks(axis))
        .allSatisfy(tick ->
            assertThat(tick.getValue()).isBetween(axis.getLowerBound(), axis.getUpperBound()));
    assertThat(ticks(axis).getFirst().getValue()).isEqualTo(axis.position(0));
  }

  /// A run in which all neurons fire at one rate.
  @Test
  void oneRate_hasADecadeOfItsOwn() {
    RateAxis axis = new RateAxis("rate (Hz)", 5, 5);
    assertThat(axis.getUpperBound() - axis.laneEnd()).isGreaterThan(1);
    assertThat(axis.position(5)).isBetween(axis.laneEnd(), axis.getUpperBound());
  }
}
