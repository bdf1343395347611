package flybrain.bench;

import flybrain.backend.Backend;
import flybrain.tables.PythonNumber;

/// One benchmark of a grid.
///
/// @param backend what simulates
/// @param duration of a trial in s
/// @param trials number of trials
/// @param round counted from 1; 0 in a run without label
record Benchmark(Backend backend, double duration, int trials, int round) {
  /// The name of its spike file without extension, such as `brian2cpp_t0.1s_n4`.
  String name() {
    return "%s_t%ss_n%d".formatted(backend.key(), PythonNumber.text(duration), trials);
  }

  /// The same as the reference suite has it where nobody asked for its duration: `1s`, not `1.0s`.
  String nameInSuite() {
    return "%s_t%ss_n%d"
        .formatted(backend.key(), PythonNumber.text(duration).replaceFirst("\\.0$", ""), trials);
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
