package flybrain.campaign;

import flybrain.InputException;
import flybrain.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins the parts that shards have written into the tables of a finished campaign.
public final class CampaignMerge {
  private final Path folder;

  /// @param folder of the campaign; it need not be there if another has parts
  private CampaignMerge(Path folder) {
    this.folder = folder;
  }

  /// Joins all parts; a campaign that is finished stays as it is.
  ///
  /// @param folder of the campaign; made if it is missing and `others` are given
  /// @param others folders with parts of the same campaign, which are copied to the folder first
  /// @return the finished campaign
  /// @throws InputException naming a shard of which parts are missing or broken, with the command
  ///   that runs it again; nothing is joined then. Also for folders of another campaign or version
  public static CampaignResults merge(Path folder, List<Path> others) throws IOException {
    CampaignMerge merge = new CampaignMerge(folder);
    for (Path other : others) {
      merge.take(other);
    }
    CampaignProvenance provenance = CampaignProvenance.read(folder);
    requireThisVersion(folder, provenance);
    if (!CampaignStore.isFinished(folder)) {
      CampaignParts parts = CampaignParts.read(folder);
      if (!parts.hasShards() && !CampaignResults.read(folder).experiments().isEmpty()) {
        throw new InputException(
            "%s: was started in one piece, not in shards; continue with: flybrain campaign resume %s"
                .formatted(folder, folder));
      }
      parts.requireComplete();
      try (CampaignStore store = CampaignStore.open(folder, text(folder), provenance)) {
        store.finish(
            parts.stages().stream()
                .flatMap(stage -> stage.parts().stream())
                .map(each -> each.part().first())
                .toList());
      }
    }
    return CampaignResults.read(folder);
  }

  private static String text(Path folder) throws IOException {
    return Files.readString(folder.resolve(CampaignStore.FILE));
  }

  private static void requireThisVersion(Path folder, CampaignProvenance provenance) {
    String version = provenance.fact("flybrain.version");
    if (!version.equals(Version.number())) {
      throw new InputException(
          "%s: was started by flybrain %s, and this is %s; join the parts with flybrain %s"
              .formatted(folder, version, Version.number(), version));
    }
  }

  /// Copies the parts that the folder lacks from another.
  private void take(Path other) throws IOException {
    CampaignProvenance provenance = CampaignProvenance.read(other);
    boolean isSame = Files.exists(folder) && Files.isSameFile(folder, other);
    if (isSame || CampaignStore.isFinished(folder)) {
      return;
    }
    if (CampaignProvenance.isIn(folder)) {
      requireSame(CampaignProvenance.read(folder), provenance, other);
    }
    Campaign campaign = provenance.campaign(other);
    try (CampaignStore store = CampaignStore.share(folder, text(other), provenance)) {
      PartCheck here = new PartCheck(folder, campaign, provenance);
      PartCheck there = new PartCheck(other, campaign, provenance);
      for (Stage stage : Stage.of(campaign)) {
        Optional<Division> division = Division.read(other, stage.number(), provenance.facts());
        if (division.isEmpty()) {
          continue;
        }
        store.divide(stage.number(), division.get());
        for (Part part : division.get().parts()) {
          if (!here.fault(part).isEmpty() && there.fault(part).isEmpty()) {
            store.take(other, part.first(), there.experiments(part));
          }
        }
      }
    }
  }

  private void requireSame(CampaignProvenance here, CampaignProvenance there, Path other) {
    for (Map.Entry<String, String> fact : here.facts().entrySet()) {
      if (!fact.getValue().equals(there.fact(fact.getKey()))) {
        throw new InputException(
            "%s: has parts of another campaign than %s: %s is %s there and %s here; leave it out"
                .formatted(
                    other, folder, fact.getKey(), there.fact(fact.getKey()), fact.getValue()));
      }
    }
  }
}
