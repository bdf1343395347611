package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.TimedChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedExperimentTest {
  private static final Recipe SUGAR = Presets.get("sugar").withTrials(4).withDuration(0.5);

  /// The metadata of a run, with others in place of some.
  private static RecordedExperiment of(Recipe recipe, String... others) {
    Map<String, String> facts = new HashMap<>();
    facts.put("flybrain.experiment", ExperimentText.of(recipe));
    facts.put("flybrain.framework", "flybrain event (CPU)");
    facts.put("flybrain.version", "0.1.0");
    facts.put("flybrain.backend", "event");
    facts.put("flybrain.connectome", "v783");
    facts.put("flybrain.connectome.sha256", "abc");
    facts.put("flybrain.seed", "0");
    facts.put("flybrain.n_run", Integer.toString(recipe.trials()));
    recipe
        .parameters()
        .asMap()
        .forEach((name, value) -> facts.put("flybrain.parameter." + name, value.toString()));
    for (int k = 0; k < others.length; k += 2) {
      facts.put("flybrain." + others[k], others[k + 1]);
    }
    return RecordedExperiment.of(facts);
  }

  private static RecordedExperiment foreign() {
    return RecordedExperiment.of(Map.of());
  }

  private static List<NeuronReference> neurons(String text) {
    return NeuronReference.parseList(text);
  }

  @Test
  void description_isForPeople() {
    Recipe recipe = SUGAR.withSilenced(neurons("bitter")).withParameters(Map.of("w_syn", 0.3));
    assertThat(of(recipe).description())
        .containsExactly(
            Map.entry("software", "flybrain event (CPU), flybrain 0.1.0"),
            Map.entry("connectome", "v783"),
            Map.entry("seed", "0"),
            Map.entry("drive", "sugar at 200 Hz"),
            Map.entry("silenced", "bitter (outgoing)"),
            Map.entry("parameters", "w_syn 0.3"));
    assertThat(of(SUGAR).description()).containsEntry("parameters", "as published");
    assertThat(of(SUGAR).description()).containsEntry("silenced", "none");
    assertThat(foreign().description().values()).containsOnly("unknown").hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', unknown",
    "'', 0.1.0, flybrain 0.1.0",
    "NEST, '', NEST",
    "NEST, 3.9, 'NEST, 3.9'"
  })
  void software_isWhatTheFileSays(String framework, String version, String software) {
    Map<String, String> facts = new HashMap<>();
    if (!framework.isEmpty()) {
      facts.put("flybrain.framework", framework);
    }
    if (!version.isEmpty()) {
      facts.put(framework.isEmpty() ? "flybrain.version" : "flybrain.software", version);
    }
    assertThat(RecordedExperiment.of(facts).software()).isEqualTo(software);
  }

  @Test
  void experimentThatCannotBeRead_isUnknown() {
    RecordedExperiment damaged = RecordedExperiment.of(Map.of("flybrain.experiment", "t_run = "));
    assertThat(damaged.recipe()).isNull();
    assertThat(damaged.description()).containsEntry("drive", "unknown");
    assertThat(damaged.differences(of(SUGAR))).isEmpty();
    assertThat(of(SUGAR).differences(damaged)).isEmpty();
    assertThat(damaged.sharesInputWith(damaged)).isFalse();
  }

  @Test
  void sameExperiment_hasNoDifferences() {
    assertThat(of(SUGAR).differences(of(SUGAR))).isEmpty();
    assertThat(of(SUGAR).differencesOfSpikes(of(SUGAR))).isEmpty();
    assertThat(of(SUGAR).sharesInputWith(of(SUGAR))).isTrue();
  }

  @Test
  void differences_areNamedWithBothValues() {
    Recipe other =
        SUGAR
            .withRate(60)
            .withSilenced(neurons("bitter"))
            .withParameters(Map.of("tau_m", 10.0))
            .withFurtherChange(TimedChange.silencing(0.1, 0.2, neurons("7")));
    assertThat(of(SUGAR).differences(of(other, "connectome", "v630", "connectome.sha256", "x")))
        .containsExactly(
            "silenced: none and bitter (outgoing)",
            "drive: sugar at 200 Hz and sugar at 60 Hz",
            "changes during a trial: none and from 0.1 s until 0.2 s: silenced 7",
            "parameter tau_m: 20.0 and 10.0",
            "connectome: v783 and v630");
  }

  @Test
  void replayedInput_isADifference() {
    assertThat(of(SUGAR).differences(of(SUGAR, "replay", "events.csv")))
        .containsExactly("replayed input: unknown and events.csv");
  }

  @Test
  void secondDrive_isADifferenceToNone() {
    Recipe two = SUGAR.withDriven(1, neurons("bitter")).withRate(1, 30);
    assertThat(of(SUGAR).differences(of(two))).containsExactly("drive2: none and bitter at 30 Hz");
    assertThat(of(two).differences(of(SUGAR))).containsExactly("drive2: bitter at 30 Hz and none");
  }

  /// Trials, seed and duration change the spikes but not the experiment.
  @Test
  void differencesOfSpikes_areTheSizeToo() {
    RecordedExperiment other =
        of(SUGAR.withTrials(5).withDuration(1), "seed", "7", "backend", "reference");
    assertThat(of(SUGAR).differences(other)).isEmpty();
    assertThat(of(SUGAR).differencesOfSpikes(other))
        .containsExactly(
            "t_run: 0.5 s and 1 s",
            "n_run: 4 and 5",
            "seed: 0 and 7",
            "backend: event and reference");
    assertThat(
            of(SUGAR.withDuration(0.0127))
                .differencesOfSpikes(of(SUGAR.withDuration(0.012700000000000001))))
        .as("a product of doubles in older files")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "seed, 7, false",
    "n_run, 5, false",
    "connectome.sha256, x, false",
    "parameter.dt, 0.2, false",
    "replay, events.csv, false",
    "backend, nest, false",
    "backend, reference, true",
    "parameter.w_syn, 0.3, true",
    "version, 0.2.0, true"
  })
  void input_isSharedBySeedTrialsStepAndBrain(String name, String value, boolean shared) {
    assertThat(of(SUGAR).sharesInputWith(of(SUGAR, name, value))).isEqualTo(shared);
    assertThat(of(SUGAR, name, value).sharesInputWith(of(SUGAR))).isEqualTo(shared);
  }

  @Test
  void input_isThatOfTheDrivesAlone() {
    RecordedExperiment one = of(SUGAR);
    assertThat(one.sharesInputWith(of(SUGAR.withRate(60)))).isFalse();
    assertThat(one.sharesInputWith(of(SUGAR.withDuration(1)))).isFalse();
    assertThat(one.sharesInputWith(of(SUGAR.withSilenced(neurons("bitter"))))).isTrue();
    assertThat(
            one.sharesInputWith(
                of(SUGAR.withFurtherChange(TimedChange.silencing(0.1, 0.2, neurons("7"))))))
        .isTrue();
    assertThat(
            one.sharesInputWith(
                of(SUGAR.withFurtherChange(TimedChange.pulse(0.1, 0.2, 1, SUGAR.drive(0))))))
        .isFalse();
  }

  @Test
  void run_repeatsAFileThatSaysTheSameAndMore() {
    Map<String, String> coming = Map.of("flybrain.experiment", "x", "flybrain.seed", "0");
    Map<String, String> more = new HashMap<>(coming);
    more.put("flybrain.spikes", "9");
    assertThat(RecordedExperiment.repeats(coming, more)).isTrue();
    assertThat(RecordedExperiment.repeats(more, coming)).isFalse();
    more.put("flybrain.seed", "1");
    assertThat(RecordedExperiment.repeats(coming, more)).isFalse();
    assertThat(RecordedExperiment.repeats(Map.of(), more)).as("says nothing").isFalse();
  }
}
