package flybrain.cli;

import flybrain.Counted;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Step;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.io.PrintWriter;
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
    description = "Says how far a campaign is and what it is made from.",
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
    CampaignResults results = target.results();
    Map<String, @Nullable Object> facts = facts(results);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(TableFiles.json(facts));
    } else {
      out.println(
          "campaign %s: %s of %s%s"
              .formatted(
                  facts.get("campaign"),
                  facts.get("ended"),
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
    out.flush();
    return 0;
  }

  private static Map<String, @Nullable Object> facts(CampaignResults results) throws IOException {
    CampaignProvenance provenance = results.provenance();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("campaign", provenance.fact("flybrain.campaign"));
    facts.put("folder", results.folder().toString());
    facts.put("finished", results.finished());
    facts.put("ended", results.experiments().size());
    facts.put("experiments", provenance.experiments());
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    for (Step step : results.campaign().steps()) {
      steps.put(step.name(), results.ended(step.name()));
    }
    facts.put("ended_by_step", steps);
    facts.put("provenance", provenance.facts());
    return facts;
  }
}
