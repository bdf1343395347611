package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Estimate;
import flybrain.campaign.Part;
import flybrain.campaign.Shard;
import flybrain.campaign.Stage;
import flybrain.campaign.StageRun;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.laboratory.Laboratory;
import flybrain.tables.TableFiles;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Runs or continues a campaign for a command, and prints each step as it ends.
///
/// @param file that the campaign was read from
/// @param folder of its results
/// @param json whether standard output gets JSON at the end, and nothing else
record CampaignRunner(
    CommandSpec spec,
    Campaign campaign,
    Path file,
    Path folder,
    Backend backend,
    int threads,
    boolean json) {

  /// Runs what is left of it.
  void run() throws IOException {
    run(CampaignRun::run);
  }

  /// The whole of a campaign.
  interface Whole {
    CampaignResults run(
        CampaignRun run,
        Path folder,
        CampaignProvenance provenance,
        Progress progress,
        CampaignRun.Listener listener)
        throws IOException;
  }

  /// Runs what is left of it in some way.
  void run(Whole whole) throws IOException {
    try (Laboratory laboratory = open();
        TerminalProgress progress = new TerminalProgress()) {
      PrintWriter err = spec.commandLine().getErr();
      CampaignRun run = on(laboratory, warning -> progress.print(err, "warning: " + warning));
      CampaignProvenance provenance = run.check();
      progress.print(
          err,
          "campaign %s: %s of %s, in %s"
              .formatted(
                  campaign.name(),
                  Counted.of(provenance.experiments(), "experiment"),
                  Counted.of(campaign.base().trials(), "trial"),
                  folder));
      CampaignResults results =
          whole.run(
              run,
              folder,
              provenance,
              progress,
              (step, sofar) -> {
                if (!json) {
                  progress.print(
                      spec.commandLine().getOut(),
                      CampaignText.of(step, sofar, campaign.criteria()));
                }
              });
      finish(results, laboratory.brain().annotated());
    }
  }

  /// Runs what is left of a shard.
  void run(Stage stage, Shard shard) throws IOException {
    String name = "shard %s of stage %d".formatted(shard, stage.number());
    try (Laboratory laboratory = open();
        TerminalProgress progress = new TerminalProgress()) {
      PrintWriter err = spec.commandLine().getErr();
      CampaignRun run = on(laboratory, warning -> progress.print(err, "warning: " + warning));
      try (StageRun planned = run.stage(folder, run.check(), stage, shard.of())) {
        List<Part> parts = planned.parts(shard);
        progress.print(
            err,
            "campaign %s, %s (%s): %s of %s in %s, %d of them there already, in %s"
                .formatted(
                    campaign.name(),
                    name,
                    stage.words(),
                    Counted.of(experiments(parts), "experiment"),
                    Counted.of(campaign.base().trials(), "trial"),
                    Counted.of(parts.size(), "part"),
                    parts.size() - planned.missing(parts).size(),
                    folder));
        planned.run(parts, progress);
        finish(stage, shard, parts);
      } catch (IOException e) {
        progress.print(
            err,
            "%s has not ended; its parts that are complete are kept; run it again with: flybrain campaign resume %s --shard %s --stage %d"
                .formatted(name, folder, shard, stage.number()));
        throw e;
      }
    }
  }

  private void finish(Stage stage, Shard shard, List<Part> parts) {
    if (json) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("campaign", campaign.name());
      facts.put("folder", folder.toString());
      facts.put("stage", stage.number());
      facts.put("shard", shard.number());
      facts.put("shards", shard.of());
      facts.put("experiments", experiments(parts));
      facts.put("parts", parts.stream().map(Part::first).toList());
      spec.commandLine().getOut().print(TableFiles.json(facts));
      spec.commandLine().getOut().flush();
    }
    print(
        "done: shard %s of stage %d; when all shards of all stages have ended: flybrain campaign merge %s"
            .formatted(shard, stage.number(), folder));
  }

  private static int experiments(List<Part> parts) {
    return parts.stream().mapToInt(Part::experiments).sum();
  }

  /// Prints the answers as JSON if they are asked for so, and leaves the page.
  void finish(CampaignResults results, AnnotatedNeurons known) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(CampaignText.json(campaign, results));
    }
    out.flush();
    CampaignPage.write(
        campaign,
        results,
        campaign.criteria(),
        campaign.steps(),
        known,
        folder.resolve(CampaignPage.FILE),
        spec.commandLine().getErr());
    print(
        "done: %s in %s; the answers again: flybrain campaign show %s"
            .formatted(Counted.of(results.experiments().size(), "experiment"), folder, folder));
  }

  /// What is done with a campaign that is ready to run, in place of running it.
  interface Planning {
    void with(CampaignRun run) throws IOException;
  }

  /// Opens the brain to plan the campaign on it.
  void plan(Planning planning) throws IOException {
    try (Laboratory laboratory = open()) {
      planning.with(on(laboratory, warning -> print("warning: " + warning)));
    }
  }

  /// Says what the campaign would take, from trials that are measured.
  void dryRun() throws IOException {
    plan(run -> {
      run.check();
      Estimate estimate = run.estimate();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("campaign", campaign.name());
        facts.put("experiments", estimate.experiments());
        facts.put("trials", estimate.trials());
        facts.put("brain_seconds", estimate.brainSeconds());
        facts.put("estimated_seconds", estimate.seconds());
        out.print(TableFiles.json(facts));
      } else {
        campaign
            .steps()
            .forEach(step ->
                out.println(
                    "step %s: %s, controls included"
                        .formatted(step.name(), Counted.of(run.size(step), "experiment"))));
        out.println(
            "%s, %s, %s brain-seconds; estimated time with %s: %s"
                .formatted(
                    Counted.of(estimate.experiments(), "experiment"),
                    Counted.of(estimate.trials(), "trial"),
                    Decimal.text(estimate.brainSeconds()),
                    Counted.of(threads, "thread"),
                    duration(estimate.seconds())));
      }
      out.flush();
    });
  }

  /// Opens the brain, when the backend can run.
  private Laboratory open() throws IOException {
    RunCommand.requireAvailable(backend);
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(campaign.connectome());
    print(source.words());
    return Laboratory.open(() -> store.open(source, this::print));
  }

  private CampaignRun on(Laboratory laboratory, Consumer<String> warnings) {
    ConnectomeStore store = ConnectomeStore.standard();
    return new CampaignRun(
        campaign,
        file,
        laboratory,
        name -> store.open(store.find(name), this::print),
        backend,
        threads,
        warnings);
  }

  /// A time as people say it.
  static String duration(double seconds) {
    if (seconds < 1) {
      return "less than 1 s";
    }
    long whole = Math.round(seconds);
    return whole < 120
        ? whole + " s"
        : whole < 7200
            ? Math.round(seconds / 60) + " min"
            : "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
