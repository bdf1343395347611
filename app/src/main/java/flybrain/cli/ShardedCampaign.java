package flybrain.cli;

import flybrain.backend.Backend;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Stage;
import flybrain.terminal.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The campaign and the number of shards of a command that plans it.
final class ShardedCampaign {
  @Mixin private CampaignTarget target = new CampaignTarget();
  @Mixin private CampaignBasis basis = new CampaignBasis();

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials of each experiment (default: the file's, or 30).")
  private @Nullable Integer trials;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description =
          "Shards of each stage (default: 10); a stage with fewer experiments has as many as those.")
  private int shards = 10;

  /// The campaign with all options.
  Campaign campaign(CommandSpec spec) {
    Usage.require(spec, shards >= 1, "--shards " + shards + ": must be at least 1");
    Campaign campaign = Usage.check(spec, target::campaign);
    Integer number = trials;
    return basis.of(
        number == null ? campaign : Usage.check(spec, () -> campaign.withTrials(number)));
  }

  Backend backend(CommandSpec spec) {
    return basis.backend(spec);
  }

  /// The file that the campaign is read from, null if it is built in.
  @Nullable Path input() {
    return target.isFile() ? target.file() : null;
  }

  Path file() {
    return target.file();
  }

  /// Number of shards of a stage.
  int shards(CampaignRun run, Stage stage) {
    return Math.min(shards, run.size(stage));
  }

  /// The commands that run it.
  ///
  /// @param more options of each shard
  /// @param folder of the results, null for the default
  ShardCommands commands(Campaign campaign, List<String> more, @Nullable Path folder) {
    List<String> options = new ArrayList<>(basis.words());
    if (trials != null) {
      options.addAll(List.of("--n-run", trials.toString()));
    }
    options.addAll(more);
    return new ShardCommands(
        target.words(),
        options,
        Objects.requireNonNullElse(folder, CampaignTarget.folderOf(campaign.name())));
  }
}
