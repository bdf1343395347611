package flybrain.engine;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// Networks of any size with the statistics of a fly brain that matter to an engine: heavy tails of
/// out-degrees and of synapse counts, neurons without outputs, a third of the neurons inhibitory, a
/// few of both signs, some connections of weight 0, some to the neuron itself.
final class FlyLikeNetwork {
  private FlyLikeNetwork() {}

  static Connectome of(long seed, int neurons) {
    return of(new SplittableRandom(seed), neurons, 1);
  }

  /// @param strength factor of all weights; 0 leaves connections without effect
  static Connectome of(RandomGenerator random, int neurons, int strength) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int pre = 0; pre < neurons; pre++) {
      double kind = random.nextDouble();
      double excitatory = kind < 0.65 ? 1 : kind < 0.97 ? 0 : 0.5;
      int degree = random.nextInt(20) == 0 ? 0 : Math.min(neurons / 2, pareto(random, 20, 1.5));
      for (int k = 0; k < degree; k++) {
        int sign = random.nextDouble() < excitatory ? 1 : -1;
        int synapses = random.nextInt(100) == 0 ? 0 : Math.min(400, pareto(random, 2, 1.2));
        int post = random.nextInt(200) == 0 ? pre : random.nextInt(neurons);
        builder.add(pre, post, strength * sign * synapses);
      }
    }
    long[] ids = LongStream.range(0, neurons).map(i -> 720_575_940_000_000_000L + 3 * i).toArray();
    return new Connectome("fly-like", "0", new Neurons(ids), builder.build());
  }

  /// At least `least`, above x with a chance of `(least / x)^exponent`.
  private static int pareto(RandomGenerator random, int least, double exponent) {
    return (int) Math.min(1e6, least * Math.pow(1 - random.nextDouble(), -1 / exponent));
  }
}
