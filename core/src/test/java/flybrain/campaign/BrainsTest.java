package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connectome;
import flybrain.connectome.WiringChange;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrainsTest {
  @Test
  void connectomes_areOpenedOnce_andChangedBrainsMadeWhereNeeded() throws IOException {
    List<String> opened = new ArrayList<>();
    Connectome weak = SmallBrain.of(100);
    try (Laboratory own = Laboratory.on(SmallBrain.BRAIN)) {
      Brains brains =
          new Brains(
              own,
              name -> {
                opened.add(name);
                return weak;
              });
      BrainChange named = BrainChange.named("weak");
      BrainChange rewired = BrainChange.named("rewired-2");
      assertThat(brains.of(BrainChange.NONE)).isSameAs(own);
      assertThat(brains.forPlans(named).brain()).isEqualTo(weak);
      Laboratory onWeak = brains.of(named);
      Laboratory onRewired = brains.of(rewired);
      assertThat(brains.of(named)).isSameAs(onWeak);
      assertThat(brains.of(rewired)).isSameAs(onRewired);
      brains.close(rewired);
      brains.closeOthers(Set.of("weak"));
      assertThat(brains.of(named).brain()).isEqualTo(weak);
      assertThat(brains.of(rewired)).isNotSameAs(onRewired);
      assertThat(brains.of(rewired).brain().fingerprint())
          .isEqualTo(onRewired.brain().fingerprint());
      assertThat(opened).containsExactly("weak");
      brains.closeOthers(Set.of());
      assertThat(brains.of(named)).isNotSameAs(onWeak);
      assertThat(opened).containsExactly("weak", "weak");
    }
  }

  @Test
  void wiring_isOneBrainHoweverItIsNamed() {
    Wirings wirings = new Wirings(List.of(WiringChange.parse("shuffled-signs")), 1);
    assertThat(BrainChange.named("shuffled-signs-1"))
        .isEqualTo(BrainChange.NONE.and(wirings.instances().getFirst()));
  }

  @Test
  void changeOfPlans_hasTheWeightOfTheBrainThatRuns() throws IOException {
    try (Laboratory own = Laboratory.on(SmallBrain.BRAIN)) {
      Brains brains = new Brains(own, BrainSource.NONE);
      BrainChange weaker = BrainChange.ofInhibition(0.7);
      assertThat(brains.forPlans(weaker).brain().weight())
          .isEqualTo(brains.of(weaker).brain().weight());
    }
  }
}
