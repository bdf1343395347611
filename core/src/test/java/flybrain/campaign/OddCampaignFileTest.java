package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Campaign files as people get them wrong: each is refused in one line, with its place once.
class OddCampaignFileTest {
  private static final String STEP = "[[step]]\nname = \"a\"\nrates = 5\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ^^ | screen.toml: has no key step; add at least one [[step]]
          x | screen.toml:1: is not TOML:
          step = 3 | screen.toml:1: step = 3: must be one or more tables, each under a line [[step]]
          step = [] | screen.toml:1: step = a list: must be one or more tables, each under a line [[step]]
          step = [1] | screen.toml:1: step = a list: must be one or more tables, each under a line [[step]]
          [step];name = "a";rates = 5 | screen.toml:1: step = a table: must be one or more tables
          [[step]];name = "";rates = 5 | screen.toml:2: name = '': must be 1 to 200 of the characters
          [[step]];name = 3;rates = 5 | screen.toml:2: name = 3: must be text in quotes
          [[step]];rates = 5 | screen.toml: [step 1] has no key name; name the step
          threshold = "x";STEP | screen.toml:1: threshold = "x": must be a number
          q = 0;STEP | screen.toml:1: q = 0: must be above 0 and below 1
          q = 1;STEP | screen.toml:1: q = 1: must be above 0 and below 1
          q = nan;STEP | screen.toml:1: q = nan: must be above 0 and below 1
          runaway = 0;STEP | screen.toml:1: runaway = 0: must be above 0 spikes a second
          runaway = nan;STEP | screen.toml:1: runaway = nan: must be above 0 spikes a second
          experiment = 3;STEP | screen.toml:1: experiment = 3: must be text in quotes
          experiment = "absent.toml";STEP | absent.toml: no such experiment file
          connectome = 3;STEP | screen.toml:1: connectome = 3: must be text in quotes
          n_run = 0;STEP | screen.toml:1: n_run = 0: must be at least 1
          n_run = 1;n_run = 2;STEP | screen.toml:2: is not TOML: n_run previously defined at line 1
          [[step]];name = "a";drive_sets = [] | screen.toml:3: 'drive_sets': must name one or more sets, each once
          [[step]];name = "a";silence_sets = ["x", "x"] | screen.toml:3: 'silence_sets': must name one or more sets, each once
          [[step]];name = "a";drive_each = [] | screen.toml:3: 'drive_each': must name one or more neurons
          [[step]];name = "a";drive_each = [7.2e17] | screen.toml:3: neuron id '7.2E17': must be a whole number with all its digits
          [[step]];name = "a";drive_each = [-3] | screen.toml:3: neuron id '-3': must be a whole number from 1
          [[step]];name = "a";drive_each = true | screen.toml:3: drive_each: true: must be ids, names in quotes
          [[step]];name = "a";w_syn = "x" | screen.toml:3: w_syn = "x": must be a number
          [[step]];name = "a";w_syn = [] | screen.toml:3: w_syn = a list: must be one or more numbers, each once
          [[step]];name = "a";inhibition_times = "x" | screen.toml:3: inhibition_times = "x": must be a number
          [[step]];name = "a";rates = 5;wirings = [3] | screen.toml:4: wirings = a list: must be text in quotes or a list of them
          [[step]];name = "a";rates = 5;shuffles = 3;wirings = 1 | screen.toml:5: wirings = 1: must be text in quotes
          [[step]];name = "a";rates = 5;wirings = "rewired";shuffles = 1001 | screen.toml:5: shuffles = 1001: must be 1 .. 1000
          [[step]];name = "a";rates = 5;names = "" | screen.toml:4: names = ""
          [[step]];name = "a";rates = 5;control = 3 | screen.toml:4: control = 3: must be "base" or "unstimulated" or "none"
          [[step]];name = "a";rates = 5;spikes = 1 | screen.toml:4: spikes = 1: must be true or false
          [[step]];name = "a";drive_each = [1];drive_sets = [2] | screen.toml:2: step 'a' names driven neurons twice
          [[step]];name = "a";silence_each = { most_active = 5, of = "a" } | screen.toml:3: of = 'a': is not an earlier step
          STEP;[[step]];name = "b";silence_each = { of = "a" } | screen.toml: [step 2.silence_each] has no key most_active; say how many neurons
          STEP;[[step]];name = "b";silence_each = { most_active = 2.5, of = "a" } | screen.toml:6: most_active = 2.5: must be a whole number
          STEP;[[step]];name = "b";silence_each = { most_active = 5, of = "a", at = 5, experiment = "x" } | screen.toml:6: 'experiment' and 'at' both say which experiment
          STEP;drive = { neurons = [], rate = 5 } | screen.toml:2: drive rate = 5 Hz: no neurons to stimulate
          """)
  void mistake_isNamedWithItsPlaceOnce(String text, String message) {
    String toml = text.replace("STEP", STEP.strip()).replace(";", "\n");
    assertThatThrownBy(() -> parse(toml))
        .isInstanceOf(InputException.class)
        .message()
        .contains(message)
        .hasLineCount(1)
        .satisfies(line -> assertThat(line.split("screen.toml:", -1)).hasSizeLessThanOrEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff", "# a note\r\n", "\n\n\n", "n_run = 1 # \u00e4\n"})
  void harmlessText_isRead(String before) {
    assertThat(parse(before + STEP).steps()).hasSize(1);
    assertThat(parse(before + STEP.replace("\n", "\r\n")).steps()).hasSize(1);
  }

  @Test
  void namesAtTheirLimit_areRead() {
    String longest = "n".repeat(200);
    assertThat(parse(STEP.replace("\"a\"", '"' + longest + '"')).steps().getFirst().name())
        .isEqualTo(longest);
    assertThatThrownBy(() -> parse(STEP.replace("\"a\"", '"' + longest + "n\"")))
        .hasMessageContaining("must be 1 to 200 of the characters A-Z a-z 0-9 _ . -");
  }

  @Test
  void whatIsNoTextFile_isRefused() throws IOException {
    Path file = folder.resolve("screen.toml");
    assertThatThrownBy(() -> CampaignFile.read(file)).hasMessage(file + ": no such campaign file");
    assertThatThrownBy(() -> CampaignFile.read(folder)).hasMessageContaining("is a folder");
    Files.write(file, new byte[] {'n', '=', '"', (byte) 0xe4, '"', '\n'});
    assertThatThrownBy(() -> CampaignFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is not a text file");
    Files.write(file, STEP.getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> CampaignFile.read(file))
        .hasMessage(file + ": is UTF-16 text; save it as UTF-8");
  }

  /// Ids beyond 2^53 are not rounded on their way through the text.
  @Test
  void campaignPutTogetherFromOptions_isReadAsItWasMeant() {
    long id = 9_007_199_254_740_993L;
    Recipe base =
        Recipe.DEFAULT
            .withName("screen")
            .withSeed(-7)
            .withDriven(List.of(new NeuronReference.Id(id)))
            .withReadOut(List.of(new NeuronReference.Id(id + 1)));
    Campaign campaign =
        new CampaignSource(base)
            .criteria(new Criteria(0.5, 0.01, 7))
            .step("sweep", Map.of("rates", CampaignSource.numbers(List.of(0.1, 1e4))))
            .step(
                "each",
                Map.of(
                    "silence_each",
                    CampaignSource.neurons(
                        List.of(new NeuronReference.Id(id), new NeuronReference.Id(id + 2)))))
            .step("most", Map.of("silence_each", CampaignSource.mostActive(3, "each", true)))
            .campaign();
    assertThat(campaign.criteria()).isEqualTo(new Criteria(0.5, 0.01, 7));
    assertThat(campaign.base().seed()).isEqualTo(-7);
    assertThat(campaign.base().drives()).isEqualTo(base.drives());
    assertThat(campaign.steps()).extracting(Step::name).containsExactly("sweep", "each", "most");
    assertThat(campaign.steps().get(0).axes())
        .containsExactly(new Axis.Rates(0, List.of(0.1, 10_000.0)));
    assertThat(campaign.steps().get(1).axes())
        .containsExactly(
            new Axis.SilenceEach(
                new NeuronChoice.Named(
                    List.of(new NeuronReference.Id(id), new NeuronReference.Id(id + 2)),
                    "command line:30: "),
                false));
    assertThat(campaign.steps().get(2).results())
        .singleElement()
        .satisfies(most -> {
          assertThat(most.count()).isEqualTo(3);
          assertThat(most.driven()).isTrue();
        });
  }

  private static Campaign parse(String text) {
    return CampaignFile.parse(Path.of("screen.toml"), text);
  }
}
