package flybrain.campaign;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs a campaign in a folder, from its beginning or from where it ended.
///
/// The trials of all experiments under way share the threads of one simulation. The results depend
/// on the campaign alone, not on threads, interruptions or timing.
public final class CampaignRun {
  /// Brain time in s of the experiments that are kept together: some seconds of computing.
  private static final double PART_SECONDS = 200;

  private static final int MOST_IN_PART = 256;

  /// Experiments of a step whose time is measured for an estimate.
  private static final int SAMPLED = 5;

  private final Campaign campaign;
  private final Path file;
  private final Laboratory laboratory;
  private final Backend backend;
  private final int threads;
  private final Consumer<String> warning;
  private final StepPlanner planner;

  /// Hears of the end of a step.
  public interface Listener {
    /// A step has ended.
    ///
    /// @param results of the campaign so far
    void ended(Step step, CampaignResults results) throws IOException;
  }

  /// Gets ready to run a campaign; nothing runs yet.
  ///
  /// @param file that the campaign was read from
  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @param warning receives a line for anything the user should know
  public CampaignRun(
      Campaign campaign,
      Path file,
      Laboratory laboratory,
      Backend backend,
      int threads,
      Consumer<String> warning) {
    this.campaign = campaign;
    this.file = file;
    this.laboratory = laboratory;
    this.backend = backend;
    this.threads = threads;
    Set<String> said = new HashSet<>();
    this.warning =
        line -> {
          if (said.add(line)) {
            warning.accept(line);
          }
        };
    this.planner = new StepPlanner(campaign, laboratory.brain(), this.warning);
  }

  /// Number of experiments of a step, controls included; at most where it depends on results.
  public int size(Step step) {
    return planner.size(step);
  }

  /// Checks all experiments that do not depend on results.
  ///
  /// @return what the results will depend on
  /// @throws InputException for whatever cannot be run, naming it
  public CampaignProvenance check() {
    StringBuilder planned = new StringBuilder();
    Set<String> names = new HashSet<>();
    int experiments = 0;
    Plan base = laboratory.plan(campaign.base(), backend);
    Map<String, List<PlannedExperiment>> byStep = new HashMap<>();
    for (Step step : campaign.steps()) {
      if (step.results().findAny().isEmpty()) {
        List<PlannedExperiment> ofStep = planner.plan(step, experiments, _ -> List.of());
        byStep.put(step.name(), ofStep);
        for (PlannedExperiment experiment : ofStep) {
          requireNew(names, experiment);
          planned.append(ExperimentText.of(checked(experiment)));
        }
      }
      step.results()
          .filter(choice -> byStep.containsKey(choice.step()))
          .forEach(choice ->
              MostActiveNeurons.experiment(choice, byStep.getOrDefault(choice.step(), List.of())));
      experiments = Math.addExact(experiments, planner.size(step));
    }
    return CampaignProvenance.of(
        campaign, base.provenance(), file, planned.toString(), experiments);
  }

  private Recipe checked(PlannedExperiment experiment) {
    if (!experiment.hasNeurons()) {
      warning.accept(
          "step '%s': %s has no neuron of %s; its experiments are marked '%s'"
              .formatted(
                  experiment.step(),
                  laboratory.brain().name(),
                  experiment.value("driven") + experiment.value("silenced"),
                  Recorded.NO_NEURONS));
      return experiment.recipe();
    }
    return Objects.requireNonNull(plan(experiment).recipe());
  }

  private static void requireNew(Set<String> names, PlannedExperiment experiment) {
    if (!names.add(experiment.name())) {
      throw new InputException(
          ("step '%s': two experiments have the name %s; change `names` so that it has all that"
                  + " differs")
              .formatted(experiment.step(), experiment.name()));
    }
  }

  private Plan plan(PlannedExperiment experiment) {
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

  /// Measures trials of some experiments of each step to say what all will take; of a step that
  /// depends on results, the base experiment is measured instead.
  public Estimate estimate() throws IOException {
    RunOptions options = RunOptions.DEFAULT.withThreads(threads);
    Plan base = laboratory.plan(campaign.base(), backend);
    // The first trials are slower: Java compiles what they use.
    laboratory.run(base, options);
    int experiments = 0;
    double seconds = 0;
    for (Step step : campaign.steps()) {
      boolean isKnown = step.results().findAny().isEmpty();
      List<PlannedExperiment> planned =
          isKnown
              ? planner.plan(step, 0, _ -> List.of()).stream()
                  .filter(PlannedExperiment::hasNeurons)
                  .toList()
              : List.of();
      double sum = 0;
      int measured = 0;
      for (int k = 0; k < SAMPLED; k++) {
        Plan plan =
            planned.isEmpty()
                ? laboratory.plan(campaign.baseOf(step), backend)
                : plan(planned.get((int) ((planned.size() - 1L) * k / (SAMPLED - 1))));
        Plan one = laboratory.plan(one(plan), backend);
        sum += laboratory.run(one, options).times().simulation();
        measured++;
      }
      experiments += planner.size(step);
      seconds += sum / measured * planner.size(step) * campaign.base().trials() / threads;
    }
    long trials = (long) experiments * campaign.base().trials();
    return new Estimate(experiments, trials, trials * campaign.base().duration(), seconds);
  }

  private static Recipe one(Plan plan) {
    return Objects.requireNonNull(plan.recipe()).withTrials(1);
  }

  /// Runs what is left of the campaign.
  ///
  /// @param provenance as [#check] gives it
  /// @param progress receives the steps of time simulated and left
  /// @return everything that was found
  /// @throws InputException if the folder is not of this campaign
  public CampaignResults run(
      Path folder, CampaignProvenance provenance, Progress progress, Listener listener)
      throws IOException {
    try (CampaignStore store = CampaignStore.open(folder, campaign.text(), provenance)) {
      if (store.isFinished()) {
        store.deleteParts();
        return CampaignResults.read(folder);
      }
      progress.stage("experiments");
      Total total = new Total(progress, stepsLeft(folder, provenance));
      List<Integer> firsts = new ArrayList<>();
      Set<String> names = new HashSet<>();
      Map<String, List<PlannedExperiment>> byStep = new HashMap<>();
      int next = 0;
      for (Step step : campaign.steps()) {
        List<PlannedExperiment> planned =
            planner.plan(step, next, choice -> mostActive(choice, byStep, folder));
        byStep.put(step.name(), planned);
        planned.forEach(experiment -> requireNew(names, experiment));
        next += planned.size();
        List<List<PlannedExperiment>> parts = parts(planned);
        parts.forEach(part -> firsts.add(part.getFirst().number()));
        run(store, parts, total);
        listener.ended(step, CampaignResults.read(folder));
      }
      store.finish(firsts);
      return CampaignResults.read(folder);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private List<Long> mostActive(
      NeuronChoice.MostActive choice, Map<String, List<PlannedExperiment>> byStep, Path folder) {
    PlannedExperiment experiment =
        MostActiveNeurons.experiment(choice, byStep.getOrDefault(choice.step(), List.of()));
    Set<Integer> leftOut =
        choice.driven()
            ? Set.of()
            : plan(experiment).experiment().everDriven().boxed().collect(Collectors.toSet());
    try {
      List<Long> found =
          MostActiveNeurons.of(
              folder, experiment.name(), choice.count(), leftOut, laboratory.brain().neurons());
      if (found.isEmpty()) {
        throw new InputException(
            "%sno neuron%s fired in %s, so none is the most active; choose another experiment"
                .formatted(
                    choice.place(),
                    choice.driven() ? "" : " but the driven ones",
                    experiment.name()));
      }
      if (found.size() < choice.count()) {
        warning.accept(
            "only %s fired in %s, fewer than the %d asked for"
                .formatted(Counted.of(found.size(), "neuron"), experiment.name(), choice.count()));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<List<PlannedExperiment>> parts(List<PlannedExperiment> planned) {
    double seconds = campaign.base().duration() * campaign.base().trials();
    int size = (int) Math.clamp(PART_SECONDS / seconds, 1, MOST_IN_PART);
    List<List<PlannedExperiment>> parts = new ArrayList<>();
    for (int from = 0; from < planned.size(); from += size) {
      parts.add(planned.subList(from, Math.min(planned.size(), from + size)));
    }
    return parts;
  }

  /// A part whose experiments are under way.
  private record Started(int first, List<Future<Outcome>> experiments) {}

  /// Runs the parts that are missing, with enough experiments at a time for all threads.
  private void run(CampaignStore store, List<List<PlannedExperiment>> parts, Total total)
      throws IOException {
    int inFlight = threads + 1;
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
        while (!started.isEmpty() && waiting >= inFlight) {
          waiting -= started.getFirst().experiments.size();
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
    List<Outcome> outcomes = new ArrayList<>();
    try {
      for (Future<Outcome> experiment : part.experiments) {
        outcomes.add(experiment.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the campaign was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException(e);
      }
    }
    store.keep(part.first, outcomes, laboratory.brain().neurons(), campaign.criteria().runaway());
  }

  private Outcome simulate(Path folder, PlannedExperiment experiment, Total total)
      throws IOException {
    if (!experiment.hasNeurons()) {
      return new Outcome(experiment, laboratory.plan(campaign.base(), backend).experiment());
    }
    Plan plan = plan(experiment);
    ReadOutCounts counts =
        new ReadOutCounts(plan.experiment().readOuts(), plan.experiment().trials());
    RunOptions options =
        RunOptions.DEFAULT.withThreads(threads).withSink(counts).withProgress(new Share(total));
    if (campaign.keepsSpikes(experiment.step())) {
      options = options.withFile(new SpikeFile(CampaignStore.spikes(folder, experiment.name())));
    }
    Report report = laboratory.run(plan, options);
    return new Outcome(experiment, report, counts.counts());
  }

  /// Steps of time that are left to simulate, about.
  private long stepsLeft(Path folder, CampaignProvenance provenance) throws IOException {
    Plan base = laboratory.plan(campaign.base(), backend);
    int ended = CampaignResults.read(folder).experiments().size();
    return (long) (provenance.experiments() - ended) * base.steps();
  }

  /// The progress of all experiments.
  private static final class Total {
    private final Progress progress;
    private final long steps;
    private final AtomicLong done = new AtomicLong();

    Total(Progress progress, long steps) {
      this.progress = progress;
      this.steps = steps;
    }

    void add(long more) {
      progress.at(Math.min(steps, done.addAndGet(more)), steps);
    }
  }

  /// The progress of one experiment as a part of it.
  private static final class Share implements Progress {
    private final Total total;
    private long done;

    Share(Total total) {
      this.total = total;
    }

    @Override
    public void stage(String name) {}

    @Override
    public synchronized void at(long now, long ofThis) {
      if (now > done) {
        total.add(now - done);
        done = now;
      }
    }
  }
}
