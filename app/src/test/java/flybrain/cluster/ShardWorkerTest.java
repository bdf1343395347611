package flybrain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shards of campaigns on a chain of three neurons, run by workers of this process.
class ShardWorkerTest {
  @TempDir private Path temporary;
  private Path brain;
  private Path folder;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(temporary);
    folder = temporary.resolve("campaign");
  }

  /// A campaign of one step.
  private Path campaign(String rates) throws IOException {
    return Files.writeString(
        temporary.resolve("screen.toml"),
        """
        t_run = 0.1
        n_run = 2
        read_out = [33]
        drive = { neurons = [11], rate = 100 }
        [[step]]
        name = "dose"
        rates = [%s]
        """
            .formatted(rates));
  }

  /// Begins a campaign by running its first shard.
  private void begin(String rates, int shards) throws IOException {
    run(
        "campaign",
        "run",
        campaign(rates),
        "--connectome",
        brain,
        "--out",
        folder,
        "--shard",
        "1/" + shards,
        "--stage",
        1);
  }

  private static Cli run(Object... words) {
    Cli cli = Cli.run(words);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  private Map<String, String> task(int shards) {
    return new ShardTask(
            folder, 1, shards, temporary, temporary.resolve("cache"), temporary.resolve("no data"))
        .asMap();
  }

  private void assertSameAsARunInOnePiece(Path rates) throws IOException {
    run("campaign", "merge", folder);
    Path whole = temporary.resolve("whole");
    run("campaign", "run", rates, "--connectome", brain, "--out", whole);
    for (String name : List.of("rates.parquet", "counts.parquet", "experiments.parquet")) {
      assertThat(folder.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }

  /// In any order; a shard that has run changes nothing.
  @Test
  void shards_addUpToTheCampaign() throws IOException {
    begin("0, 50, 100, 150, 200", 3);
    for (int shard : List.of(3, 2, 3, 1)) {
      assertThat(ShardWorker.run(task(3), shard, 1)).isEmpty();
    }
    assertThat(run("campaign", "status", folder).out()).contains("6 of 6 experiments");
    assertSameAsARunInOnePiece(temporary.resolve("screen.toml"));
  }

  @Test
  void otherNumberOfShards_isRefused() throws IOException {
    begin("0, 50, 100", 3);
    assertThat(ShardWorker.run(task(2), 1, 1))
        .isEqualTo(
            folder
                + ": stage 1 was started with 3 shards, not 2; run --shard 1/3 .. 3/3, or name"
                + " another folder with --out");
    assertThat(ShardWorker.run(task(3), 2, 1)).as("and it goes on").isEmpty();
  }

  /// The worker has the campaign open.
  @Test
  void otherNumberOfShardsAfterTheRightOne_isRefusedToo() throws IOException {
    begin("0, 50, 100", 3);
    assertThat(ShardWorker.run(task(3), 2, 1)).isEmpty();
    assertThat(ShardWorker.run(task(2), 1, 1)).contains("was started with 3 shards, not 2");
  }

  @Test
  void shardThatThereIsNot_isRefused() throws IOException {
    begin("0, 50, 100", 2);
    assertThat(ShardWorker.run(task(2), 3, 1)).isEqualTo("shard 3/2: must be one of 1/2 .. 2/2");
    assertThat(ShardWorker.run(task(2), 2, 1)).isEmpty();
  }

  @Test
  void folderOfNoCampaign_isRefused() throws IOException {
    assertThat(ShardWorker.run(task(2), 1, 1))
        .isEqualTo(
            folder + ": is not a folder of a campaign (it has no provenance.toml of a campaign)");
    begin("0, 50", 2);
    assertThat(ShardWorker.run(task(2), 2, 1)).as("once it is there").isEmpty();
  }

  /// A worker may outlive a campaign, and somebody may delete its folder to run a changed one.
  @Test
  void folderBegunAnew_isTheNewCampaign() throws IOException {
    begin("0, 50, 100", 2);
    assertThat(ShardWorker.run(task(2), 2, 1)).isEmpty();
    delete(folder);
    begin("20, 40, 60, 80", 2);
    assertThat(ShardWorker.run(task(2), 2, 1)).isEmpty();
    assertThat(run("campaign", "status", folder).out()).contains("5 of 5 experiments");
    assertSameAsARunInOnePiece(temporary.resolve("screen.toml"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void changedFileOfACampaign_isRefused() throws IOException {
    begin("0, 50", 2);
    Path copy = folder.resolve("campaign.toml");
    Files.writeString(copy, Files.readString(copy).replace("50", "60"));
    assertThat(ShardWorker.run(task(2), 2, 1))
        .startsWith(copy + ": was changed since the campaign was started");
  }

  @Test
  void missingConnectome_isRefusedOnThisMachineOnly() throws IOException {
    begin("0, 50", 2);
    Map<String, String> elsewhere = new HashMap<>(task(2));
    elsewhere.put("cache", temporary.resolve("other cache").toString());
    Path away = Files.move(brain, temporary.resolve("away"));
    assertThat(ShardWorker.run(elsewhere, 2, 1)).contains(brain.toString());
    Files.move(away, brain);
    assertThat(ShardWorker.run(elsewhere, 2, 1)).isEmpty();
  }
}
