package flybrain.campaign;

import flybrain.Counted;
import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts that the folder of a campaign has while shards run it.
///
/// @param folder of the campaign
/// @param stages all of the campaign
public record CampaignParts(Path folder, List<OfStage> stages) {
  public CampaignParts {
    stages = List.copyOf(stages);
  }

  /// A part and its fault.
  ///
  /// @param fault nothing, `missing`, or why it is broken
  public record Checked(Part part, String fault) {
    /// Whether it is complete and whole.
    public boolean isThere() {
      return fault.isEmpty();
    }

    /// Whether it has not been written.
    public boolean isMissing() {
      return fault.equals(PartCheck.MISSING);
    }

    /// Whether its files are there and damaged, or of another campaign.
    public boolean isBroken() {
      return !isThere() && !isMissing();
    }
  }

  /// The parts of a stage.
  ///
  /// @param shards that it is dealt to, 0 if no shard has started it
  /// @param parts of all shards, by number
  public record OfStage(Stage stage, int shards, List<Checked> parts) {
    public OfStage {
      parts = List.copyOf(parts);
    }

    /// Whether all parts are there.
    public boolean isComplete() {
      return shards > 0 && parts.stream().allMatch(Checked::isThere);
    }

    /// The parts of each shard, by its number; shards without parts are left out.
    public Map<Shard, List<Checked>> byShard() {
      Map<Shard, List<Checked>> byShard = new LinkedHashMap<>();
      for (int k = 1; k <= shards; k++) {
        int shard = k;
        List<Checked> ofShard = parts.stream().filter(each -> each.part.shard() == shard).toList();
        if (!ofShard.isEmpty()) {
          byShard.put(new Shard(k, shards), ofShard);
        }
      }
      return byShard;
    }
  }

  /// Reads all parts in the folder of a campaign.
  ///
  /// @throws InputException if it is not such a folder, or a file that does not belong to a part is
  ///   damaged
  public static CampaignParts read(Path folder) throws IOException {
    CampaignProvenance provenance = CampaignProvenance.read(folder);
    Campaign campaign = provenance.campaign(folder);
    PartCheck check = new PartCheck(folder, campaign, provenance);
    return new CampaignParts(folder, read(folder, Stage.of(campaign), check, provenance));
  }

  private static List<OfStage> read(
      Path folder, List<Stage> some, PartCheck check, CampaignProvenance provenance)
      throws IOException {
    List<OfStage> stages = new ArrayList<>();
    for (Stage stage : some) {
      Optional<Division> division = Division.read(folder, stage.number(), provenance.facts());
      List<Checked> parts = new ArrayList<>();
      for (Part part : division.map(Division::parts).orElse(List.of())) {
        parts.add(new Checked(part, check.fault(part)));
      }
      stages.add(new OfStage(stage, division.map(Division::shards).orElse(0), parts));
    }
    return stages;
  }

  /// How many experiments are in parts that are there.
  public int ended() {
    return stages.stream()
        .flatMap(stage -> stage.parts.stream())
        .filter(Checked::isThere)
        .mapToInt(each -> each.part.experiments())
        .sum();
  }

  /// Whether shards have started the campaign, and it is not finished.
  public boolean hasShards() {
    return stages.stream().anyMatch(stage -> stage.shards > 0);
  }

  /// The command that runs a shard, again or for the first time.
  public String command(Stage stage, Shard shard) {
    return "flybrain campaign resume %s --shard %s --stage %d"
        .formatted(folder, shard, stage.number());
  }

  /// Refuses a folder in which parts are missing or broken.
  ///
  /// @throws InputException naming the first shard of which parts are, and the command for it
  void requireComplete() {
    for (OfStage stage : stages) {
      if (stage.shards == 0) {
        throw new InputException(
            "%s: no shard of stage %d (%s) has run; see: flybrain campaign plan"
                .formatted(folder, stage.stage.number(), stage.stage.words()));
      }
      List<Map.Entry<Shard, List<Checked>>> incomplete =
          stage.byShard().entrySet().stream()
              .filter(shard -> !shard.getValue().stream().allMatch(Checked::isThere))
              .toList();
      if (!incomplete.isEmpty()) {
        Shard shard = incomplete.getFirst().getKey();
        throw new InputException(
            "%s: shard %s of stage %d %s; run: %s%s"
                .formatted(
                    folder,
                    shard,
                    stage.stage.number(),
                    words(incomplete.getFirst().getValue()),
                    command(stage.stage, shard),
                    incomplete.size() == 1
                        ? ""
                        : " (and %s more; all: flybrain campaign status %s)"
                            .formatted(Counted.of(incomplete.size() - 1, "shard"), folder)));
      }
    }
  }

  /// What of a shard is missing or broken.
  public static String words(List<Checked> ofShard) {
    long missing = ofShard.stream().filter(Checked::isMissing).count();
    String broken =
        ofShard.stream()
            .filter(Checked::isBroken)
            .findFirst()
            .map(each -> "has a broken part (%s)".formatted(each.fault))
            .orElse("");
    String lacks =
        missing == ofShard.size()
            ? "is missing"
            : missing > 0 ? "lacks %d of %d parts".formatted(missing, ofShard.size()) : "";
    return lacks.isEmpty() || broken.isEmpty() ? lacks + broken : lacks + " and " + broken;
  }

  /// Refuses to plan a stage before all stages before it are complete.
  static void requireBefore(
      Stage stage, Path folder, Campaign campaign, CampaignProvenance provenance)
      throws IOException {
    if (!CampaignStore.isFinished(folder)) {
      List<Stage> before = Stage.of(campaign).subList(0, stage.number() - 1);
      PartCheck check = new PartCheck(folder, campaign, provenance);
      new CampaignParts(folder, read(folder, before, check, provenance)).requireComplete();
    }
  }
}
