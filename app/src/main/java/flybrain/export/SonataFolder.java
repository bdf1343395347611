package flybrain.export;

import flybrain.connectome.Connectome;
import flybrain.files.StagedFolder;
import flybrain.hdf5.Hdf5File;
import flybrain.hdf5.Hdf5Group;
import flybrain.hdf5.Hdf5Type;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a recorded run as a folder of SONATA files: `spikes_trialK.h5` for each trial, because
/// SONATA has no trials, and `nodes.h5`, in which node k is the neuron with index k.
///
/// With them come the configurations from which libsonata and bluepysnap read a trial.
public final class SonataFolder {
  /// The population of nodes, which node file and spike files share.
  static final String POPULATION = "neurons";

  private static final String NODES = "nodes.h5";
  private static final String CIRCUIT = "circuit_config.json";

  /// What the format has in its root attribute `magic`.
  private static final int MAGIC = 0x0A7A;

  private SonataFolder() {}

  /// The files of a run in the folder.
  ///
  /// @param trials number of trials
  public static List<Path> files(Path folder, int trials) {
    return Stream.concat(
            Stream.of(NODES, CIRCUIT),
            IntStream.range(0, trials)
                .boxed()
                .flatMap(trial -> Stream.of(spikes(trial), simulation(trial))))
        .map(folder::resolve)
        .toList();
  }

  /// Writes the folder.
  ///
  /// @param brain the connectome of the run
  /// @throws flybrain.files.WriteException if it cannot be written
  /// @throws flybrain.InputException if a spike makes no sense, or its neuron is not of the
  ///   connectome
  public static void write(ExportedRun run, Connectome brain, Path folder) throws IOException {
    StagedFolder.write(
        folder,
        stage -> {
          new SonataSpikes(run, brain.neurons()).write(trial -> stage.resolve(spikes(trial)));
          writeNodes(brain, stage.resolve(NODES));
          TableFiles.json(stage.resolve(CIRCUIT), circuit());
          for (int trial = 0; trial < run.trials(); trial++) {
            TableFiles.json(stage.resolve(simulation(trial)), simulation(run, trial));
          }
        });
    deleteTrialsFrom(run.trials(), folder);
  }

  /// Deletes what an older export of more trials left.
  private static void deleteTrialsFrom(int first, Path folder) throws IOException {
    for (int trial = first; Files.exists(folder.resolve(spikes(trial))); trial++) {
      Files.delete(folder.resolve(spikes(trial)));
      Files.deleteIfExists(folder.resolve(simulation(trial)));
    }
  }

  /// A group with what every file of the format has.
  static Hdf5Group root() {
    Hdf5Group root = new Hdf5Group();
    root.attribute("magic", Hdf5Type.UINT32, MAGIC);
    root.attribute("version", Hdf5Type.UINT32, 0, 1);
    return root;
  }

  private static String spikes(int trial) {
    return "spikes_trial%d.h5".formatted(trial);
  }

  private static String simulation(int trial) {
    return "simulation_trial%d.json".formatted(trial);
  }

  private static void writeNodes(Connectome brain, Path file) throws IOException {
    int size = brain.neurons().size();
    long[] types = new long[size];
    long[] ids = new long[size];
    for (int index = 0; index < size; index++) {
      types[index] = -1;
      ids[index] = brain.neurons().id(index);
    }
    Hdf5Group root = root();
    Hdf5Group nodes = root.group("nodes").group(POPULATION);
    nodes.longs("node_type_id", Hdf5Type.INT64, types);
    nodes.group("0").longs("flywire_id", Hdf5Type.INT64, ids);
    new Hdf5File(file, root).close();
  }

  private static Map<String, Object> circuit() {
    Map<String, Object> nodes = new LinkedHashMap<>();
    nodes.put("nodes_file", "$BASE_DIR/" + NODES);
    nodes.put("populations", Map.of(POPULATION, Map.of("type", "point_neuron")));
    Map<String, Object> networks = new LinkedHashMap<>();
    networks.put("nodes", List.of(nodes));
    networks.put("edges", List.of());
    Map<String, Object> circuit = new LinkedHashMap<>();
    circuit.put("manifest", Map.of("$BASE_DIR", "."));
    circuit.put("networks", networks);
    return circuit;
  }

  private static Map<String, Object> simulation(ExportedRun run, int trial) {
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("tstop", run.milliseconds());
    double step = SessionTime.step(run.metadata());
    // Both are required; the trials of a run have seeds of their own.
    times.put("dt", step > 0 ? step : 0.1);
    times.put("random_seed", 0);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("output_dir", ".");
    output.put("spikes_file", spikes(trial));
    Map<String, Object> simulation = new LinkedHashMap<>();
    simulation.put("network", CIRCUIT);
    simulation.put("run", times);
    simulation.put("output", output);
    return simulation;
  }
}
