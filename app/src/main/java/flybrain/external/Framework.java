package flybrain.external;

import flybrain.backend.Capability;
import java.util.List;
import java.util.Set;

/// A framework, as one of the backends.
///
/// @param key its backend's key
/// @param name its name in tables
/// @param environment the environment that it runs in
/// @param capabilities what of an experiment it can do
/// @param needs what a machine must have for it, besides its environment
record Framework(
    String key,
    String name,
    Environment.Kind environment,
    Set<Capability> capabilities,
    List<Prerequisite> needs) {
  Framework {
    capabilities = Set.copyOf(capabilities);
    needs = List.copyOf(needs);
  }
}
