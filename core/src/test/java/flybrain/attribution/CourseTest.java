package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.model.Parameters;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Responses RESPONSES = new Responses(Parameters.SHIU_2024, 1000);
  private static final int DELAY = 18;

  /// A synapse of 0.5 mV, a kick of 60 mV and a reset 3 mV below rest.
  private static Course.Sum sum(int steps) {
    return new Course.Sum(steps, RESPONSES, 0.5, 60, -3, DELAY);
  }

  private static Cause spike(int presynaptic) {
    return new Cause(Contribution.Kind.SPIKE, presynaptic, 4, 1, 0, 0);
  }

  private static Cause of(Contribution.Kind kind) {
    return new Cause(kind, 1, 0, 1, 0, 0);
  }

  /// It arrives 18 steps after the presynaptic spike, and is felt from the next step on.
  @Test
  void presynapticSpike_beginsWithItsArrival() {
    Course.Sum sum = sum(10);
    sum.beginSpike(100);
    sum.spike(7, 0, 75, 4, 99);
    Course course = sum.mean();
    assertThat(course.steps()).isEqualTo(10);
    assertThat(course.height(spike(7), 0)).isEqualTo(4 * 0.5 * RESPONSES.toSynaptic(7));
    assertThat(course.height(spike(7), 6)).isEqualTo(4 * 0.5 * RESPONSES.toSynaptic(1));
    for (int before = 7; before <= 10; before++) {
      assertThat(course.height(spike(7), before)).isZero();
    }
    assertThat(course.height(spike(8), 0)).as("another neuron").isZero();
    assertThat(course.height(of(Contribution.Kind.DRIVE), 0)).isZero();
  }

  @Test
  void eventOfTheDrive_hasNoDelay() {
    Course.Sum sum = sum(5);
    sum.beginSpike(100);
    sum.drive(97, 99);
    Course course = sum.mean();
    Cause drive = of(Contribution.Kind.DRIVE);
    assertThat(course.height(drive, 0)).isEqualTo(60 * RESPONSES.toDirect(3));
    assertThat(course.height(drive, 2)).isEqualTo(60 * RESPONSES.toDirect(1));
    assertThat(course.height(drive, 3)).isZero();
  }

  /// The reset potential is there at the first step of activity already: it decays in that step.
  @Test
  void reset_isThereFromTheFirstActiveStep() {
    Course.Sum sum = sum(5);
    sum.beginSpike(100);
    sum.reset(98, 99);
    Course course = sum.mean();
    Cause reset = of(Contribution.Kind.RESET);
    assertThat(course.height(reset, 0)).isEqualTo(-3 * RESPONSES.toDirect(3));
    assertThat(course.height(reset, 2)).isEqualTo(-3 * RESPONSES.toDirect(1));
    assertThat(course.height(reset, 3)).isZero();
  }

  @Test
  void mean_isOverAllSpikes() {
    Course.Sum sum = sum(3);
    sum.beginSpike(100);
    sum.spike(7, 0, 80, 4, 99);
    sum.spike(7, 1, 79, 4, 99);
    sum.beginSpike(200);
    sum.drive(199, 99);
    Course course = sum.mean();
    double both = 4 * 0.5 * (RESPONSES.toSynaptic(2) + RESPONSES.toSynaptic(3));
    // One rounding of a sum of two.
    assertThat(course.height(spike(7), 0)).isCloseTo(both / 2, within(1e-15));
    assertThat(course.height(of(Contribution.Kind.DRIVE), 0))
        .isEqualTo(60 * RESPONSES.toDirect(1) / 2);
  }

  @Test
  void courseOfNoSteps_isTheSpikeAlone() {
    Course.Sum sum = sum(0);
    sum.beginSpike(100);
    sum.spike(7, 0, 70, 4, 99);
    Course course = sum.mean();
    assertThat(course.steps()).isZero();
    assertThat(course.height(spike(7), 0)).isEqualTo(2 * RESPONSES.toSynaptic(12));
  }
}
