package flybrain.campaign;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.RootCause;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.experiment.Recipe;
import flybrain.files.WriteException;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Runs experiments of a campaign, each on its brain, and keeps what they give, some in a row at a
/// time.
///
/// Parts are started and kept in their order. Enough experiments are always under way for all
/// threads, and the oldest part is waited for only when as many wait behind it: outcomes of few
/// parts are in memory.
final class PartsRun {
  /// Brain time in s of the experiments that are kept together: a second or two of computing.
  private static final double PART_SECONDS = 1000;

  /// Bounds what is lost when a run of very short experiments is killed.
  private static final int MOST_IN_PART = 256;

  private final Campaign campaign;
  private final Brains brains;
  private final NeededSets needed;
  private final Backend backend;
  private final int threads;
  private final Consumer<String> warning;

  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @param warning receives a line for anything the user should know
  PartsRun(
      Campaign campaign, Brains brains, Backend backend, int threads, Consumer<String> warning) {
    this.campaign = campaign;
    this.brains = brains;
    this.needed = new NeededSets(campaign.base().sets());
    this.backend = backend;
    this.threads = threads;
    this.warning = warning;
  }

  /// The campaign's experiment, which says how long and how often each is simulated; with nothing
  /// driven or silenced where the connectome lacks a set of it, as steps may have sets of their
  /// own.
  ///
  /// @throws InputException if it cannot be run
  Plan base() {
    Recipe base = campaign.base();
    return brains
        .own()
        .plan(isLacking(base) ? base.withDrives(List.of()).withSilenced(List.of()) : base, backend);
  }

  /// Whether an experiment drives or silences a set that the campaign's connectome lacks.
  boolean isLacking(Recipe recipe) {
    return !needed.lacking(recipe, brains.own().brain().neurons()).isEmpty();
  }

  /// An experiment on the neurons of its brain, to check it.
  ///
  /// @throws InputException if it cannot be run, naming it
  Plan plan(PlannedExperiment experiment) {
    return plan(experiment, brains.forPlans(experiment.brain()));
  }

  private Plan plan(PlannedExperiment experiment, Laboratory laboratory) {
    try {
      backend.requireFor(experiment.recipe());
      Plan plan = laboratory.plan(experiment.recipe(), backend);
      plan.warnings()
          .forEach(line -> {
            // A control without a drive is meant to be silent.
            if (experiment.role() == PlannedExperiment.Role.ARM || !line.startsWith("no neuron")) {
              warning.accept(line);
            }
          });
      return plan;
    } catch (InputException | BackendException e) {
      throw new InputException(
          "step '%s', experiment %s: %s"
              .formatted(experiment.step(), experiment.name(), e.getMessage()),
          e);
    }
  }

  /// Experiments in a row, as they are kept together and dealt to shards.
  Division divided(List<PlannedExperiment> planned, int shards) {
    double seconds = campaign.base().duration() * campaign.base().trials();
    int most = (int) Math.clamp(PART_SECONDS / seconds, 1, MOST_IN_PART);
    return Division.of(planned, most, shards);
  }

  /// The progress of some experiments.
  CampaignProgress progress(Progress progress, int experiments) {
    return new CampaignProgress(progress, (long) experiments * base().steps());
  }

  /// Closes the brains that are not the campaign's own.
  void closeBrains() throws IOException {
    brains.closeOthers(Set.of());
  }

  /// A part whose experiments are under way.
  private record Started(int first, List<Future<Outcome>> experiments) {
    int size() {
      return experiments.size();
    }
  }

  /// Runs the parts that are missing, brain after brain; each is closed when all on it have ended.
  void run(CampaignStore store, List<List<PlannedExperiment>> parts, CampaignProgress total)
      throws IOException {
    Map<BrainChange, List<List<PlannedExperiment>>> byBrain = new LinkedHashMap<>();
    for (List<PlannedExperiment> part : parts) {
      byBrain.computeIfAbsent(part.getFirst().brain(), _ -> new ArrayList<>()).add(part);
    }
    for (Map.Entry<BrainChange, List<List<PlannedExperiment>>> there : byBrain.entrySet()) {
      runOnOne(store, there.getValue(), total);
      brains.close(there.getKey());
    }
  }

  /// Runs the parts that are missing, with enough experiments at a time for all threads.
  private void runOnOne(
      CampaignStore store, List<List<PlannedExperiment>> parts, CampaignProgress total)
      throws IOException {
    int inFlight = Math.min(threads, Integer.MAX_VALUE - 1) + 1;
    ExecutorService submitting =
        Executors.newFixedThreadPool(inFlight, Thread.ofVirtual().factory());
    Deque<Started> started = new ArrayDeque<>();
    int waiting = 0;
    try {
      for (List<PlannedExperiment> part : parts) {
        int first = part.getFirst().number();
        if (store.has(first)) {
          continue;
        }
        // So many must wait behind the oldest part that no thread idles while its last ones end.
        while (!started.isEmpty() && waiting - started.getFirst().size() >= inFlight) {
          waiting -= started.getFirst().size();
          keep(store, started.removeFirst());
        }
        List<Future<Outcome>> experiments = new ArrayList<>();
        for (PlannedExperiment experiment : part) {
          experiments.add(submitting.submit(() -> simulate(store.folder(), experiment, total)));
        }
        started.add(new Started(first, experiments));
        waiting += part.size();
      }
      while (!started.isEmpty()) {
        keep(store, started.removeFirst());
      }
    } finally {
      submitting.shutdownNow();
      submitting.close();
    }
  }

  private void keep(CampaignStore store, Started part) throws IOException {
    List<Outcome> outcomes = EndedTasks.results(part.experiments, "the campaign");
    try {
      store.keep(part.first, outcomes, campaign.criteria().runaway());
    } catch (WriteException e) {
      // An interrupted thread can write no file.
      if (RootCause.of(e) instanceof ClosedByInterruptException) {
        throw (IOException) new InterruptedIOException("the campaign was interrupted").initCause(e);
      }
      throw e;
    }
  }

  private Outcome simulate(Path folder, PlannedExperiment experiment, CampaignProgress total)
      throws IOException {
    if (!experiment.hasNeurons()) {
      return new Outcome(experiment, base().experiment());
    }
    Laboratory laboratory = brains.of(experiment.brain());
    Plan plan = plan(experiment, laboratory);
    ReadOutCounts counts =
        new ReadOutCounts(plan.experiment().readOuts(), plan.experiment().trials());
    RunOptions options =
        RunOptions.DEFAULT.withThreads(threads).withSink(counts).withProgress(total.share());
    if (campaign.keepsSpikes(experiment.step())) {
      options = options.withFile(new SpikeFile(CampaignStore.spikes(folder, experiment.name())));
    }
    Report report = laboratory.run(plan, options);
    return new Outcome(experiment, report, counts.counts());
  }
}
