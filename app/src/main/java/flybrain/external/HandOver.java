package flybrain.external;

import flybrain.backend.Execution;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a worker is told to prepare: numbers in a message, the network in files of 32-bit integers.
final class HandOver {
  private HandOver() {}

  /// Writes the files and returns the message that names them.
  ///
  /// @param folder the run's folder, which takes the files
  static ObjectNode message(
      Connectome connectome, Experiment experiment, Path folder, Execution execution)
      throws IOException {
    ObjectNode message = Worker.JSON.createObjectNode().put("type", "prepare");
    message.put("folder", folder.toString());
    message.put("steps", experiment.steps()).put("trials", experiment.trials());
    message.put("threads", execution.threads()).put("record", execution.record());
    ArrayNode seeds = message.putArray("seeds");
    TrialSeeds.of(experiment.seed(), experiment.trials()).forEach(seeds::add);
    message.set("parameters", Worker.JSON.valueToTree(experiment.parameters().asMap()));
    message.put("delay_steps", experiment.parameters().delaySteps());
    message.put("refractory_steps", experiment.parameters().refractorySteps());
    message.set("network", network(connectome.connections(), folder));
    ArrayNode drives = message.putArray("drives");
    for (Drive drive : List.of(experiment.drive(), experiment.drive2())) {
      drives.add(indices(drive.neurons(), drives.objectNode().put("rate", drive.rate())));
    }
    Replay replay = experiment.replay();
    message.set("replay", replay == null ? message.nullNode() : events(replay, folder));
    experiment.silence().neurons().stream().forEach(message.putArray("silenced")::add);
    message.put("silence_mode", experiment.silence().mode().name().toLowerCase(Locale.ROOT));
    return message;
  }

  private static ObjectNode indices(NeuronSet neurons, ObjectNode node) {
    ArrayNode array = node.putArray("neurons");
    neurons.stream().forEach(array::add);
    return node;
  }

  private static ObjectNode network(Connections connections, Path folder) throws IOException {
    Path offsets = folder.resolve("offsets");
    Path targets = folder.resolve("targets");
    Path weights = folder.resolve("weights");
    write(offsets, connections.neurons() + 1, connections::rowStart);
    copy(connections.targets(), targets);
    copy(connections.weights(), weights);
    return Worker.JSON
        .createObjectNode()
        .put("neurons", connections.neurons())
        .put("connections", connections.size())
        .put("offsets", offsets.toString())
        .put("targets", targets.toString())
        .put("weights", weights.toString());
  }

  private static ObjectNode events(Replay replay, Path folder) throws IOException {
    Path steps = folder.resolve("event-steps");
    Path neurons = folder.resolve("event-neurons");
    write(steps, replay.size(), replay::step);
    write(neurons, replay.size(), replay::neuron);
    return Worker.JSON
        .createObjectNode()
        .put("events", replay.size())
        .put("steps", steps.toString())
        .put("neurons", neurons.toString());
  }

  private static void write(Path file, int count, IntUnaryOperator numbers) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = map(file, 4L * count, arena);
      for (int i = 0; i < count; i++) {
        segment.setAtIndex(Connections.INT, i, numbers.applyAsInt(i));
      }
    }
  }

  private static void copy(MemorySegment numbers, Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      map(file, numbers.byteSize(), arena).copyFrom(numbers);
    }
  }

  private static MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    }
  }
}
