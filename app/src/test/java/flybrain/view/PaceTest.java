package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final double DT = 1e-4;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

  /// Simulates what is due at a moment, in steps that take no time.
  private static long simulate(Pace pace, long now) {
    long steps = 0;
    for (int turn = 0; turn < 100; turn++) {
      int due = pace.due(now);
      if (due == 0) {
        break;
      }
      steps += due;
      pace.did(due, 1);
    }
    return steps;
  }

  /// A brain whose steps take no time runs at the speed that was asked for.
  @ParameterizedTest
  @CsvSource({"0.001", "0.01", "0.5", "1", "10"})
  void quickBrain_keepsTheSpeed(double speed) {
    Pace pace = new Pace(DT, speed);
    pace.start(0);
    long steps = 0;
    for (long now = 0; now <= 5 * SECOND; now += 4 * MILLISECOND) {
      steps += simulate(pace, now);
      assertThat(pace.isBehind()).isFalse();
    }
    // At most the one step that is not yet due as a whole.
    assertThat((double) steps).isBetween(5 * speed / DT - 1, 5 * speed / DT + 1e-6);
  }

  /// What a slow machine could not simulate in time is not made up for, but for a tenth of a
  /// second.
  @Test
  void pause_isNotMadeUpFor() {
    Pace pace = new Pace(DT, 1);
    pace.start(0);
    assertThat(simulate(pace, 60 * SECOND)).isEqualTo(1_000);
  }

  @Test
  void start_owesNothing() {
    Pace pace = new Pace(DT, 1);
    pace.start(0);
    assertThat(pace.due(SECOND)).isPositive();
    pace.start(2 * SECOND);
    assertThat(pace.isBehind()).isFalse();
    assertThat(pace.due(2 * SECOND)).isZero();
    pace.setSpeed(100, 3 * SECOND);
    assertThat(pace.speed()).isEqualTo(100);
    assertThat(pace.due(3 * SECOND)).isZero();
    assertThat(pace.due(3 * SECOND + MILLISECOND)).isPositive();
  }

  /// Orders are looked at every few milliseconds, however slow the steps are.
  @Test
  void slice_takesSomeMilliseconds() {
    Pace pace = new Pace(DT, Pace.MOST);
    pace.start(0);
    for (int k = 0; k < 100; k++) {
      pace.did(pace.due(k), 100_000L * pace.due(k));
    }
    // 8 ms at 0.1 ms a step.
    assertThat(pace.due(200)).isBetween(70, 90);
    for (int k = 0; k < 100; k++) {
      pace.did(pace.due(k), SECOND * pace.due(k));
    }
    assertThat(pace.due(400)).isEqualTo(1);
    pace.setSpeed(1, 0);
    assertThat(pace.due(SECOND)).isEqualTo(1);
    assertThat(pace.isBehind()).isTrue();
    pace.setSpeed(Pace.MOST, 0);
    for (int k = 0; k < 200; k++) {
      pace.did(pace.due(k), 1);
    }
    assertThat(pace.due(900)).isEqualTo(10_000);
    assertThat(pace.isBehind()).isTrue();
  }

  /// Even the slowest speed owes a whole step in the end.
  @Test
  void slowestSpeed_getsOn() {
    Pace pace = new Pace(DT, 0.0001);
    pace.start(0);
    assertThat(pace.due(SECOND / 2)).isZero();
    assertThat(pace.due(SECOND + MILLISECOND)).isEqualTo(1);
    assertThat(pace.isBehind()).isTrue();
    pace.did(1, MILLISECOND);
    assertThat(pace.isBehind()).isFalse();
  }
}
