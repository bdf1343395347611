package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.Shard;
import flybrain.campaign.Stage;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options that name a shard of a stage of a campaign.
final class ShardOption {
  @Option(
      names = "--shard",
      paramLabel = "K/N",
      description =
          "Run only the K-th of N equal parts of the experiments, such as 3/40, and join all with"
              + " campaign merge.")
  private @Nullable String shard;

  @Option(
      names = "--stage",
      paramLabel = "S",
      description =
          "With --shard: stage of the campaign, if it has several; campaign plan lists them.")
  private @Nullable Integer stage;

  boolean isGiven() {
    return shard != null;
  }

  void check(CommandSpec spec) {
    Usage.require(
        spec, stage == null || isGiven(), "--stage: needs --shard, which says what of it to run");
  }

  /// Runs the shard.
  void run(CommandSpec spec, CampaignRunner runner) throws IOException {
    Shard parsed = Usage.check(spec, () -> Shard.parse(Objects.requireNonNull(shard)));
    runner.run(stage(spec, runner.campaign()), parsed);
  }

  private Stage stage(CommandSpec spec, Campaign campaign) {
    List<Stage> stages = Stage.of(campaign);
    Integer number = stage;
    if (number == null) {
      Usage.require(
          spec,
          stages.size() == 1,
          "--shard: the campaign has %d stages; name one with --stage 1 .. %d (flybrain campaign plan lists them)"
              .formatted(stages.size(), stages.size()));
      return stages.getFirst();
    }
    Usage.require(
        spec,
        number >= 1 && number <= stages.size(),
        "--stage %d: must be 1 .. %d".formatted(number, stages.size()));
    return stages.get(number - 1);
  }
}
