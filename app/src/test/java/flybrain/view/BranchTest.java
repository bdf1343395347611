package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BranchTest {
  private static List<String> advance(Branch branch, int steps) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    TrialSink sink = recorder.begin(0);
    branch.advance(steps, sink);
    sink.end();
    return IntStream.range(0, recorder.spikes().size())
        .mapToObj(k -> recorder.spikes().step(k) + " " + recorder.spikes().neuron(k))
        .toList();
  }

  private static LiveChange change(RandomGenerator random) {
    NeuronSet some = Ring.neuron(random.nextInt(4));
    return switch (random.nextInt(4)) {
      case 0 -> new LiveChange.Silenced(some);
      case 1 -> new LiveChange.Unsilenced(some);
      default -> new LiveChange.Driven(some, random.nextInt(4) * 100);
    };
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /// Wherever it goes back to, it is as it was then: spikes, changes and all.
  @ParameterizedTest
  @MethodSource("seeds")
  void rewound_itIsAsItWasThen(long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    Branch branch = Branch.trunk(Ring.BRAIN, Ring.START.withSeed(random.nextLong()));
    List<String> fired = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      fired.addAll(advance(branch, random.nextInt(1, 900)));
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        branch.make(change(random));
      }
    }
    String recipe = branch.brain().recipe().toString();
    List<NeuronSet> silenced = branch.silenced();
    int end = branch.step();
    int to = random.nextInt(end + 1);
    branch.rewind(to);
    List<String> before =
        fired.stream()
            .filter(spike -> Integer.parseInt(spike.substring(0, spike.indexOf(' '))) < to)
            .toList();
    assertThat(branch.step()).isEqualTo(to);
    assertThat(branch.spikes()).isEqualTo(before.size());
    assertThat(branch.history().since(0).size()).isEqualTo(before.size());

    Branch again = Branch.trunk(Ring.BRAIN, Ring.START);
    assertThat(again.step()).isZero();
    branch.rewind(to);
    assertThat(branch.spikes()).isEqualTo(before.size());
    if (to == end) {
      assertThat(branch.brain().recipe()).hasToString(recipe);
      assertThat(branch.silenced()).isEqualTo(silenced);
    }
  }

  /// A change at a step belongs to the moment before that step is simulated.
  @Test
  void changesAtTheStep_stay_laterOnesAreGone() throws IOException {
    Branch branch = Branch.trunk(Ring.BRAIN, Ring.START);
    advance(branch, 100);
    branch.make(new LiveChange.Driven(Ring.neuron(2), 50));
    advance(branch, 100);
    branch.make(new LiveChange.Silenced(Ring.neuron(3)));
    advance(branch, 100);
    branch.rewind(200);
    assertThat(branch.silenced()).containsExactly(Ring.neuron(3));
    branch.rewind(199);
    assertThat(branch.silenced()).isEmpty();
    assertThat(branch.brain().drives()).hasSize(2);
    branch.rewind(99);
    assertThat(branch.brain().drives()).hasSize(1);
    branch.rewind(0);
    assertThat(branch.spikes()).isZero();
    assertThat(branch.brain().drives()).hasSize(1);
  }

  /// The branch does not share anything with its trunk but the past.
  @Test
  void branch_goesItsOwnWay() throws IOException {
    Branch trunk = Branch.trunk(Ring.BRAIN, Ring.START);
    advance(trunk, 500);
    trunk.make(new LiveChange.Silenced(Ring.neuron(2)));
    Branch branch = trunk.branch(Ring.START);
    assertThat(branch.from()).isEqualTo(500);
    assertThat(branch.oldest()).isEqualTo(500);
    assertThat(branch.spikes()).isEqualTo(trunk.spikes()).isPositive();
    assertThat(branch.silenced()).containsExactly(Ring.neuron(2));
    trunk.make(new LiveChange.Unsilenced(Ring.neuron(2)));
    branch.make(new LiveChange.Silenced(Ring.neuron(1)));
    List<String> ofTrunk = advance(trunk, 2_000);
    List<String> ofBranch = advance(branch, 2_000);
    assertThat(ofTrunk).isNotEqualTo(ofBranch);
    assertThat(branch.silenced()).containsExactly(Ring.neuron(2), Ring.neuron(1));
    assertThat(trunk.silenced()).isEmpty();
    assertThat(branch.history().since(0).size()).isEqualTo((int) branch.spikes());
    branch.rewind(500);
    assertThat(branch.silenced())
        .as("what was asked for then")
        .containsExactly(Ring.neuron(2), Ring.neuron(1));
    assertThat(advance(branch, 2_000)).isEqualTo(ofBranch);
  }

  @Test
  void silencedSets_areAsTheyWereAskedFor_eachNeuronInTheLast() {
    Branch branch =
        Branch.trunk(
            Ring.BRAIN,
            Ring.START.withSilenced(
                List.of(new NeuronReference.Id(11), new NeuronReference.Id(22))));
    branch.make(new LiveChange.Silenced(NeuronSet.of("b", 1, 2)));
    assertThat(branch.silenced()).hasSize(2);
    assertThat(branch.silenced().getFirst().indices()).containsExactly(0);
    branch.make(new LiveChange.Unsilenced(Ring.neuron(0)));
    assertThat(branch.silenced()).containsExactly(NeuronSet.of("b", 1, 2));
    branch.make(new LiveChange.Unsilenced(Ring.neuron(3)));
    branch.make(new LiveChange.Driven(Ring.neuron(1), 10));
    assertThat(branch.silenced()).hasSize(1);
  }

  /// A page does not name a mode, so further neurons are silenced as the first.
  @Test
  void furtherSilencedNeurons_keepTheMode() {
    Branch both =
        Branch.trunk(
            Ring.BRAIN,
            Ring.START
                .withSilenced(List.of(new NeuronReference.Id(11)))
                .withSilenceMode(Silence.Mode.BOTH));
    both.make(new LiveChange.Silenced(Ring.neuron(2)));
    assertThat(both.brain().silenced().mode()).isEqualTo(Silence.Mode.BOTH);
    both.make(new LiveChange.Unsilenced(NeuronSet.of("all", 0, 2)));
    both.make(new LiveChange.Silenced(Ring.neuron(1)));
    assertThat(both.brain().silenced().mode()).isEqualTo(Silence.Mode.OUTGOING);
    Branch none = Branch.trunk(Ring.BRAIN, Ring.START);
    none.make(new LiveChange.Silenced(Ring.neuron(2)));
    assertThat(none.brain().silenced().mode()).isEqualTo(Silence.Mode.OUTGOING);
  }

  @Test
  void refusedChange_isNotRemembered() throws IOException {
    Branch branch = Branch.trunk(Ring.BRAIN, Ring.START);
    advance(branch, 100);
    assertThatThrownBy(() -> branch.make(new LiveChange.Driven(Ring.neuron(1), 1e9)))
        .isInstanceOf(InputException.class);
    advance(branch, 100);
    branch.rewind(150);
    assertThat(branch.brain().drives()).hasSize(1);
  }

  /// Longer ago than five minutes there is nothing to go back to, and memory does not grow.
  @Test
  void moments_areKeptForFiveMinutes() throws IOException {
    Branch branch = Branch.trunk(Ring.BRAIN, Ring.START.withRate(0));
    advance(branch, 3_000_000);
    assertThat(branch.oldest()).isZero();
    advance(branch, 1_000_000);
    assertThat(branch.step() - branch.oldest()).isBetween(3_000_000, 3_310_000);
    int oldest = branch.oldest();
    branch.rewind(oldest);
    assertThat(branch.step()).isEqualTo(oldest);
    assertThat(branch.oldest()).isEqualTo(oldest);
  }
}
