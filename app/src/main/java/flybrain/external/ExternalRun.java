package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.backend.RunTimes;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
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
import tools.jackson.databind.JsonNode;

/// An experiment in the hands of a worker.
final class ExternalRun implements Prepared {
  private static final int PROTOCOL = 1;

  private final String backend;
  private final Worker worker;
  private final Path folder;
  private final Execution execution;
  private final Map<String, String> provenance;
  private double setup;
  private double build;

  /// A worker that was just started, and the folder in which it works.
  record Start(Worker worker, Path folder) {}

  private ExternalRun(
      String backend, Start start, Execution execution, Map<String, String> provenance) {
    this.backend = backend;
    this.worker = start.worker();
    this.folder = start.folder();
    this.execution = execution;
    this.provenance = provenance;
  }

  /// Starts the worker of a backend in an environment.
  ///
  /// @param own environment variables of the user
  static Start start(
      String backend, Path python, Path environments, Map<String, String> own, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("flybrain-" + backend + "-");
    Path log =
        environments
            .resolve("logs")
            .resolve(
                "%s-%s-%d.log"
                    .formatted(
                        backend,
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                            .format(LocalDateTime.now(ZoneId.systemDefault())),
                        ProcessHandle.current().pid()));
    List<String> command =
        List.of(
            python.toString(),
            "-s",
            WorkerFiles.program(environments).toString(),
            backend,
            folder.toString());
    Map<String, @Nullable String> variables = new HashMap<>(own);
    variables.put("PYTHONPATH", null);
    variables.put("PYTHONHOME", null);
    variables.put("OMP_NUM_THREADS", Integer.toString(threads));
    try {
      return new Start(Worker.start(backend, command, variables, log, patience()), folder);
    } catch (IOException e) {
      RunFolder.delete(folder);
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
      String backend,
      Start start,
      Connectome connectome,
      Experiment experiment,
      Execution execution)
      throws IOException {
    ExternalRun run = new ExternalRun(backend, start, execution, new LinkedHashMap<>());
    try {
      run.hello();
      run.build(connectome, experiment);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void hello() throws BackendException {
    JsonNode hello = worker.receive("hello", "starting");
    int protocol = hello.path("protocol").asInt(0);
    if (protocol != PROTOCOL) {
      throw new BackendException(
          "%s: its worker speaks protocol %d instead of %d".formatted(backend, protocol, PROTOCOL));
    }
    provenance.put(
        "software",
        hello
            .path("versions")
            .propertyStream()
            .map(entry -> entry.getKey() + " " + entry.getValue().asString(""))
            .collect(Collectors.joining(", ")));
    provenance.put("device", hello.path("device").asString(""));
  }

  private void build(Connectome connectome, Experiment experiment) throws IOException {
    execution.progress().stage("handing over the network");
    long begin = System.nanoTime();
    worker.send(HandOver.message(connectome, experiment, folder, execution.threads()));
    double handOver = (System.nanoTime() - begin) / 1e9;
    while (true) {
      JsonNode message = worker.receive("preparing");
      switch (message.path("type").asString("")) {
        case "stage" -> execution.progress().stage(message.path("stage").asString(""));
        case "prepared" -> {
          setup = handOver + message.path("setup").asDouble(0);
          build = message.path("build").asDouble(0);
          provenance.put(
              "seeds",
              message
                  .path("seeds")
                  .valueStream()
                  .map(JsonNode::asString)
                  .collect(Collectors.joining(" ")));
          return;
        }
        default -> throw worker.garbage(message.toString());
      }
    }
  }

  @Override
  public double setupSeconds() {
    return setup;
  }

  @Override
  public double buildSeconds() {
    return build;
  }

  @Override
  public Map<String, String> provenance() {
    return Map.copyOf(provenance);
  }

  @Override
  public RunTimes run(SpikeSink sink) throws IOException {
    long begin = System.nanoTime();
    worker.send("run");
    while (true) {
      JsonNode message = worker.receive("simulating");
      switch (message.path("type").asString("")) {
        case "stage" -> execution.progress().stage(message.path("stage").asString(""));
        case "progress" -> execution.progress().simulated(message.path("steps").asLong(0));
        case "spikes" -> take(message, sink);
        case "done" -> {
          double simulation = message.path("simulation").asDouble(0);
          double all = (System.nanoTime() - begin) / 1e9;
          double again = message.path("setup").asDouble(0);
          return new RunTimes(again, simulation, Math.max(0, all - simulation - again));
        }
        default -> throw worker.garbage(message.toString());
      }
    }
  }

  private static void take(JsonNode message, SpikeSink sink) throws IOException {
    int trial = message.path("trial").asInt(0);
    new SpikeBlock(
            trial, message.path("count").asInt(0), Path.of(message.path("file").asString("")))
        .handOn(sink);
    if (message.path("last").asBoolean(true)) {
      sink.endOfTrial(trial);
    }
  }

  @Override
  public void close() throws IOException {
    worker.close();
    RunFolder.delete(folder);
  }
}
