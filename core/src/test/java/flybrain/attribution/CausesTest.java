package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Sums of numbers that doubles hold exactly.
class CausesTest {
  private static final int NEURON = 9;

  private static Causes.Sum sum() {
    return new Causes.Sum(NEURON);
  }

  @Test
  void mean_isOverSpikes_alsoThoseWithoutTheCause() {
    Causes.Sum sum = sum();
    sum.beginSpike();
    sum.spike(3, 0, 10, 40, 6);
    sum.spike(3, 1, 12, 40, 2);
    sum.drive(13, 4);
    sum.beginSpike();
    sum.spike(3, 2, 30, 40, 8);
    sum.spike(5, 3, 31, -20, -3);
    Causes causes = sum.mean();
    assertThat(causes.neuron()).isEqualTo(NEURON);
    assertThat(causes.spikes()).isEqualTo(2);
    assertThat(causes.excitation()).isEqualTo(10);
    assertThat(causes.inhibition()).isEqualTo(-1.5);
    assertThat(causes.height()).isEqualTo(8.5);
    assertThat(causes.causes())
        .containsExactly(
            new Cause(Contribution.Kind.SPIKE, 3, 40, 1.5, 8, 0.8),
            new Cause(Contribution.Kind.DRIVE, NEURON, 0, 0.5, 2, 0.2),
            new Cause(Contribution.Kind.SPIKE, 5, -20, 0.5, -1.5, 1));
  }

  /// What is left of a reset below rest inhibits, above rest it excites.
  @Test
  void reset_isACauseOfItsSign() {
    Causes.Sum below = sum();
    below.beginSpike();
    below.drive(1, 8);
    below.reset(0, -2);
    assertThat(below.mean().causes())
        .containsExactly(
            new Cause(Contribution.Kind.DRIVE, NEURON, 0, 1, 8, 1),
            new Cause(Contribution.Kind.RESET, NEURON, 0, 1, -2, 1));
    Causes.Sum above = sum();
    above.beginSpike();
    above.drive(1, 6);
    above.reset(0, 2);
    assertThat(above.mean().causes()).extracting(Cause::share).containsExactly(0.75, 0.25);
  }

  /// Equal heights are in the order of kinds, then of neurons, so that a table is always the same.
  @Test
  void causes_areOrderedByTheSizeOfTheirHeight() {
    Causes.Sum sum = sum();
    sum.beginSpike();
    sum.reset(0, 2);
    sum.drive(1, 2);
    sum.spike(8, 0, 1, 1, -5);
    sum.spike(7, 1, 1, 1, 2);
    sum.spike(6, 2, 1, 1, 2);
    sum.spike(5, 3, 1, 1, 0);
    assertThat(sum.mean().causes())
        .extracting(cause -> cause.kind() + " " + cause.presynaptic())
        .containsExactly("SPIKE 8", "SPIKE 6", "SPIKE 7", "DRIVE 9", "RESET 9", "SPIKE 5");
  }

  /// A spike that arrives just before the threshold test has added nothing yet.
  @Test
  void causeWithoutHeight_hasNoShare() {
    Causes.Sum sum = sum();
    sum.beginSpike();
    sum.spike(2, 0, 1, 4, 0);
    Causes causes = sum.mean();
    assertThat(causes.causes()).containsExactly(new Cause(Contribution.Kind.SPIKE, 2, 4, 1, 0, 0));
    assertThat(causes.excitation()).isZero();
    assertThat(causes.inhibition()).isZero();
  }

  @Test
  void spikeCauses_haveTheSumsOfEachSign() {
    SpikeCauses causes =
        new SpikeCauses(
            0,
            NEURON,
            50,
            20,
            4,
            List.of(
                new Contribution(Contribution.Kind.DRIVE, NEURON, 49, 0, 7),
                new Contribution(Contribution.Kind.SPIKE, 2, 30, -3, -4),
                new Contribution(Contribution.Kind.SPIKE, 1, 31, 3, 1)));
    assertThat(causes.excitation()).isEqualTo(8);
    assertThat(causes.inhibition()).isEqualTo(-4);
  }
}
