package flybrain.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Presets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// Processor time of short experiments, each new, on a brain that is open: what a campaign pays for
/// each of its experiments. All processors of the process count, and so does a shared machine less.
///
/// Arguments: connectome, duration in s, batches, experiments in a batch.
public final class FreshExperiments {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FreshExperiments() {}

  public static void main(String[] args) throws IOException {
    Connectome brain = ConnectomeStore.standard().open(args[0], System.err::println);
    double duration = Double.parseDouble(args[1]);
    int batches = Integer.parseInt(args[2]);
    int each = Integer.parseInt(args[3]);
    Experiment[] experiments =
        IntStream.range(0, 50)
            .mapToObj(seed -> sugar(brain, duration, 1, seed))
            .toArray(Experiment[]::new);
    Experiment trials = sugar(brain, duration, each, 7);
    try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
      long[] fresh = new long[batches];
      long[] warm = new long[batches];
      SpikeCount count = new SpikeCount();
      for (int batch = 0; batch < batches; batch++) {
        long start = PROCESS.getProcessCpuTime();
        for (int k = 0; k < each; k++) {
          simulation.run(experiments[(batch * each + k) % 50], count, Progress.NONE);
        }
        fresh[batch] = (PROCESS.getProcessCpuTime() - start) / each;
      }
      long spikes = count.spikes();
      for (int batch = 0; batch < batches; batch++) {
        long start = PROCESS.getProcessCpuTime();
        simulation.run(trials, count, Progress.NONE);
        warm[batch] = (PROCESS.getProcessCpuTime() - start) / each;
      }
      System.out.printf(
          Locale.ROOT,
          "%s %s s: new experiment %.3f ms, trial %.3f ms (%d spikes)%n",
          brain.name(),
          args[1],
          median(fresh),
          median(warm),
          spikes);
    }
  }

  private static Experiment sugar(Connectome brain, double duration, int trials, long seed) {
    return Presets.get("sugar")
        .withDuration(duration)
        .withTrials(trials)
        .withSeed(seed)
        .on(brain)
        .experiment();
  }

  /// In ms, without the first third, in which methods are still being compiled.
  private static double median(long[] nanos) {
    long first = nanos.length / 3;
    return Quantiles.median(Arrays.stream(nanos).skip(first).asDoubleStream().toArray()) / 1e6;
  }
}
