package flybrain.external;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.Simulation;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A network and what is done to it; each test changes what it is about.
record Circuit(Connectome connectome, Experiment experiment) {
  /// A spike as a test compares it.
  record Spike(int trial, int step, int neuron) {}

  /// Seven neurons, of which 0, 1 and 2 get input so rarely that nothing arrives at a neuron that
  /// is refractory or has just been: there every framework must give the same spikes.
  static Circuit small() {
    ConnectionsBuilder connections = new ConnectionsBuilder(7);
    int[][] all = {
      {0, 3, 200}, {1, 4, 190}, {3, 5, 220}, {4, 5, -120}, {4, 6, 160}, {2, 6, 60}, {2, 3, -90}
    };
    for (int[] one : all) {
      connections.add(one[0], one[1], one[2]);
    }
    int[] steps = {0, 17, 1000, 2500, 2510, 4000, 5000, 6015, 6200, 8000, 8016};
    int[] neurons = {2, 0, 1, 0, 1, 2, 0, 1, 2, 0, 2};
    return new Circuit(connectome(connections), experiment(10_000))
        .with(new Replay("test", steps, neurons));
  }

  /// Three thousand neurons with connections of both signs from each, fifty of them driven at 200
  /// Hz.
  static Circuit large() {
    SplittableRandom random = new SplittableRandom(20261123);
    int neurons = 3000;
    ConnectionsBuilder connections = new ConnectionsBuilder(neurons);
    for (int k = 0; k < 60 * neurons; k++) {
      int weight = 1 + (int) Math.min(90, -9 * Math.log(1 - random.nextDouble()));
      connections.add(
          random.nextInt(neurons),
          random.nextInt(neurons),
          random.nextInt(10) < 6 ? weight : -weight);
    }
    List<Integer> steps = new ArrayList<>();
    List<Integer> driven = new ArrayList<>();
    for (int step = 0; step < 5000; step++) {
      for (int neuron = 0; neuron < 50; neuron++) {
        if (random.nextDouble() < 0.02) {
          steps.add(step);
          driven.add(60 * neuron);
        }
      }
    }
    return new Circuit(connectome(connections), experiment(5000))
        .with(
            new Replay(
                "test",
                steps.stream().mapToInt(Integer::intValue).toArray(),
                driven.stream().mapToInt(Integer::intValue).toArray()));
  }

  /// Sixty neurons without connections: 0 .. 39 driven at 200 Hz, 40 .. 49 at 60 Hz.
  static Circuit driven() {
    Experiment e = experiment(10_000);
    return new Circuit(
        connectome(new ConnectionsBuilder(60)),
        new Experiment(
            e.name(),
            List.of(
                new Drive(set(IntStream.range(0, 40)), 200),
                new Drive(set(IntStream.range(40, 50)), 60)),
            e.silence(),
            e.steps(),
            4,
            1,
            e.parameters(),
            e.readOuts(),
            null));
  }

  /// A brain without any input, for 1 s.
  static Circuit on(Connectome connectome) {
    return new Circuit(connectome, experiment(10_000));
  }

  Circuit with(Silence.Mode mode, int... silenced) {
    Experiment e = experiment;
    return changed(
        new Silence(set(IntStream.of(silenced)), mode), e.seed(), e.parameters(), e.replay());
  }

  Circuit with(Parameters parameters) {
    return changed(experiment.silence(), experiment.seed(), parameters, experiment.replay());
  }

  Circuit with(Replay replay) {
    return changed(experiment.silence(), experiment.seed(), experiment.parameters(), replay);
  }

  Circuit withSeed(long seed) {
    return changed(experiment.silence(), seed, experiment.parameters(), experiment.replay());
  }

  private Circuit changed(
      Silence silence, long seed, Parameters parameters, @Nullable Replay replay) {
    Experiment e = experiment;
    return new Circuit(
        connectome,
        new Experiment(
            e.name(),
            e.drives(),
            silence,
            e.steps(),
            e.trials(),
            seed,
            parameters,
            e.readOuts(),
            replay));
  }

  /// Its spikes on a backend.
  List<Spike> on(Backend backend) throws IOException {
    return on(backend, 1).getFirst();
  }

  /// A neuron without input for so long that a test can kill what simulates it, in four trials.
  static Circuit endless() {
    Experiment e = experiment(Experiment.MOST_STEPS);
    return new Circuit(
        connectome(new ConnectionsBuilder(1)),
        new Experiment(
            e.name(),
            e.drives(),
            e.silence(),
            e.steps(),
            4,
            1,
            e.parameters(),
            e.readOuts(),
            null));
  }

  /// Its spikes on a backend whose worker is asked to record none; every trial must still end.
  List<Spike> unrecordedOn(Backend backend) throws IOException {
    return onWorker((WorkerBackend) backend, 1, new Execution(2, Progress.NONE, false)).getFirst();
  }

  /// Its spikes on a backend that is run some times, by one worker where it has workers.
  List<List<Spike>> on(Backend backend, int runs) throws IOException {
    if (backend instanceof WorkerBackend workers) {
      return onWorker(workers, runs, new Execution(2, Progress.NONE));
    }
    List<List<Spike>> results = new ArrayList<>();
    try (Simulation simulation = backend.open(connectome, 2)) {
      for (int run = 0; run < runs; run++) {
        EndsOnce recorder = new EndsOnce();
        simulation.run(experiment, recorder, Progress.NONE);
        results.add(checked(recorder));
      }
    }
    return results;
  }

  private List<List<Spike>> onWorker(WorkerBackend backend, int runs, Execution execution)
      throws IOException {
    List<List<Spike>> results = new ArrayList<>();
    try (ExternalRun prepared = backend.prepare(connectome, experiment, execution)) {
      for (int run = 0; run < runs; run++) {
        EndsOnce recorder = new EndsOnce();
        prepared.run(recorder);
        results.add(checked(recorder));
      }
    }
    return results;
  }

  private List<Spike> checked(EndsOnce recorder) {
    recorder.check(experiment.trials());
    return rows(recorder.recorder.spikes());
  }

  private static List<Spike> rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> new Spike(spikes.trial(k), spikes.step(k), spikes.neuron(k)))
        .toList();
  }

  private static NeuronSet set(IntStream neurons) {
    return new NeuronSet("test", neurons, List.of());
  }

  private static Connectome connectome(ConnectionsBuilder builder) {
    flybrain.connectome.Connections connections = builder.build();
    return Connectome.of(
        "test",
        new Neurons(LongStream.range(100, 100 + connections.neurons()).toArray()),
        connections);
  }

  private static Experiment experiment(int steps) {
    return new Experiment(
        "test", List.of(), Silence.NONE, steps, 1, 1, Parameters.SHIU_2024, List.of(), null);
  }

  /// Records spikes and how often each trial was ended.
  private static final class EndsOnce implements flybrain.spikes.SpikeSink {
    private final SpikeRecorder recorder = new SpikeRecorder();
    private final List<Integer> ended = new ArrayList<>();

    @Override
    public TrialSink begin(int trial) {
      TrialSink recorded = recorder.begin(trial);
      return new TrialSink() {
        @Override
        public void spikes(int[] steps, int[] neurons, int count) throws IOException {
          recorded.spikes(steps, neurons, count);
        }

        @Override
        public void end() throws IOException {
          recorded.end();
          ended.add(trial);
        }
      };
    }

    void check(int trials) {
      List<Integer> expected = IntStream.range(0, trials).boxed().toList();
      if (!ended.stream().sorted().toList().equals(expected)) {
        throw new AssertionError("ended trials " + ended + " instead of " + expected);
      }
    }
  }
}
