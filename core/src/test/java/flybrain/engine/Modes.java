package flybrain.engine;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Ways to force the event-driven engine into either form.
final class Modes {
  static final ActivityMode SPARSE = of(1, () -> false);

  /// Dense from the first step on.
  static final ActivityMode DENSE = of(1, () -> true);

  private Modes() {}

  /// Dense for so many steps on end, after as many sparse ones.
  static ActivityMode dense(int steps) {
    return of(steps, () -> true);
  }

  /// Changes to dense states and back between any two steps.
  static ActivityMode alternating() {
    return new ActivityMode() {
      @Override
      public int window() {
        return 1;
      }

      @Override
      public boolean dense(boolean dense, long deliveries, int neurons) {
        return !dense;
      }
    };
  }

  /// Changes at random, every few steps.
  static ActivityMode random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return of(random.nextInt(1, 20), random::nextBoolean);
  }

  private static ActivityMode of(int window, BooleanSupplier choice) {
    return new ActivityMode() {
      @Override
      public int window() {
        return window;
      }

      @Override
      public boolean dense(boolean dense, long deliveries, int neurons) {
        return choice.getAsBoolean();
      }
    };
  }

  /// Chooses as another mode does, and counts which form the engine really had.
  static final class Observed implements ActivityMode {
    private final ActivityMode mode;
    private boolean last;

    /// Changes into dense states, and back.
    int becameDense;

    int becameSparse;

    Observed(ActivityMode mode) {
      this.mode = mode;
    }

    @Override
    public int window() {
      return mode.window();
    }

    /// @param dense how the engine simulated the last window
    @Override
    public boolean dense(boolean dense, long deliveries, int neurons) {
      becameDense += dense && !last ? 1 : 0;
      becameSparse += last && !dense ? 1 : 0;
      last = dense;
      return mode.dense(dense, deliveries, neurons);
    }
  }
}
