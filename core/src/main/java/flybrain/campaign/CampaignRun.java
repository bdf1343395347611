package flybrain.campaign;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs a campaign in a folder, from its beginning or from where it ended.
///
/// The trials of all experiments under way share the threads of one simulation. The results depend
/// on the campaign alone, not on threads, interruptions or timing. Used by one thread: first
/// [#check], then [#run], or [#stage] for a stage that several processes share.
public final class CampaignRun {
  /// Experiments of a step whose time is measured for an estimate.
  private static final int SAMPLED = 5;

  private final Campaign campaign;
  private final Path file;
  private final Laboratory laboratory;
  private final Backend backend;
  private final int threads;
  private final Consumer<String> warning;
  private final Brains brains;
  private final StepPlanner planner;
  private final PartsRun runs;

  /// Hears of the end of a step.
  public interface Listener {
    /// A step has ended; called on the thread that runs the campaign.
    ///
    /// @param results of the campaign so far
    /// @throws IOException to end the run with this exception
    void ended(Step step, CampaignResults results) throws IOException;
  }

  /// Gets ready to run a campaign; nothing runs yet.
  ///
  /// @param file that the campaign was read from
  /// @param source opens the connectomes that steps name
  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @param warning receives a line for anything the user should know
  public CampaignRun(
      Campaign campaign,
      Path file,
      Laboratory laboratory,
      BrainSource source,
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
    this.brains = new Brains(laboratory, source);
    this.planner = new StepPlanner(campaign, laboratory.brain(), brains::connectome, this.warning);
    this.runs = new PartsRun(campaign, brains, backend, threads, this.warning);
  }

  /// Number of experiments of a step on all its brains, controls included; at most where it depends
  /// on results.
  ///
  /// @throws InputException if there are more than a campaign can have
  public int size(Step step) {
    return planner.size(step);
  }

  /// Number of experiments of a stage, controls included; at most where it depends on results.
  public int size(Stage stage) {
    return stage.steps().stream().mapToInt(this::size).sum();
  }

  /// Checks all experiments that do not depend on results.
  ///
  /// @return what the results will depend on
  /// @throws InputException for whatever cannot be run, naming it
  public CampaignProvenance check() {
    StringBuilder planned = new StringBuilder();
    Set<String> names = new HashSet<>();
    int experiments = 0;
    Plan base = runs.base();
    Map<String, List<PlannedExperiment>> byStep = new HashMap<>();
    for (Step step : campaign.steps()) {
      int ofStep = size(step);
      StepPlanner.requireFew(step, "with it the campaign has", (double) experiments + ofStep);
      planned.append(connectomes(step));
      if (step.results().findAny().isEmpty()) {
        List<PlannedExperiment> plannedOfStep = planner.plan(step, experiments, _ -> List.of());
        byStep.put(step.name(), plannedOfStep);
        for (PlannedExperiment experiment : plannedOfStep) {
          PlannedSteps.requireNew(names, experiment);
          planned.append(ExperimentText.of(checked(experiment)));
        }
      }
      step.results()
          .filter(choice -> byStep.containsKey(choice.step()))
          .forEach(choice ->
              MostActiveNeurons.experiment(choice, byStep.getOrDefault(choice.step(), List.of())));
      experiments += ofStep;
    }
    requireNeurons(byStep.values().stream().flatMap(List::stream).toList());
    return CampaignProvenance.of(
        campaign, base.provenance(), file, planned.toString(), experiments);
  }

  /// Refuses a campaign of which nothing would run.
  private void requireNeurons(List<PlannedExperiment> planned) {
    List<PlannedExperiment> arms =
        planned.stream().filter(each -> each.role() == PlannedExperiment.Role.ARM).toList();
    if (!arms.isEmpty() && arms.stream().noneMatch(PlannedExperiment::hasNeurons)) {
      throw new InputException(
          "nothing to run: %s has no neuron of %s; choose another connectome"
              .formatted(
                  laboratory.brain().name(),
                  NeededSets.names(arms.stream().flatMap(each -> each.lacking().stream()))));
    }
  }

  /// Fingerprints of the connectomes that a step names, which its results depend on.
  private String connectomes(Step step) {
    return planner.brains(step).stream()
        .filter(brain -> !brain.connectome().isEmpty())
        .map(brain -> brains.forPlans(brain).brain().fingerprint())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private Recipe checked(PlannedExperiment experiment) {
    return experiment.hasNeurons()
        ? Objects.requireNonNull(runs.plan(experiment).recipe())
        : experiment.recipe();
  }

  /// Measures trials of some experiments of each step to say what all will take; of a step that
  /// depends on results, the base experiment is measured instead. It simulates the base experiment
  /// and up to five trials a step, and keeps nothing.
  ///
  /// @throws InputException for whatever cannot be run, naming it
  public Estimate estimate() throws IOException {
    RunOptions options = RunOptions.DEFAULT.withThreads(threads);
    Plan base = runs.base();
    // The first trials are slower: Java compiles what they use.
    laboratory.run(base, options);
    int experiments = 0;
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Step step : campaign.steps()) {
      seconds.put(
          step.name(),
          secondsOfTrial(step, options) * size(step) * campaign.base().trials() / threads);
      brains.closeOthers(connectomesAfter(step));
      experiments += size(step);
    }
    long trials = (long) experiments * campaign.base().trials();
    return new Estimate(experiments, trials, trials * campaign.base().duration(), seconds);
  }

  /// The mean over some experiments of a step; 0 where the connectome lacks their neurons.
  private double secondsOfTrial(Step step, RunOptions options) throws IOException {
    boolean isKnown = step.results().findAny().isEmpty();
    Recipe base = campaign.baseOf(step);
    List<PlannedExperiment> planned =
        isKnown
            ? planner.plan(step, 0, _ -> List.of()).stream()
                .filter(PlannedExperiment::hasNeurons)
                .toList()
            : List.of();
    if (isKnown ? planned.isEmpty() : runs.isLacking(base)) {
      return 0;
    }
    double sum = 0;
    for (int k = 0; k < SAMPLED; k++) {
      int place = (int) ((planned.size() - 1L) * k / (SAMPLED - 1));
      Laboratory there = isKnown ? brains.of(planned.get(place).brain()) : laboratory;
      Recipe recipe = isKnown ? planned.get(place).recipe() : base;
      Plan plan = there.plan(recipe.withTrials(1), backend);
      sum += there.run(plan, options).times().simulation();
    }
    return sum / SAMPLED;
  }

  /// Plans a stage to run in parts, in a folder that several processes share; begins the folder and
  /// says in it how the stage is divided, unless that was done before.
  ///
  /// @param provenance as [#check] gives it
  /// @param shards that the experiments are dealt to, at least 1
  /// @throws InputException if the folder is not of this campaign, if the stage was started with
  ///   another number of shards, or if parts of an earlier stage are missing
  public StageRun stage(Path folder, CampaignProvenance provenance, Stage stage, int shards)
      throws IOException {
    CampaignStore store = CampaignStore.share(folder, campaign.text(), provenance);
    try {
      CampaignParts.requireBefore(stage, folder, campaign, provenance);
      PlannedSteps planned = plannedIn(folder);
      List<PlannedExperiment> ofStage = new ArrayList<>();
      for (Stage each : Stage.of(campaign).subList(0, stage.number())) {
        ofStage.clear();
        each.steps().forEach(step -> ofStage.addAll(planned.next(step)));
      }
      Division division = runs.divided(ofStage, shards);
      store.divide(stage.number(), division);
      return new StageRun(campaign, provenance, ofStage, division, runs, store);
    } catch (UncheckedIOException e) {
      store.close();
      throw e.getCause();
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private PlannedSteps plannedIn(Path folder) {
    return new PlannedSteps(planner, runs, folder, warning);
  }

  /// Runs what is left of the campaign; one that is finished stays as it is.
  ///
  /// @param folder of the campaign, made if it is missing
  /// @param provenance as [#check] gives it
  /// @param progress receives the steps of time simulated and left
  /// @param listener hears of each step that has ended, in the order of the campaign
  /// @return everything that was found
  /// @throws InputException if the folder is not of this campaign, or another process is running it
  /// @throws java.io.InterruptedIOException if the thread is interrupted; complete parts are kept
  public CampaignResults run(
      Path folder, CampaignProvenance provenance, Progress progress, Listener listener)
      throws IOException {
    try (CampaignStore store = CampaignStore.open(folder, campaign.text(), provenance)) {
      if (store.isFinished()) {
        store.deleteParts();
        return CampaignResults.read(folder);
      }
      progress.stage("experiments");
      CampaignProgress total = new CampaignProgress(progress, stepsLeft(folder, provenance));
      List<Integer> firsts = new ArrayList<>();
      PlannedSteps planned = plannedIn(folder);
      for (Stage stage : Stage.of(campaign)) {
        Optional<Division> division = store.division(stage.number());
        for (Step step : stage.steps()) {
          List<PlannedExperiment> all = planned.next(step);
          List<List<PlannedExperiment>> parts =
              Division.cut(division.orElseGet(() -> runs.divided(all, 1)).parts(), all);
          parts.forEach(part -> firsts.add(part.getFirst().number()));
          runs.run(store, parts, total);
          brains.closeOthers(connectomesAfter(step));
          listener.ended(step, CampaignResults.read(folder));
        }
      }
      store.finish(firsts);
      return CampaignResults.read(folder);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      brains.closeOthers(Set.of());
    }
  }

  /// Names of the connectomes that are needed after a step.
  private Set<String> connectomesAfter(Step step) {
    return campaign.steps().stream()
        .skip(campaign.steps().indexOf(step) + 1L)
        .flatMap(later -> planner.brains(later).stream())
        .map(BrainChange::connectome)
        .collect(Collectors.toSet());
  }

  /// Steps of time that are left to simulate, about.
  private long stepsLeft(Path folder, CampaignProvenance provenance) throws IOException {
    int ended = CampaignResults.read(folder).experiments().size();
    return (long) (provenance.experiments() - ended) * runs.base().steps();
  }
}
