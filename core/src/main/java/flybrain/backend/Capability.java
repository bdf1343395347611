package flybrain.backend;

/// A feature of an experiment that a backend may lack.
public enum Capability {
  /// Recorded input events in place of the Poisson drive.
  REPLAY,
  /// The same spikes for the same input events as Brian2, one for one.
  EXACT,
  /// Parameters other than the published ones.
  PARAMETERS
}
