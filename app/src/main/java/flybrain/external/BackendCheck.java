package flybrain.external;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Experiment;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network of four neurons whose spikes are known, to see whether a backend works at all.
///
/// Neuron 0 gets two input events; it excites neuron 1 strongly and neuron 2 weakly, and neuron 1
/// inhibits neuron 3, so neurons 2 and 3 stay silent.
public final class BackendCheck {
  private static final int[][] CONNECTIONS = {{0, 1, 200}, {0, 2, 5}, {1, 3, -200}};
  private static final int[] EVENTS = {10, 1000};
  private static final int STEPS = 2000;

  /// The spikes (step, neuron) by the exact solution: an event at step s makes neuron 0 spike at s
  /// + 1; 18 steps later 200 synapses add 55 mV to g of neuron 1, whose v has risen by more than 7
  ///   mV in the 43rd step after that.
  private static final List<List<Integer>> SPIKES =
      List.of(List.of(11, 0), List.of(72, 1), List.of(1001, 0), List.of(1062, 1));

  private BackendCheck() {}

  /// Runs the network and returns what the backend said of itself.
  ///
  /// @throws BackendException if it cannot run, or gives other spikes
  public static Map<String, String> run(Backend backend, Progress progress) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    Report report;
    try (Laboratory laboratory = Laboratory.on(connectome())) {
      report =
          laboratory.run(
              laboratory.plan(experiment(), backend),
              RunOptions.DEFAULT.withThreads(1).withProgress(progress).withSink(recorder));
    }
    List<List<Integer>> spikes = rows(recorder.spikes());
    if (!spikes.equals(SPIKES)) {
      throw new BackendException(
          "%s: gives the spikes %s (step, neuron), expected %s"
              .formatted(backend.key(), spikes, SPIKES));
    }
    Map<String, String> said = new LinkedHashMap<>(report.ofBackend());
    said.remove("seeds");
    return said;
  }

  private static Connectome connectome() {
    ConnectionsBuilder connections = new ConnectionsBuilder(4);
    for (int[] connection : CONNECTIONS) {
      connections.add(connection[0], connection[1], connection[2]);
    }
    return Connectome.of("check", new Neurons(new long[] {1, 2, 3, 4}), connections.build());
  }

  private static Experiment experiment() {
    return new Experiment(
        "check",
        List.of(),
        Silence.NONE,
        STEPS,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        new Replay("check", EVENTS, new int[EVENTS.length]));
  }

  private static List<List<Integer>> rows(Spikes spikes) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int k = 0; k < spikes.size(); k++) {
      rows.add(List.of(spikes.step(k), spikes.neuron(k)));
    }
    return rows;
  }
}
