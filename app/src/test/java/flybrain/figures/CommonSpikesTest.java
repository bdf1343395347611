package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommonSpikesTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  /// A spike of a neuron, of trial 0.
  private record Spike(int neuron, double time) {}

  private TrialSpikes trial(String name, Spike... spikes) throws IOException {
    Path file =
        SpikesOnDisk.write(
            folder.resolve(name),
            Stream.of(spikes)
                .map(spike -> new SpikesOnDisk.Spike(0, spike.time, ID + spike.neuron))
                .toList());
    return TrialSpikes.read(file, RunFacts.named("run").withDuration(1).withTrials(1), 0);
  }

  private static List<Integer> ofA(CommonSpikes common, TrialSpikes a) {
    return IntStream.range(0, a.size()).filter(common::ofA).boxed().toList();
  }

  private static List<Integer> ofB(CommonSpikes common, TrialSpikes b) {
    return IntStream.range(0, b.size()).filter(common::ofB).boxed().toList();
  }

  /// Neurons whose ids are the same number as a double.
  @Test
  void spikesOfOneNeuronAtOneStep_areCommon() throws IOException {
    TrialSpikes a = trial("a", new Spike(0, 1), new Spike(1, 1), new Spike(0, 2), new Spike(2, 5));
    TrialSpikes b = trial("b", new Spike(1, 1), new Spike(0, 1.1), new Spike(0, 2));
    CommonSpikes common = CommonSpikes.of(a, b);
    assertThat(ofA(common, a)).containsExactly(1, 2);
    assertThat(ofB(common, b)).containsExactly(0, 2);
    assertThat(common.count()).isEqualTo(2);
  }

  @Test
  void roundingOfTimes_isNoDifference() throws IOException {
    TrialSpikes a = trial("a", new Spike(0, 0.3), new Spike(0, 900.1));
    TrialSpikes b = trial("b", new Spike(0, 3 * 0.1), new Spike(0, 900.1f));
    assertThat(CommonSpikes.of(a, b).count()).isEqualTo(2);
    TrialSpikes later = trial("c", new Spike(0, 0.4), new Spike(0, 900.0));
    assertThat(CommonSpikes.of(a, later).count()).as("a step off").isZero();
  }

  @Test
  void eachSpike_hasOnePartnerAtMost() throws IOException {
    TrialSpikes twice = trial("a", new Spike(0, 1), new Spike(0, 1), new Spike(0, 3));
    TrialSpikes once = trial("b", new Spike(0, 1), new Spike(0, 3));
    CommonSpikes common = CommonSpikes.of(twice, once);
    assertThat(ofA(common, twice)).containsExactly(0, 2);
    assertThat(ofB(common, once)).containsExactly(0, 1);
    assertThat(CommonSpikes.of(once, twice).count()).isEqualTo(2);
  }

  /// Files of other programs are in any order.
  @Test
  void spikesInNoOrder_areMatchedAllTheSame() throws IOException {
    TrialSpikes a = trial("a", new Spike(0, 9), new Spike(0, 1), new Spike(1, 4), new Spike(0, 5));
    TrialSpikes b = trial("b", new Spike(0, 5), new Spike(0, 9), new Spike(0, 7), new Spike(1, 4));
    CommonSpikes common = CommonSpikes.of(a, b);
    assertThat(ofA(common, a)).containsExactly(0, 2, 3);
    assertThat(ofB(common, b)).containsExactly(0, 1, 3);
  }

  @Test
  void trialWithoutSpikes_hasNoneInCommon() throws IOException {
    TrialSpikes none = trial("a");
    TrialSpikes some = trial("b", new Spike(0, 1));
    assertThat(CommonSpikes.of(none, some).count()).isZero();
    assertThat(ofB(CommonSpikes.of(none, some), some)).isEmpty();
    assertThat(CommonSpikes.of(some, none).count()).isZero();
    assertThat(CommonSpikes.of(none, none).count()).isZero();
  }
}
