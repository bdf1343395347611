package flybrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
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
        .hasMessageContaining(name + " = " + value);
  }

  @Test
  void with_namesWhatIsAllowed() {
    assertThatThrownBy(() -> Parameters.SHIU_2024.with("w_sin", 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'w_sin'")
        .hasMessageContaining("w_syn");
  }
}
