package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringChangeTest {
  private static final Connectome BRAIN =
      Connectome.of(
              "small",
              new Neurons(new long[] {11, 12, 13}),
              new ConnectionsBuilder(3).add(0, 1, 4).add(1, 2, 5).add(2, 0, -9).build())
          .with(new SynapseWeight(0.5, "a paper"));

  @ParameterizedTest
  @ValueSource(strings = {"rewired", "shuffled-signs", "min-synapses-5", "min-synapses-12"})
  void parse_readsWhatItWrites(String text) {
    assertThat(WiringChange.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rewire", "min-synapses", "min-synapses-0", "min-synapses--1"})
  void parse_namesWhatIsAllowed(String text) {
    assertThatThrownBy(() -> WiringChange.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("'" + text + "'")
        .hasMessageContaining("rewired, shuffled-signs, min-synapses-5");
  }

  @Test
  void of_hasANameOfItsOwn_andKeepsNeuronsAndWeight() {
    Connectome strong = WiringChange.parse("min-synapses-5").of(BRAIN, 3);
    assertThat(strong.name()).isEqualTo("small-min-synapses-5");
    assertThat(strong.connections().size()).isEqualTo(2);
    assertThat(strong.weight()).isEqualTo(BRAIN.weight());
    assertThat(strong.neurons()).isSameAs(BRAIN.neurons());
    assertThat(strong.fingerprint()).isNotEqualTo(BRAIN.fingerprint());
    for (String random : List.of("rewired", "shuffled-signs")) {
      Connectome changed = WiringChange.parse(random).of(BRAIN, 3);
      assertThat(changed.name()).isEqualTo("small-" + random + "-3");
      assertThat(changed.connections().synapses()).isEqualTo(18);
    }
  }
}
