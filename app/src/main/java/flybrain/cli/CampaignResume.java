package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignProvenance;
import flybrain.external.Backends;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign resume`: continues a campaign as it was started.
@Command(
    name = "resume",
    description =
        "Continues a campaign that was interrupted, with the options that it was started with; with"
            + " --shard, a shard of it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign resume screen",
      "  flybrain campaign resume campaigns/screen --threads 4",
      "  flybrain campaign resume campaigns/screen --shard 3/40",
    })
final class CampaignResume implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Mixin private ShardOption shard = new ShardOption();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores); does not change the results.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description = "Where its connectome is now (default: where it was when it was started).")
  private @Nullable String connectome;

  @Option(names = "--json", description = "Print the answers as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    shard.check(spec);
    Path folder = target.folder();
    CampaignProvenance provenance = CampaignProvenance.read(folder);
    Campaign campaign = provenance.campaign(folder);
    CampaignRunner runner =
        new CampaignRunner(
            spec,
            connectome == null ? campaign : campaign.withConnectome(connectome),
            provenance.origin(),
            folder,
            Backends.named(provenance.fact("flybrain.backend")),
            threads,
            json);
    if (shard.isGiven()) {
      shard.run(spec, runner);
    } else {
      runner.run();
    }
    return 0;
  }
}
