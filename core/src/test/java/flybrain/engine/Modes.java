package flybrain.engine;

import java.util.SplittableRandom;

/// Ways to force the event-driven engine into either form.
final class Modes {
  static final ActivityMode SPARSE = fixed(false);
  static final ActivityMode DENSE = fixed(true);

  private Modes() {}

  private static ActivityMode fixed(boolean dense) {
    return of(1, () -> dense);
  }

  /// Changes at random, every few steps.
  static ActivityMode random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return of(random.nextInt(1, 20), random::nextBoolean);
  }

  private static ActivityMode of(int window, java.util.function.BooleanSupplier choice) {
    return new ActivityMode() {
      @Override
      public int window() {
        return window;
      }

      @Override
      public boolean dense(boolean dense, long deliveries, long hotTests, int neurons) {
        return choice.getAsBoolean();
      }
    };
  }
}
