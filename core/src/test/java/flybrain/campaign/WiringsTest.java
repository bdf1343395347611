package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.WiringChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WiringsTest {
  private static Wirings wirings(int shuffles, String... changes) {
    return new Wirings(List.of(changes).stream().map(WiringChange::parse).toList(), shuffles);
  }

  @Test
  void randomChange_hasABrainForEachSeed_anotherOnlyOne() {
    assertThat(wirings(3, "rewired", "min-synapses-5", "shuffled-signs").instances())
        .extracting(Wirings.Instance::name)
        .containsExactly(
            "rewired-1",
            "rewired-2",
            "rewired-3",
            "min-synapses-5",
            "shuffled-signs-1",
            "shuffled-signs-2",
            "shuffled-signs-3");
    assertThat(Wirings.NONE.instances()).isEmpty();
  }

  /// Results are found again by the names of their brains.
  @Test
  void name_isReadAsTheBrain() {
    for (Wirings.Instance each :
        wirings(12, "rewired", "shuffled-signs", "min-synapses-5").instances()) {
      assertThat(Wirings.Instance.named(each.name())).contains(each);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rewired",
        "rewired-",
        "rewired--1",
        "rewired-x",
        "rewired-1234567890",
        "Rewired-1",
        "rewired-1 ",
        "min-synapses-",
        "min-synapses",
        "shuffled-signs",
        "flywire-1",
        "../rewired-1"
      })
  void anotherName_isAConnectome(String name) {
    assertThat(Wirings.Instance.named(name)).isEmpty();
    assertThat(BrainChange.named(name)).isEqualTo(new BrainChange(name, List.of(), 1));
  }

  /// Of two connectomes the other's; wirings one after the other; inhibition multiplied.
  @Test
  void changes_areDoneTogether() {
    BrainChange first = BrainChange.named("mine").and(wirings(1, "rewired").instances().getFirst());
    BrainChange both = first.and(BrainChange.ofInhibition(2)).and(BrainChange.ofInhibition(0.25));
    assertThat(both.connectome()).isEqualTo("mine");
    assertThat(both.inhibition()).isEqualTo(0.5);
    assertThat(both.wirings()).hasSize(1);
    BrainChange elsewhere =
        both.and(BrainChange.named("other")).and(BrainChange.named("rewired-2"));
    assertThat(elsewhere.connectome()).isEqualTo("other");
    assertThat(elsewhere.wirings())
        .extracting(Wirings.Instance::name)
        .containsExactly("rewired-1", "rewired-2");
    assertThat(BrainChange.NONE.and(BrainChange.NONE)).isEqualTo(BrainChange.NONE);
  }

  @ParameterizedTest
  @CsvSource({"dose_5Hz, rewired-1", "a.b, min-synapses-5", "x, shuffled-signs-10"})
  void experimentOnAChangedBrain_isNamedAfterBoth(String name, String brain) {
    assertThat(PlannedExperiment.nameOnBrain(name + "." + brain, brain)).isEqualTo(name);
  }
}
