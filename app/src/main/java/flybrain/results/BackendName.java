package flybrain.results;

/// The simulator of a recorded run.
///
/// @param key as in the name of its file, such as `pytorch`
/// @param framework as in tables, such as `PyTorch (CUDA)`
public record BackendName(String key, String framework) {}
