package flybrain.backend;

/// How long a run took.
///
/// @param simulation wall time of the steps alone, in s
/// @param collection wall time of getting the spikes out and handing them on, in s
public record RunTimes(double simulation, double collection) {}
