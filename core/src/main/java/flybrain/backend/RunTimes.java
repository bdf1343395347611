package flybrain.backend;

/// How long a run took.
///
/// @param setup wall time of recreating networks for later trials, in s; 0 for most backends
/// @param simulation wall time of the steps alone, in s
/// @param collection wall time of collecting the spikes and passing them on, in s
/// @param programs wall time of the programs that the framework compiled, from their start to their
///   end, in s: the steps, and reading the network and writing the spikes before and after; 0 for a
///   backend that compiles none
public record RunTimes(double setup, double simulation, double collection, double programs) {}
