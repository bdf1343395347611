package flybrain.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table in the log at the end of a run, in the form of the suite's.
final class SummaryTable {
  private static final String LINE = "-".repeat(124);

  private final List<String> lines = new ArrayList<>();
  private String backend = "";

  /// Adds the line of a benchmark.
  void add(Benchmark benchmark, Outcome outcome) {
    if (!backend.equals(benchmark.backend().framework())) {
      backend = benchmark.backend().framework();
      lines.add(backend);
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%7.1fs | %6d | %5s | %9.3fs | %9.3fs | %11.3fs | %9.3fs | %10.3fx | %11d | %s",
            benchmark.duration(),
            benchmark.trials(),
            benchmark.round() == 0 ? "" : benchmark.round(),
            outcome.setup(),
            outcome.build(),
            outcome.simulation(),
            outcome.total(),
            Records.realtimeRatio(benchmark, outcome),
            outcome.spikes(),
            outcome.status()));
  }

  void writeTo(BenchmarkLog log) {
    if (lines.isEmpty()) {
      return;
    }
    log.raw("");
    log.raw(
        "%8s | %6s | %5s | %10s | %10s | %12s | %10s | %11s | %11s | Status"
            .formatted(
                "t_run",
                "n_run",
                "round",
                "Setup",
                "Build",
                "Simulation",
                "Total",
                "RT Ratio",
                "Spikes"));
    log.raw(LINE);
    lines.forEach(log::raw);
    log.raw(LINE);
  }
}
