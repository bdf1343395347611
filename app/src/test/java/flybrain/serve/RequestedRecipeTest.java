package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.requests.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedRecipeTest {
  private static final long ID = 720575940660219265L;

  private static Recipe recipe(String params) {
    return RequestedRecipe.of(Params.parse(params.replace('\'', '"')));
  }

  private static String text(Recipe recipe) {
    return ExperimentText.of(recipe);
  }

  @Test
  void object_isTheExperimentOfItsText() {
    Recipe ofText =
        recipe(
            "{'experiment': 'name = \\\"a\\\"\\nt_run = 0.5\\nn_run = 3\\nseed = 7\\n[drive]\\nneurons ="
                + " [720575940660219265]\\nrate = 60\\n'}");
    Recipe ofObject =
        recipe(
            "{'experiment': {'name': 'a', 't_run': 0.5, 'n_run': 3, 'seed': 7, 'drive':"
                + " {'neurons': [%d], 'rate': 60}}}".formatted(ID));
    assertThat(text(ofObject)).isEqualTo(text(ofText)).contains(Long.toString(ID));
    assertThat(ofObject.trials()).isEqualTo(3);
    assertThat(ofObject.duration()).isEqualTo(0.5);
  }

  @Test
  void idsAsText_keepAllDigits() {
    assertThat(
            text(recipe("{'experiment': {'drive': {'neurons': ['%d', 'sugar']}}}".formatted(ID))))
        .contains(Long.toString(ID))
        .contains("sugar");
  }

  @Test
  void preset_isChangedByTheOtherKeys() {
    Recipe changed = recipe("{'experiment': {'preset': 'sugar', 'rate': 33, 'n_run': 2}}");
    Recipe preset = Presets.get("sugar");
    assertThat(changed.name()).isEqualTo(preset.name());
    assertThat(changed.trials()).isEqualTo(2);
    assertThat(changed.drives().getFirst().rate()).isEqualTo(33);
    assertThat(changed.drives().getFirst().neurons())
        .isEqualTo(preset.drives().getFirst().neurons());
  }

  @Test
  void parametersOfTheRequest_comeLast() {
    Recipe recipe =
        recipe(
            "{'experiment': {'preset': 'sugar', 'n_run': 2, 't_run': 1, 'seed': 1}, 'n_run': 4,"
                + " 't_run': 0.25, 'seed': 9007199254740993}");
    assertThat(recipe.trials()).isEqualTo(4);
    assertThat(recipe.duration()).isEqualTo(0.25);
    assertThat(text(recipe)).contains("9007199254740993");
  }

  @Test
  void nullValues_areNotThere() {
    Recipe recipe =
        recipe(
            "{'experiment': {'preset': 'sugar', 'rate': null, 'name': null, 'silence': null},"
                + " 'seed': null, 'n_run': null}");
    assertThat(text(recipe)).isEqualTo(text(Presets.get("sugar")));
  }

  /// Characters that JSON and TOML write differently do not change what is wrong.
  @Test
  void textOfAnyCharacters_arrivesAsItIs() {
    String name = "a \\\"b\\\" \\\\ é \\u0001 \u007f \\t# = [x]";
    assertThatThrownBy(() -> recipe("{'experiment': {'name': '" + name + "'}}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("name = 'a \"b\" \\ é \u0001 \u007f \t# = [x]': must be 1 to 200");
  }

  @Test
  void parameters_areATable() {
    Recipe recipe =
        recipe(
            "{'experiment': {'drive': {'neurons': [7]}, 'parameters': {'w_syn': 0.3, 'tau_m': null}}}");
    assertThat(recipe.parameters().wSyn()).isEqualTo(0.3);
    assertThat(recipe.parameters().tauM()).isEqualTo(Recipe.DEFAULT.parameters().tauM());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                        | parameter experiment",
        "{'experiment': 7}                         | parameter experiment = 7: must be the text of an experiment file, or an object with its keys",
        "{'experiment': null}                      | parameter experiment",
        "{'experiment': {'preset': 'suger'}}       | sugar",
        "{'experiment': {'nruns': 3}}              | parameter 'nruns' is unknown; did you mean 'n_run'?",
        "{'experiment': {'preset': 'sugar', 'rate': -1}} | rate",
        "{'experiment': {'drive': {'neurons': [7]}, 'n_run': 0}} | n_run",
        "{'experiment': {'preset': 'sugar'}, 'n_run': 0} | n_run",
        "{'experiment': {'preset': 'sugar'}, 't_run': -1} | t_run",
        "{'experiment': 't_run = '}                | experiment",
        "{'experiment': {'drive': {'neurons': [null]}}}         | experiment",
        "{'experiment': {'drive': {'neurons': [7.5]}}}          | 7.5",
        "{'experiment': {'drive': {'neurons': [9223372036854775808]}}} | experiment:1: is not TOML: Integer is too large"
      })
  void experimentThatCannotBe_isRefused(String params, String message) {
    assertThatThrownBy(() -> recipe(params))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
