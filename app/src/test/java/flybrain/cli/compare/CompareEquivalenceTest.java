package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareEquivalenceTest {
  @TempDir private Path folder;
  private Path brain;
  private Path reference;

  @BeforeEach
  void simulateReference() throws IOException {
    brain = TinyBrain.in(folder);
    reference = simulate("reference", 150, 1);
  }

  @Test
  void halfTheDrive_isDifferentInEveryNeuron() {
    JsonNode json = json(reference, simulate("half", 75, 2));
    assertThat(json.get("verdict").asString()).isEqualTo("different");
    JsonNode total = json.get("spikes_per_trial");
    double ratio = total.get("candidate").asDouble() / total.get("reference").asDouble();
    assertThat(ratio).isBetween(0.45, 0.6);
    assertThat(json.get("neurons"))
        .hasSize(3)
        .allMatch(neuron -> neuron.get("verdict").asString().equals("different"));
  }

  @Test
  void typesAndSides_areInTheLastColumnsAndSelectNeurons() throws IOException {
    Files.writeString(
        brain.resolve("neurons.csv"), "root_id,type,side\n22,LC4,left\n33,DNp01,right\n");
    Path half = simulate("half", 75, 2);
    Path svg = folder.resolve("both.svg");
    Cli cli =
        Cli.run(
            "compare",
            "equivalence",
            reference,
            half,
            "--csv",
            "--connectome",
            brain,
            "--read-out",
            "type:DNp01",
            "--figure",
            svg);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out().lines().findFirst().orElse("")).endsWith(",power,type,side");
    assertThat(cli.out())
        .containsPattern("\n11,.*,,\n")
        .containsPattern("\n22,.*,LC4,left\n")
        .containsPattern("\n33,.*,DNp01,right\n");
    assertThat(Files.readString(svg))
        .contains("22 LC4 left", "type:DNp01", "sides as in neurons.csv");
    JsonNode neuron = json(reference, half).get("neurons").get(0);
    assertThat(neuron.get("type").isString()).isTrue();
    Cli text = Cli.run("compare", "equivalence", reference, half, "--connectome", brain);
    assertThat(text.out()).contains("type   side", "DNp01  right");
  }

  @Test
  void otherSeed_isNotDifferentAndNeedsMoreTrials() {
    Path honest = simulate("honest", 150, 2);
    JsonNode json = json(reference, honest);
    assertThat(json.get("verdict").asString()).isEqualTo("not_enough_data");
    assertThat(json.get("trials_needed").asInt()).isGreaterThan(20);
    assertThat(Cli.run("compare", "equivalence", reference, honest).out())
        .startsWith("not enough data\ntrials: 20 of the reference, 20 of the candidate\n")
        .contains("distinct trials on either side")
        .containsPattern(
            "power, all spikes: .* \\d+ % of comparisons, and a bias of \\d+\\.\\d\\d % is "
                + "detected in 80 %");
    assertThat(json.get("detectable_bias").asDouble()).isPositive();
    assertThat(json(reference, honest, "--margin", "50%", "--neuron-margin", 0.5).get("verdict"))
        .isEqualTo(JsonMapper.shared().readTree("\"equivalent\""));
  }

  @Test
  void sameRoundTwice_isCountedOnce() {
    JsonNode json =
        json(reference, simulate("honest", 150, 2), "--reference-rounds", reference.toString());
    assertThat(json.get("reference_trials").asInt()).isEqualTo(20);
    assertThat(json.get("notes").get(0).asString()).contains("20 of 40 trials are duplicates");
  }

  @Test
  void csv_hasARowForEachNeuron() {
    Cli run = Cli.run("compare", "equivalence", reference, reference, "--csv");
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out()).startsWith("flywire_id,verdict,reference_hz,");
  }

  @ParameterizedTest
  @CsvSource({
    "--margin,much,2,share",
    "--margin,0,2,above 0",
    "--alpha,0.7,2,alpha",
    "--t-run,-1,2,--t-run",
    "--n-run,3,1,trial 3",
    "--candidate-rounds,missing.parquet,1,missing.parquet"
  })
  void badInput_isExplained(String option, String value, int exitCode, String named) {
    Cli run = Cli.run("compare", "equivalence", reference, reference, option, value);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  /// The sample standard deviation (n - 1) of counts by hand, from what `run` and `compare` say.
  @Test
  void standardDeviation_isOneInRunAndCompare() throws IOException {
    Cli run = Cli.run(again("--n-run", 20, "--json"));
    JsonNode shown = JsonMapper.shared().readTree(run.out()).get("most_active_driven").get(0);
    double[] counts = new double[20];
    SpikeRows rows = SpikeFileReader.readAll(folder.resolve("again.parquet"));
    for (int i = 0; i < rows.size(); i++) {
      counts[rows.trials()[i]] += rows.flywireIds()[i] == TinyBrain.FIRST ? 1 : 0;
    }
    double mean = DoubleStream.of(counts).sum() / 20;
    double sd = Math.sqrt(DoubleStream.of(counts).map(x -> (x - mean) * (x - mean)).sum() / 19);
    assertThat(shown.get("flywire_id").asString()).isEqualTo("11");
    // A difference of sums of squares loses six digits of sixteen at most.
    assertThat(shown.get("sample_sd").asDouble()).isCloseTo(sd, within(1e-9));
    JsonNode compared = json(folder.resolve("again.parquet"), reference).get("neurons");
    assertThat(compared.valueStream().filter(n -> n.get("flywire_id").asString().equals("11")))
        .singleElement()
        .satisfies(
            n -> assertThat(n.get("reference_sample_sd").asDouble()).isCloseTo(sd, within(1e-9)));
    assertThat(Cli.run(again("--n-run", 20)).out()).contains("sample sd");
  }

  @Test
  void oneTrial_hasNoStandardDeviation() {
    assertThat(Cli.run(again("--n-run", 1)).out()).doesNotContain(" sd").doesNotContain("NaN");
    JsonNode json = JsonMapper.shared().readTree(Cli.run(again("--n-run", 1, "--json")).out());
    assertThat(json.get("spikes_per_trial").get("sample_sd").isNull()).isTrue();
    assertThat(json.get("most_active_driven").get(0).get("sample_sd").isNull()).isTrue();
  }

  @Test
  void silencedNeuron_isNamedAsTheCauseAndTrialsArePaired() {
    Path silenced = simulate("silenced", "--silence", 22);
    JsonNode json = json(reference, silenced);
    assertThat(json.get("verdict").asString()).isEqualTo("different");
    assertThat(json.get("likely_causes").get(0).asString())
        .isEqualTo("the experiments differ: silenced: none and 22 (outgoing)");
    assertThat(json.get("likely_causes")).hasSize(1);
    assertThat(json.get("runs").get(0).get("silenced").asString()).isEqualTo("none");
    JsonNode made = json.get("runs").get(1);
    assertThat(made.get("run").asString()).isEqualTo("candidate");
    assertThat(made.get("silenced").asString()).isEqualTo("22 (outgoing)");
    assertThat(made.get("software").asString()).startsWith("flybrain event (CPU), flybrain ");
    assertThat(made.get("seed").asString()).isEqualTo("1");
    assertThat(made.get("drive").asString()).isEqualTo("11 at 150 Hz");
    assertThat(made.get("parameters").asString()).isEqualTo("as published");
    assertThat(json.get("notes").get(0).asString()).startsWith("paired: ");
    assertPaired(json, silenced);
  }

  /// The interval of the mean of differences trial by trial, by Student's t with 19 degrees of
  /// freedom.
  private void assertPaired(JsonNode json, Path silenced) {
    try {
      double[] differences = new double[20];
      SpikeRows a = SpikeFileReader.readAll(reference);
      SpikeRows b = SpikeFileReader.readAll(silenced);
      IntStream.range(0, a.size()).forEach(i -> differences[a.trials()[i]]--);
      IntStream.range(0, b.size()).forEach(i -> differences[b.trials()[i]]++);
      double mean = DoubleStream.of(differences).sum() / 20;
      double sd =
          Math.sqrt(DoubleStream.of(differences).map(x -> (x - mean) * (x - mean)).sum() / 19);
      JsonNode total = json.get("spikes_per_trial");
      assertThat(total.get("difference").asDouble()).isCloseTo(mean, within(1e-9));
      // 2.093024 is the table's 97.5 % quantile to seven digits.
      assertThat(total.get("ci95").asDouble())
          .isCloseTo(2.093024 * sd / Math.sqrt(20), within(1e-5));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void readOuts_areNamedAsInThePicture() throws IOException {
    Path sets = folder.resolve("named.toml");
    Files.writeString(
        sets,
        """
        name = "named"
        n_run = 20
        read_out = ["motor"]
        [drive]
        neurons = [11]
        rate = 75.0
        [sets]
        motor = [33]
        """);
    Path half = folder.resolve("half.parquet");
    Cli run = Cli.run("run", sets, "--connectome", brain, "--out", half);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path page = folder.resolve("page.html");
    Cli cli = Cli.run("compare", "equivalence", half, reference, "--html", page);
    assertThat(cli.out())
        .containsPattern("(?m)^motor +33 +different ")
        .containsPattern("(?m)^- +11 ");
    assertThat(page).content().contains("<td class=\"text\">motor</td>");
    assertThat(Cli.run("compare", "equivalence", half, reference, "--csv").out())
        .startsWith("flywire_id,verdict,");
  }

  @Test
  void silencingWithoutEffect_isReportedToHaveChangedNoSpike() {
    Path silenced = simulate("silenced", "--silence", 33);
    String out = Cli.run("compare", "equivalence", reference, silenced).out();
    assertThat(out)
        .startsWith("equivalent\n")
        .contains("silenced: none and 33 (outgoing)", "changed no spike")
        .doesNotContain("copied file", "would be enough");
  }

  @Test
  void otherParameterAndDrive_areNamed() {
    Path other = simulate("other", "--param", "w_syn=0.2", "--rate", 100);
    assertThat(json(reference, other).get("likely_causes").toString())
        .contains("drive: 11 at 150 Hz and 11 at 100 Hz", "parameter w_syn: 0.275 and 0.2")
        .doesNotContain("integration method");
  }

  @Test
  void silentReferenceAndOneTrial_haveNoInfinityAndNoNaN() {
    Path silent = simulate("silent", "--rate", 0);
    String out = Cli.run("compare", "equivalence", silent, reference).out();
    assertThat(out).doesNotContain("Infinity").doesNotContain("NaN").contains("difference +");
    Path one = simulate("one", "--n-run", 1);
    assertThat(Cli.run("compare", "equivalence", one, one).out()).doesNotContain("NaN");
  }

  private Path simulate(String name, Object... options) {
    Path out = folder.resolve(name + ".parquet");
    Object[] words = {
      "run", "--connectome", brain, "--excite", 11, "--rate", 150, "--n-run", 20, "--out", out
    };
    if (List.of(options).contains("--rate")) {
      words[5] = "--seed";
      words[6] = 1;
    }
    if (List.of(options).contains("--n-run")) {
      words[7] = "--seed";
      words[8] = 1;
    }
    Cli run = Cli.run(Stream.concat(Stream.of(words), Stream.of(options)).toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return out;
  }

  private Object[] again(Object... options) {
    Object[] words = {
      "run", "--connectome", brain, "--excite", 11, "--out", folder.resolve("again.parquet")
    };
    return Stream.concat(Stream.of(words), Stream.of(options)).toArray();
  }

  private Path simulate(String name, int rate, int seed) {
    Path out = folder.resolve(name + ".parquet");
    TinyBrain.run(brain, rate, seed, 20, out);
    return out;
  }

  private static JsonNode json(Path reference, Path candidate, Object... options) {
    Object[] words = new Object[options.length + 5];
    words[0] = "compare";
    words[1] = "equivalence";
    words[2] = reference;
    words[3] = candidate;
    words[4] = "--json";
    System.arraycopy(options, 0, words, 5, options.length);
    Cli run = Cli.run(words);
    assertThat(run.exitCode()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  /// Means and sample standard deviations of `groupby(["flywire_id", "trial"]).size()` in pandas 3.
  @Test
  @Tag("shared")
  void filesOfThePapersAuthors_differWithRatesAsPandasGivesThem() {
    Path data = Path.of(System.getProperty("flybrain.shared", ""), "data", "brian2-v630");
    JsonNode json = json(data.resolve("sugarR.parquet"), data.resolve("sugarR_100Hz.parquet"));
    assertThat(json.get("verdict").asString()).isEqualTo("different");
    JsonNode total = json.get("spikes_per_trial");
    assertThat(total.get("reference").asDouble()).isCloseTo(511_566 / 30.0, within(1e-9));
    assertThat(total.get("candidate").asDouble()).isCloseTo(289_073 / 30.0, within(1e-9));
    JsonNode mn9 =
        json.get("neurons")
            .valueStream()
            .filter(each -> each.get("flywire_id").asString().equals("720575940660219265"))
            .findFirst()
            .orElseThrow();
    assertThat(mn9.get("reference").asDouble()).isCloseTo(93.26666666666667, within(1e-9));
    assertThat(mn9.get("reference_sample_sd").asDouble())
        .isCloseTo(3.2048813344359712, within(1e-9));
    assertThat(mn9.get("candidate").asDouble()).isCloseTo(67.03333333333333, within(1e-9));
    assertThat(mn9.get("candidate_sample_sd").asDouble())
        .isCloseTo(6.708118258849693, within(1e-9));
    assertThat(json.get("neurons").get(0).get("flywire_id").asString())
        .isEqualTo("720575940637568838");
    assertThat(json.get("likely_causes").toString()).contains("half the drive");
  }
}
