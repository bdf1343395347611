package flybrain.engine;

import flybrain.backend.Backend;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.backend.Progress;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.stream.IntStream;

/// Runs experiments and shows their spikes in a form that can be compared.
final class Runs {
  private Runs() {}

  static Spikes run(Backend backend, Connectome connectome, Experiment experiment, int threads)
      throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (Prepared prepared =
        backend.prepare(connectome, experiment, new Execution(threads, Progress.NONE))) {
      prepared.run(recorder);
    }
    return recorder.spikes();
  }

  /// Trial, step and neuron of each spike.
  static int[][] rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> new int[] {spikes.trial(k), spikes.step(k), spikes.neuron(k)})
        .toArray(int[][]::new);
  }
}
