package flybrain.engine;

import flybrain.benchmarks.Quantiles;
import flybrain.benchmarks.SpikeCount;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A tenth of a second of a whole brain on one thread, from nearly silent to all of it driven, in
/// either form of the states and in the one that [ActivityMode] chooses, in turn.
///
/// Arguments: connectome, rounds, numbers of neurons driven at 100 Hz, spread over the brain.
/// Prints medians of thread processor time, after as many rounds that do not count.
///
/// In the engine's package, because users of the engine have no choice between the forms.
public final class ActivityLevels {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int STEPS = 1_000;

  private ActivityLevels() {}

  public static void main(String[] arguments) throws IOException {
    Connectome brain = ConnectomeStore.standard().open(arguments[0], System.err::println);
    int rounds = Integer.parseInt(arguments[1]);
    System.out.println("driven, spikes; ms: sparse, dense, the engine");
    for (int k = 2; k < arguments.length; k++) {
      measure(brain, Integer.parseInt(arguments[k]), rounds);
    }
  }

  private static void measure(Connectome brain, int driven, int rounds) throws IOException {
    Experiment experiment = experiment(brain, driven);
    List<ActivityMode> modes = List.of(new Always(false), new Always(true), ActivityMode.CHEAPEST);
    // A brain each: what is learnt about the drive depends on the form.
    EventTrial[] trials = new EventTrial[modes.size()];
    for (int form = 0; form < trials.length; form++) {
      trials[form] = new EventTrial(new EventBrain(brain), modes.get(form), experiment, 0);
    }
    double[][] millis = new double[trials.length][rounds];
    SpikeCount spikes = new SpikeCount();
    for (int round = -rounds; round < rounds; round++) {
      for (int form = 0; form < trials.length; form++) {
        long start = THREADS.getCurrentThreadCpuTime();
        simulate(trials[form], experiment, spikes);
        if (round >= 0) {
          millis[form][round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
      }
    }
    String medians =
        String.join(
            ", ",
            Arrays.stream(millis)
                .map(form -> String.format(Locale.ROOT, "%.4g", Quantiles.median(form)))
                .toList());
    long spikesOfATrial = spikes.spikes() / (2L * rounds * trials.length);
    System.out.printf("%d, %d; %s%n", driven, spikesOfATrial, medians);
  }

  private static Experiment experiment(Connectome brain, int driven) {
    int spacing = brain.neurons().size() / driven;
    NeuronSet set =
        new NeuronSet("spread", IntStream.range(0, driven).map(k -> k * spacing), List.of());
    return new Experiment(
        "levels",
        List.of(new Drive(set, 100)),
        Silence.NONE,
        STEPS,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }

  private static void simulate(EventTrial trial, Experiment experiment, SpikeCount spikes)
      throws IOException {
    trial.start(experiment, 0);
    SpikeBlock block = new SpikeBlock();
    block.start(spikes, 0);
    trial.advance(STEPS, block);
    block.end();
  }

  private record Always(boolean dense) implements ActivityMode {
    @Override
    public int window() {
      return 1;
    }

    @Override
    public boolean dense(boolean isDense, long deliveries, int neurons) {
      return dense;
    }
  }
}
