package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  static final Connectome WHOLE =
      Brains.withSets(NeuronSets.builtIn().names().toArray(String[]::new));

  @ParameterizedTest
  @CsvSource({
    "sugar,21,200,MN9_left MN9_right",
    "p9,2,100,''",
    "sugar_left,10,150,''",
    "bitter,21,150,MN9_left MN9_right",
    "ir94e,18,150,MN9_left MN9_right",
    "water,18,150,MN9_left MN9_right",
    "jon_all,146,150,aDN1 aDN2_left aBN1",
    "jon_ce,70,150,aDN1 aDN2_left aBN1",
    "jon_f,60,150,aDN1 aDN2_left aBN1",
    "jon_f_three_silenced,60,150,aDN1 aDN2_left aBN1",
    "Fdg,2,150,MN9_left MN9_right"
  })
  void preset_isAsInThePaper(String name, int neurons, double rate, String readOut) {
    Experiment experiment = Presets.get(name).on(WHOLE).experiment();
    assertThat(experiment.name()).isEqualTo(name);
    assertThat(experiment.drive(0).neurons().size()).isEqualTo(neurons);
    assertThat(experiment.drive(0).rate()).isEqualTo(rate);
    assertThat(experiment.drive(1)).isEqualTo(Drive.NONE);
    assertThat(String.join(" ", experiment.readOuts().stream().map(NeuronSet::name).toList()))
        .isEqualTo(readOut);
    assertThat(experiment.steps()).isEqualTo(10_000);
    assertThat(experiment.trials()).isEqualTo(30);
    assertThat(experiment.seed()).isEqualTo(1);
  }

  @Test
  void jonFThreeSilenced_silencesOutgoing() {
    Silence silence = Presets.get("JON_F_Three_Silenced").on(WHOLE).experiment().silence();
    assertThat(silence.neurons().name()).isEqualTo("three_inhibitory");
    assertThat(silence.neurons().size()).isEqualTo(3);
    assertThat(silence.mode()).isEqualTo(Silence.Mode.OUTGOING);
    assertThat(Presets.get("jon_f").on(WHOLE).experiment().silence()).isEqualTo(Silence.NONE);
  }

  @Test
  void presets_areTenDrivesTheSuitesSixExamplesAndTheSezTypes() {
    assertThat(Presets.names()).hasSize(10 + 6 + 106).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "P9s_100Hz_b,2,100,0,0",
    "Sugar_200Hz,23,200,0,0",
    "Sugar_and_bitter,23,200,42,200",
    "P9_LC4s,2,100,104,200",
    "P9_JO_CE_bilateral,2,100,209,300",
    "P9_Or56a,2,100,39,250"
  })
  void exampleOfTheSuite_isAsInItsNotebook(
      String name, int neurons, double rate, int neurons2, double rate2) {
    Experiment experiment = Presets.get(name).on(WHOLE).experiment();
    assertThat(experiment.name()).isEqualTo(name);
    assertThat(experiment.drive(0).neurons().size()).isEqualTo(neurons);
    assertThat(experiment.drive(0).rate()).isEqualTo(rate);
    assertThat(experiment.drive(1).neurons().size()).isEqualTo(neurons2);
    assertThat(experiment.drive(1).rate()).isEqualTo(rate2);
    assertThat(experiment.readOuts()).hasSize(18);
    assertThat(experiment.steps()).isEqualTo(10_000);
    assertThat(experiment.trials()).isEqualTo(30);
  }

  static Stream<Recipe> all() {
    return Presets.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPreset_runsWithoutWarningWhereAllNeuronsAre(Recipe preset) {
    Resolution resolution = preset.on(WHOLE);
    assertThat(resolution.warnings()).isEqualTo(List.of());
    assertThat(resolution.provenance())
        .as("the recorded experiment, which also says the weight of a synapse")
        .isEqualTo(preset.withParameters(Map.of("w_syn", 0.275)));
  }

  @Test
  void unknownPreset_suggestsTheNearest() {
    assertThatThrownBy(() -> Presets.get("suggar"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("preset 'suggar' is unknown; did you mean 'sugar'?")
        .hasMessageContaining("sugar, p9, sugar_left, bitter");
    assertThat(Presets.find("olfactory")).isEmpty();
  }
}
