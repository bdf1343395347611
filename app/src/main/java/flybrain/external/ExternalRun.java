package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.backend.RunTimes;
import flybrain.backend.SimulatedSteps;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.files.FolderTree;
import flybrain.files.TemporaryFolder;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An experiment in the hands of a worker.
final class ExternalRun implements AutoCloseable {
  private static final int PROTOCOL = 1;

  private final Worker worker;
  private final Path folder;
  private final Execution execution;
  private final Experiment experiment;
  private final int neurons;
  private final Map<String, String> provenance = new LinkedHashMap<>();
  private double setup;
  private double build;

  /// A worker that was just started, and the folder in which it works.
  record Start(Worker worker, Path folder) {}

  private ExternalRun(
      Start start, Connectome connectome, Experiment experiment, Execution execution) {
    this.worker = start.worker();
    this.folder = start.folder();
    this.execution = execution;
    this.experiment = experiment;
    this.neurons = connectome.neurons().size();
  }

  /// Starts the worker of a framework in an environment.
  ///
  /// @param own environment variables of the user
  static Start start(
      Framework framework, Path python, Path environments, Map<String, String> own, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory(TemporaryFolder.own(), framework.key() + "-");
    Path log =
        environments
            .resolve("logs")
            .resolve(
                "%s-%s-%d.log"
                    .formatted(
                        framework.key(),
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                            .format(LocalDateTime.now(ZoneId.systemDefault())),
                        ProcessHandle.current().pid()));
    List<String> command =
        List.of(
            python.toString(),
            "-s",
            WorkerFiles.program(environments).toString(),
            framework.worker(),
            folder.toString());
    Map<String, @Nullable String> variables = new HashMap<>(own);
    variables.put("PYTHONPATH", null);
    variables.put("PYTHONHOME", null);
    // Files left by compilers and frameworks are then deleted with the folder.
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    for (String name : List.of("TMPDIR", "TMP", "TEMP")) {
      variables.put(name, temporary.toString());
    }
    variables.put("OMP_NUM_THREADS", Integer.toString(threads));
    try {
      return new Start(Worker.start(framework.key(), command, variables, log, patience()), folder);
    } catch (IOException e) {
      FolderTree.delete(folder);
      throw e;
    }
  }

  private static Duration patience() throws BackendException {
    String seconds = System.getenv().getOrDefault("FLYBRAIN_BACKEND_TIMEOUT", "1800");
    try {
      return Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    } catch (NumberFormatException e) {
      throw new BackendException(
          "FLYBRAIN_BACKEND_TIMEOUT = %s: must be a whole number of seconds".formatted(seconds), e);
    }
  }

  /// Has a worker prepare an experiment; the worker is closed when that fails.
  static ExternalRun prepare(
      Start start, Connectome connectome, Experiment experiment, Execution execution)
      throws IOException {
    ExternalRun run = new ExternalRun(start, connectome, experiment, execution);
    try {
      run.hello();
      run.build(connectome);
      return run;
    } catch (WrongOutput e) {
      BackendException failure = run.worker.refuse(e);
      run.close();
      throw failure;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void hello() throws IOException {
    WorkerMessage hello = worker.receive("hello", "starting");
    long protocol = hello.whole("protocol", 0, Integer.MAX_VALUE);
    if (protocol != PROTOCOL) {
      throw new WrongOutput("protocol %d instead of %d".formatted(protocol, PROTOCOL));
    }
    provenance.put(
        "software",
        hello.texts("versions").entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ")));
    provenance.put("device", hello.text("device"));
  }

  private void build(Connectome connectome) throws IOException {
    execution.progress().stage("passing on the network");
    long begin = System.nanoTime();
    worker.allowSeeds(experiment.trials());
    worker.send(HandOver.message(connectome, experiment, folder, execution));
    double handOver = (System.nanoTime() - begin) / 1e9;
    while (true) {
      WorkerMessage message = worker.receive("preparing");
      switch (message.type()) {
        case "stage" -> execution.progress().stage(message.text("stage"));
        case "prepared" -> {
          setup = handOver + message.seconds("setup");
          build = message.seconds("build");
          provenance.put("seeds", message.seeds("seeds", experiment.trials()));
          return;
        }
        default -> throw worker.garbage(message.json().toString());
      }
    }
  }

  /// Time it took to load and create the network, in s.
  double setupSeconds() {
    return setup;
  }

  /// Time it took to generate and compile code, in s; 0 for a backend that compiles nothing.
  double buildSeconds() {
    return build;
  }

  /// What the worker said of itself: `software`, `device` and `seeds`.
  Map<String, String> provenance() {
    return Map.copyOf(provenance);
  }

  /// Simulates all trials, once or more often. The setup in the times is of networks that were
  /// created again for later trials.
  RunTimes run(SpikeSink sink) throws IOException {
    DeliveredTrials delivered =
        new DeliveredTrials(experiment.trials(), experiment.steps(), neurons, sink);
    try {
      return receive(delivered);
    } catch (WrongOutput e) {
      throw worker.refuse(e);
    }
  }

  private RunTimes receive(DeliveredTrials delivered) throws IOException {
    SimulatedSteps simulated =
        new SimulatedSteps(execution.progress(), (long) experiment.steps() * experiment.trials());
    long begin = System.nanoTime();
    worker.send("run");
    while (true) {
      WorkerMessage message = worker.receive("simulating");
      switch (message.type()) {
        case "stage" -> execution.progress().stage(message.text("stage"));
        case "progress" -> {
          long steps = message.whole("steps", 0, Long.MAX_VALUE);
          delivered.simulated(steps);
          simulated.add(steps);
        }
        case "spikes" -> take(message, delivered);
        case "done" -> {
          delivered.checkComplete();
          double simulation = message.seconds("simulation");
          double all = (System.nanoTime() - begin) / 1e9;
          double again = message.seconds("setup");
          return new RunTimes(
              again,
              0,
              simulation,
              Math.max(0, all - simulation - again),
              message.seconds("programs"));
        }
        default -> throw worker.garbage(message.json().toString());
      }
    }
  }

  /// Takes spikes of a trial, in a file unless there are none, and its end.
  private void take(WorkerMessage message, DeliveredTrials delivered) throws IOException {
    long trial = message.whole("trial", Long.MIN_VALUE, Long.MAX_VALUE);
    TrialSink sink = delivered.trial(trial);
    long count = message.whole("count", 0, execution.record() ? Integer.MAX_VALUE : 0);
    boolean last = message.flag("last");
    if (count > 0) {
      Path file = SpikeBlock.plainFile(folder, message.text("file"));
      new SpikeBlock((int) count, file).handOn(sink);
    }
    if (last) {
      sink.end();
    }
  }

  @Override
  public void close() throws IOException {
    worker.close();
    FolderTree.delete(folder);
  }
}
