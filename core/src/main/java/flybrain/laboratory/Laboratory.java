package flybrain.laboratory;

import flybrain.backend.Backend;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.backend.RunTimes;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Recipe;
import flybrain.experiment.Resolution;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A brain that is opened once and any number of experiments are run on: the one way from a recipe
/// to its spikes and a report.
///
/// Several threads may run experiments at once.
public final class Laboratory {
  /// The stage of the progress in which steps are simulated, after the network is made.
  public static final String SIMULATING = "simulating";

  private final Connectome brain;
  private final double openingSeconds;

  private Laboratory(Connectome brain, double openingSeconds) {
    this.brain = brain;
    this.openingSeconds = openingSeconds;
  }

  /// Opens a connectome.
  public interface Opening {
    Connectome open() throws IOException;
  }

  /// A laboratory whose brain has yet to be opened. The time of that counts as setup of each of its
  /// runs, as if each had opened it.
  public static Laboratory open(Opening opening) throws IOException {
    long start = System.nanoTime();
    Connectome brain = opening.open();
    return new Laboratory(brain, secondsSince(start));
  }

  /// A laboratory with a brain of this user.
  ///
  /// @param nameOrFolder as for `--connectome`: `synthetic`, `v783`, `v630` or a folder; null for
  ///   the default
  /// @param notice receives a line for anything slow and anything the user should know
  /// @throws flybrain.InputException when there is no such connectome or its files cannot be used
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

  /// Resolves a recipe on the brain and checks it.
  ///
  /// @throws flybrain.InputException for whatever cannot be run, naming it
  public Plan plan(Recipe recipe, Backend backend) {
    long start = System.nanoTime();
    Resolution resolution = recipe.on(brain);
    return new Plan(
        brain,
        resolution.experiment(),
        backend,
        resolution.provenance(),
        resolution.notes(),
        resolution.warnings(),
        secondsSince(start));
  }

  /// An experiment that comes from no recipe, as a plan.
  ///
  /// @param experiment on the brain of this laboratory
  public Plan plan(Experiment experiment, Backend backend) {
    return new Plan(brain, experiment, backend, null, List.of(), List.of(), 0);
  }

  /// Runs a recipe on our fast engine with all cores; only statistics are kept.
  ///
  /// @throws flybrain.InputException for whatever cannot be run, naming it
  public Report run(Recipe recipe) throws IOException {
    return run(plan(recipe, Engines.EVENT), RunOptions.DEFAULT);
  }

  /// Runs a plan of this laboratory.
  ///
  /// @throws flybrain.backend.BackendException when the simulation fails
  /// @throws java.io.InterruptedIOException when the thread is interrupted
  public Report run(Plan plan, RunOptions options) throws IOException {
    if (!plan.brain().equals(brain)) {
      throw new IllegalArgumentException(
          plan.experiment().name() + ": was planned on a different brain");
    }
    long start = System.nanoTime();
    SpikeStatistics statistics = new SpikeStatistics(brain.neurons().size());
    Execution execution =
        new Execution(options.threads(), options.progress(), options.recordsSpikes());
    try (Recording recording = Recording.begin(plan, options, statistics);
        Prepared prepared = plan.backend().prepare(brain, plan.experiment(), execution)) {
      options.progress().stage(SIMULATING);
      RunTimes ran = prepared.run(recording.sink());
      recording.commit(prepared.provenance());
      double before = openingSeconds + plan.seconds();
      Report.Times times =
          new Report.Times(
              before + prepared.setupSeconds() + ran.setup(),
              prepared.buildSeconds(),
              ran.simulation(),
              ran.programs(),
              before + secondsSince(start));
      return new Report(plan, statistics, times, prepared.provenance(), recording.path());
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
