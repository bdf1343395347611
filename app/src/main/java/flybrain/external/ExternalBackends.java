package flybrain.external;

import static flybrain.backend.Capability.EXACT;
import static flybrain.backend.Capability.EXPECTED_EXACT;
import static flybrain.backend.Capability.PARAMETERS;
import static flybrain.backend.Capability.REPLAY;
import static flybrain.external.Prerequisite.COMPILER;
import static flybrain.external.Prerequisite.GENN_4;
import static flybrain.external.Prerequisite.GPU;
import static flybrain.external.Prerequisite.NEST_GPU;
import static flybrain.external.Prerequisite.NVCC;

import flybrain.backend.Backend;
import flybrain.backend.Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The frameworks that flybrain can run, in the order in which they are listed.
public final class ExternalBackends {
  private static final Set<Capability> ALL = Set.of(REPLAY, EXACT, PARAMETERS);

  /// What nobody has run on a GPU yet claims no spikes.
  private static final Set<Capability> NOT_YET_RUN = Set.of(REPLAY, EXPECTED_EXACT, PARAMETERS);

  private static final List<String> PYTHONS = List.of("3.11", "3.12", "3.13");

  private static final Environment.Kind BRIAN2 =
      new Environment.Kind(
          "brian2cpp", List.of("brian2", "numpy"), new Packages("brian2", PYTHONS, "30 MB"));
  private static final Environment.Kind PYTORCH =
      new Environment.Kind(
          "pytorch",
          List.of("torch", "numpy"),
          new Packages("torch", PYTHONS, "3 to 3.5 GB, most of it CUDA"));
  private static final Environment.Kind NEST =
      new Environment.Kind(
          "nest", List.of("nest", "numpy"), new Packages("nest-simulator", PYTHONS, "80 MB"));
  private static final Environment.Kind NESTGPU =
      new Environment.Kind("nestgpu", List.of("numpy"), new Packages("numpy", PYTHONS, "20 MB"));
  private static final Environment.Kind BRIAN2CUDA =
      new Environment.Kind(
          "brian2cuda",
          List.of("brian2cuda", "brian2", "numpy"),
          new Packages("brian2cuda", PYTHONS, "30 MB"));
  private static final Environment.Kind GENN =
      new Environment.Kind("genn", List.of("pygenn", "numpy"), null);

  /// Brian2 2.5.4 needs NumPy 1, which has no build for Python 3.13.
  private static final Environment.Kind BRIAN2GENN =
      new Environment.Kind(
          "brian2genn",
          List.of("brian2genn", "brian2", "numpy"),
          new Packages("brian2genn", List.of("3.11", "3.12"), "30 MB"));

  private static final List<Framework> FRAMEWORKS =
      List.of(
          new Framework("brian2cpp", "Brian2 (CPU)", BRIAN2, ALL, List.of(COMPILER)),
          new Framework(
              "brian2cuda", "Brian2CUDA (GPU)", BRIAN2CUDA, NOT_YET_RUN, List.of(GPU, NVCC)),
          new Framework("pytorch", "PyTorch (CUDA)", PYTORCH, NOT_YET_RUN, List.of(GPU)),
          new Framework("pytorch-cpu", "PyTorch (CPU)", PYTORCH, ALL, List.of()),
          new Framework("nest", "NEST (CPU)", NEST, Set.of(REPLAY, PARAMETERS), List.of()),
          new Framework("nestgpu", "NEST GPU", NESTGPU, NOT_YET_RUN, List.of(GPU, NEST_GPU)),
          new Framework("genn", "GeNN (GPU)", GENN, NOT_YET_RUN, List.of(GPU, NVCC)),
          new Framework("genn-cpu", "GeNN (CPU)", GENN, ALL, List.of(COMPILER)),
          new Framework(
              "brian2genn",
              "Brian2GeNN (GPU)",
              BRIAN2GENN,
              NOT_YET_RUN,
              List.of(GPU, NVCC, GENN_4)),
          new Framework(
              "brian2genn-cpu", "Brian2GeNN (CPU)", BRIAN2GENN, ALL, List.of(COMPILER, GENN_4)));

  private ExternalBackends() {}

  /// All of them, as this machine and its environment variables have them.
  public static List<Backend> all() {
    return in(Environments.folder(), System.getenv());
  }

  /// The key of the framework that runs in the same environment without a GPU.
  static Optional<String> onCpu(Framework framework) {
    return FRAMEWORKS.stream()
        .filter(other -> other.environment().equals(framework.environment()))
        .filter(other -> !other.needs().contains(GPU))
        .map(Framework::key)
        .findFirst();
  }

  static List<Backend> in(Path environments, Map<String, String> variables) {
    Map<String, String> all = SearchPaths.of(variables).complete(variables);
    return FRAMEWORKS.stream()
        .<Backend>map(framework -> new ExternalBackend(framework, environments, all))
        .toList();
  }
}
