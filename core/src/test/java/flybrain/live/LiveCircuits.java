package flybrain.live;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Circuits for live brains, what is done to them, and their spikes.
final class LiveCircuits {
  private LiveCircuits() {}

  static Spikes advance(LiveBrain live, int steps) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    live.advance(steps, recorder.begin(0));
    return recorder.spikes();
  }

  static Spikes run(Connectome brain, Recipe recipe, String engine) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (Laboratory laboratory = Laboratory.on(brain)) {
      laboratory.run(
          laboratory.plan(recipe, Engines.named(engine).orElseThrow()),
          RunOptions.DEFAULT.withThreads(1).withSink(recorder));
    }
    return recorder.spikes();
  }

  /// Step and neuron of each spike.
  static List<int[]> rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> new int[] {spikes.step(k), spikes.neuron(k)})
        .toList();
  }

  static NeuronSet set(Connectome brain, String name) {
    return new NeuronSelection("neurons", NeuronReference.parseList(name), Recipe.DEFAULT)
        .on(brain, _ -> {});
  }

  static Silence.Mode mode(RandomGenerator random) {
    return random.nextBoolean() ? Silence.Mode.OUTGOING : Silence.Mode.BOTH;
  }

  static NeuronSet some(Connectome circuit, RandomGenerator random) {
    int size = circuit.neurons().size();
    int from = random.nextInt(size);
    int to = random.nextInt(from + 1, Math.min(size, from + 8) + 1);
    return new NeuronSet("some", IntStream.range(from, to), List.of());
  }

  static Recipe start(Connectome circuit, RandomGenerator random) {
    Recipe recipe = Recipe.DEFAULT.withSeed(random.nextLong());
    if (random.nextInt(3) == 0) {
      recipe = recipe.withParameters(Map.of("dt", 0.05, "delay", 0.6));
    }
    if (random.nextBoolean()) {
      List<NeuronReference> driven =
          some(circuit, random).stream()
              .mapToObj(circuit.neurons()::id)
              .<NeuronReference>map(NeuronReference.Id::new)
              .toList();
      recipe = recipe.withDriven(driven).withRate(random.nextInt(3) * 100);
    }
    return random.nextInt(3) > 0
        ? recipe
        : recipe.withSilenced(List.of(new NeuronReference.Id(circuit.neurons().id(0))));
  }

  static Connectome circuit(RandomGenerator random, int neurons) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int pre = 0; pre < neurons; pre++) {
      for (int k = random.nextInt(12); k > 0; k--) {
        int sign = random.nextInt(4) > 0 ? 1 : -1;
        builder.add(pre, random.nextInt(neurons), sign * random.nextInt(1, 200));
      }
    }
    return new Connectome(
        "random",
        "0",
        new Neurons(LongStream.range(0, neurons).map(i -> 720_575_940_000_000_000L + i).toArray()),
        builder.build());
  }

  /// Three neurons, each of which makes the next fire.
  static Connectome chain() {
    return new Connectome(
        "chain",
        "1",
        new Neurons(new long[] {11, 22, 33}),
        new ConnectionsBuilder(3).add(0, 1, 300).add(1, 2, 300).build());
  }
}
