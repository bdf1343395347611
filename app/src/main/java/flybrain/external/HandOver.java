package flybrain.external;

import flybrain.connectome.ArrayFile;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.files.TemporaryFolder;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a worker gets: the network in a file that it maps, experiments as numbers in a message,
/// recorded events in files of 32-bit integers.
final class HandOver {
  /// Numbers that are written at once.
  private static final int AT_ONCE = 1 << 20;

  private HandOver() {}

  /// The network that a worker keeps, and what holds for all of its experiments.
  ///
  /// @param folder takes the files of the worker
  static ObjectNode load(Connectome connectome, Path folder, int threads) throws IOException {
    ObjectNode message = Worker.JSON.createObjectNode().put("type", "load");
    message.put("folder", folder.toString()).put("threads", threads);
    message.set("network", network(connectome));
    return message;
  }

  /// An experiment to prepare, after the files that the message names are written.
  ///
  /// @param folder takes the files
  /// @param record whether the spikes are wanted
  static ObjectNode prepare(Experiment experiment, Path folder, boolean record) throws IOException {
    ObjectNode message = Worker.JSON.createObjectNode().put("type", "prepare");
    message.put("steps", experiment.steps()).put("trials", experiment.trials());
    message.put("record", record);
    ArrayNode seeds = message.putArray("seeds");
    TrialSeeds.of(experiment.seed(), experiment.trials()).forEach(seeds::add);
    message.set("parameters", Worker.JSON.valueToTree(experiment.parameters().asMap()));
    message.put("delay_steps", experiment.parameters().delaySteps());
    message.put("refractory_steps", experiment.parameters().refractorySteps());
    ArrayNode drives = message.putArray("drives");
    for (Drive drive : experiment.drives()) {
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

  /// The file of the network and where its arrays are in it.
  static ObjectNode network(Connectome connectome) throws IOException {
    ArrayFile file = NetworkFile.of(connectome);
    ObjectNode message =
        Worker.JSON
            .createObjectNode()
            .put("file", file.path().toAbsolutePath().toString())
            .put("size", file.size())
            .put("header", file.header());
    ObjectNode arrays = message.putObject("arrays");
    array(arrays, "ids", file.ids());
    array(arrays, "targets", file.targets());
    array(arrays, "weights", file.weights());
    array(arrays, "row_starts", file.rowStarts());
    return message;
  }

  private static void array(ObjectNode arrays, String name, ArrayFile.Array array) {
    arrays
        .putObject(name)
        .put("offset", array.offset())
        .put("type", "<i" + array.width())
        .put("length", array.length());
  }

  private static ObjectNode events(Replay replay, Path folder) throws IOException {
    TemporaryFolder.requireRoom(8L * replay.size(), "the recorded events that are replayed");
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
    try (FileChannel channel = create(file)) {
      ByteBuffer block =
          ByteBuffer.allocateDirect(4 * Math.min(count, AT_ONCE)).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < count; from += AT_ONCE) {
        block.clear();
        for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
          block.putInt(numbers.applyAsInt(i));
        }
        writeAll(channel, block.flip());
      }
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void writeAll(FileChannel channel, ByteBuffer block) throws IOException {
    while (block.hasRemaining()) {
      channel.write(block);
    }
  }
}
