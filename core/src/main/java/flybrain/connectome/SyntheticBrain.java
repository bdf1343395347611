package flybrain.connectome;

import flybrain.SplitMix64;
import java.util.Arrays;

/// A made-up brain of the size of the real one, for tests, demonstrations and benchmarks.
///
/// It has the numbers of neurons, connections and synapses of FlyWire v783 and all neurons that the
/// presets name, and the sugar drive makes about as many neurons fire about as often. Which neuron
/// connects to which is random: nothing about a fly can be learned from it. It is the same on every
/// machine; page `docs/concepts/synthetic-brain.md` says how it is made.
public final class SyntheticBrain {
  /// The name of the connectome.
  public static final String NAME = "synthetic";

  /// Raised whenever the generator changes what comes out.
  private static final int VERSION = 1;

  private static final long SEED = 1;

  /// Neurons and connections of v783.
  private static final int NEURONS = 138_639;

  private static final int CONNECTIONS = 15_091_983;

  /// The largest out-degree of v783.
  private static final int LARGEST_DEGREE = 9_615;

  private static final int SYNAPSES = 54_500_000;

  /// 17.9 % of the connections have five or more synapses; they hold 62.7 % of all synapses.
  private static final int STRONG_CONNECTIONS = 2_701_465;

  private static final int STRONG_SYNAPSES = 34_171_500;

  /// Ids of neurons that no preset names are this plus their index: no FlyWire id begins with a 9.
  private static final long FIRST_ID = 900_000_000_000_000_000L;

  private SyntheticBrain() {}

  /// Generates the brain, without annotations; each call does it again. [ConnectomeStore#open] has
  /// it from the cache.
  public static Connectome generate() {
    SplitMix64 random = new SplitMix64(SEED);
    PresetNeurons presets = PresetNeurons.load();
    long[] named = presets.ids(presets.groups());
    Neurons neurons = new Neurons(ids(named));
    int[] unnamed = new int[NEURONS - named.length];
    Arrays.setAll(unnamed, k -> named.length + k);
    random.shuffle(unnamed);
    SynapseQuotas synapses =
        new SynapseQuotas(
            new SynapseQuotas.Total(CONNECTIONS - STRONG_CONNECTIONS, SYNAPSES - STRONG_SYNAPSES),
            new SynapseQuotas.Total(STRONG_CONNECTIONS, STRONG_SYNAPSES));
    CircuitWiring circuits = new CircuitWiring(neurons, presets, unnamed, synapses, random);
    int[] degrees = DegreeQuotas.lognormal(NEURONS, LARGEST_DEGREE, CONNECTIONS);
    Connections connections =
        new BackgroundWiring(circuits, random).connect(degrees, synapses.takeRest(random));
    return Connectome.of(NAME, neurons, connections);
  }

  /// Name of what comes out, known before it is generated: it has the version and the seed of the
  /// generator.
  static String key() {
    return NAME + "-" + VERSION + "-" + SEED;
  }

  /// The ids of all neurons, ascending: the named ones first.
  private static long[] ids(long[] named) {
    long[] ids = Arrays.copyOf(named, NEURONS);
    for (int index = named.length; index < NEURONS; index++) {
      ids[index] = FIRST_ID + index;
    }
    return ids;
  }
}
