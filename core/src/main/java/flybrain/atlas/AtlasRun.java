package flybrain.atlas;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.Simulation;
import flybrain.campaign.EndedTasks;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.files.Checksum;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes an atlas in a folder, from its beginning or from where it ended.
///
/// One experiment after the other drives one neuron alone. They are made from a neuron's index
/// without a recipe, and counted by counters that are used again, so what an experiment costs
/// beside its simulation does not grow with the brain. The results depend on the atlas alone, not
/// on threads or interruptions.
public final class AtlasRun {
  /// Says which neurons are driven.
  static final String NEURONS = "flybrain.atlas.neurons";

  private static final String RATE = "flybrain.atlas.rate";
  private static final String IDS = "flybrain.atlas.neurons.sha256";
  private static final String COUNT = "flybrain.atlas.size";

  /// Neurons that are kept together: about a second of computing.
  private static final int PART = 1024;

  private final Laboratory laboratory;
  private final Backend backend;
  private final Experiment base;
  private final double rate;

  /// Indices of the neurons to be driven, ascending.
  private final int[] driven;

  private final double runaway;
  private final int threads;
  private final Map<String, String> facts;

  /// Checks everything; nothing runs yet.
  ///
  /// @param base duration, trials, seed and parameters; without drives
  /// @param rate of the driven neuron in Hz, above 0 and at most 1 / dt
  /// @param neurons driven one at a time
  /// @param runaway spikes of the brain in a second above which activity is runaway
  /// @param threads number of threads that may compute at once, at least 1
  /// @throws InputException for whatever cannot be run, naming it
  public AtlasRun(
      Recipe base,
      double rate,
      NeuronSet neurons,
      double runaway,
      Laboratory laboratory,
      Backend backend,
      int threads) {
    this.laboratory = laboratory;
    this.backend = backend;
    Plan plan = laboratory.plan(base, backend);
    this.base = plan.experiment();
    double most = this.base.highestRate();
    if (!(rate > 0 && rate <= most)) {
      throw new InputException(
          "rate = %s Hz: must be above 0 and at most %s Hz (one event per time step)"
              .formatted(Decimal.text(rate), Decimal.text(most)));
    }
    this.rate = rate;
    this.driven = neurons.stream().sorted().toArray();
    this.runaway = runaway;
    this.threads = threads;
    this.facts = new TreeMap<>(plan.provenance());
    facts.remove("flybrain.warnings");
    // All in it is a fact by itself.
    facts.remove("flybrain.experiment");
    facts.put(NEURONS, neurons.name());
    facts.put(IDS, sha256(laboratory.brain(), driven));
    facts.put(COUNT, Integer.toString(driven.length));
    facts.put(RATE, Double.toString(rate));
  }

  private static String sha256(Connectome brain, int[] neurons) {
    ByteBuffer ids = ByteBuffer.allocate(8 * neurons.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int neuron : neurons) {
      ids.putLong(brain.neurons().id(neuron));
    }
    Checksum sum = Checksum.sha256();
    sum.add(ids.array());
    return sum.hex();
  }

  /// Number of experiments.
  public int experiments() {
    return driven.length;
  }

  /// Drives what is left; an atlas that is finished stays as it is.
  ///
  /// @param folder of the atlas, made if it is missing
  /// @param progress receives the neurons driven and all
  /// @throws InputException if the folder is of another atlas or of something else, or another
  ///   process is making this one
  /// @throws java.io.InterruptedIOException if the thread is interrupted; complete parts are kept
  public AtlasResults run(Path folder, Progress progress) throws IOException {
    try (AtlasFolder atlas = AtlasFolder.open(folder, facts)) {
      if (atlas.isFinished()) {
        atlas.deleteParts();
        return AtlasResults.read(folder);
      }
      List<Integer> firsts = new ArrayList<>();
      for (int first = 0; first < driven.length; first += PART) {
        firsts.add(first);
      }
      progress.stage("driving neurons");
      try (Simulation simulation = backend.open(laboratory.brain(), threads)) {
        new Work(atlas, simulation, progress).run(firsts);
      }
      atlas.finish(firsts);
      return AtlasResults.read(folder);
    }
  }

  /// A part that is under way.
  private record Started(int first, List<Future<Responses>> neurons) {}

  /// The parts that are left, two of them under way at a time.
  private final class Work {
    private final AtlasFolder atlas;
    private final Simulation simulation;
    private final Progress progress;
    private final AtomicInteger done = new AtomicInteger();
    private final ThreadLocal<FiredNeurons> counters =
        ThreadLocal.withInitial(() -> new FiredNeurons(laboratory.brain().neurons().size()));

    Work(AtlasFolder atlas, Simulation simulation, Progress progress) {
      this.atlas = atlas;
      this.simulation = simulation;
      this.progress = progress;
    }

    void run(List<Integer> firsts) throws IOException {
      ExecutorService submitting =
          Executors.newFixedThreadPool(2 * threads, Thread.ofVirtual().factory());
      Deque<Started> started = new ArrayDeque<>();
      try {
        for (int first : firsts) {
          int end = Math.min(driven.length, first + PART);
          if (atlas.has(first)) {
            progress.at(done.addAndGet(end - first), driven.length);
            continue;
          }
          List<Future<Responses>> neurons = new ArrayList<>();
          for (int k = first; k < end; k++) {
            int neuron = driven[k];
            neurons.add(submitting.submit(() -> drive(neuron)));
          }
          started.add(new Started(first, neurons));
          if (started.size() > 2) {
            keep(started.removeFirst());
          }
        }
        while (!started.isEmpty()) {
          keep(started.removeFirst());
        }
      } finally {
        submitting.shutdownNow();
        submitting.close();
      }
    }

    private Responses drive(int neuron) throws IOException {
      FiredNeurons counter = counters.get();
      NeuronSet alone = NeuronSet.of("driven", neuron);
      Experiment experiment =
          new Experiment(
              base.name(),
              List.of(new Drive(alone, rate)),
              base.silence(),
              base.steps(),
              base.trials(),
              base.seed(),
              base.parameters(),
              List.of(),
              null);
      simulation.run(experiment, counter, Progress.NONE);
      progress.at(done.incrementAndGet(), driven.length);
      return counter.take(neuron);
    }

    private void keep(Started part) throws IOException {
      List<Responses> responses = EndedTasks.results(part.neurons, "the atlas");
      double seconds = base.duration() * base.trials();
      atlas.keep(
          part.first,
          table ->
              table.rows(responses, laboratory.brain().neurons(), seconds, base.trials(), runaway));
    }
  }
}
