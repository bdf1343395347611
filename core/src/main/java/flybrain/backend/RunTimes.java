package flybrain.backend;

/// How long a run took. Where several threads of ours were at it at once, each time is of the
/// thread that spent most.
///
/// @param setup wall time of loading and creating networks, in s; 0 where the brain was open
/// @param build wall time of generating and compiling code, in s; 0 for a backend that compiles
///   nothing
/// @param simulation wall time of the steps alone, in s
/// @param collection wall time of collecting the spikes and passing them on, in s
/// @param programs wall time of the programs that the framework compiled, from their start to their
///   end, in s: the steps, and reading the network and writing the spikes before and after; 0 for a
///   backend that compiles none
public record RunTimes(
    double setup, double build, double simulation, double collection, double programs) {}
