package flybrain.external;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.RunResult;
import flybrain.backend.RunTimes;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import java.io.IOException;

/// A backend that simulates in a process of its own, a new one for each experiment.
interface WorkerBackend extends Backend {
  /// Starts a worker and has it prepare an experiment.
  ///
  /// @throws flybrain.backend.BackendException if it cannot be prepared, with one line of reason
  ExternalRun prepare(Connectome connectome, Experiment experiment, Execution execution)
      throws IOException;

  @Override
  default Simulation open(Connectome connectome, int threads) {
    return new Simulation() {
      @Override
      public RunResult run(Experiment experiment, SpikeSink sink, Progress progress)
          throws IOException {
        boolean record = !sink.equals(SpikeSink.NOWHERE);
        Execution execution = new Execution(threads, progress, record);
        try (ExternalRun run = prepare(connectome, experiment, execution)) {
          progress.stage(Simulation.SIMULATING);
          RunTimes times = run.run(sink);
          return new RunResult(
              new RunTimes(
                  run.setupSeconds() + times.setup(),
                  run.buildSeconds(),
                  times.simulation(),
                  times.collection(),
                  times.programs()),
              run.provenance());
        }
      }

      @Override
      public void close() {}
    };
  }
}
