package flybrain.backend;

/// Whether a backend can run on this machine; [Backend#open] needs [Ready].
public sealed interface Availability {
  /// It can run now.
  record Ready() implements Availability {}

  /// `flybrain backends install` makes it ready.
  record Installable() implements Availability {}

  /// It cannot run here.
  ///
  /// @param needs what is missing and how to get it, such as `an NVIDIA GPU with CUDA 12`
  record NotRun(String needs) implements Availability {}
}
