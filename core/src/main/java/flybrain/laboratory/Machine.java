package flybrain.laboratory;

import flybrain.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

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

  /// The most memory that this process had at any time (resident set), in bytes, as Linux counts
  /// it; empty where the system does not say.
  public static OptionalLong peakMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
