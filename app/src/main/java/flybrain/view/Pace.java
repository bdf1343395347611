package flybrain.view;

/// How many steps of the brain are due, at a speed in seconds of the brain per second.
final class Pace {
  /// As fast as it goes.
  static final double MOST = Double.POSITIVE_INFINITY;

  /// How long to simulate between two looks at orders, in ns.
  private static final double SLICE_NANOS = 8e6;

  /// Steps between two looks at orders at most.
  private static final int MOST_STEPS = 10_000;

  /// A delay beyond this many seconds is never made up for.
  private static final double LONGEST_DEBT = 0.1;

  private final double dt;
  private double speed;
  private double owed;
  private long last;
  private double nanosPerStep = SLICE_NANOS / 10;

  /// @param dt a step in s
  Pace(double dt, double speed) {
    this.dt = dt;
    this.speed = speed;
  }

  double speed() {
    return speed;
  }

  /// @param speed in seconds of the brain per second, or [#MOST]
  void setSpeed(double speed, long now) {
    this.speed = speed;
    start(now);
  }

  /// Owes nothing from now on.
  ///
  /// @param now by [System#nanoTime]
  void start(long now) {
    last = now;
    owed = 0;
  }

  /// The steps to be simulated now, no more than take some milliseconds.
  int due(long now) {
    int slice = (int) Math.clamp(SLICE_NANOS / nanosPerStep, 1, MOST_STEPS);
    if (speed == MOST) {
      return slice;
    }
    double most = Math.max(1, LONGEST_DEBT * speed / dt);
    owed = Math.min(most, owed + (now - last) * 1e-9 * speed / dt);
    last = now;
    return Math.min(slice, (int) owed);
  }

  /// Whether there are steps to be simulated at once.
  boolean isBehind() {
    return speed == MOST || owed >= 1;
  }

  /// Takes note of steps that were simulated.
  void did(int steps, long nanos) {
    owed -= steps;
    nanosPerStep = 0.7 * nanosPerStep + 0.3 * Math.max(1, (double) nanos / steps);
  }
}
