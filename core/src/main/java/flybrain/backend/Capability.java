package flybrain.backend;

/// A feature of an experiment that a backend may lack.
public enum Capability {
  /// Recorded input events in place of the Poisson drive.
  REPLAY,
  /// The same spikes for the same input events as Brian2, one for one.
  EXACT,
  /// The same is expected of its equations in double precision, but was never seen: it has not run
  /// on the device that it needs.
  EXPECTED_EXACT,
  /// Parameters other than the published ones.
  PARAMETERS,
  /// Drives and silenced neurons that change on the way.
  TIMELINE,
  /// v and g of chosen neurons, recorded at fixed times.
  RECORDING
}
