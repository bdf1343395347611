package flybrain.cli;

import flybrain.campaign.Cluster;
import flybrain.campaign.ClusterRun;
import flybrain.cluster.SparkSubmit;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options that let a campaign run on Spark.
final class SparkOptions {
  private static final String MASTER = "--spark";

  @Option(
      names = MASTER,
      paramLabel = "MASTER",
      description =
          "Run the experiments on Spark: spark://HOST:PORT, yarn, local[N] or another master. Needs"
              + " SPARK_HOME or spark-submit on the PATH, and --out in a folder that all machines"
              + " share.")
  private @Nullable String master;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description =
          "On Spark: tasks that each stage is divided into (default: 4 for each core that runs"
              + " them); does not change the results.")
  private @Nullable Integer tasks;

  private @Nullable Cluster cluster;

  void check(CommandSpec spec) {
    boolean isOnSpark = master != null || cluster != null;
    Usage.require(spec, tasks == null || tasks >= 1, "--tasks " + tasks + ": must be at least 1");
    Usage.require(
        spec, tasks == null || isOnSpark, "--tasks: is for --spark; without it, use --threads");
    Usage.require(
        spec,
        !isOnSpark || !spec.commandLine().getParseResult().hasMatchedOption("--threads"),
        "--threads: a task on Spark has as many threads as cores; set them with --conf"
            + " spark.task.cpus=N of spark-submit");
  }

  /// Refuses a single shard, as Spark runs all of them.
  void requireNo(CommandSpec spec, ShardOption shard) {
    Usage.require(
        spec,
        !shard.isGiven() || (master == null && cluster == null),
        "--shard: Spark runs all shards; leave it out, or leave out --spark");
  }

  void use(Cluster lent) {
    cluster = lent;
  }

  /// Whether Spark was asked for and is not around this process yet.
  boolean isToBeStarted() {
    return master != null && cluster == null;
  }

  /// Runs a campaign on the cluster that was lent, otherwise in this process.
  void run(CampaignRunner runner) throws IOException {
    Cluster lent = cluster;
    if (lent == null) {
      runner.run();
    } else {
      OptionalInt shards = tasks == null ? OptionalInt.empty() : OptionalInt.of(tasks);
      runner.run((run, folder, provenance, progress, listener) ->
          new ClusterRun(runner.campaign(), run, lent, shards)
              .run(folder, provenance, progress, listener));
    }
  }

  /// Starts the same command with Spark around it; returns its exit code.
  int start(CommandSpec spec) throws IOException {
    List<String> words = withoutMaster(spec.root().commandLine().getParseResult().originalArgs());
    SparkSubmit submit = Usage.check(spec, () -> SparkSubmit.find(System.getenv(), home()));
    return submit.run(Objects.requireNonNull(master), words);
  }

  private static List<String> withoutMaster(List<String> words) {
    List<String> others = new ArrayList<>(words);
    int at = others.indexOf(MASTER);
    if (at >= 0) {
      others.subList(at, at + 2).clear();
    } else {
      others.removeIf(word -> word.startsWith(MASTER + "="));
    }
    return others;
  }

  /// The folder of the jar that this class is in.
  private static Path home() {
    try {
      Path jar =
          Path.of(SparkOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Objects.requireNonNull(jar.getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
