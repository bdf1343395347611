package flybrain.audit;

/// A unit of a column of times.
enum TimeUnit {
  MILLISECONDS("ms"),
  SECONDS("s"),
  STEPS("steps"),
  MICROSECONDS("µs");

  private final String symbol;

  TimeUnit(String symbol) {
    this.symbol = symbol;
  }

  /// How many ms one of it is.
  ///
  /// @param dt duration of a step in ms
  double milliseconds(double dt) {
    return switch (this) {
      case MILLISECONDS -> 1;
      case SECONDS -> 1000;
      case STEPS -> dt;
      case MICROSECONDS -> 1e-3;
    };
  }

  @Override
  public String toString() {
    return symbol;
  }
}
