package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiringBoundTest {
  /// The bounds and the highest u are sums and products of a few numbers, each rounded.
  private static final double ROUNDING = 1 - 1e-12;

  @Property
  void finerChords_lieBetweenTheHighestPotentialAndTheChord(RandomGenerator cases) {
    Parameters parameters = parameters(cases);
    EventModel model = new EventModel(parameters);
    int n = cases.nextInt(model.modes.length);
    double g = cases.nextDouble(0.1, 50);
    double u = g * cases.nextDouble();
    double y = g / model.modes.gOfY[n];
    double x = (u - model.modes.uOfY[n] * y) / model.modes.uOfX[n];
    FiringBound bound = model.bound;

    double low = bound.lowX[n] * x + bound.lowY[n] * y;
    double high = bound.highX[n] * x + bound.highY[n] * y;
    double chord = bound.perX[n] * x + bound.perY[n] * y;
    assertThat(Math.max(low, high)).isGreaterThanOrEqualTo(ROUNDING * highest(parameters, u, g));
    assertThat(ROUNDING * Math.max(low, high)).isLessThanOrEqualTo(chord);
  }

  @Test
  void finerChords_meetAtTheHighestPotential() {
    EventModel model = new EventModel(Parameters.SHIU_2024);
    FiringBound bound = model.bound;
    double u = 3.5;
    double g = 10;
    double x = u - model.modes.uOfY[0] * g;

    assertThat(bound.perX[0] * x + bound.perY[0] * g).isCloseTo(4.52, within(0.01));
    assertThat(bound.lowX[0] * x + bound.lowY[0] * g)
        .isCloseTo(bound.highX[0] * x + bound.highY[0] * g, within(1e-12))
        // The steps miss the moment of the highest potential by up to half a step.
        .isCloseTo(highest(Parameters.SHIU_2024, u, g), within(1e-3));
  }

  /// The parameters of the paper, or others, with equal time constants in a third of the cases.
  private static Parameters parameters(RandomGenerator cases) {
    double tauM = cases.nextDouble(1, 50);
    double tauG = cases.nextInt(3) == 0 ? tauM : cases.nextDouble(1, 50);
    return cases.nextInt(4) == 0
        ? Parameters.SHIU_2024
        : new Parameters(-52, -52, -45, tauM, tauG, 2.2, 1.8, 0.275, 250, 0.1);
  }

  private static double highest(Parameters parameters, double u, double g) {
    Propagator propagator = Propagator.of(parameters);
    return IntStream.range(0, 2000)
        .mapToDouble(k -> propagator.potential(k, u, g))
        .max()
        .orElseThrow();
  }
}
