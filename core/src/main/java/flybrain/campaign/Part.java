package flybrain.campaign;

/// Experiments in a row, of one step and on one brain, whose results are kept together.
///
/// @param first number of its first experiment
/// @param experiments how many they are, at least 1
/// @param shard that runs it, counted from 1
public record Part(int first, int experiments, int shard) {}
