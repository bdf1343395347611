package flybrain.cli;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Estimate;
import flybrain.campaign.Stage;
import flybrain.files.AtomicFile;
import flybrain.files.Outputs;
import flybrain.laboratory.Machine;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign script`: a script that runs a campaign on a cluster.
@Command(
    name = "script",
    description =
        "Writes a script that submits a campaign to the scheduler of a cluster: a job array for each"
            + " stage and a job that joins all. Time and memory are measured: it runs some trials.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign script screen.toml --slurm",
      "  flybrain campaign script screen.toml --slurm --shards 40 --threads 8 --out screen.sh",
      "  flybrain campaign script paper --lsf --out paper.sh",
    })
final class CampaignScript implements Callable<Integer> {
  /// How many times as long and as much as measured is asked for: experiments that are not measured
  /// may take longer, and so may slower machines.
  private static final int TIMES_SECONDS = 4;

  private static final int TIMES_MEMORY = 2;
  private static final int MINUTES_MORE = 10;
  private static final int LEAST_GIGABYTES = 2;

  @Spec private CommandSpec spec;
  @Mixin private ShardedCampaign sharded = new ShardedCampaign();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Kind kind = new Kind();

  private static final class Kind {
    @Option(names = "--slurm", description = "For Slurm.")
    @SuppressWarnings("UnusedVariable") // it is what neither of the others is
    private boolean slurm;

    @Option(names = "--lsf", description = "For LSF.")
    private boolean lsf;

    @Option(names = "--sge", description = "For Grid Engine.")
    private boolean sge;

    ArrayScript.Scheduler scheduler() {
      if (sge) {
        return ArrayScript.Scheduler.SGE;
      }
      return lsf ? ArrayScript.Scheduler.LSF : ArrayScript.Scheduler.SLURM;
    }
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of each shard (default: 4, or all cores here if they are fewer).")
  private int threads = Math.min(4, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Folder of the results, which all nodes see (default: campaigns/NAME).")
  private @Nullable Path folder;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "SCRIPT",
      description = "Write it to this file (default: to standard output).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Campaign campaign = sharded.campaign(spec);
    Usage.check(
        spec,
        new Outputs()
            .reads("the campaign", sharded.input())
            .reads("neuron ids or events", campaign.base().files())
            .writes("--folder", folder)
            .writes("--out", out));
    Path file = out;
    if (file != null) {
      Usage.check(spec, () -> requireScript(file));
    }
    ShardCommands commands =
        sharded.commands(campaign, List.of("--threads", Integer.toString(threads)), folder);
    new CampaignRunner(
            spec,
            campaign,
            sharded.file(),
            commands.folder(),
            sharded.backend(spec),
            threads,
            false)
        .plan(run -> {
          run.check();
          String text = script(campaign, run, commands).text();
          if (file == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
          } else {
            AtomicFile.writeString(file, text);
            spec.commandLine().getErr().println("submit with: bash " + file);
          }
        });
    return 0;
  }

  /// Refuses to replace a file that is not a script.
  private static void requireScript(Path file) {
    try {
      if (Files.isRegularFile(file)
          && Files.size(file) > 0
          && !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).startsWith("#!")) {
        throw new InputException(
            "--out %s: the existing file is not a script and is not replaced; name another file"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new InputException("--out %s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private ArrayScript script(Campaign campaign, CampaignRun run, ShardCommands commands)
      throws IOException {
    Estimate estimate = run.estimate();
    OptionalLong memory = Machine.peakMemory();
    ArrayScript.Scheduler scheduler = kind.scheduler();
    List<ArrayScript.Job> stages = new ArrayList<>();
    for (Stage stage : Stage.of(campaign)) {
      int shards = sharded.shards(run, stage);
      stages.add(
          new ArrayScript.Job(
              "stage" + stage.number(),
              shards,
              commands.run(stage, "\"%s/%d\"".formatted(scheduler.index(), shards)),
              minutes(estimate.seconds(stage) / shards)));
    }
    return new ArrayScript(
        scheduler,
        campaign.name(),
        stages,
        new ArrayScript.Job("merge", 0, commands.merge(), minutes(0)),
        notes(campaign, commands, estimate, memory),
        threads,
        gigabytes(memory));
  }

  private static long minutes(double seconds) {
    return MINUTES_MORE + (long) Math.ceil(TIMES_SECONDS * seconds / 60);
  }

  private static int gigabytes(OptionalLong memory) {
    return memory.isEmpty()
        ? 2 * LEAST_GIGABYTES
        : Math.max(LEAST_GIGABYTES, (int) Math.ceil(TIMES_MEMORY * memory.getAsLong() / 1e9));
  }

  private List<String> notes(
      Campaign campaign, ShardCommands commands, Estimate estimate, OptionalLong memory) {
    return List.of(
        "Runs the campaign %s with %s: bash FILE, in the folder where it was written, to submit all."
            .formatted(campaign.name(), kind.scheduler()),
        "Each stage starts when the stage before has ended well; the last job joins all.",
        "Estimated for all stages: %s with %s, from trials of some experiments of each step on this machine;"
            .formatted(CampaignRunner.duration(estimate.seconds()), Counted.of(threads, "thread")),
        memory.isEmpty()
            ? "the memory could not be measured here."
            : "the most memory that they took: %d MB.".formatted(memory.getAsLong() / 1_000_000),
        "Asked for: %d times the time and %d minutes more; %d times the memory, at least %d GB."
            .formatted(TIMES_SECONDS, MINUTES_MORE, TIMES_MEMORY, LEAST_GIGABYTES),
        "If a shard fails, this says which, and the command that repeats it:",
        "  " + commands.status());
  }
}
