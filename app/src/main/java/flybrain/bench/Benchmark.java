package flybrain.bench;

import flybrain.PythonNumber;
import flybrain.backend.Backend;
import flybrain.spikes.SpikeFileName;

/// One benchmark of a grid.
///
/// @param backend what simulates
/// @param duration of a trial in s
/// @param trials number of trials
/// @param round counted from 1; 0 in a run without label
record Benchmark(Backend backend, double duration, int trials, int round) {
  /// The name of its spike file.
  SpikeFileName fileName() {
    return new SpikeFileName(backend.key(), duration, trials);
  }

  /// How it is called in the log.
  String title() {
    return "%s, t_run=%ss, n_run=%d%s"
        .formatted(
            backend.framework(),
            PythonNumber.text(duration),
            trials,
            round == 0 ? "" : ", round " + round);
  }
}
