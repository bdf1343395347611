package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignFileTest {
  private static final String STEP = "[[step]]\nname = \"a\"\n";

  @TempDir private Path folder;

  @Test
  void presetWithChanges_isTheBase() {
    Campaign campaign =
        parse(
            "experiment = \"sugar\"\nn_run = 7\nthreshold = 0.5\nspikes = true\n"
                + STEP
                + "rates = 50");
    assertThat(campaign.name()).isEqualTo("screen");
    assertThat(campaign.base().trials()).isEqualTo(7);
    assertThat(campaign.base().rate(0)).isEqualTo(200);
    assertThat(campaign.base().readOut()).hasSize(2);
    assertThat(campaign.criteria()).isEqualTo(new Criteria(0.5, 0.05, 100_000));
    assertThat(campaign.spikes()).isTrue();
    assertThat(campaign.steps())
        .containsExactly(
            new Step(
                "a",
                List.of(new Axis.Rates(0, List.of(50.0))),
                "a_{rate}Hz",
                Step.Control.BASE,
                "screen.toml:6: "));
  }

  @Test
  void experimentFile_isFoundBesideTheCampaign() throws IOException {
    Files.writeString(
        folder.resolve("base.toml"), "n_run = 3\ndrive.neurons = { file = \"ids.txt\" }");
    Files.writeString(folder.resolve("ids.txt"), "11\n");
    Path file = folder.resolve("my screen.toml");
    Files.writeString(file, "experiment = \"base.toml\"\n" + STEP + "w_syn = [0.2, 0.3]");
    Campaign campaign = CampaignFile.read(file);
    assertThat(campaign.name()).isEqualTo("my_screen");
    assertThat(campaign.base().trials()).isEqualTo(3);
    assertThat(campaign.base().files()).containsExactly(folder.resolve("ids.txt"));
  }

  @Test
  void resultOfAStep_isAChoiceOfNeurons() {
    Campaign campaign =
        parse(
            STEP
                + "rates = [10, 20]\n[[step]]\nname = \"b\"\n"
                + "silence_pairs = { most_active = 5, of = \"a\", at = 20, driven = true }\n"
                + "rates = 20\nnames = \"{silenced}-{silenced2}_{rate}\"");
    assertThat(campaign.steps().get(1).axes())
        .containsExactlyInAnyOrder(
            new Axis.SilenceEach(
                new NeuronChoice.MostActive(5, "a", 20.0, null, true, "screen.toml:6: "), true),
            new Axis.Rates(0, List.of(20.0)));
    assertThat(campaign.steps().get(1).results()).hasSize(1);
  }

  @Test
  void drivenAlone_isComparedWithTheUnstimulatedBrain() {
    Campaign campaign = parse(STEP + "drive_sets = [\"sugar\", \"bitter\"]");
    assertThat(campaign.steps().getFirst().control()).isEqualTo(Step.Control.UNSTIMULATED);
    assertThat(campaign.steps().getFirst().axes())
        .containsExactly(
            new Axis.DriveSets(
                List.of(new NeuronReference.Name("sugar"), new NeuronReference.Name("bitter"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          treshold = 1;[[step]];name = "a";rates = 5 | screen.toml:1: 'treshold' is unknown; did you mean 'threshold'?
          [[step]];name = "a";rate = [5] | screen.toml:3: 'rate' is unknown; did you mean 'rates'?
          [[step]];rates = [5] | has no key name; name the step
          n_run = 2 | has no key step; add at least one [[step]]
          [[step]];name = "a" | screen.toml:2: step 'a' varies nothing; give one or two of: rates
          [[step]];name = "a";rates = 1;rates2 = 1;w_syn = 1 | screen.toml:2: step 'a' varies 3 things
          [[step]];name = "a";rates = 5;wirings = ["rewire"] | screen.toml:4: 'rewire': is not a change of a wiring; did you mean 'rewired'?
          [[step]];name = "a";rates = 5;wirings = [] | screen.toml:4: wirings = a list: must be one or more, each once
          [[step]];name = "a";rates = 5;shuffles = 3 | screen.toml:4: 'shuffles' needs 'wirings'
          [[step]];name = "a";rates = 5;wirings = "rewired";shuffles = 0 | shuffles = 0: must be 1 .. 1000
          [[step]];name = "a";silence_each = [1];silence_sets = [2] | names silenced neurons twice
          [[step]];name = "a";inhibition_times = [0.333] | screen.toml:3: inhibition times 0.333: must be above 0, with at most 2 decimals
          [[step]];name = "a";inhibition_times = 2;w_syn = 1 | screen.toml:2: step 'a' changes the brain and the weight of a synapse
          [[step]];name = "a";connectomes = [] | screen.toml:3: connectomes = a list: must be one or more, each once
          [[step]];name = "a";connectomes = ["a", "a"] | screen.toml:3: connectomes = a list: must be one or more, each once
          [[step]];name = "a b";rates = 5 | screen.toml:2: name = 'a b': must be 1 to 200 of
          [[step]];name = "a";rates = 5;[[step]];name = "a";rates = 6 | screen.toml:5: name = 'a': two steps have it
          [[step]];name = "a";rates = [] | screen.toml:3: rates = a list: must be one or more numbers, each once
          [[step]];name = "a";rates = [5, -5] | screen.toml:3: rates = -5 Hz: must be finite and at least 0
          [[step]];name = "a";rates2 = inf | screen.toml:3: rates2 = inf Hz: must be finite and at least 0
          [[step]];name = "a";rates = nan | screen.toml:3: rates = nan Hz: must be finite and at least 0
          [[step]];name = "a";rates = [5, 5] | must be one or more numbers, each once
          [[step]];name = "a";rates = ["x"] | screen.toml:3: rates = a list: must be a number or a list of numbers
          [[step]];name = "a";rates = 5;names = "x_{rat}" | screen.toml:4: names: placeholder {rat} is unknown; did you mean 'rate'?
          [[step]];name = "a";rates = [5, 6];names = "x" | screen.toml:4: names = "x": several experiments would have one name; add {rate}
          [[step]];name = "a";silence_each = { most_active = 5, of = "b" } | screen.toml:3: of = 'b': is not an earlier step; allowed: none
          [[step]];name = "a";silence_each = { most_active = 0, of = "b" } | screen.toml:3: most_active = 0: must be at least 1
          [[step]];name = "a";silence_pairs = { most_active = 1, of = "b" } | screen.toml:3: most_active = 1: must be at least 2
          [[step]];name = "a";silence_each = { most = 5, of = "b" } | screen.toml:3: 'most' is unknown
          [[step]];name = "a";rates = 5;control = "bass" | screen.toml:4: control = "bass": must be "base" or "unstimulated" or "none"
          threshold = 1;[[step]];name = "a";rates = 5 | screen.toml:1: threshold = 1: must be above 0 and below 1
          experiment = "suger";[[step]];name = "a";rates = 5 | screen.toml:1: preset 'suger' is unknown; did you mean 'sugar'?
          spikes = 1;[[step]];name = "a";rates = 5 | screen.toml:1: spikes = 1: must be true or false
          """)
  void mistake_isNamedWithItsLine(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace(";", "\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private static Campaign parse(String text) {
    return CampaignFile.parse(Path.of("screen.toml"), text);
  }
}
