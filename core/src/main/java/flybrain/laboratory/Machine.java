package flybrain.laboratory;

import flybrain.Version;

/// The machine, on which measured times depend.
public final class Machine {
  private Machine() {}

  /// This machine, its Java and flybrain in a line.
  ///
  /// @param threads number of threads or processes that a backend may use
  public static String line(int threads) {
    return "%s %s, %d processors, %d threads, Java %s, flybrain %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            threads,
            Runtime.version(),
            Version.number());
  }
}
