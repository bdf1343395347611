package flybrain.engine;

import flybrain.benchmarks.Quantiles;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// How near a learnt trial of the engine `event` comes to its memory traffic with no model: the
/// same connections of the same spikes in the same order, each adding to two numbers of its target.
///
/// Arguments: connectome, what is driven (`sugar`, or the number of random neurons at 100 Hz),
/// duration in s, rounds. Prints medians of thread processor time.
public final class MemoryTraffic implements TrialSink {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// Places of targets and weights in turn, of all rows.
  private int[] entries = new int[1 << 16];

  private int used;
  private final int[] start;
  private final int[] end;
  private int[] spikes = new int[1 << 16];
  private int count;
  private final double[] xy;

  private MemoryTraffic(EventBrain brain, EventTrial trial, Experiment experiment)
      throws IOException {
    int neurons = brain.neurons.size();
    start = new int[neurons];
    end = new int[neurons];
    xy = new double[2 * neurons];
    simulate(trial, experiment, this);
    // Few awake neurons have places of their own, all neurons their index, as in the engine.
    int[] place = new int[neurons];
    int awake = 0;
    for (int neuron = 0; neuron < neurons; neuron++) {
      place[neuron] = trial.sparse().isAwake(neuron) ? awake++ : -1;
    }
    ConnectionRow row = new ConnectionRow(brain.connections);
    for (int pre : Arrays.stream(spikes, 0, count).distinct().toArray()) {
      row.read(pre);
      addRow(pre, row, place);
    }
  }

  @Override
  public void spikes(int[] steps, int[] neurons, int size) {
    if (count + size > spikes.length) {
      spikes = Arrays.copyOf(spikes, 2 * (count + size));
    }
    System.arraycopy(neurons, 0, spikes, count, size);
    count += size;
  }

  @Override
  public void end() {}

  private void addRow(int pre, ConnectionRow row, int[] place) {
    int needed = used + 2 * row.size();
    if (needed > entries.length) {
      entries = Arrays.copyOf(entries, 2 * needed);
    }
    start[pre] = used;
    for (int c = 0; c < row.size(); c++) {
      if (place[row.targets()[c]] >= 0) {
        entries[used++] = 2 * place[row.targets()[c]];
        entries[used++] = row.weights()[c];
      }
    }
    end[pre] = used;
  }

  /// All deliveries.
  ///
  /// @return how many
  private long deliver() {
    long delivered = 0;
    for (int k = 0; k < count; k++) {
      add(xy, entries, start[spikes[k]], end[spikes[k]]);
      delivered += (end[spikes[k]] - start[spikes[k]]) / 2;
    }
    return delivered;
  }

  private static void add(double[] xy, int[] entries, int from, int to) {
    for (int c = from; c < to; c += 2) {
      int i = entries[c];
      double w = entries[c + 1];
      xy[i] += w * 1e-3;
      xy[i + 1] += w * 1e-4;
    }
  }

  private static void simulate(EventTrial trial, Experiment experiment, TrialSink sink)
      throws IOException {
    SpikeBlock block = new SpikeBlock();
    block.start(_ -> sink, 0);
    trial.start(experiment, 0);
    trial.advance(experiment.steps(), block);
    block.end();
  }

  public static void main(String[] args) throws IOException {
    Connectome connectome = ConnectomeStore.standard().open(args[0], System.err::println);
    int rounds = Integer.parseInt(args[3]);
    Experiment experiment =
        recipe(connectome, args[1])
            .withDuration(Double.parseDouble(args[2]))
            .withTrials(1)
            .on(connectome)
            .experiment();
    EventBrain brain = new EventBrain(connectome);
    EventTrial trial = new EventTrial(brain, ActivityMode.CHEAPEST, experiment, 0);
    simulate(trial, experiment, TrialSink.NOWHERE);
    MemoryTraffic traffic = new MemoryTraffic(brain, trial, experiment);
    double[] model = new double[rounds];
    double[] none = new double[rounds];
    long delivered = 0;
    for (int round = 0; round < rounds; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      simulate(trial, experiment, TrialSink.NOWHERE);
      long between = THREADS.getCurrentThreadCpuTime();
      delivered = traffic.deliver();
      model[round] = (between - before) / 1e6;
      none[round] = (THREADS.getCurrentThreadCpuTime() - between) / 1e6;
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %s s: %d spikes, %d deliveries: trial %.3f ms, without a model %.3f ms%n",
        args[0],
        args[1],
        args[2],
        traffic.count,
        delivered,
        median(model),
        median(none));
  }

  private static Recipe recipe(Connectome connectome, String driven) {
    Recipe sugar = Presets.get("sugar");
    if (driven.equals("sugar")) {
      return sugar;
    }
    return sugar
        .withDriven(
            new Random(1)
                .ints(0, connectome.neurons().size())
                .distinct()
                .limit(Integer.parseInt(driven))
                .mapToObj(i -> new NeuronReference.Id(connectome.neurons().id(i)))
                .map(NeuronReference.class::cast)
                .toList())
        .withRate(100);
  }

  /// Of the second half of the rounds, in which methods are compiled.
  private static double median(double[] millis) {
    return Quantiles.median(Arrays.copyOfRange(millis, millis.length / 2, millis.length));
  }
}
