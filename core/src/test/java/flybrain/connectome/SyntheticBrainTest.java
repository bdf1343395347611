package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticBrainTest {
  private static final Connectome BRAIN = SyntheticBrain.generate();
  private static final Connections CONNECTIONS = BRAIN.connections();
  private static final int[] SYNAPSES =
      IntStream.range(0, CONNECTIONS.size()).map(k -> Math.abs(CONNECTIONS.weight(k))).toArray();

  @Test
  void size_isThatOfTheRealBrain() {
    assertThat(BRAIN.name()).isEqualTo("synthetic");
    assertThat(BRAIN.neurons().size()).isEqualTo(138_639);
    assertThat(CONNECTIONS.size()).isEqualTo(15_091_983);
  }

  /// The start-up cache learns to open this brain from a small one with its name.
  @Test
  void key_isTheOneOfTheStartupCache() {
    assertThat(Path.of("../scripts/startup.sh"))
        .content()
        .contains(" cache/%s.connectome ".formatted(SyntheticBrain.key()));
  }

  @Test
  void outDegrees_haveMean109AndReach9615() {
    int[] degrees = outDegreesAscending();

    assertThat(Math.round((double) CONNECTIONS.size() / degrees.length)).isEqualTo(109);
    assertThat(degrees[degrees.length - 1]).isEqualTo(9_615);
  }

  @Test
  void outDegrees_areHeavyTailed() {
    int[] degrees = outDegreesAscending();
    int median = degrees[degrees.length / 2];
    long ofTopPercent =
        Arrays.stream(degrees).skip(degrees.length * 99L / 100).asLongStream().sum();

    assertThat(median).as("far below the mean of 109").isBetween(40, 75);
    // An exponential distribution of this mean has 5.6 % of its connections there.
    assertThat((double) ofTopPercent / CONNECTIONS.size()).isGreaterThan(0.1);
  }

  @Test
  void synapses_sumUpTo54Point5Million() {
    assertThat(Arrays.stream(SYNAPSES).asLongStream().sum()).isEqualTo(54_500_000);
    assertThat(Arrays.stream(SYNAPSES).min()).hasValue(1);
  }

  @Test
  void connectionsOfFiveSynapsesAndMore_haveThePublishedShares() {
    long strong = Arrays.stream(SYNAPSES).filter(synapses -> synapses >= 5).count();
    long held = Arrays.stream(SYNAPSES).filter(synapses -> synapses >= 5).asLongStream().sum();

    assertThat(Math.round(1000.0 * strong / CONNECTIONS.size())).isEqualTo(179);
    assertThat(Math.round(1000.0 * held / 54_500_000)).isEqualTo(627);
  }

  @Test
  void neurons_areExcitatoryOrInhibitory() {
    int inhibitory = 0;
    int mixed = 0;
    for (int neuron = 0; neuron < CONNECTIONS.neurons(); neuron++) {
      int negative = 0;
      for (int k = CONNECTIONS.rowStart(neuron); k < CONNECTIONS.rowStart(neuron + 1); k++) {
        negative += CONNECTIONS.weight(k) < 0 ? 1 : 0;
      }
      if (negative > 0) {
        inhibitory++;
        mixed += negative == CONNECTIONS.outDegree(neuron) ? 0 : 1;
      }
    }

    assertThat(mixed).isZero();
    // 32 % are drawn; 0.4 % is three standard deviations of 138,639 draws.
    assertThat((double) inhibitory / CONNECTIONS.neurons()).isBetween(0.316, 0.324);
  }

  @Test
  void rows_ascendWithoutPairsTwiceOrSelfConnections() {
    int wrong = 0;
    for (int neuron = 0; neuron < CONNECTIONS.neurons(); neuron++) {
      for (int k = CONNECTIONS.rowStart(neuron); k < CONNECTIONS.rowStart(neuron + 1); k++) {
        boolean ascends =
            k == CONNECTIONS.rowStart(neuron) || CONNECTIONS.target(k - 1) < CONNECTIONS.target(k);
        wrong += ascends && CONNECTIONS.target(k) != neuron ? 0 : 1;
      }
    }

    assertThat(wrong).isZero();
  }

  @Test
  void neurons_areThoseThatPresetsNameAndOthersThatLookLikeNoFlyWireId() {
    PresetNeurons presets = PresetNeurons.load();
    long[] named = presets.ids(presets.groups());

    assertThat(named).hasSize(614);
    assertThat(Arrays.stream(named)).allMatch(id -> BRAIN.neurons().indexOf(id) >= 0);
    assertThat(
            IntStream.range(0, BRAIN.neurons().size())
                .filter(i -> Long.toString(BRAIN.neurons().id(i)).startsWith("720575940"))
                .count())
        .isEqualTo(614);
  }

  @Test
  void content_isTheSameOnEveryMachine() {
    // A change of the content needs a new version of the generator, hence a new key, and new golden
    // spikes.
    assertThat(SyntheticBrain.key()).isEqualTo("synthetic-1-1");
    assertThat(BRAIN.fingerprint())
        .isEqualTo("7faf96e79b4e364da3f3196e06daed0183eae350f379450c43257455f8b17ee7");
  }

  private static int[] outDegreesAscending() {
    return IntStream.range(0, CONNECTIONS.neurons()).map(CONNECTIONS::outDegree).sorted().toArray();
  }
}
