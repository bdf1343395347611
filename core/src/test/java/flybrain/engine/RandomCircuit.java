package flybrain.engine;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A random network with random parameters, drives, silenced neurons and input.
public record RandomCircuit(Connectome connectome, Experiment experiment) {
  /// Ratios tau_g / tau_m, equal and nearly equal ones among them.
  private static final double[] TAU_RATIOS = {
    0.25, 0.01, 4, 40, 1, 1 + 1e-12, 1 - 1e-5, 1.02, 0.96
  };

  /// Synapses of a connection, at most.
  private static final int STRONGEST = 512;

  public static RandomCircuit of(RandomGenerator random) {
    int neurons =
        random.nextInt(16) == 0
            ? random.nextInt(1, 16)
            : random.nextInt(16, 1 << random.nextInt(5, 9));
    Connectome connectome = connectome(random, neurons);
    return new RandomCircuit(connectome, experiment(random, neurons));
  }

  static Experiment experiment(RandomGenerator random, int neurons) {
    return experiment(random, neurons, random.nextInt(1, 4));
  }

  static Experiment experiment(RandomGenerator random, int neurons, int trials) {
    Parameters parameters = parameters(random);
    int steps = random.nextInt(16) == 0 ? random.nextInt(1, 100) : random.nextInt(100, 600);
    int split = random.nextBoolean() ? neurons : random.nextInt(neurons + 1);
    int[] shuffled = shuffled(random, neurons);
    int driven = 1 + random.nextInt(neurons) / random.nextInt(1, 5);
    NeuronSet first = set(shuffled, 0, Math.min(driven, split));
    NeuronSet second = set(shuffled, Math.min(driven, split), driven);
    NeuronSet silenced = set(shuffled(random, neurons), 0, random.nextInt(neurons) / 4);
    Silence.Mode mode = random.nextBoolean() ? Silence.Mode.OUTGOING : Silence.Mode.BOTH;
    return new Experiment(
        "random",
        List.of(
            new Drive(first, rate(random, parameters)),
            new Drive(second, rate(random, parameters))),
        new Silence(silenced, mode),
        steps,
        trials,
        random.nextLong(),
        parameters,
        List.of(),
        random.nextInt(3) == 0 ? replay(random, neurons, steps) : null);
  }

  EventTrial eventTrial(ActivityMode mode) {
    return new EventTrial(new EventBrain(connectome), mode, experiment, 0);
  }

  static Connectome connectome(RandomGenerator random, int neurons) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    double excitatory = random.nextDouble(0.4, 1);
    boolean dale = random.nextBoolean();
    int strength = 1 << random.nextInt(10);
    int degree = random.nextInt(Math.min(neurons, 4), Math.min(neurons, 64) + 1);
    for (int pre = 0; pre < neurons; pre++) {
      boolean excites = random.nextDouble() < excitatory;
      for (int k = random.nextInt(2 * degree + 1); k > 0; k--) {
        int sign = (dale ? excites : random.nextDouble() < excitatory) ? 1 : -1;
        int synapses = random.nextInt(random.nextInt(2) == 0 ? STRONGEST : strength + 1);
        builder.add(pre, random.nextInt(neurons), sign * synapses);
      }
    }
    long[] ids = LongStream.range(0, neurons).map(i -> 720_575_940_000_000_000L + 7 * i).toArray();
    return new Connectome("random", "0", new Neurons(ids), builder.build());
  }

  static Parameters parameters(RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return Parameters.SHIU_2024;
    }
    double dt = new double[] {0.1, 0.05, 1, 5}[random.nextInt(4)];
    double tauM = dt * Math.exp(random.nextDouble(-3, 8));
    double ratio = TAU_RATIOS[random.nextInt(TAU_RATIOS.length)];
    double v0 = random.nextDouble(-70, -50);
    double vReset = random.nextBoolean() ? v0 : random.nextDouble(v0 - 20, -45);
    double delay = dt * random.nextInt(1, 30);
    Parameters unscaled =
        new Parameters(
            v0, vReset, -45, tauM, tauM * ratio, dt * random.nextInt(40), delay, 1, 1, dt);
    return scaled(random, unscaled);
  }

  /// Gives synapses and input events effects about as large as the way from rest to threshold, most
  /// of them above.
  private static Parameters scaled(RandomGenerator random, Parameters parameters) {
    Propagator propagator = Propagator.of(parameters);
    double gap = parameters.vThreshold() - parameters.v0();
    double peak = IntStream.range(1, 200).mapToDouble(propagator::transfer).max().orElseThrow();
    double synapse = gap / (peak * STRONGEST / 2) * Math.exp(random.nextDouble(0.5, 3));
    double kick = gap / propagator.membraneDecay(1) * Math.exp(random.nextDouble(-0.2, 2));
    double wSyn = random.nextInt(12) == 0 ? -synapse : synapse;
    double fPoi = random.nextInt(30) == 0 ? -kick / wSyn : kick / wSyn;
    return parameters.with(Map.of("w_syn", wSyn, "f_poi", fPoi));
  }

  private static double rate(RandomGenerator random, Parameters parameters) {
    return switch (random.nextInt(24)) {
      case 0 -> 0;
      case 1 -> 1000 / parameters.dt();
      default -> random.nextDouble(0.02, 1) * random.nextDouble(0.2, 1) * 300 / parameters.dt();
    };
  }

  static @Nullable Replay replay(RandomGenerator random, int neurons, int steps) {
    int[] eventSteps = random.ints(random.nextInt(4 * steps), 0, steps).sorted().toArray();
    int reached = random.nextInt(1, neurons + 1);
    long[] events =
        IntStream.of(eventSteps)
            .mapToLong(step -> (long) step << 32 | random.nextInt(reached))
            .sorted()
            .distinct()
            .toArray();
    return new Replay(
        "random",
        LongStream.of(events).mapToInt(event -> (int) (event >>> 32)).toArray(),
        LongStream.of(events).mapToInt(event -> (int) event).toArray());
  }

  static NeuronSet set(int[] neurons, int from, int to) {
    return new NeuronSet("set", IntStream.range(from, to).map(k -> neurons[k]), List.of());
  }

  static int[] shuffled(RandomGenerator random, int neurons) {
    int[] order = IntStream.range(0, neurons).toArray();
    for (int k = neurons - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int neuron = order[k];
      order[k] = order[other];
      order[other] = neuron;
    }
    return order;
  }
}
