package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Runs experiments and shows their spikes in a form that can be compared.
final class Runs {
  private Runs() {}

  static Spikes run(Backend backend, Connectome connectome, Experiment experiment, int threads)
      throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (Simulation simulation = backend.open(connectome, threads)) {
      simulation.run(experiment, recorder, Progress.NONE);
    }
    return recorder.spikes();
  }

  /// The spikes of all trials of an experiment, by a trial that is started again for each.
  static int[][] trials(Trial trial, Experiment experiment) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    for (int t = 0; t < experiment.trials(); t++) {
      trial.start(experiment, t);
      spikes.start(recorder, t);
      trial.advance(experiment.steps(), spikes);
      spikes.end();
    }
    return rows(recorder.spikes());
  }

  /// The spikes of the next steps of a trial under way.
  static int[][] advance(Trial trial, int steps) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    spikes.start(recorder, 0);
    trial.advance(steps, spikes);
    spikes.end();
    return rows(recorder.spikes());
  }

  /// Trial, step and neuron of each spike.
  static int[][] rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> new int[] {spikes.trial(k), spikes.step(k), spikes.neuron(k)})
        .toArray(int[][]::new);
  }

  /// As `assertThat(rows).isEqualTo(expected)`, which takes seconds for a million spikes.
  static void assertSame(int[][] rows, int[][] expected) {
    int first = Arrays.mismatch(rows, expected, Arrays::compare);
    if (first >= 0) {
      assertThat(rows.length).as("number of spikes").isGreaterThan(first);
      assertThat(expected.length).as("expected number of spikes").isGreaterThan(first);
      assertThat(rows[first])
          .as("trial, step and neuron of spike %d", first)
          .isEqualTo(expected[first]);
    }
  }
}
