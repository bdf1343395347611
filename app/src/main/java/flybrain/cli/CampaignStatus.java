package flybrain.cli;

import flybrain.Counted;
import flybrain.campaign.CampaignParts;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Step;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign status`: how far a campaign is.
@Command(
    name = "status",
    description =
        "Says how far a campaign is and what it is made from; of one that runs in shards, which are"
            + " there, missing or broken.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign status screen.toml",
      "  flybrain campaign status campaigns/screen --json",
    })
final class CampaignStatus implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path folder = target.folder();
    CampaignParts parts = CampaignParts.read(folder);
    // Tables with a broken part cannot be read.
    CampaignResults results = parts.hasShards() ? null : CampaignResults.read(folder);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(TableFiles.json(results == null ? facts(parts) : facts(results)));
    } else if (results == null) {
      ShardsText.print(parts, out);
    } else {
      print(results, out);
    }
    out.flush();
    return 0;
  }

  private static void print(CampaignResults results, PrintWriter out) throws IOException {
    out.println(
        "campaign %s: %d of %s%s"
            .formatted(
                results.provenance().fact("flybrain.campaign"),
                results.experiments().size(),
                Counted.of(results.provenance().experiments(), "experiment"),
                results.finished() ? ", finished" : ""));
    for (Step step : results.campaign().steps()) {
      out.println("  step %s: %d".formatted(step.name(), results.ended(step.name())));
    }
    out.println(CampaignText.provenance(results.provenance()));
    if (!results.finished()) {
      out.println("continue with: flybrain campaign resume " + results.folder());
    }
  }

  private static Map<String, @Nullable Object> facts(CampaignResults results) throws IOException {
    Map<String, @Nullable Object> facts =
        facts(
            results.folder(),
            results.provenance(),
            results.finished(),
            results.experiments().size());
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    for (Step step : results.campaign().steps()) {
      steps.put(step.name(), results.ended(step.name()));
    }
    facts.put("ended_by_step", steps);
    facts.put("provenance", results.provenance().facts());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(CampaignParts parts) throws IOException {
    CampaignProvenance provenance = CampaignProvenance.read(parts.folder());
    Map<String, @Nullable Object> facts = facts(parts.folder(), provenance, false, parts.ended());
    facts.put("stages", parts.stages().stream().map(ShardsText::facts).toList());
    facts.put("provenance", provenance.facts());
    return facts;
  }

  private static Map<String, @Nullable Object> facts(
      Path folder, CampaignProvenance provenance, boolean finished, int ended) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("campaign", provenance.fact("flybrain.campaign"));
    facts.put("folder", folder.toString());
    facts.put("finished", finished);
    facts.put("ended", ended);
    facts.put("experiments", provenance.experiments());
    return facts;
  }
}
