package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cluster.ShardWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on a cluster whose executors are threads of this process.
class OnClusterTest {
  private static final int SLOTS = 2;

  private static final String SCREEN = TinyScreen.text(4, "");

  @TempDir private Path folder;
  private Path brain;
  private Path file;
  private final List<Map<String, String>> tasks = new ArrayList<>();
  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void makeInputs() throws IOException {
    brain = TinyBrain.in(folder);
    file = Files.writeString(folder.resolve("screen.toml"), SCREEN);
  }

  private int run(BiConsumer<Map<String, String>, List<Integer>> cluster, Object... words) {
    return OnCluster.run(
        Stream.of(words).map(Object::toString).toArray(String[]::new), () -> SLOTS, cluster);
  }

  private void runAll(Map<String, String> task, List<Integer> shards) {
    tasks.add(task);
    shards.parallelStream()
        .forEach(shard -> {
          try {
            String reason = ShardWorker.run(task, shard, 1);
            if (!reason.isEmpty()) {
              refused.add(reason);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    if (!refused.isEmpty()) {
      throw new UncheckedIOException(new IOException(refused.getFirst()));
    }
  }

  private Object[] campaign(Path out, Object... more) {
    return Stream.concat(
            Stream.of("campaign", "run", file, "--connectome", brain, "--out", out),
            Stream.of(more))
        .toArray();
  }

  @Test
  void campaign_hasTheFilesOfARunInOneProcess() throws IOException {
    Path plain = folder.resolve("plain");
    Path lent = folder.resolve("lent");
    assertThat(Cli.run(campaign(plain)).exitCode()).isZero();
    assertThat(run(this::runAll, campaign(lent))).isZero();
    for (String name : List.of("rates.parquet", "counts.parquet", "experiments.parquet")) {
      assertThat(lent.resolve(name)).hasSameBinaryContentAs(plain.resolve(name));
    }
    assertThat(lent.resolve("parts")).doesNotExist();
    assertThat(lent.resolve("report.html")).exists();
    assertThat(tasks).hasSize(2);
  }

  @Test
  void task_namesTheFolderAndTheStage_andNeitherExperimentsNorNeurons() {
    run(this::runAll, campaign(folder.resolve("lent"), "--tasks", "3"));
    assertThat(tasks.getFirst())
        .containsOnlyKeys("folder", "stage", "shards", "workingFolder", "cache", "data")
        .containsEntry("folder", folder.resolve("lent").toString())
        .containsEntry("stage", "1")
        .containsEntry("shards", "3");
  }

  @Test
  void executorWithAnotherConnectome_isRefused() throws IOException {
    Path lent = folder.resolve("lent");
    int code =
        run(
            (task, shards) -> {
              try {
                Path edges = folder.resolve("edges.csv");
                Files.writeString(edges, "pre,post,count\n11,22,5\n22,33,5\n");
                Files.move(brain, folder.resolve("before"));
                Cli cli = Cli.run("data", "import", edges, brain, "--all-excitatory");
                assertThat(cli.exitCode()).as(cli.err()).isZero();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              runAll(task, shards);
            },
            campaign(lent));
    assertThat(code).isEqualTo(1);
    assertThat(refused.getFirst()).contains("was started on connectome tiny");
    assertThat(lent.resolve("experiments.parquet")).doesNotExist();
  }

  @Test
  void otherCommands_areRefused() {
    BiConsumer<Map<String, String>, List<Integer>> none =
        (_, _) -> {
          throw new AssertionError("nothing is to be run");
        };
    assertThat(run(none, "run", "sugar")).isEqualTo(2);
    assertThat(run(none)).isEqualTo(2);
    assertThat(run(none, campaign(folder.resolve("lent"), "--threads", "2"))).isEqualTo(2);
    assertThat(run(none, campaign(folder.resolve("lent"), "--tasks", "0"))).isEqualTo(2);
    assertThat(run(none, campaign(folder.resolve("lent"), "--shard", "1/2", "--stage", "1")))
        .isEqualTo(2);
    assertThat(run(none, "campaign", "run", "--help")).isZero();
  }

  @Test
  void tasksWithoutSpark_areRefused() {
    Cli cli = Cli.run(campaign(folder.resolve("plain"), "--tasks", "4"));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--tasks: is for --spark; without it, use --threads");
  }

  @Test
  void sparkThatIsMissing_isSaidInOneLine() {
    // These classes are in no folder that has the jar.
    Cli cli = Cli.run(campaign(folder.resolve("lent"), "--spark", "local[2]"));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--spark: there is no ").contains("scripts/spark-jar");
  }
}
