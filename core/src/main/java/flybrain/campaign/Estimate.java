package flybrain.campaign;

/// What a campaign will take.
///
/// @param experiments number of experiments, at most where a step depends on results
/// @param trials of all of them
/// @param brainSeconds of all trials
/// @param seconds wall time, from the time of some trials on this machine
public record Estimate(int experiments, long trials, double brainSeconds, double seconds) {}
