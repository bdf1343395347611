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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The frameworks that flybrain can run, in the order in which they are listed.
public final class ExternalBackends {
  private static final Set<Capability> ALL = Set.of(REPLAY, EXACT, PARAMETERS);

  /// A backend not yet run on a GPU does not claim Brian2's spikes.
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
          new Framework(
              "brian2cpp",
              "Brian2 (CPU)",
              "brian2cpp",
              BRIAN2,
              ALL,
              List.of(COMPILER),
              "brian2-cpu"),
          new Framework(
              "brian2cuda",
              "Brian2CUDA (GPU)",
              "brian2cuda",
              BRIAN2CUDA,
              NOT_YET_RUN,
              List.of(GPU, NVCC),
              "brian2cuda-gpu"),
          new Framework(
              "pytorch",
              "PyTorch (CUDA)",
              "pytorch",
              PYTORCH,
              NOT_YET_RUN,
              List.of(GPU),
              "pytorch"),
          new Framework("pytorch-cpu", "PyTorch (CPU)", "pytorch", PYTORCH, ALL, List.of(), null),
          new Framework(
              "nest", "NEST (CPU)", "nest_cpu", NEST, Set.of(REPLAY, PARAMETERS), List.of(), null),
          new Framework(
              "nestgpu",
              "NEST GPU",
              "nestgpu",
              NESTGPU,
              NOT_YET_RUN,
              List.of(GPU, NEST_GPU),
              "nestgpu"),
          new Framework(
              "genn", "GeNN (GPU)", "genn", GENN, NOT_YET_RUN, List.of(GPU, NVCC), "genn"),
          new Framework("genn-cpu", "GeNN (CPU)", "genn", GENN, ALL, List.of(COMPILER), null),
          new Framework(
              "brian2genn",
              "Brian2GeNN (GPU)",
              "brian2genn",
              BRIAN2GENN,
              NOT_YET_RUN,
              List.of(GPU, NVCC, GENN_4),
              null),
          new Framework(
              "brian2genn-cpu",
              "Brian2GeNN (CPU)",
              "brian2genn",
              BRIAN2GENN,
              ALL,
              List.of(COMPILER, GENN_4),
              null));

  private ExternalBackends() {}

  /// All of them, as this machine and its environment variables have them.
  public static List<Backend> all() {
    return in(Environments.folder(), System.getenv());
  }

  /// The framework of a backend.
  static Framework named(String key) {
    return FRAMEWORKS.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
  }

  /// The flag by which the reference suite runs each of its default backends, by key and in the
  /// suite's order.
  static SequencedMap<String, String> suiteFlags() {
    SequencedMap<String, String> flags = new LinkedHashMap<>();
    for (Framework framework : FRAMEWORKS) {
      if (framework.suiteFlag() != null) {
        flags.put(framework.key(), framework.suiteFlag());
      }
    }
    return flags;
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
