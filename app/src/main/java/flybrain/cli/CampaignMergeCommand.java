package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignMerge;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Step;
import flybrain.external.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain campaign merge`: joins what shards have written.
@Command(
    name = "merge",
    description =
        "Joins the parts that the shards of a campaign have written into the tables of a run in one"
            + " piece, and prints the answers. If a shard is missing or broken, nothing is joined, and"
            + " the command that runs it again is printed.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign merge screen",
      "  flybrain campaign merge campaigns/screen node1/screen node2/screen",
    })
final class CampaignMergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders with parts of it, which are copied first; they stay as they are.")
  private List<Path> others = List.of();

  @Option(names = "--json", description = "Print the answers as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path folder = others.isEmpty() ? target.folder() : target.newFolder();
    CampaignResults results = CampaignMerge.merge(folder, others);
    Campaign campaign = results.campaign();
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      for (Step step : campaign.steps()) {
        out.println(CampaignText.of(step, results, campaign.criteria()));
      }
    }
    new CampaignRunner(
            spec,
            campaign,
            results.provenance().origin(),
            folder,
            Backends.named(results.provenance().fact("flybrain.backend")),
            1,
            json)
        .finish(results, CampaignFiguresOption.known(results));
    return 0;
  }
}
