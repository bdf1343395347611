package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareNoiseFloorTest {
  @TempDir private Path folder;
  private Path brain;
  private Path reference;

  @BeforeEach
  void simulateReference() throws IOException {
    brain = TinyBrain.in(folder);
    reference = simulate("reference", 150, 1, 20);
  }

  @Test
  void otherSeed_isWithin() {
    Path honest = simulate("honest", 150, 2, 20);
    assertThat(run(honest).out())
        .startsWith(honest + ": within the noise of " + reference + " against itself\n")
        .contains(reference + " against itself: 1,000 splits of its 20 trials into 10 and 10\n")
        .contains("spike_count_ratio");
  }

  @Test
  void halfTheDrive_isOutside() {
    Path half = simulate("half", 75, 2, 20);
    assertThat(run(half).out())
        .startsWith(half + ": outside the noise of " + reference + " against itself\n")
        .contains("  spike_count_ratio 0.5");
    assertThat(run(half, "--csv").out().lines())
        .hasSize(10)
        .anyMatch(
            line -> line.matches("20,10,1000,spike_count_ratio,0\\.5.*,0\\.0,0\\.00\\d+,outside"));
  }

  @Test
  void sameSeed_isComparedInPairs() {
    Path same = simulate("same", 150, 1, 20);
    assertThat(run(same).out())
        .startsWith(
            same
                + ": differs from "
                + reference
                + " by no more than chance in trials with the same random input\n")
        .contains("note: paired: trials with the same index have the same random input");
  }

  /// The input of a weak connection changes a spike here and there, which other input hides.
  @Test
  void weakerConnections_areFoundInPairs() {
    Path weaker = folder.resolve("weaker.parquet");
    Cli run =
        Cli.run(
            "run",
            "--connectome",
            brain,
            "--excite",
            11,
            "--rate",
            150,
            "--n-run",
            20,
            "--param",
            "w_syn=0.2",
            "--out",
            weaker);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run(weaker).out())
        .startsWith(weaker + ": differs from ")
        .contains("by more than chance in trials with the same random input\n")
        .contains("note: paired: ");
    Path page = folder.resolve("page.html");
    assertThat(run(weaker, "--html", page).exitCode()).isZero();
    assertThat(page)
        .content()
        .contains("How the runs were made", "w_syn 0.2", "as published", "11 at 150 Hz");
  }

  @Test
  void singleTrial_isNotEnoughAndRoundsAre() {
    Path single = simulate("single", 150, 9, 1);
    Cli cli = Cli.run("compare", "noise-floor", single, simulate("one", 150, 10, 1));
    assertThat(cli.exitCode()).isZero();
    assertThat(cli.out())
        .contains("not enough trials to determine the noise")
        .contains("note: 1 distinct trial of the reference")
        .contains("use at least 8, in one run (--n-run 8) or in rounds with different seeds");
    assertThat(Cli.run("compare", "noise-floor", single, "--reference-rounds", reference).out())
        .contains("splits of its 21 trials into 10 and 10");
  }

  @ParameterizedTest
  @CsvSource({"--t-run,-1,2,--t-run", "--n-run,3,1,trial 3", "--reference-rounds,no.parquet,1,no"})
  void badInput_isExplained(String option, String value, int exitCode, String named) {
    Cli cli = run(reference, option, value);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.err()).contains(named).doesNotContain("\tat ");
    assertThat(cli.out()).isEmpty();
  }

  private Cli run(Path candidate, Object... options) {
    Object[] words = new Object[options.length + 4];
    words[0] = "compare";
    words[1] = "noise-floor";
    words[2] = reference;
    words[3] = candidate;
    System.arraycopy(options, 0, words, 4, options.length);
    return Cli.run(words);
  }

  private Path simulate(String name, int rate, int seed, int trials) {
    Path out = folder.resolve(name + ".parquet");
    TinyBrain.run(brain, rate, seed, trials, out);
    return out;
  }
}
