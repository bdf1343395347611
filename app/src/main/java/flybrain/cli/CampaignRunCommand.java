package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignFile;
import flybrain.external.Backends;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
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
        "Runs all experiments of a campaign file and prints the answers of each step as it ends."
            + " A campaign that was interrupted continues where it ended.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign run screen.toml",
      "  flybrain campaign run screen.toml --dry-run",
      "  flybrain campaign run screen.toml --n-run 5 --connectome synthetic --out quick",
    })
final class CampaignRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials of each experiment (default: the file's, or 30).")
  private @Nullable Integer trials;

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Option(
      names = "--backend",
      paramLabel = "KEY",
      description = "Simulator to use (default: event); `flybrain backends` lists them.")
  private String backend = "event";

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

  @Option(names = "--spikes", description = "Also keep the spikes of each experiment.")
  private boolean spikes;

  @Option(
      names = "--dry-run",
      description = "Only say how many experiments there are and how long they will take.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the answers as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Usage.require(
        spec,
        target.isFile(),
        "run needs a campaign file (.toml); to continue a campaign by its name: flybrain campaign"
            + " resume NAME");
    Campaign campaign = Usage.check(spec, this::campaign);
    Path folder = Objects.requireNonNullElse(out, CampaignTarget.folderOf(campaign.name()));
    Usage.check(
        spec,
        new Outputs()
            .reads("the campaign", target.file())
            .reads("neuron ids or events", campaign.base().files())
            .writes("--out", folder));
    CampaignRunner runner =
        new CampaignRunner(
            spec,
            campaign,
            target.file(),
            folder,
            Usage.check(spec, () -> Backends.named(backend)),
            threads,
            json);
    if (dryRun) {
      runner.dryRun();
    } else {
      runner.run();
    }
    return 0;
  }

  private Campaign campaign() {
    Campaign campaign = CampaignFile.read(target.file());
    if (trials != null) {
      campaign = campaign.withTrials(trials);
    }
    if (connectome.name() != null) {
      campaign = campaign.withConnectome(connectome.name());
    }
    return spikes ? campaign.withSpikes() : campaign;
  }
}
