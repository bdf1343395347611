package flybrain.cli;

import flybrain.Counted;
import flybrain.campaign.CampaignParts;
import flybrain.campaign.CampaignParts.Checked;
import flybrain.campaign.CampaignParts.OfStage;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.Shard;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shards of a campaign, as text and for JSON.
final class ShardsText {
  private ShardsText() {}

  /// Prints which shards are there, and the commands that run the others.
  static void print(CampaignParts parts, PrintWriter out) throws IOException {
    CampaignProvenance provenance = CampaignProvenance.read(parts.folder());
    out.println(
        "campaign %s: %d of %s, in shards"
            .formatted(
                provenance.fact("flybrain.campaign"),
                parts.ended(),
                Counted.of(provenance.experiments(), "experiment")));
    boolean complete = true;
    for (OfStage stage : parts.stages()) {
      complete &= stage.isComplete();
      Map<Shard, List<Checked>> left = left(stage);
      out.println(
          "  stage %d (%s): %s"
              .formatted(
                  stage.stage().number(),
                  stage.stage().words(),
                  stage.shards() == 0
                      ? "no shard has run"
                      : left.isEmpty()
                          ? "complete, " + Counted.of(stage.shards(), "shard")
                          : "%d of %s to run"
                              .formatted(left.size(), Counted.of(stage.shards(), "shard"))));
      left.forEach((shard, ofShard) ->
          out.println(
              "    shard %s %s; run: %s"
                  .formatted(
                      shard, CampaignParts.words(ofShard), parts.command(stage.stage(), shard))));
    }
    out.println(CampaignText.provenance(provenance));
    out.println(
        complete
            ? "join with: flybrain campaign merge " + parts.folder()
            : "or run all that is left here, in one piece: flybrain campaign resume "
                + parts.folder());
  }

  /// The shards of a stage of which parts are missing or broken.
  private static Map<Shard, List<Checked>> left(OfStage stage) {
    Map<Shard, List<Checked>> left = new LinkedHashMap<>(stage.byShard());
    left.values().removeIf(ofShard -> ofShard.stream().allMatch(Checked::isThere));
    return left;
  }

  /// A stage for JSON: numbers of shards, and of those that are missing or broken.
  static Map<String, @Nullable Object> facts(OfStage stage) {
    List<Integer> missing = new ArrayList<>();
    List<Integer> broken = new ArrayList<>();
    left(stage)
        .forEach((shard, ofShard) ->
            (ofShard.stream().anyMatch(Checked::isBroken) ? broken : missing).add(shard.number()));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("stage", stage.stage().number());
    facts.put("steps", stage.stage().steps().stream().map(each -> each.name()).toList());
    facts.put("shards", stage.shards());
    facts.put("missing", missing);
    facts.put("broken", broken);
    return facts;
  }
}
