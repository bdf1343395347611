package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Campaigns on a chain of three neurons, 11 -> 22 -> 33.
class CampaignCommandTest {
  private static final String SCREEN = TinyScreen.text(12, "");

  @TempDir private Path folder;
  private Path brain;
  private Path file;

  @BeforeEach
  void makeInputs() throws IOException {
    brain = TinyBrain.in(folder);
    file = Files.writeString(folder.resolve("screen.toml"), SCREEN);
  }

  @Test
  void run_printsTheAnswersOfEachStep() {
    Cli cli = run("--out", folder.resolve("a"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("step dose: 4 experiments; 1 raises, 2 lowers")
        .containsPattern("silenced +read_out +rate_hz")
        .containsPattern("(?m)^100 +22 +33 +0\\.0 .* necessary$");
    assertThat(cli.err())
        .contains("campaign screen: 7 experiments of 12 trials")
        .contains("done: 7 experiments");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "show"})
  void finishedCampaignThatLostATable_saysWhatToDo(String command) throws IOException {
    Path a = folder.resolve("a");
    run("--out", a);
    Files.delete(a.resolve("counts.parquet"));
    Cli cli = Cli.run("campaign", command, a);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("counts.parquet: is missing, though the campaign was finished; put it back")
        .contains("or delete " + a + " and run the campaign again");
  }

  @Test
  void show_givesTheSameAnswersAgain() throws IOException {
    Path a = folder.resolve("a");
    run("--out", a);
    Cli text = Cli.run("campaign", "show", a);
    assertThat(text.out())
        .contains("connectome tiny, seed 1, silencing outgoing")
        .contains("necessary");
    Cli csv = Cli.run("campaign", "show", a, "--step", "silence", "--csv");
    assertThat(csv.out().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("step,experiment,control");
    Path table = folder.resolve("answers.json");
    assertThat(Cli.run("campaign", "show", a, "--out", table).exitCode()).isZero();
    assertThat(Files.readString(table)).contains("\"answer\" : \"necessary\"");
    assertThat(Cli.run("campaign", "show", a, "--step", "silense").err())
        .contains("did you mean 'silence'?");
  }

  @Test
  void export_writesEveryTableAsCsv() throws IOException {
    Path a = folder.resolve("a");
    run("--out", a);
    Cli cli = Cli.run("campaign", "export", a, "--out", folder.resolve("tables"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("tables"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "experiments.csv",
              "rates.csv",
              "counts.csv",
              "answers.csv",
              "answers.parquet",
              "answers.json");
    }
    assertThat(Files.readAllLines(folder.resolve("tables").resolve("counts.csv")))
        .hasSize(1 + 7 * 12);
  }

  @Test
  void changedBrains_areShownBesideTheAnswers_andExported() throws IOException {
    Files.writeString(
        file, SCREEN + "wirings = [\"shuffled-signs\", \"min-synapses-301\"]\nshuffles = 2\n");
    Path a = folder.resolve("a");
    Cli cli = run("--out", a);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    // All connections have 300 synapses and excite: without them 33 is silent, and with the signs
    // exchanged nothing changes.
    assertThat(cli.out())
        .contains("the same on changed brains:")
        .containsPattern(
            "silence_without_22 +33 +-\\d+\\.\\d +necessary +shuffled-signs +2 +2 .* 3 of 3")
        .containsPattern("silence_without_22 .* min-synapses-301 +1, 1 silent +0 +0\\.0 +1 of 2");
    assertThat(Files.readString(a.resolve("report.html")))
        .contains("in which the signs of presynaptic neurons are permuted")
        .contains("one with connections of at least 301 synapses only");
    assertThat(Cli.run("campaign", "status", a).out()).contains("step silence: 12");
    Cli.run("campaign", "export", a, "--out", folder.resolve("tables"));
    assertThat(Files.readAllLines(folder.resolve("tables").resolve("wirings.csv")))
        .hasSize(1 + 2 * 2)
        .first()
        .asString()
        .endsWith("lowest_hz,median_hz,highest_hz,rank");
  }

  @Test
  void dryRun_countsAndWritesNothing() {
    Cli cli = run("--out", folder.resolve("a"), "--dry-run");
    assertThat(cli.out())
        .contains("step silence: 3 experiments, controls included")
        .contains("7 experiments, 84 trials, 42 brain-seconds");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void unknownKey_isWrongUsageWithItsLine() throws IOException {
    Files.writeString(file, SCREEN.replace("silence_each", "silence_eech"));
    Cli cli = run();
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("screen.toml:10: 'silence_eech' is unknown; did you mean 'silence_each'?");
  }

  @Test
  void campaignThatWasNotRun_saysHowToRunIt() {
    assertThat(Cli.run("campaign", "show", file).err())
        .contains("was not run yet")
        .contains("flybrain campaign run");
    assertThat(Cli.run("campaign", "status", folder.resolve("none")).err())
        .contains("is not a campaign that was run (there is no ");
    assertThat(Cli.run("campaign", "status", folder).err())
        .contains(
            "is not a campaign that was run (" + folder + " has no provenance.toml of a campaign)");
  }

  @Test
  void changedCopyOfTheFile_isNotTakenForTheCampaign() throws IOException {
    Path out = folder.resolve("changed");
    run("--out", out);
    Path copy = out.resolve("campaign.toml");
    Files.writeString(copy, Files.readString(copy) + "\n");
    for (String command : List.of("show", "resume")) {
      Cli cli = Cli.run("campaign", command, out);
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.err()).contains(copy + ": was changed since the campaign was started");
    }
  }

  /// Killed as by the machine, at several moments; resumed by its folder.
  @Test
  void killedProcess_isResumedWithTheFilesOfAnUndisturbedRun() throws Exception {
    Files.writeString(
        file,
        SCREEN
            .replace("n_run = 12", "n_run = 2000")
            .replace("[0, 50, 200]", "[0, 10, 20, 30, 40, 50, 60, 70, 80, 200]"));
    Path whole = folder.resolve("whole");
    assertThat(run("--out", whole).exitCode()).isZero();
    Path killed = folder.resolve("killed");
    Process first =
        new FlybrainProcess(folder)
            .start("campaign", "run", file, "--connectome", brain, "--out", killed);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (parts(killed) < 6 && first.isAlive() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    first.destroyForcibly().waitFor();
    assertThat(killed.resolve("experiments.parquet")).doesNotExist();
    assertThat(Cli.run("campaign", "status", killed).out()).contains("continue with: flybrain");
    assertThat(Cli.run("campaign", "export", killed).err()).contains("finish it first");
    Cli resumed = Cli.run("campaign", "resume", killed);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    for (String table : List.of("experiments", "rates", "counts")) {
      assertThat(killed.resolve(table + ".parquet"))
          .hasSameBinaryContentAs(whole.resolve(table + ".parquet"));
    }
    assertThat(Cli.run("campaign", "status", killed).out())
        .contains("14 of 14 experiments, finished");
  }

  private static long parts(Path campaign) throws IOException {
    if (!Files.isDirectory(campaign.resolve("parts"))) {
      return 0;
    }
    try (Stream<Path> parts = Files.list(campaign.resolve("parts"))) {
      return parts.filter(part -> !part.getFileName().toString().startsWith(".")).count();
    }
  }

  private Cli run(Object... options) {
    Stream<Object> all =
        Stream.concat(
            Stream.of("campaign", "run", file, "--connectome", brain), Stream.of(options));
    return Cli.run(all.toArray());
  }
}
