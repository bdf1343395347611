package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.engine.Engines;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Campaigns on a cluster that loses shards, runs them twice, gives up or is interrupted.
class ClusterRunTest {
  private static final String CAMPAIGN =
      """
      n_run = 3
      read_out = [31]
      drive = { neurons = [11, 12, 13], rate = 100 }

      [[step]]
      name = "dose"
      rates = [20, 40, 80, 120, 160]
      spikes = true

      [[step]]
      name = "silence"
      silence_each = { most_active = 3, of = "dose", at = 160 }
      """;

  private static final int SLOTS = 2;

  private final Campaign campaign = CampaignFile.parse(Path.of("screen.toml"), CAMPAIGN);
  private final Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN);
  private final CampaignRun run = open(laboratory);
  private final List<Shard> ran = new ArrayList<>();

  @TempDir private Path folder;

  private CampaignRun open(Laboratory brain) {
    return new CampaignRun(
        campaign,
        Path.of("screen.toml"),
        brain,
        BrainSource.NONE,
        Engines.EVENT,
        1,
        line -> {
          throw new AssertionError(line);
        });
  }

  @AfterEach
  void close() throws IOException {
    laboratory.close();
  }

  /// How a cluster runs the shards of a stage.
  private interface Shards {
    void run(StageRun stage, List<Shard> shards) throws IOException;
  }

  /// A cluster with a process of its own, which has its own view of the folder.
  private Cluster cluster(Shards how) {
    return new Cluster() {
      @Override
      public int slots() {
        return SLOTS;
      }

      @Override
      public void run(Path shared, Stage stage, List<Shard> shards) throws IOException {
        try (Laboratory there = Laboratory.on(SmallBrain.BRAIN)) {
          CampaignRun copy = open(there);
          try (StageRun planned = copy.stage(shared, copy.check(), stage, shards.getFirst().of())) {
            how.run(planned, shards);
          }
        }
      }
    };
  }

  private void runAll(StageRun stage, List<Shard> shards) throws IOException {
    for (Shard shard : shards) {
      ran.add(shard);
      stage.run(stage.parts(shard), Progress.NONE);
    }
  }

  private CampaignResults on(Cluster cluster, OptionalInt shards, Path shared) throws IOException {
    return new ClusterRun(campaign, run, cluster, shards)
        .run(shared, run.check(), Progress.NONE, (_, _) -> {});
  }

  private Path whole() throws IOException {
    Path whole = folder.resolve("whole");
    run.run(whole, run.check(), Progress.NONE, (_, _) -> {});
    return whole;
  }

  @Test
  void cluster_givesTheBytesOfARunInOneProcess_andReportsSteps() throws IOException {
    Path shared = folder.resolve("shared");
    List<String> steps = new ArrayList<>();
    CampaignResults results =
        new ClusterRun(campaign, run, cluster(this::runAll), OptionalInt.empty())
            .run(
                shared,
                run.check(),
                Progress.NONE,
                (step, sofar) -> steps.add(step.name() + " " + sofar.ended(step.name())));
    assertThat(results.finished()).isTrue();
    // Each with its control.
    assertThat(steps).containsExactly("dose 6", "silence 4");
    CampaignRunTest.assertSame(whole(), shared);
    assertThat(ran).as("four for each slot, if there are so many experiments").hasSize(6 + 4);
  }

  @Test
  void progress_isBrainTimeOfTheWholeCampaign() throws IOException {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void stage(String name) {}

          @Override
          public void at(long now, long total) {
            done.add(now);
            totals.add(total);
          }
        };
    new ClusterRun(campaign, run, cluster(this::runAll), OptionalInt.of(2))
        .run(folder.resolve("shared"), run.check(), progress, (_, _) -> {});
    // 10 experiments of 3 trials of 1 s.
    assertThat(totals).isNotEmpty().containsOnly(30_000L);
    assertThat(done).isSorted().allSatisfy(now -> assertThat(now % 3000).isZero());
  }

  @Test
  void shardsThatRunTwice_changeNothing() throws IOException {
    Path shared = folder.resolve("shared");
    Shards twice =
        (stage, shards) -> {
          runAll(stage, shards);
          runAll(stage, shards.reversed());
        };
    on(cluster(twice), OptionalInt.of(3), shared);
    CampaignRunTest.assertSame(whole(), shared);
  }

  @Test
  void lostShard_isNamed_andOnlyItRunsNextTime() throws IOException {
    Path shared = folder.resolve("shared");
    Shards losing = (stage, shards) -> runAll(stage, shards.subList(0, 2));
    assertThatThrownBy(() -> on(cluster(losing), OptionalInt.of(3), shared))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the cluster says that all have run; 1 shard of stage 1 is missing, 3/3 first; start the same command again, which runs only these");
    assertThat(shared.resolve("experiments.parquet")).doesNotExist();
    ran.clear();
    on(cluster(this::runAll), OptionalInt.empty(), shared);
    assertThat(ran.getFirst()).isEqualTo(new Shard(3, 3));
    assertThat(ran.get(1).of()).as("the next stage").isEqualTo(4);
    CampaignRunTest.assertSame(whole(), shared);
  }

  @Test
  void clusterThatGivesUp_isQuoted_andWhatItDidIsKept() throws IOException {
    Path shared = folder.resolve("shared");
    Shards failing =
        (stage, shards) -> {
          runAll(stage, shards.subList(0, 1));
          throw new IOException("node 7: the disk is full");
        };
    assertThatThrownBy(() -> on(cluster(failing), OptionalInt.of(3), shared))
        .hasMessageStartingWith(
            "node 7: the disk is full; 2 shards of stage 1 are missing, 2/3 first;");
    on(cluster(this::runAll), OptionalInt.of(3), shared);
    CampaignRunTest.assertSame(whole(), shared);
  }

  @Test
  void interruptedCluster_endsTheRun() throws IOException {
    Path shared = folder.resolve("shared");
    Shards interrupted =
        (stage, shards) -> {
          runAll(stage, shards.subList(0, 1));
          throw new InterruptedIOException("cancelled");
        };
    assertThatThrownBy(() -> on(cluster(interrupted), OptionalInt.of(3), shared))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(shared.resolve("parts"))
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    on(cluster(this::runAll), OptionalInt.of(3), shared);
    CampaignRunTest.assertSame(whole(), shared);
  }

  @Test
  void finishedCampaign_needsNoCluster() throws IOException {
    Path whole = whole();
    Shards none =
        (_, _) -> {
          throw new AssertionError("nothing is left to run");
        };
    assertThat(on(cluster(none), OptionalInt.empty(), whole).finished()).isTrue();
    assertThat(Files.exists(whole.resolve("parts"))).isFalse();
  }
}
