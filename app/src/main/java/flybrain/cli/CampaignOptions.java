package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How and where a campaign runs.
final class CampaignOptions {
  @Mixin private CampaignBasis basis = new CampaignBasis();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores); does not change the results.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the results (default: campaigns/NAME).")
  private @Nullable Path out;

  @Option(
      names = "--dry-run",
      description = "Only say how many experiments there are and how long they will take.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the answers as JSON on standard output.")
  private boolean json;

  void check(CommandSpec spec) {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
  }

  /// Runs a campaign, or says what it will take.
  ///
  /// @param file that it was read from
  /// @param inputs files that it is read from
  void run(CommandSpec spec, Campaign campaign, Path file, Outputs inputs) throws IOException {
    run(spec, campaign, file, inputs, new SparkOptions());
  }

  /// The same on a cluster, if one was lent.
  void run(CommandSpec spec, Campaign campaign, Path file, Outputs inputs, SparkOptions spark)
      throws IOException {
    CampaignRunner runner = runner(spec, campaign, file, inputs);
    if (dryRun) {
      runner.dryRun();
    } else {
      spark.run(runner);
    }
  }

  /// Runs a shard of a stage of a campaign.
  void run(CommandSpec spec, Campaign campaign, Path file, Outputs inputs, ShardOption shard)
      throws IOException {
    Usage.require(
        spec, !dryRun, "--dry-run: says what the whole campaign takes; leave out --shard");
    shard.run(spec, runner(spec, campaign, file, inputs));
  }

  private CampaignRunner runner(CommandSpec spec, Campaign campaign, Path file, Outputs inputs) {
    Campaign changed = basis.of(campaign);
    Path folder = Objects.requireNonNullElse(out, CampaignTarget.folderOf(changed.name()));
    Usage.check(spec, inputs.writes("--out", folder));
    return new CampaignRunner(spec, changed, file, folder, basis.backend(spec), threads, json);
  }
}
