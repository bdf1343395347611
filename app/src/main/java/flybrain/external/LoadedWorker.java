package flybrain.external;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.RunResult;
import flybrain.backend.RunTimes;
import flybrain.backend.SimulatedSteps;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.files.FolderTree;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A worker with a network, which runs one experiment after the other.
///
/// It takes part in no other experiment after one that failed: what it does then is unknown.
final class LoadedWorker implements AutoCloseable {
  private static final int PROTOCOL = 2;

  private final Worker worker;
  private final Path folder;
  private final int neurons;
  private final Map<String, String> software;

  /// Time it took to pass on the network, in s, until an experiment reports it.
  private double loading;

  private LoadedWorker(
      StartedWorker started, int neurons, Map<String, String> software, double loading) {
    this.worker = started.worker();
    this.folder = started.folder();
    this.neurons = neurons;
    this.software = software;
    this.loading = loading;
  }

  /// Gives a network to a worker, which is closed when that fails.
  static LoadedWorker load(StartedWorker started, Connectome connectome, int threads)
      throws IOException {
    Worker worker = started.worker();
    try {
      Map<String, String> software = hello(worker);
      long begin = System.nanoTime();
      worker.send(HandOver.load(connectome, started.folder(), threads));
      return new LoadedWorker(started, connectome.neurons().size(), software, secondsSince(begin));
    } catch (WrongOutput e) {
      BackendException failure = worker.refuse(e);
      close(started);
      throw failure;
    } catch (IOException | RuntimeException e) {
      close(started);
      throw e;
    }
  }

  private static Map<String, String> hello(Worker worker) throws IOException {
    WorkerMessage hello = worker.receive("hello", "starting");
    long protocol = hello.whole("protocol", 0, Integer.MAX_VALUE);
    if (protocol != PROTOCOL) {
      throw new WrongOutput("protocol %d instead of %d".formatted(protocol, PROTOCOL));
    }
    String versions =
        hello.texts("versions").entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return Map.of("software", versions, "device", hello.text("device"));
  }

  /// Runs an experiment.
  ///
  /// @return times, of which setup and build are what this experiment took in addition to those
  ///   before it, and provenance: `software`, `device` and `seeds`
  RunResult run(Experiment experiment, SpikeSink sink, Progress progress) throws IOException {
    boolean record = !sink.equals(SpikeSink.NOWHERE);
    try {
      Prepared prepared = prepare(experiment, record, progress);
      progress.stage(Simulation.SIMULATING);
      RunTimes times = new Trials(experiment, sink, record, progress).simulate(prepared);
      Map<String, String> provenance = new HashMap<>(software);
      provenance.put("seeds", prepared.seeds());
      return new RunResult(times, provenance);
    } catch (WrongOutput e) {
      throw worker.refuse(e);
    }
  }

  /// What a worker says of an experiment that it is ready to run.
  private record Prepared(double setup, double build, String seeds) {}

  private Prepared prepare(Experiment experiment, boolean record, Progress progress)
      throws IOException {
    progress.stage("preparing");
    long begin = System.nanoTime();
    worker.allowSeeds(experiment.trials());
    worker.send(HandOver.prepare(experiment, folder, record));
    double sent = loading + secondsSince(begin);
    loading = 0;
    while (true) {
      WorkerMessage message = worker.receive("preparing");
      switch (message.type()) {
        case "stage" -> progress.stage(message.text("stage"));
        case "prepared" -> {
          return new Prepared(
              sent + message.seconds("setup"),
              message.seconds("build"),
              message.seeds("seeds", experiment.trials()));
        }
        default -> throw worker.garbage(message.json().toString());
      }
    }
  }

  /// The trials of an experiment on their way from the worker to a sink.
  private final class Trials {
    private final DeliveredTrials delivered;
    private final SimulatedSteps simulated;
    private final boolean record;
    private final Progress progress;

    Trials(Experiment experiment, SpikeSink sink, boolean record, Progress progress) {
      this.delivered = new DeliveredTrials(experiment.trials(), experiment.steps(), neurons, sink);
      this.simulated =
          new SimulatedSteps(progress, (long) experiment.steps() * experiment.trials());
      this.record = record;
      this.progress = progress;
    }

    RunTimes simulate(Prepared prepared) throws IOException {
      long begin = System.nanoTime();
      worker.send("run");
      while (true) {
        WorkerMessage message = worker.receive("simulating");
        switch (message.type()) {
          case "stage" -> progress.stage(message.text("stage"));
          case "progress" -> {
            long steps = message.whole("steps", 0, Long.MAX_VALUE);
            delivered.simulated(steps);
            simulated.add(steps);
          }
          case "spikes" -> take(message);
          case "done" -> {
            delivered.checkComplete();
            double simulation = message.seconds("simulation");
            double all = secondsSince(begin);
            double again = message.seconds("setup");
            return new RunTimes(
                prepared.setup() + again,
                prepared.build(),
                simulation,
                Math.max(0, all - simulation - again),
                message.seconds("programs"));
          }
          default -> throw worker.garbage(message.json().toString());
        }
      }
    }

    /// Takes spikes of a trial, in a file unless there are none, and its end.
    private void take(WorkerMessage message) throws IOException {
      long trial = message.whole("trial", Long.MIN_VALUE, Long.MAX_VALUE);
      TrialSink sink = delivered.trial(trial);
      long count = message.whole("count", 0, record ? Integer.MAX_VALUE : 0);
      boolean last = message.flag("last");
      if (count > 0) {
        Path file = WorkerSpikes.plainFile(folder, message.text("file"));
        new WorkerSpikes((int) count, file).handOn(sink);
      }
      if (last) {
        sink.end();
      }
    }
  }

  boolean isAlive() {
    return worker.isAlive();
  }

  /// Ends the worker at once, whatever it is doing; may be called by any thread.
  void cancel() {
    worker.cancel();
  }

  @Override
  public void close() throws IOException {
    close(new StartedWorker(worker, folder));
  }

  private static void close(StartedWorker started) throws IOException {
    started.worker().close();
    FolderTree.delete(started.folder());
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
