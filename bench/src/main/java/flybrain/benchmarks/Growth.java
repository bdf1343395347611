package flybrain.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import flybrain.Progress;
import flybrain.SplitMix64;
import flybrain.backend.Simulation;
import flybrain.connectome.Connections;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Time and memory of the engine `event` on random brains of growing size: one CSV row for each
/// share of driven neurons. `validation/growth` runs it and fits the exponents.
///
/// Every neuron has as many connections as v783 has on average, to neurons drawn at random with the
/// share of inhibition and the mean number of synapses of v783.
///
/// Arguments: neurons, then per mille of neurons that are driven at 100 Hz, in any number.
public final class Growth {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /// Connections of a neuron: 15,091,983 / 138,639.
  private static final int OUT_DEGREE = 109;

  /// As in the connections of five and more synapses of v783, in %.
  private static final int INHIBITORY = 32;

  /// Synapses of a connection, at most; 1 .. 6 have the mean of v783, 3.6, nearly.
  private static final int MOST_SYNAPSES = 6;

  /// A tenth of a second.
  private static final int STEPS = 1_000;

  private static final int BATCHES = 5;

  /// Processor time of a batch of trials in ns, at least: its clock counts steps of 10 ms.
  private static final long LEAST_NANOS = 500_000_000;

  private Growth() {}

  public static void main(String[] args) throws IOException {
    int neurons = Integer.parseInt(args[0]);
    Connectome brain = random(neurons);
    for (String driven : Arrays.asList(args).subList(1, args.length)) {
      measure(brain, Math.max(1, neurons / 1000 * Integer.parseInt(driven)));
    }
  }

  private static void measure(Connectome brain, int driven) throws IOException {
    Experiment experiment = experiment(brain, driven);
    long before = PROCESS.getProcessCpuTime();
    try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
      SpikeCount count = new SpikeCount();
      simulation.run(experiment, count, Progress.NONE);
      double first = (PROCESS.getProcessCpuTime() - before) / 1e6;
      long spikes = count.spikes();
      double[] nanos = new double[BATCHES];
      for (int batch = 0; batch < BATCHES; batch++) {
        long start = PROCESS.getProcessCpuTime();
        int trials = 0;
        do {
          simulation.run(experiment, count, Progress.NONE);
          trials++;
        } while (PROCESS.getProcessCpuTime() - start < LEAST_NANOS);
        nanos[batch] = (double) (PROCESS.getProcessCpuTime() - start) / trials;
      }
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "%d,%d,%d,%d,%.3f,%.3f,%.1f%n",
          brain.neurons().size(),
          brain.connections().size(),
          driven,
          spikes,
          first,
          nanos[BATCHES / 2] / 1e6,
          megabytes(brain));
    }
  }

  /// What the engine and the brain hold: the heap in use, and connections outside of it.
  private static double megabytes(Connectome brain) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return (heap + 2L * Integer.BYTES * brain.connections().size()) / 1e6;
  }

  private static Experiment experiment(Connectome brain, int driven) {
    int spacing = brain.neurons().size() / driven;
    NeuronSet set =
        new NeuronSet("spread", IntStream.range(0, driven).map(k -> k * spacing), List.of());
    return new Experiment(
        "growth",
        List.of(new Drive(set, 100)),
        Silence.NONE,
        STEPS,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }

  private static Connectome random(int neurons) {
    SplitMix64 random = new SplitMix64(1);
    ConnectionsBuilder rows = new ConnectionsBuilder(neurons, neurons * OUT_DEGREE);
    for (int source = 0; source < neurons; source++) {
      int sign = random.below(100) < INHIBITORY ? -1 : 1;
      for (int k = 0; k < OUT_DEGREE; k++) {
        rows.add(source, random.below(neurons), sign * (1 + random.below(MOST_SYNAPSES)));
      }
    }
    Connections connections = rows.build();
    long[] ids = LongStream.rangeClosed(1, neurons).toArray();
    return Connectome.of("random", new Neurons(ids), connections);
  }
}
