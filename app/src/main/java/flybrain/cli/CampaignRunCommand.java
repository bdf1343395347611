package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.Cluster;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign run`: runs a campaign, or continues it.
@Command(
    name = "run",
    description =
        "Runs all experiments of a campaign file, or of a figure of Shiu et al. 2024, and prints the answers of each step as it ends."
            + " A campaign that was interrupted continues where it ended. With --shard it runs a"
            + " fixed part of the experiments, for a job array.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign run screen.toml",
      "  flybrain campaign run screen.toml --dry-run",
      "  flybrain campaign run paper/1D",
      "  flybrain campaign run paper --n-run 2",
      "  flybrain campaign run screen.toml --n-run 5 --connectome synthetic --out quick",
      "  flybrain campaign run screen.toml --shard 3/40",
      "  flybrain campaign run screen.toml --spark spark://head:7077",
    })
final class CampaignRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials of each experiment (default: the file's, or 30).")
  private @Nullable Integer trials;

  @Mixin private ShardOption shard = new ShardOption();
  @Mixin private CampaignOptions options = new CampaignOptions();
  @Mixin private SparkOptions spark = new SparkOptions();

  @Override
  public Integer call() throws IOException {
    options.check(spec);
    spark.check(spec);
    Campaign campaign = Usage.check(spec, this::campaign);
    shard.check(spec);
    spark.requireNo(spec, shard);
    if (spark.isToBeStarted()) {
      return spark.start(spec);
    }
    Outputs inputs =
        new Outputs()
            .reads("the campaign", target.isFile() ? target.file() : null)
            .reads("neuron ids or events", campaign.base().files());
    if (shard.isGiven()) {
      options.run(spec, campaign, target.file(), inputs, shard);
    } else {
      options.run(spec, campaign, target.file(), inputs, spark);
    }
    return 0;
  }

  /// Lets the experiments run on a cluster.
  void use(Cluster lent) {
    spark.use(lent);
  }

  private Campaign campaign() {
    Campaign campaign = target.campaign();
    return trials == null ? campaign : campaign.withTrials(trials);
  }
}
