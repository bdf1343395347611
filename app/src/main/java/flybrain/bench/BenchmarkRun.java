package flybrain.bench;

import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import flybrain.results.ResultRow;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Runs one benchmark and shows how far it is.
final class BenchmarkRun {
  private BenchmarkRun() {}

  /// Runs a benchmark.
  ///
  /// @param spikeFile where its spikes go, if they are recorded
  /// @param before is done when all spikes are there, before their file gets its name
  static Outcome of(
      Suite suite,
      Benchmark benchmark,
      Laboratory laboratory,
      Path spikeFile,
      SpikeFile.Action before,
      BenchmarkLog log)
      throws IOException {
    Plan plan = laboratory.plan(suite.recipeOf(benchmark), benchmark.backend());
    try (TerminalProgress display = TerminalProgress.unlogged()) {
      RunOptions options =
          RunOptions.DEFAULT
              .withThreads(suite.threads())
              .withProgress(new LoggedProgress(log, display));
      Report report =
          laboratory.run(
              plan,
              suite
                  .spikeFiles()
                  .map(compression ->
                      options.withFile(
                          new SpikeFile(
                              spikeFile,
                              compression,
                              null,
                              Map.of("flybrain.threads", Integer.toString(suite.threads())),
                              before)))
                  .orElseGet(options::withoutSpikes));
      Report.Times times = report.times();
      if (times.programs() > 0) {
        log.log(
            String.format(
                Locale.ROOT,
                "  whole program %.3fs, of which steps %.3fs",
                times.programs(),
                times.simulation()));
      }
      return new Outcome(
          times.setup(),
          times.build(),
          times.simulation(),
          times.total(),
          report.statistics().spikes(),
          report.statistics().activeNeurons(),
          ResultRow.SUCCESS);
    }
  }
}
