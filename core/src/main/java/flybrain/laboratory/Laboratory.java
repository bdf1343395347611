package flybrain.laboratory;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.backend.RunResult;
import flybrain.backend.RunTimes;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.Recipe;
import flybrain.experiment.Resolution;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A brain that is opened once and any number of experiments are run on: the one way from a recipe
/// to its spikes and a report.
///
/// Any thread may use it, and several may run experiments at once. What simulates them is opened by
/// the first run with a backend and a number of threads, and stays open until the laboratory is
/// closed.
public final class Laboratory implements AutoCloseable {
  private final Connectome brain;
  private final double openingSeconds;

  /// By backend and number of threads.
  private final Map<Backend, Map<Integer, Simulation>> simulations = new HashMap<>();

  private Laboratory(Connectome brain, double openingSeconds) {
    this.brain = brain;
    this.openingSeconds = openingSeconds;
  }

  /// Opens a connectome.
  public interface Opening {
    /// Opens it; called once.
    Connectome open() throws IOException;
  }

  /// A laboratory whose brain has yet to be opened. The time of that counts as setup of each of its
  /// runs, as if each had opened it.
  ///
  /// @throws IOException if the opening does
  public static Laboratory open(Opening opening) throws IOException {
    long start = System.nanoTime();
    Connectome brain = opening.open();
    return new Laboratory(brain, secondsSince(start));
  }

  /// A laboratory with a brain of this user, from the cache or the published files.
  ///
  /// @param nameOrFolder as for `--connectome`: `synthetic`, `v783`, `v630` or a folder; null for
  ///   the default, see [ConnectomeStore#find]
  /// @param notice receives a line for anything slow and anything the user should know
  /// @throws InputException if there is no such connectome or its files cannot be used
  /// @throws IOException if a file cannot be read for another reason
  public static Laboratory open(@Nullable String nameOrFolder, Consumer<String> notice)
      throws IOException {
    return open(() -> ConnectomeStore.standard().open(nameOrFolder, notice));
  }

  /// A laboratory with a brain that is open already, which costs its runs nothing.
  public static Laboratory on(Connectome brain) {
    return new Laboratory(brain, 0);
  }

  /// The brain of all experiments here.
  public Connectome brain() {
    return brain;
  }

  /// Resolves a recipe on the brain and checks it: names, ids, files, times and rates. Nothing is
  /// simulated, and the backend is not asked; [Backend#requireFor] says what it cannot do.
  ///
  /// @throws InputException for whatever cannot be run, naming it
  public Plan plan(Recipe recipe, Backend backend) {
    long start = System.nanoTime();
    Resolution resolution = recipe.on(brain);
    return new Plan(
        brain,
        resolution.experiment(),
        backend,
        resolution.provenance(),
        resolution.sets(),
        resolution.notes(),
        resolution.warnings(),
        secondsSince(start));
  }

  /// An experiment that comes from no recipe, as a plan. Nothing is checked, and its provenance has
  /// no text that would give the experiment again.
  ///
  /// @param experiment on the brain of this laboratory
  public Plan plan(Experiment experiment, Backend backend) {
    return new Plan(brain, experiment, backend, null, Map.of(), List.of(), List.of(), 0);
  }

  /// The experiment of a spike file that one of our engines wrote, to be run again with the same
  /// engine: the same spikes.
  ///
  /// @param provenance metadata of the file, as [flybrain.spikes.SpikeFileReader#provenance] reads
  ///   it
  /// @param replay file of the input events, null for the recorded input
  /// @throws InputException if the file is not one of ours, its experiment cannot be read, or the
  ///   brain here is not its brain
  public Plan planAgain(Map<String, String> provenance, @Nullable Path replay) {
    String key = provenance.getOrDefault("flybrain.backend", "");
    Backend engine =
        Engines.named(key)
            .orElseThrow(() -> new InputException("backend '%s': not ours".formatted(key)));
    if (!brain.fingerprint().equals(provenance.get("flybrain.connectome.sha256"))) {
      throw new InputException(
          "connectome %s is not the connectome %s of the run; give that one with --connectome"
              .formatted(brain.name(), provenance.getOrDefault("flybrain.connectome", "")));
    }
    Recipe recipe =
        ExperimentFile.parse(
            provenance.getOrDefault("flybrain.experiment", ""), "metadata flybrain.experiment");
    return plan(replay == null ? recipe : recipe.withReplay(replay), engine);
  }

  /// Runs a recipe on our fast engine with all cores; only statistics are kept. Returns when all
  /// trials are done.
  ///
  /// @throws InputException for whatever cannot be run, naming it
  /// @throws flybrain.backend.BackendException if the simulation fails
  /// @throws java.io.InterruptedIOException if the thread is interrupted, which cancels the run
  public Report run(Recipe recipe) throws IOException {
    return run(plan(recipe, Engines.EVENT), RunOptions.DEFAULT);
  }

  /// Runs a plan of this laboratory. Returns when all trials are done and the files are complete.
  ///
  /// @param plan made by a laboratory with the same brain
  /// @throws IllegalArgumentException for a plan of another brain
  /// @throws InputException if the backend cannot simulate such an experiment, or a file cannot be
  ///   written where it is asked for
  /// @throws flybrain.backend.BackendException if the simulation fails or cannot be opened, or the
  ///   backend cannot record states
  /// @throws java.io.InterruptedIOException if the thread is interrupted, which cancels the run; no
  ///   file appears
  /// @throws IOException if a file cannot be written or a sink fails
  public Report run(Plan plan, RunOptions options) throws IOException {
    if (!plan.brain().fingerprint().equals(brain.fingerprint())) {
      throw new IllegalArgumentException(
          plan.experiment().name() + ": was planned on a different brain");
    }
    long start = System.nanoTime();
    SpikeStatistics statistics = new SpikeStatistics(brain.neurons().size());
    try (Recording recording = Recording.begin(plan, options, statistics)) {
      long opening = System.nanoTime();
      Simulation simulation = simulation(plan.backend(), options.threads());
      double opened = secondsSince(opening);
      RunResult result =
          simulation.run(
              plan.experiment(), recording.sink(), recording.states(), options.progress());
      recording.commit(result.provenance());
      RunTimes ran = result.times();
      double before = openingSeconds + plan.seconds();
      Report.Times times =
          new Report.Times(
              before + opened + ran.setup(),
              ran.build(),
              ran.simulation(),
              ran.programs(),
              before + secondsSince(start));
      return new Report(plan, statistics, times, result.provenance(), recording.path());
    }
  }

  private synchronized Simulation simulation(Backend backend, int threads) throws IOException {
    Map<Integer, Simulation> ofBackend = simulations.computeIfAbsent(backend, _ -> new HashMap<>());
    Simulation open = ofBackend.get(threads);
    if (open == null) {
      open = backend.open(brain, threads);
      ofBackend.put(threads, open);
    }
    return open;
  }

  /// Closes what a backend holds open, such as its worker; its next run opens it again.
  ///
  /// @throws IOException if something cannot be closed; all else is closed all the same
  public synchronized void close(Backend backend) throws IOException {
    closeAll(List.of(backend));
  }

  /// Closes all simulations; runs under way fail with a [flybrain.backend.BackendException]. The
  /// brain stays usable, and a later run opens what it needs again.
  ///
  /// @throws IOException as [#close(Backend)]
  @Override
  public synchronized void close() throws IOException {
    closeAll(simulations.keySet());
  }

  private void closeAll(Iterable<Backend> backends) throws IOException {
    @Nullable IOException failure = null;
    for (Backend backend : backends) {
      Map<Integer, Simulation> open = simulations.getOrDefault(backend, new HashMap<>());
      for (Simulation simulation : open.values()) {
        try {
          simulation.close();
        } catch (IOException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
      }
      open.clear();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
