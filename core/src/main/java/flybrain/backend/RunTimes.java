package flybrain.backend;

/// How long a run took.
///
/// @param setup wall time of creating networks anew for later trials, in s; 0 for most backends
/// @param simulation wall time of the steps alone, in s
/// @param collection wall time of getting the spikes out and handing them on, in s
public record RunTimes(double setup, double simulation, double collection) {}
