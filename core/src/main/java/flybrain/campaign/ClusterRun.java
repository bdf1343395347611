package flybrain.campaign;

import flybrain.Counted;
import flybrain.Progress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs a campaign on a cluster, stage after stage, and joins the parts at the end.
///
/// The folder alone says what is done: what ran twice or was lost on the way changes nothing, and a
/// campaign that ended early continues with the parts that are missing.
public final class ClusterRun {
  /// Shards for each that runs at once: enough to keep all machines busy until shortly before the
  /// end.
  private static final int SHARDS_PER_SLOT = 4;

  private final Campaign campaign;
  private final CampaignRun run;
  private final Cluster cluster;
  private final OptionalInt shards;

  /// @param run of the same campaign
  /// @param shards that each stage is divided into; empty for as many as fit the cluster
  public ClusterRun(Campaign campaign, CampaignRun run, Cluster cluster, OptionalInt shards) {
    this.campaign = campaign;
    this.run = run;
    this.cluster = cluster;
    this.shards = shards;
  }

  /// Runs what is left of the campaign.
  ///
  /// @param folder that all machines of the cluster see under this path
  /// @param provenance as [CampaignRun#check] gives it
  /// @param progress receives the brain time in ms that was simulated, and of the whole campaign,
  ///   about once a second
  /// @param listener hears of each step when its stage has ended
  /// @return everything that was found
  /// @throws flybrain.InputException if the folder is not of this campaign
  /// @throws IOException if the cluster gave up, saying which shards are missing
  public CampaignResults run(
      Path folder, CampaignProvenance provenance, Progress progress, CampaignRun.Listener listener)
      throws IOException {
    if (!CampaignStore.isFinished(folder)) {
      progress.stage("experiments");
      int before = 0;
      for (Stage stage : Stage.of(campaign)) {
        before += run(stage, folder, provenance, before, progress);
        CampaignResults sofar = CampaignResults.read(folder);
        for (Step step : stage.steps()) {
          listener.ended(step, sofar);
        }
      }
      progress.stage("joining parts");
    }
    return CampaignMerge.merge(folder, List.of());
  }

  /// Runs what is left of a stage.
  ///
  /// @param before experiments of earlier stages
  /// @return its number of experiments
  private int run(
      Stage stage, Path folder, CampaignProvenance provenance, int before, Progress progress)
      throws IOException {
    int divided = shards(stage, folder, provenance);
    try (StageRun planned = run.stage(folder, provenance, stage, divided)) {
      Watch watch = new Watch(planned, divided, before, provenance.experiments(), progress);
      watch.look();
      if (!watch.left().isEmpty()) {
        run(stage, folder, watch);
        watch.look();
      }
      if (!watch.left().isEmpty()) {
        throw new IOException(missing(stage, watch.left(), "the cluster says that all have run"));
      }
      return experiments(planned.parts());
    }
  }

  private void run(Stage stage, Path folder, Watch watch) throws IOException {
    List<Shard> left = watch.left();
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    Future<?> looks = looking.scheduleWithFixedDelay(watch, 1, 1, TimeUnit.SECONDS);
    try {
      cluster.run(folder, stage, left);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      watch.run();
      throw new IOException(missing(stage, watch.left(), String.valueOf(e.getMessage())), e);
    } finally {
      looks.cancel(false);
      looking.close();
    }
  }

  /// The number of shards with which the stage was started, or a new one.
  private int shards(Stage stage, Path folder, CampaignProvenance provenance) throws IOException {
    if (shards.isPresent()) {
      return shards.getAsInt();
    }
    Optional<Division> begun =
        CampaignProvenance.isIn(folder)
            ? Division.read(folder, stage.number(), provenance.facts())
            : Optional.<Division>empty();
    return begun.isPresent()
        ? begun.get().shards()
        : Math.clamp((long) SHARDS_PER_SLOT * cluster.slots(), 1, Math.max(1, run.size(stage)));
  }

  private static String missing(Stage stage, List<Shard> left, String reason) {
    return left.isEmpty()
        ? reason
        : "%s; %s of stage %d %s missing, %s first; start the same command again, which runs only these"
            .formatted(
                reason,
                Counted.of(left.size(), "shard"),
                stage.number(),
                left.size() == 1 ? "is" : "are",
                left.getFirst());
  }

  private static int experiments(List<Part> parts) {
    return parts.stream().mapToInt(Part::experiments).sum();
  }

  /// Looks which parts are there, and says so. A part that was whole is not read again.
  private final class Watch implements Runnable {
    private final StageRun planned;
    private final int divided;
    private final int before;
    private final int all;
    private final Progress progress;
    private final double milliseconds =
        1000 * campaign.base().duration() * campaign.base().trials();
    private List<Part> missing;

    /// @param divided number of shards of the stage
    /// @param before experiments of earlier stages
    /// @param all experiments of the campaign
    Watch(StageRun planned, int divided, int before, int all, Progress progress) {
      this.planned = planned;
      this.divided = divided;
      this.before = before;
      this.all = all;
      this.progress = progress;
      this.missing = planned.parts();
    }

    /// Looks for the parts that were missing until now.
    synchronized void look() throws IOException {
      missing = planned.missing(missing);
      int ended = before + experiments(planned.parts()) - experiments(missing);
      progress.at(Math.round(ended * milliseconds), Math.round(all * milliseconds));
    }

    @Override
    public void run() {
      try {
        look();
      } catch (IOException e) {
        // The next look may find them; the cluster reports what it cannot read.
      }
    }

    /// The shards of which parts were missing at the last look.
    synchronized List<Shard> left() {
      return missing.stream()
          .map(Part::shard)
          .distinct()
          .sorted()
          .map(number -> new Shard(number, divided))
          .toList();
    }
  }
}
