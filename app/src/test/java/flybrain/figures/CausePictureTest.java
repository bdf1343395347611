package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.attribution.Attribution;
import flybrain.attribution.Cause;
import flybrain.attribution.Causes;
import flybrain.attribution.Contribution.Kind;
import flybrain.attribution.Course;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.ExperimentFile;
import flybrain.figures.DrawnSvg.Scale;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.spikes.Spikes;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Neuron 0 gets spikes of 1 to 7, one each, before its own at 10 ms; 7 inhibits.
class CausePictureTest {
  private static final int SPIKE = 100;
  private static final int STEPS = 60;
  private static final int[] SYNAPSES = {0, 90, 80, 70, 60, 50, 40, -30};

  private static Attribution attribution() {
    ConnectionsBuilder connections = new ConnectionsBuilder(SYNAPSES.length);
    for (int pre = 1; pre < SYNAPSES.length; pre++) {
      connections.add(pre, 0, SYNAPSES[pre]);
    }
    Connectome brain =
        Connectome.of(
            "small",
            new Neurons(IntStream.range(100, 100 + SYNAPSES.length).asLongStream().toArray()),
            connections.build());
    int[] steps = {20, 25, 30, 35, 40, 45, 50, SPIKE};
    int[] neurons = {1, 2, 3, 4, 5, 6, 7, 0};
    return new Attribution(
        brain,
        ExperimentFile.parse("t_run = 0.02\nn_run = 1\n", "test").on(brain).experiment(),
        new Spikes(new int[steps.length], steps, neurons));
  }

  private static CauseFigure figure(Causes causes, Course course) {
    return new CauseFigure(
        "Why it fires", "of a test", causes, course, index -> "n" + index, 7, 0.1);
  }

  private static CauseFigure figure() {
    Attribution attribution = attribution();
    return figure(attribution.causes(0, 0), attribution.course(0, STEPS, 0));
  }

  /// The left part, with the course.
  private static DrawnSvg left(DrawnSvg drawn) {
    return drawn.in(0, 0, 430, 460);
  }

  private static DrawnSvg right(DrawnSvg drawn) {
    return drawn.in(431, 50, 860, 460);
  }

  @Test
  void potential_isTheSumOfAllContributions_againstTheTimeBeforeTheSpike() {
    CauseFigure figure = figure();
    DrawnSvg drawn = left(DrawnSvg.of(figure.svg()));
    Scale ms = drawn.across();
    Scale mv = drawn.down();
    List<Point2D> line =
        drawn.drawn(Color.BLACK).stream()
            .filter(shape -> drawn.frame().contains(shape.x(), shape.y()))
            .flatMap(shape -> shape.points().stream())
            .toList();
    assertThat(line).hasSizeGreaterThan(STEPS);
    for (Point2D point : line) {
      int before = (int) Math.round(-10 * ms.value(point.getX()));
      double height =
          figure.causes().causes().stream()
              .mapToDouble(cause -> figure.course().height(cause, before))
              .sum();
      assertThat(mv.value(point.getY())).isCloseTo(height, within(0.1));
    }
    assertThat(ms.value(drawn.frame().getMinX())).isCloseTo(-6, within(0.02));
    assertThat(ms.value(drawn.frame().getMaxX())).isCloseTo(0, within(0.02));
    assertThat(mv.value(line.getLast().getY()))
        .as("at the spike")
        .isCloseTo(figure.causes().height(), within(0.1));
  }

  @Test
  void thresholdIsDashed() {
    DrawnSvg drawn = left(DrawnSvg.of(figure().svg()));
    List<Shape> dashed =
        drawn.with(shape -> shape.isDashed() && shape.isLevel() && shape.width() > 100);
    assertThat(dashed).hasSize(1);
    assertThat(drawn.down().value(dashed.getFirst().y())).isCloseTo(7, within(0.05));
  }

  /// The first area ends, at the spike, at the height of the largest contribution.
  @Test
  void areasAreStacked_fromTheLargestContribution_inhibitionBelowZero() {
    CauseFigure figure = figure();
    DrawnSvg drawn = left(DrawnSvg.of(figure.svg()));
    Scale mv = drawn.down();
    List<Color> colors =
        List.of(
            OkabeIto.BLUE, OkabeIto.ORANGE, OkabeIto.GREEN, OkabeIto.SKY_BLUE, OkabeIto.VERMILION);
    double base = 0;
    for (int k = 0; k < colors.size(); k++) {
      Cause cause = figure.causes().causes().get(k);
      double top =
          drawn.filled(colors.get(k)).stream()
              .filter(shape -> drawn.frame().contains(shape.x(), shape.y()))
              .flatMap(shape -> shape.points().stream())
              .filter(point -> point.getX() > drawn.frame().getMaxX() - 0.5)
              .mapToDouble(point -> mv.value(point.getY()))
              .max()
              .orElseThrow();
      base += cause.height();
      assertThat(top).as("area " + k).isCloseTo(base, within(0.1));
    }
    Color inhibition = new Color(0xB3B3B3).darker();
    double lowest =
        drawn.filled(inhibition).stream()
            .filter(shape -> drawn.frame().contains(shape.x(), shape.y()))
            .mapToDouble(shape -> mv.value(shape.bottom()))
            .min()
            .orElseThrow();
    Cause inhibiting = figure.causes().causes().getLast();
    assertThat(lowest)
        .isCloseTo(
            IntStream.rangeClosed(0, STEPS)
                .mapToDouble(before -> figure.course().height(inhibiting, before))
                .min()
                .orElseThrow(),
            within(0.1))
        .isNegative();
    assertThat(drawn.words()).contains("potential", "other excitation", "other inhibition");
  }

  @Test
  void barsAreTheContributionsAtTheSpike_inTheColoursOfTheAreas() {
    CauseFigure figure = figure();
    DrawnSvg drawn = right(DrawnSvg.of(figure.svg()));
    Scale mv = drawn.across();
    double above = 0;
    for (Cause cause : figure.causes().causes()) {
      double y = drawn.text("n" + cause.presynaptic()).y();
      assertThat(y).isGreaterThan(above);
      above = y;
      Shape bar =
          drawn
              .with(shape ->
                  shape.kind().equals("rect")
                      && shape.fill() != null
                      && shape.top() < y - 2
                      && shape.bottom() > y - 6)
              .getFirst();
      double end = cause.height() < 0 ? bar.left() : bar.right();
      assertThat(mv.value(end)).isCloseTo(cause.height(), within(0.05));
      assertThat(mv.value(cause.height() < 0 ? bar.right() : bar.left()))
          .isCloseTo(0, within(0.05));
    }
    assertThat(drawn.words())
        .contains("All presynaptic neurons that contribute", "contribution to the spike (mV)");
  }

  private static Causes many(int count, long spikes) {
    List<Cause> causes = new ArrayList<>();
    causes.add(new Cause(Kind.DRIVE, 0, 0, 1, 100, 0.5));
    causes.add(new Cause(Kind.RESET, 0, 0, 1, -90, 0.5));
    for (int k = 2; k < count; k++) {
      causes.add(new Cause(Kind.SPIKE, k, 1, 1, 50 - k, 0));
    }
    return new Causes(0, spikes, 1, 2, -1, causes);
  }

  @Test
  void moreThanFifteenCauses_areTheLargest_driveAndResetByName() {
    CauseFigure figure = figure(many(1200, 3), attribution().course(0, STEPS, 0));
    DrawnSvg drawn = right(DrawnSvg.of(figure.svg()));
    assertThat(drawn.words())
        .contains("drive", "reset", "n2", "n14", "The largest 15 of 1,200")
        .contains("mean contribution to a spike (mV)")
        .doesNotContain("n15");
    List<Shape> bars =
        drawn
            .with(
                shape -> shape.kind().equals("rect") && shape.fill() != null && shape.height() < 60)
            .stream()
            .sorted(Comparator.comparingDouble(Shape::y))
            .toList();
    assertThat(bars).hasSize(15);
    assertThat(bars.subList(0, 6))
        .extracting(Shape::fill)
        .containsExactly(
            OkabeIto.BLUE,
            OkabeIto.ORANGE,
            OkabeIto.GREEN,
            OkabeIto.SKY_BLUE,
            OkabeIto.VERMILION,
            new Color(0xB3B3B3));
  }

  @Test
  void legendNamesOthers_onlyWhereThereAreSome() {
    DrawnSvg few = DrawnSvg.of(figure(many(5, 1), attribution().course(0, STEPS, 0)).svg());
    assertThat(few.words())
        .contains("potential")
        .doesNotContain("other excitation", "other inhibition");
    DrawnSvg more = DrawnSvg.of(figure(many(8, 1), attribution().course(0, STEPS, 0)).svg());
    assertThat(more.words()).contains("other excitation").doesNotContain("other inhibition");
  }
}
