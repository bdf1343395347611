package flybrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Decimal;
import flybrain.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  @Test
  void published_areInSteps() {
    assertThat(Parameters.SHIU_2024.refractorySteps()).isEqualTo(22);
    assertThat(Parameters.SHIU_2024.delaySteps()).isEqualTo(18);
    assertThat(Parameters.SHIU_2024.poissonKick()).isEqualTo(68.75);
  }

  @ParameterizedTest
  @CsvSource({"w_syn,0.3", "v_rst,-60", "v_reset,-60", "t_mbr,5", "t_rfc,0", "delay,0.1", "v0,-45"})
  void with_changesOneParameter(String name, double value) {
    Parameters changed = Parameters.SHIU_2024.with(name, value);
    assertThat(changed).isNotEqualTo(Parameters.SHIU_2024);
    assertThat(changed.asMap()).containsValue(value);
  }

  @ParameterizedTest
  @CsvSource({
    "tau_m,0",
    "tau_g,-1",
    "dt,0",
    "dt,NaN",
    "w_syn,Infinity",
    "f_poi,NaN",
    "v_reset,-44",
    "v0,-44",
    "t_ref,2.25",
    "t_ref,-0.1",
    "delay,0",
    "delay,0.05",
    "delay,1.85",
    "delay,1e300"
  })
  void with_refusesWhatMakesNoSense(String name, double value) {
    assertThatThrownBy(() -> Parameters.SHIU_2024.with(name, value))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name + " = " + Decimal.text(value));
  }

  @Test
  void with_namesWhatIsAllowed() {
    assertThatThrownBy(() -> Parameters.SHIU_2024.with("w_sin", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'w_sin'")
        .hasMessageContaining("w_syn");
  }

  @Test
  void unknownName_suggestsTheNearest() {
    assertThatThrownBy(() -> Parameters.parse(List.of("w_sym=0.3")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'w_sym'")
        .hasMessageContaining("did you mean 'w_syn'?");
  }

  @Test
  void severalAtOnce_onlyTheOutcomeMustMakeSense() {
    Map<String, Double> changes = Parameters.parse(List.of("v_th=-60", "v_0 = -65", "v_rst=-66"));
    Parameters changed = Parameters.SHIU_2024.with(changes);
    assertThat(changed.vThreshold()).isEqualTo(-60);
    assertThat(changed.v0()).isEqualTo(-65);
    assertThat(changed.vReset()).isEqualTo(-66);
    assertThatThrownBy(() -> Parameters.SHIU_2024.with("v_th", -60))
        .isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w_syn|parameter 'w_syn': must be NAME=NUMBER",
        "w_syn=|parameter w_syn = '': must be a number",
        "w_syn=strong|parameter w_syn = 'strong': must be a number",
        "=3|parameter '' is unknown",
        "w_syn=1;w_syn=2|parameter 'w_syn' is given twice",
        "tau=5;tau_g=6|parameter 'tau_g' is given twice"
      })
  void badAssignments_areRefused(String assignments, String message) {
    assertThatThrownBy(() -> Parameters.parse(List.of(assignments.split(";", -1))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoNamesOfOneParameter_areRefused() {
    assertThatThrownBy(() -> Parameters.SHIU_2024.with(Map.of("tau", 5.0, "tau_g", 6.0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("are the same");
  }
}
