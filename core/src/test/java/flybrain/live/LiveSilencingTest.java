package flybrain.live;

import static flybrain.experiment.Silence.Mode.BOTH;
import static flybrain.experiment.Silence.Mode.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveSilencingTest {
  private static final NeuronSet A = NeuronSet.of("a", 4, 1);
  private static final NeuronSet B = NeuronSet.of("b", 2);

  private final LiveSilencing silencing = new LiveSilencing(Silence.NONE);

  /// Neurons and mode of what is silenced; no neurons are the same in both modes.
  private record Silenced(Set<Integer> neurons, Silence.Mode mode) {
    static Silenced of(Silence silence) {
      Set<Integer> neurons =
          silence.neurons().stream().boxed().collect(Collectors.toCollection(TreeSet::new));
      return new Silenced(neurons, neurons.isEmpty() ? OUTGOING : silence.mode());
    }
  }

  @Property(tries = 200)
  void pulses_haveWhatWasSilencedInEachStep(RandomGenerator random) {
    Set<Integer> neurons = new TreeSet<>();
    Silence.Mode mode = OUTGOING;
    List<Silenced> ofStep = new ArrayList<>();
    Silenced before = Silenced.of(Silence.NONE);
    for (int step = 0; step < 20; step++) {
      for (int asked = random.nextInt(4); asked > 0; asked--) {
        int[] some = random.ints(random.nextInt(1, 4), 0, 5).distinct().toArray();
        List<Integer> listed = Arrays.stream(some).boxed().toList();
        if (random.nextBoolean()) {
          mode = random.nextBoolean() ? BOTH : OUTGOING;
          silencing.silence(NeuronSet.of("some", some), mode);
          neurons.addAll(listed);
        } else {
          silencing.unsilence(NeuronSet.of("some", some));
          neurons.removeAll(listed);
        }
      }
      Silenced wanted = new Silenced(Set.copyOf(neurons), neurons.isEmpty() ? OUTGOING : mode);
      assertThat(Silenced.of(silencing.wanted())).isEqualTo(wanted);
      Silence changed = silencing.change(step);
      assertThat(changed == null).as("nothing changed").isEqualTo(wanted.equals(before));
      if (changed != null) {
        assertThat(Silenced.of(changed)).isEqualTo(wanted);
      }
      ofStep.add(wanted);
      before = wanted;
    }
    List<LiveSilencing.Pulse> pulses = silencing.pulses(20);
    for (int at = 0; at < 20; at++) {
      int step = at;
      List<Silenced> now =
          pulses.stream()
              .filter(each -> each.from() <= step && step < each.until())
              .map(each -> Silenced.of(each.silence()))
              .toList();
      Silenced expected = ofStep.get(step);
      assertThat(now).isEqualTo(expected.neurons().isEmpty() ? List.of() : List.of(expected));
    }
  }

  @Test
  void firstSet_keepsItsName_severalAreCalledSilenced() {
    silencing.silence(A, BOTH);
    assertThat(silencing.wanted()).isEqualTo(new Silence(NeuronSet.of("a", 1, 4), BOTH));
    silencing.silence(B, OUTGOING);
    assertThat(silencing.wanted())
        .isEqualTo(new Silence(NeuronSet.of("silenced", 1, 2, 4), OUTGOING));
  }

  /// The mode is one for all silenced neurons, so a mode alone is a change, but only of some.
  @Test
  void otherMode_isAChangeOnlyWhereNeuronsAreSilenced() {
    silencing.silence(NeuronSet.NONE, BOTH);
    assertThat(silencing.change(0)).isNull();
    silencing.silence(A, BOTH);
    assertThat(silencing.change(1)).isNotNull();
    silencing.silence(A, BOTH);
    assertThat(silencing.change(2)).isNull();
    silencing.silence(A, OUTGOING);
    assertThat(silencing.change(3)).isNotNull();
    assertThat(silencing.pulses(4)).hasSize(2);
  }

  @Test
  void unsilencedNeurons_areMatchedByIndexOnly() {
    silencing.silence(A, BOTH);
    silencing.change(0);
    silencing.unsilence(NeuronSet.of("a", 9));
    assertThat(silencing.change(1)).isNull();
    silencing.unsilence(NeuronSet.of("other", 4, 9));
    assertThat(Silenced.of(silencing.wanted()).neurons()).containsExactly(1);
  }

  /// A change in a step that was not simulated has left nothing.
  @Test
  void pulses_haveAtLeastOneStep() {
    silencing.silence(A, BOTH);
    silencing.change(4);
    assertThat(silencing.pulses(4)).isEmpty();
    silencing.silence(B, BOTH);
    silencing.change(4);
    assertThat(silencing.pulses(5)).hasSize(1).allMatch(each -> each.from() < each.until());
  }

  @Test
  void copy_goesItsOwnWay() {
    silencing.silence(NeuronSet.of("c", 8), BOTH);
    silencing.change(0);
    silencing.unsilence(NeuronSet.of("c", 8));
    silencing.silence(A, BOTH);
    silencing.change(1);
    silencing.silence(B, BOTH);
    LiveSilencing copy = silencing.copy();
    silencing.unsilence(A);
    silencing.change(2);
    assertThat(Silenced.of(copy.wanted()).neurons()).containsExactly(1, 2, 4);
    assertThat(copy.change(7)).as("the change that was asked for before").isNotNull();
    assertThat(copy.pulses(8)).extracting(LiveSilencing.Pulse::until).contains(1, 7);
    assertThat(silencing.pulses(8)).extracting(LiveSilencing.Pulse::until).contains(1, 2);
  }
}
