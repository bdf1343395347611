package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Campaigns in shards, on a chain of three neurons, 11 -> 22 -> 33.
class CampaignShardsTest {
  private static final String SCREEN = TinyScreen.text(12, "spikes = true\n");

  @TempDir private Path folder;
  private Path brain;
  private Path file;

  @BeforeEach
  void makeInputs() throws IOException {
    brain = TinyBrain.in(folder);
    file = Files.writeString(folder.resolve("screen.toml"), SCREEN);
  }

  @Test
  void plannedCommands_giveTheFilesOfARunInOnePiece() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(campaign("run", "--out", whole).exitCode()).isZero();
    Path shared = folder.resolve("shared");
    Cli plan = campaign("plan", "--shards", 2, "--out", shared);
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("campaign screen: 2 stages")
        .contains("stage 1 (step dose): 4 experiments in 2 shards")
        .contains(
            "stage 2 (step silence): at most 3 experiments in 2 shards; takes results of dose");
    List<String> commands =
        plan.out().lines().filter(line -> line.startsWith("  flybrain ")).toList();
    assertThat(commands).hasSize(5);
    for (String command : commands) {
      Cli cli = Cli.run((Object[]) command.strip().substring("flybrain ".length()).split(" "));
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
    assertSame(whole, shared);
    assertThat(Files.readString(shared.resolve("report.html")))
        .isEqualTo(Files.readString(whole.resolve("report.html")));
    assertThat(Cli.run("campaign", "status", shared).out())
        .contains("7 of 7 experiments, finished");
    assertThat(Cli.run("campaign", "merge", shared).out()).contains("step silence: 3 experiments");
  }

  @Test
  void planAsJson_hasStagesAndCommands() {
    Cli plan = campaign("plan", "--shards", 3, "--n-run", 2, "--json");
    assertThat(plan.out())
        .contains("\"experiments_at_most\" : 4")
        .contains("\"needs\" : [ \"dose\" ]")
        .contains("--n-run 2 --out campaigns/screen --stage 2 --shard 3/3")
        .contains("\"merge\" : \"flybrain campaign merge campaigns/screen\"");
  }

  @Test
  void missingAndBrokenShards_areListedWithTheCommandsThatRepeatThem() throws IOException {
    Path shared = folder.resolve("shared");
    Cli first = shard(shared, "2/2", 1);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err())
        .contains(
            "campaign screen, shard 2/2 of stage 1 (step dose): 2 experiments of 12 trials in 2 parts, 0 of them there already")
        .contains("done: shard 2/2 of stage 1");
    Files.write(shared.resolve("parts/0000001.rates.parquet"), new byte[20]);
    Cli status = Cli.run("campaign", "status", shared);
    assertThat(status.exitCode()).isZero();
    String command = "run: flybrain campaign resume %s --shard ".formatted(shared);
    assertThat(status.out())
        .contains("campaign screen: 1 of 7 experiments, in shards")
        .contains("  stage 1 (step dose): 2 of 2 shards to run")
        .contains("    shard 1/2 is missing; " + command + "1/2 --stage 1")
        .contains(
            "    shard 2/2 has a broken part (" + shared.resolve("parts/0000001.rates.parquet"))
        .contains(command + "2/2 --stage 1")
        .contains("  stage 2 (step silence): no shard has run");
    assertThat(Cli.run("campaign", "status", shared, "--json").out())
        .contains("\"missing\" : [ 1 ]")
        .contains("\"broken\" : [ 2 ]");
    Cli merge = Cli.run("campaign", "merge", shared);
    assertThat(merge.exitCode()).isEqualTo(1);
    assertThat(merge.err()).contains("shard 1/2 of stage 1 is missing; " + command + "1/2");
    assertThat(Cli.run("campaign", "resume", shared, "--shard", "1/2", "--stage", 1).exitCode())
        .isZero();
    assertThat(
            Cli.run("campaign", "resume", shared, "--shard", "2/2", "--stage", 1, "--json").out())
        .contains("\"parts\" : [ 1, 3 ]");
    Cli resumed = Cli.run("campaign", "resume", shared);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    campaign("run", "--out", folder.resolve("whole"));
    assertSame(folder.resolve("whole"), shared);
  }

  /// Killed as by the machine while it writes parts; the same shard again continues.
  @Test
  void killedShard_isRunAgain() throws Exception {
    Files.writeString(
        file,
        SCREEN
            .replace("n_run = 12", "n_run = 2000")
            .replace("[0, 50, 200]", "[0, 10, 20, 30, 40, 50, 60, 70, 80, 200]"));
    Path whole = folder.resolve("whole");
    assertThat(campaign("run", "--out", whole).exitCode()).isZero();
    Path shared = folder.resolve("shared");
    Process first =
        new FlybrainProcess(folder)
            .start(
                "campaign",
                "run",
                file,
                "--connectome",
                brain,
                "--out",
                shared,
                "--stage",
                1,
                "--shard",
                "1/2");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (experiments(shared) < 2 && first.isAlive() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    first.destroyForcibly().waitFor();
    assertThat(experiments(shared)).isBetween(2L, 5L);
    Cli merge = Cli.run("campaign", "merge", shared);
    assertThat(merge.exitCode()).isEqualTo(1);
    for (String shard : List.of("2/2", "1/2", "1/2")) {
      Cli again = shard(shared, shard, 1);
      assertThat(again.exitCode()).as(again.err()).isZero();
    }
    assertThat(shard(shared, "1/1", 2).exitCode()).isZero();
    Cli merged = Cli.run("campaign", "merge", shared);
    assertThat(merged.exitCode()).as(merged.err()).isZero();
    assertSame(whole, shared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run FILE --shard 1/2|the campaign has 2 stages; name one with --stage 1 .. 2",
        "run FILE --shard 3/2 --stage 1|shard 3/2: must be one of 1/2 .. 2/2",
        "run FILE --shard two --stage 1|shard 'two': must be its number and how many",
        "run FILE --shard 1/2 --stage 3|--stage 3: must be 1 .. 2",
        "run FILE --stage 1|--stage: needs --shard",
        "run FILE --shard 1/2 --stage 1 --dry-run|leave out --shard",
        "plan FILE --shards 0|--shards 0: must be at least 1",
        "script FILE|--slurm",
        "script FILE --slurm --lsf|mutually exclusive",
        "script FILE --slurm --threads 0|--threads 0: must be at least 1",
      })
  void wrongUsage_isNamed(String line, String message) {
    Object[] words =
        Stream.concat(
                Stream.of("campaign"),
                Stream.of(line.split(" "))
                    .map(word -> word.equals("FILE") ? file.toString() : word))
            .toArray();
    Cli cli = Cli.run(words);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  @Test
  void script_asksForWhatWasMeasured_andReplacesOnlyScripts() throws IOException {
    Path script = folder.resolve("screen.sh");
    Cli cli = campaign("script", "--slurm", "--shards", 3, "--threads", 1, "--out", script);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("submit with: bash " + script);
    assertThat(Files.readString(script))
        .startsWith("#!/bin/bash\n# Runs the campaign screen with Slurm")
        .contains("--array=1-3", "--cpus-per-task=1", "--dependency=afterok:$stage1")
        .containsPattern("--mem=\\d+G --time=\\d+ ")
        .contains(
            "exec flybrain campaign run %s --connectome %s --threads 1 --out campaigns/screen --stage 2 --shard \"$SLURM_ARRAY_TASK_ID/3\""
                .formatted(file, brain));
    assertThat(campaign("script", "--sge", "--out", script).exitCode()).isZero();
    assertThat(Files.readString(script)).contains("qsub -terse");
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    Cli refused = campaign("script", "--lsf", "--out", notes);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("is not a script and is not replaced");
    assertThat(notes).hasContent("mine");
  }

  private static List<String> sharedBrains() {
    Path data = Path.of(System.getProperty("flybrain.shared", ""), "data");
    return List.of("synthetic", data.resolve("flywire-783-min5").toString());
  }

  /// 1, 2 and 7 shards on whole brains.
  @ParameterizedTest
  @MethodSource("sharedBrains")
  @Tag("shared")
  void shardsOnAWholeBrain_giveTheFilesOfARunInOnePiece(String connectome) throws IOException {
    Files.writeString(
        file,
        """
        experiment = "sugar"
        n_run = 2
        t_run = 0.3
        [[step]]
        name = "dose"
        rates = [50, 100, 150]
        spikes = true
        [[step]]
        name = "silence"
        silence_each = { most_active = 6, of = "dose", at = 150 }
        [[step]]
        name = "wired"
        rates = [100]
        wirings = "shuffled-signs"
        shuffles = 1
        """);
    Path whole = folder.resolve("whole");
    Cli one = Cli.run("campaign", "run", file, "--connectome", connectome, "--out", whole);
    assertThat(one.exitCode()).as(one.err()).isZero();
    for (int shards : List.of(1, 2, 7)) {
      Path shared = folder.resolve("shards" + shards);
      for (int stage : List.of(1, 2)) {
        for (int shard = shards; shard >= 1; shard--) {
          Cli cli =
              Cli.run(
                  "campaign",
                  "run",
                  file,
                  "--connectome",
                  connectome,
                  "--out",
                  shared,
                  "--stage",
                  stage,
                  "--shard",
                  shard + "/" + shards);
          assertThat(cli.exitCode()).as(cli.err()).isZero();
        }
      }
      assertThat(Cli.run("campaign", "merge", shared).exitCode()).isZero();
      assertSame(whole, shared);
    }
  }

  private Cli campaign(String command, Object... options) {
    Stream<Object> all =
        Stream.concat(
            Stream.of("campaign", command, file, "--connectome", brain), Stream.of(options));
    return Cli.run(all.toArray());
  }

  private Cli shard(Path shared, String shard, int stage) {
    return campaign("run", "--out", shared, "--shard", shard, "--stage", stage);
  }

  private static long experiments(Path campaign) throws IOException {
    if (!Files.isDirectory(campaign.resolve("parts"))) {
      return 0;
    }
    try (Stream<Path> parts = Files.list(campaign.resolve("parts"))) {
      return parts.filter(part -> part.toString().endsWith(".experiments.parquet")).count();
    }
  }

  private static void assertSame(Path whole, Path other) throws IOException {
    List<Path> names = files(whole);
    assertThat(files(other)).isEqualTo(names);
    for (Path name : names) {
      assertThat(other.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }

  /// All files but the lock, which only a run in one piece needs.
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(name -> !name.toString().equals(".lock"))
          .sorted()
          .toList();
    }
  }
}
