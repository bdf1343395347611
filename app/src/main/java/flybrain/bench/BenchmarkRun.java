package flybrain.bench;

import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.backend.RunTimes;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.Resolution;
import flybrain.laboratory.Provenance;
import flybrain.results.ResultRow;
import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.SpikeStatistics;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Runs one benchmark and takes its times.
final class BenchmarkRun {
  private final Suite suite;
  private final BenchmarkLog log;

  BenchmarkRun(Suite suite, BenchmarkLog log) {
    this.suite = suite;
    this.log = log;
  }

  /// Something to be done when all spikes are there and before their file gets its name.
  interface BeforeCommit {
    void run() throws IOException;
  }

  /// Runs a benchmark.
  ///
  /// @param spikeFile where its spikes go, if they are recorded
  Outcome run(Benchmark benchmark, Path spikeFile, BeforeCommit before) throws IOException {
    Stopwatch all = Stopwatch.started();
    Connectome brain = suite.brain().open();
    Resolution resolution = suite.recipeOf(benchmark).on(brain);
    double opening = all.seconds();
    Experiment experiment = resolution.experiment();
    long steps = (long) experiment.steps() * experiment.trials();
    long stepsPerSecond = Math.round(1000 / experiment.parameters().dt());
    SpikeStatistics statistics = new SpikeStatistics(brain.neurons().size());
    try (TerminalProgress display = TerminalProgress.bar(steps, stepsPerSecond);
        SpikeOutput output =
            suite.spikeFiles().isEmpty()
                ? SpikeOutput.none()
                : SpikeOutput.to(
                    new SpikeFileWriter(
                        spikeFile,
                        experiment.parameters().dt(),
                        brain.neurons()::id,
                        Provenance.of(brain, resolution, benchmark.backend()),
                        suite.spikeFiles().get()),
                    statistics);
        Prepared prepared =
            benchmark
                .backend()
                .prepare(
                    brain,
                    experiment,
                    new Execution(
                        suite.threads(),
                        new LoggedProgress(log, display, steps),
                        suite.recordsSpikes()))) {
      RunTimes times = prepared.run(output.sink());
      if (times.programs() > 0) {
        log.log(
            String.format(
                Locale.ROOT,
                "  whole program %.3fs, of which steps %.3fs",
                times.programs(),
                times.simulation()));
      }
      output.describe(Provenance.of(prepared));
      output.describe(Map.of("flybrain.threads", Integer.toString(suite.threads())));
      before.run();
      output.commit();
      return new Outcome(
          opening + prepared.setupSeconds() + times.setup(),
          prepared.buildSeconds(),
          times.simulation(),
          all.seconds(),
          statistics.spikes(),
          statistics.activeNeurons(),
          ResultRow.SUCCESS);
    }
  }
}
