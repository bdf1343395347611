package flybrain.external;

import org.jspecify.annotations.Nullable;

/// How an environment is to be made.
///
/// @param system whether to use a Python that has the framework instead of installing it
/// @param force whether to install also where the machine has not the GPU that the framework needs
/// @param python the Python to make it from or to use, or null to look for one
public record Installation(boolean system, boolean force, @Nullable String python) {}
