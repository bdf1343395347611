package flybrain.external;

import flybrain.backend.Capability;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A framework, as one of the backends.
///
/// @param key its backend's key
/// @param name its name in tables
/// @param module its Python module in `backends/flybrain_worker`
/// @param environment the environment that it runs in
/// @param capabilities which features of an experiment it supports
/// @param needs what a machine must have for it, besides its environment
/// @param suiteFlag the flag by which the reference suite runs it by default, without dashes; null
///   if it does not
record Framework(
    String key,
    String name,
    String module,
    Environment.Kind environment,
    Set<Capability> capabilities,
    List<Prerequisite> needs,
    @Nullable String suiteFlag) {
  Framework {
    capabilities = Set.copyOf(capabilities);
    needs = List.copyOf(needs);
  }

  /// What its worker is started with: the module, and the device that it uses.
  String worker() {
    return module + (needs.contains(Prerequisite.GPU) ? ":cuda" : ":cpu");
  }
}
