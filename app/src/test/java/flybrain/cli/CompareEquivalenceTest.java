package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
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
        .contains("different trials on either side");
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

  private Path simulate(String name, int rate, int seed) {
    Path out = folder.resolve(name + ".parquet");
    Cli run =
        Cli.run(
            "run",
            "--connectome",
            brain,
            "--excite",
            11,
            "--rate",
            rate,
            "--seed",
            seed,
            "--n-run",
            20,
            "--out",
            out);
    assertThat(run.exitCode()).isZero();
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
}
