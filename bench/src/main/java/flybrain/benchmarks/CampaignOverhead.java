package flybrain.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.campaign.BrainSource;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignFile;
import flybrain.campaign.CampaignRun;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.files.FolderTree;
import flybrain.laboratory.Laboratory;
import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What a campaign costs beside its simulations: the processor time of a whole screen, from the
/// campaign file to its tables, over that of the same experiments handed to an open simulation
/// without counting a spike. Both in turn in one process, on the synthetic brain.
///
///     java -cp bench/target/benchmarks.jar flybrain.benchmarks.CampaignOverhead [ROUNDS] [TRIALS]
public final class CampaignOverhead {
  private static final int SILENCED = 200;

  private CampaignOverhead() {}

  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int trials = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    int threads = Runtime.getRuntime().availableProcessors();
    Connectome brain = ConnectomeStore.standard().open("synthetic", _ -> {});
    long[] silenced =
        LongStream.range(0, SILENCED).map(k -> brain.neurons().id((int) (600 * k))).toArray();
    Campaign campaign = campaign(trials, silenced);
    double[] bare = new double[rounds];
    double[] whole = new double[rounds];
    try (Simulation simulation = Engines.EVENT.open(brain, threads);
        Laboratory laboratory = Laboratory.on(brain)) {
      List<Experiment> experiments = experiments(campaign.base(), silenced, brain);
      for (int round = -1; round < rounds; round++) {
        double first = seconds(() -> simulate(simulation, experiments, threads));
        double second = seconds(() -> run(campaign, laboratory, threads));
        if (round >= 0) {
          bare[round] = first;
          whole[round] = second;
        }
      }
    }
    double[] ratios = new double[rounds];
    Arrays.setAll(ratios, round -> whole[round] / bare[round]);
    System.out.printf(
        "%d experiments of %d trials: simulations %.2f s, campaign %.2f s of processor time (medians), ratio %.3f (%.3f to %.3f)%n",
        SILENCED + 1,
        trials,
        Quantiles.median(bare),
        Quantiles.median(whole),
        Quantiles.median(ratios),
        Arrays.stream(ratios).min().orElseThrow(),
        Arrays.stream(ratios).max().orElseThrow());
  }

  private static Campaign campaign(int trials, long[] silenced) {
    String text =
        """
        experiment = "sugar"
        n_run = %d
        drive.neurons = "sugar"
        drive.rate = 100
        [[step]]
        name = "silence"
        silence_each = [%s]
        """
            .formatted(
                trials,
                LongStream.of(silenced).mapToObj(Long::toString).collect(Collectors.joining(", ")));
    return CampaignFile.parse(Path.of("screen.toml"), text);
  }

  /// The experiments of the screen, its control first.
  private static List<Experiment> experiments(Recipe base, long[] silenced, Connectome brain) {
    List<Experiment> experiments = new ArrayList<>(List.of(base.on(brain).experiment()));
    for (long id : silenced) {
      experiments.add(
          base.withSilenced(List.of(new NeuronReference.Id(id))).on(brain).experiment());
    }
    return experiments;
  }

  private static void simulate(Simulation simulation, List<Experiment> experiments, int threads)
      throws Exception {
    try (ExecutorService submitting =
        Executors.newFixedThreadPool(threads + 1, Thread.ofVirtual().factory())) {
      List<Future<?>> under = new ArrayList<>();
      for (Experiment experiment : experiments) {
        under.add(
            submitting.submit(() -> simulation.run(experiment, SpikeSink.NOWHERE, Progress.NONE)));
      }
      for (Future<?> each : under) {
        each.get();
      }
    }
  }

  private static void run(Campaign campaign, Laboratory laboratory, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory("campaign-overhead");
    CampaignRun run =
        new CampaignRun(
            campaign,
            Path.of("screen.toml"),
            laboratory,
            BrainSource.NONE,
            Engines.EVENT,
            threads,
            _ -> {});
    run.run(folder.resolve("out"), run.check(), Progress.NONE, (_, _) -> {});
    FolderTree.delete(folder);
  }

  /// Something to be timed.
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = system.getProcessCpuTime();
    work.run();
    return (system.getProcessCpuTime() - before) / 1e9;
  }
}
