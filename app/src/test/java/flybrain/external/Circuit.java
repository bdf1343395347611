package flybrain.external;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.RunResult;
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
import flybrain.spikes.SpikeSink;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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

  /// In which order the experiments of [#series] are run: each after some that could have left
  /// something behind, the first and the silenced ones repeatedly.
  static final int[] SERIES = {0, 1, 0, 2, 1, 3, 4, 0, 5, 6, 0, 1, 7, 8, 7, 0};

  /// Experiments on one brain of 300 neurons, each of which differs from the first.
  static List<Circuit> series() {
    SplittableRandom random = new SplittableRandom(19);
    ConnectionsBuilder connections = new ConnectionsBuilder(300);
    for (int k = 0; k < 6000; k++) {
      int weight = 5 + random.nextInt(40);
      connections.add(
          random.nextInt(300), random.nextInt(300), random.nextInt(10) < 6 ? weight : -weight);
    }
    Connectome brain = connectome(connections);
    List<Drive> drives = List.of(new Drive(set(IntStream.range(0, 20)), 150));
    Circuit first = new Circuit(brain, experiment(2000)).with(drives, 2, 2000);
    // So many that the two modes of silencing differ with the random input of each backend.
    int[] silenced = IntStream.concat(IntStream.of(3, 5), IntStream.range(40, 80)).toArray();
    int[] steps = {0, 40, 300, 700, 701, 1500};
    return List.of(
        first,
        first.with(Silence.Mode.OUTGOING, silenced),
        first.with(Silence.Mode.BOTH, silenced),
        first.with(List.of(new Drive(set(IntStream.range(0, 20)), 90)), 2, 2000),
        first.with(drives, 3, 1000).withSeed(7),
        first.with(List.of(new Drive(set(IntStream.range(100, 130)), 120)), 2, 2000),
        first.with(new Parameters(-60, -61, -50, 15, 3, 1.5, 2.5, 0.5, 150, 0.1)),
        first.with(new Replay("test", steps, new int[] {0, 1, 2, 0, 1, 2})),
        first.with(new Replay("test", steps, new int[] {5, 6, 7, 5, 6, 7})));
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

  Circuit with(List<Drive> drives, int trials, int steps) {
    Experiment e = experiment;
    return new Circuit(
        connectome,
        new Experiment(
            e.name(),
            drives,
            e.silence(),
            steps,
            trials,
            e.seed(),
            e.parameters(),
            e.readOuts(),
            e.replay()));
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

  /// Runs it on a backend whose worker is to record nothing; a trial without an end or with spikes
  /// is then wrong output.
  void runUnrecordedOn(Backend backend) throws IOException {
    result(backend, SpikeSink.NOWHERE);
  }

  /// What a backend says of a run of it on one thread.
  RunResult result(Backend backend, SpikeSink sink) throws IOException {
    try (Simulation simulation = backend.open(connectome, 1)) {
      return simulation.run(experiment, sink, Progress.NONE);
    }
  }

  /// Its spikes on a backend that is run some times, by one worker where it has workers.
  List<List<Spike>> on(Backend backend, int runs) throws IOException {
    List<List<Spike>> results = new ArrayList<>();
    try (Simulation simulation = backend.open(connectome, 2)) {
      for (int run = 0; run < runs; run++) {
        results.add(on(simulation));
      }
    }
    return results;
  }

  /// Its spikes on a simulation of its brain.
  List<Spike> on(Simulation simulation) throws IOException {
    EndsOnce recorder = new EndsOnce();
    simulation.run(experiment, recorder, Progress.NONE);
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
  private static final class EndsOnce implements SpikeSink {
    private final SpikeRecorder recorder = new SpikeRecorder();
    private final List<Integer> ended = Collections.synchronizedList(new ArrayList<>());

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
