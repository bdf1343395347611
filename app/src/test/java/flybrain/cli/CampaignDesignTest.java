package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.CampaignResults;
import flybrain.campaign.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Campaigns without a file, on a chain of three neurons, 11 -> 22 -> 33.
class CampaignDesignTest {
  @TempDir private Path folder;
  private Path brain;
  private Path out;

  @BeforeEach
  void makeInputs() throws IOException {
    brain = TinyBrain.in(folder);
    out = folder.resolve("out");
  }

  @Test
  void dose_hasAnExperimentForEachRateAndTheControl() throws IOException {
    assertThat(names("dose", "--rates", "50..150/50"))
        .containsExactly("dose_control", "dose_50Hz", "dose_100Hz", "dose_150Hz");
  }

  @Test
  void screenSilence_takesTheMostActiveNeurons() throws IOException {
    Cli cli = run("screen-silence", "--most-active", "1");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).containsPattern("(?m)^100 +22 +33 +0\\.0 .* necessary$");
    assertThat(names())
        .containsExactly("activity_100Hz", "silence_control_100Hz", "silence_100Hz_without_22");
  }

  @Test
  void screenSilence_takesNamedNeuronsAtSeveralRates() throws IOException {
    assertThat(names("screen-silence", "--neurons", "22,33", "--rates", "50,100"))
        .containsExactly(
            "silence_control_50Hz",
            "silence_control_100Hz",
            "silence_50Hz_without_22",
            "silence_50Hz_without_33",
            "silence_100Hz_without_22",
            "silence_100Hz_without_33");
  }

  @Test
  void pairs_areSilencedTogether() throws IOException {
    assertThat(names("screen-silence", "--with-driven", "--pairs", "--most-active", "3"))
        .hasSize(1 + 1 + 3)
        .contains("silence_100Hz_without_11_22");
  }

  @Test
  void screenActivate_drivesEachNeuronAlone() throws IOException {
    Cli cli = run("screen-activate", "--most-active", "2");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).containsPattern("(?m)^100 +22 +33 .* sufficient$");
  }

  @Test
  void screenActivate_drivesSetsAndNeedsNoExperiment() throws IOException {
    Files.writeString(folder.resolve("ids.txt"), "11\n22\n");
    Cli cli =
        Cli.run(
            "campaign",
            "screen-activate",
            "--each-set",
            "22,@" + folder.resolve("ids.txt"),
            "--rates",
            "100",
            "--n-run",
            3,
            "--connectome",
            brain,
            "--out",
            out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(names())
        .containsExactly("activate_control", "activate_100Hz_22", "activate_100Hz_ids.txt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--excite2 22 --rates 10,20 --rates2 0,5,10|1 + 6",
        "--excite2 22 --rates 10,20|1 + 2 * 11",
        "--excite2 22|1 + 11 * 11",
        "--rates 10,20 --vary w_syn=0.2..0.3/0.05|1 + 6",
        "--vary w_syn=0.2,0.3 --vary tau_m=10,20|1 + 4",
        "--excite2 22 --rates2 5,10 --vary w_syn=0.2,0.3|1 + 4"
      })
  void grid_variesTwoThings(String options, String size) throws IOException {
    assertThat(names(Stream.concat(Stream.of("grid"), Stream.of(options.split(" "))).toArray()))
        .hasSize(
            Stream.of(size.split(" \\+ "))
                .mapToInt(part ->
                    Stream.of(part.split(" \\* "))
                        .mapToInt(Integer::parseInt)
                        .reduce(1, (a, b) -> a * b))
                .sum());
  }

  @Test
  void robustness_changesWeightAndThresholdUpAndDown() throws IOException {
    Cli cli = run("robustness", "--percent", "10");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(experiments().stream().map(Recorded::parameters).filter(each -> !each.isEmpty()))
        .containsExactly(
            "w_syn_times=0.9",
            "w_syn_times=1.1",
            "v_th=-45.7",
            "v_th=-44.3",
            "inhibition_times=0.9",
            "inhibition_times=1.1",
            "connectome=rewired-1",
            "connectome=rewired-2",
            "connectome=shuffled-signs-1",
            "connectome=shuffled-signs-2");
  }

  /// `w_syn_times` is of the weight that the experiment has.
  @Test
  void weights_areMultiplesOfTheExperiments() throws IOException {
    run("robustness", "--percent", "50", "--param", "w_syn=0.01", "--name", "a");
    List<Double> half = experiments().stream().map(Recorded::spikes).toList();
    out = folder.resolve("other");
    run("grid", "--vary", "w_syn=0.005,0.015", "--vary", "tau_m=20,21", "--name", "b");
    List<Double> given = experiments().stream().map(Recorded::spikes).toList();
    assertThat(half.get(1)).isEqualTo(given.get(1));
    assertThat(half.get(2)).isEqualTo(given.get(3)).isNotEqualTo(half.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "grid --rates2 0,5 --vary w_syn=0.2 --vary tau_m=20|a grid varies two things, and these are 3",
        "grid --vary w_syn|must be a parameter and its values",
        "grid --rates 1,2 --vary w_sin=0.2|did you mean 'w_syn'",
        "robustness --shuffles 1001|--shuffles 1001: must be 0 to 1000",
        "robustness --percent 12.345|--percent 12.345: must be a whole number above 0",
        "robustness --percent 100|--percent 100: must be a whole number above 0 and below 100",
        "dose --rates 10,-5|rates = -5 Hz: must be finite and at least 0",
        "dose --rates fast|'fast' is not a number",
        "screen-silence --most-active 0|--most-active 0: must be at least 1",
        "screen-silence --pairs --most-active 1|--most-active 1: must be at least 2",
        "screen-silence --most-active 3 --neurons 22|mutually exclusive",
        "screen-activate --neurons 22 --each-set 33|both say what is driven",
        "dose --threshold 2|threshold = 2: must be above 0 and below 1"
      })
  void whatMakesNoSense_isWrongUsage(String line, String message) {
    Cli cli = run((Object[]) line.split(" "));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "screen-silence --pairs --neurons 22|--neurons: gives one neuron; a pair needs two",
        "screen-silence --neurons 22,22|--neurons: neuron id 22 appears twice; give each id once"
      })
  void whatMakesNoSenseOnTheBrain_namesTheOption(String line, String message) {
    Cli cli = run((Object[]) line.split(" "));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(1);
    assertThat(cli.err()).endsWith("flybrain: " + message + "\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void withoutADrive_isWrongUsage() {
    Cli cli = Cli.run("campaign", "dose", "--connectome", brain, "--out", out);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("nothing is driven; name an experiment, such as sugar");
  }

  @Test
  void theFolder_isTheFolderOfACampaign() throws IOException {
    run("dose", "--rates", "50,100");
    assertThat(Files.readString(out.resolve("campaign.toml")))
        .contains("name = \"experiment_dose\"")
        .contains("rates = [50.0, 100.0]");
    assertThat(Cli.run("campaign", "status", out).out()).contains("3 of 3 experiments, finished");
    assertThat(Cli.run("campaign", "resume", out).exitCode()).isZero();
    assertThat(run("dose", "--rates", "50,100").exitCode()).isZero();
    assertThat(run("dose", "--rates", "50").err())
        .contains("was started with other options (campaign.toml there has them)");
    assertThat(run("dose", "--dry-run").out()).contains("11 experiments, 132 trials");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dose|--rates|20000|--rates 20000 Hz: must be from 0 to 10000 Hz",
        "dose|--rates|-5|--rates: rates = -5 Hz: must be finite and at least 0",
        "grid|--vary|w_sin=0.2,0.3|--vary: parameter 'w_sin' is unknown; did you mean 'w_syn'?"
      })
  void mistakes_nameTheOption_andAreWrongUsage(
      String design, String option, String value, String message) {
    Cli cli = run(design, option, value);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message).doesNotContain("command line:");
  }

  @Test
  void mistakeThatTheBrainShows_namesNoLine() {
    Cli cli = run("grid", "--vary", "v_th=-60,-50");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("step 'grid': parameter v_reset = -52: must be a potential of at most v_th")
        .doesNotContain("command line:");
  }

  private List<String> names() throws IOException {
    return experiments().stream().map(Recorded::name).toList();
  }

  private List<String> names(Object... command) throws IOException {
    Cli cli = run(command);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return names();
  }

  private List<Recorded> experiments() throws IOException {
    return CampaignResults.read(out).experiments();
  }

  private Cli run(Object... command) {
    Stream<Object> all =
        Stream.of(
                Stream.<Object>of("campaign"),
                Stream.of(command),
                Stream.<Object>of("--excite", 11, "--rate", 100, "--t-run", 0.5, "--n-run", 12),
                Stream.<Object>of("--read-out", 33, "--connectome", brain, "--out", out))
            .flatMap(part -> part);
    return Cli.run(all.toArray());
  }
}
