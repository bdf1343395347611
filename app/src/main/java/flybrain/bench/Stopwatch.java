package flybrain.bench;

/// Wall time since its start.
///
/// @param start in ns of the system's clock
record Stopwatch(long start) {
  static Stopwatch started() {
    return new Stopwatch(System.nanoTime());
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
