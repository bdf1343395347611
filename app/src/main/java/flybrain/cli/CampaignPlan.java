package flybrain.cli;

import flybrain.Counted;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Stage;
import flybrain.campaign.Step;
import flybrain.files.Outputs;
import flybrain.tables.TableFiles;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign plan`: the stages of a campaign and the commands of its shards.
@Command(
    name = "plan",
    description =
        "Prints the stages of a campaign, which run one after the other because a step takes the"
            + " result of an earlier one, and the commands that run it in shards; runs nothing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign plan screen.toml",
      "  flybrain campaign plan screen.toml --shards 40",
      "  flybrain campaign plan paper/1D --connectome synthetic --json",
    })
final class CampaignPlan implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ShardedCampaign sharded = new ShardedCampaign();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the results, which all shards see (default: campaigns/NAME).")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Campaign campaign = sharded.campaign(spec);
    Usage.check(spec, new Outputs().reads("the campaign", sharded.input()).writes("--out", out));
    ShardCommands commands = sharded.commands(campaign, List.of(), out);
    CampaignRunner runner =
        new CampaignRunner(
            spec, campaign, sharded.file(), commands.folder(), sharded.backend(spec), 1, json);
    runner.plan(run -> {
      run.check();
      PrintWriter to = spec.commandLine().getOut();
      if (json) {
        to.print(TableFiles.json(facts(campaign, run, commands)));
      } else {
        print(campaign, run, commands, to);
      }
      to.flush();
    });
    return 0;
  }

  private void print(Campaign campaign, CampaignRun run, ShardCommands commands, PrintWriter to) {
    List<Stage> stages = Stage.of(campaign);
    to.println("campaign %s: %s".formatted(campaign.name(), Counted.of(stages.size(), "stage")));
    for (Stage stage : stages) {
      int shards = sharded.shards(run, stage);
      to.println(
          "stage %d (%s): %s%s in %s%s"
              .formatted(
                  stage.number(),
                  stage.words(),
                  stage.needs().isEmpty() ? "" : "at most ",
                  Counted.of(run.size(stage), "experiment"),
                  Counted.of(shards, "shard"),
                  stage.needs().isEmpty()
                      ? ""
                      : "; takes results of " + String.join(", ", stage.needs())));
      for (int shard = 1; shard <= shards; shard++) {
        to.println("  " + commands.run(stage, shard + "/" + shards));
      }
    }
    to.println("then, when all have ended:");
    to.println("  " + commands.merge());
  }

  private Map<String, @Nullable Object> facts(
      Campaign campaign, CampaignRun run, ShardCommands commands) {
    List<Map<String, @Nullable Object>> stages = new ArrayList<>();
    for (Stage stage : Stage.of(campaign)) {
      int shards = sharded.shards(run, stage);
      List<String> lines = new ArrayList<>();
      for (int shard = 1; shard <= shards; shard++) {
        lines.add(commands.run(stage, shard + "/" + shards));
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("stage", stage.number());
      facts.put("steps", stage.steps().stream().map(Step::name).toList());
      facts.put("needs", stage.needs());
      facts.put("experiments_at_most", run.size(stage));
      facts.put("shards", shards);
      facts.put("commands", lines);
      stages.add(facts);
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("campaign", campaign.name());
    facts.put("folder", commands.folder().toString());
    facts.put("stages", stages);
    facts.put("merge", commands.merge());
    return facts;
  }
}
