package flybrain.cluster;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Shard;
import flybrain.campaign.Stage;
import flybrain.campaign.StageRun;
import flybrain.external.Backends;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A campaign that was started, ready to run shard after shard; one at a time.
final class OpenCampaign implements AutoCloseable {
  private final Path folder;
  private final CampaignProvenance begun;
  private final Campaign campaign;
  private final Laboratory laboratory;
  private final CampaignRun run;
  private final CampaignProvenance provenance;
  private @Nullable StageRun planned;
  private int number;
  private int shards;

  /// @param brains of this process, which stay open
  /// @param threads that may compute at once
  OpenCampaign(Path folder, OpenBrains brains, int threads, Consumer<String> warning)
      throws IOException {
    this.begun = CampaignProvenance.read(folder);
    this.folder = folder;
    this.campaign = begun.campaign(folder);
    Backend backend = Backends.named(begun.fact("flybrain.backend"));
    this.laboratory = Laboratory.on(brains.open(campaign.connectome()));
    this.run =
        new CampaignRun(
            campaign, begun.origin(), laboratory, brains::open, backend, threads, warning);
    this.provenance = run.check();
  }

  /// Whether its folder still has this campaign: somebody may have deleted it and begun another.
  ///
  /// @throws InputException if it has none
  boolean isStillThere() throws IOException {
    return CampaignProvenance.read(folder).facts().equals(begun.facts());
  }

  /// Runs the parts of a shard that are missing.
  ///
  /// @param stage number of its stage
  /// @throws InputException if this machine has another connectome or another flybrain
  void run(int stage, Shard shard) throws IOException {
    StageRun there = planned(stage, shard.of());
    there.run(there.parts(shard), Progress.NONE);
  }

  private StageRun planned(int stage, int ofShards) throws IOException {
    StageRun there = planned;
    if (there == null || number != stage || shards != ofShards) {
      closeStage();
      Stage wanted = Stage.of(campaign).get(stage - 1);
      there = run.stage(folder, provenance, wanted, ofShards);
      planned = there;
      number = stage;
      shards = ofShards;
    }
    return there;
  }

  private void closeStage() throws IOException {
    if (planned != null) {
      planned.close();
      planned = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeStage();
    laboratory.close();
  }
}
