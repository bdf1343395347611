package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
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
  void otherSeed_isNotAccusedAndWantsMoreTrials() {
    Path honest = simulate("honest", 150, 2);
    JsonNode json = json(reference, honest);
    assertThat(json.get("verdict").asString()).isEqualTo("not_enough_data");
    assertThat(json.get("trials_needed").asInt()).isGreaterThan(20);
    assertThat(Cli.run("compare", "equivalence", reference, honest).out())
        .startsWith("not enough data\ntrials: 20 of the reference, 20 of the candidate\n")
        .contains("different trials on either side")
        .containsPattern(
            "power, all spikes: .* \\d+ % of comparisons, and find a bias of \\d+\\.\\d\\d % in 80 %");
    assertThat(json.get("detectable_bias").asDouble()).isPositive();
    assertThat(json(reference, honest, "--margin", "50%", "--neuron-margin", 0.5).get("verdict"))
        .isEqualTo(JsonMapper.shared().readTree("\"equivalent\""));
  }

  @Test
  void sameRoundTwice_isCountedOnce() {
    JsonNode json =
        json(reference, simulate("honest", 150, 2), "--reference-rounds", reference.toString());
    assertThat(json.get("reference_trials").asInt()).isEqualTo(20);
    assertThat(json.get("notes").get(0).asString()).contains("20 of 40 trials are copies");
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
    JsonNode shown = JsonMapper.shared().readTree(run.out()).get("most_active").get(0);
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
    assertThat(json.get("most_active").get(0).get("sample_sd").isNull()).isTrue();
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
  void filesOfThePapersAuthors_areToldApartWithRatesAsPandasGivesThem() {
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
