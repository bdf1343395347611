package flybrain.external;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that a machine has or has not, and that no environment can bring.
enum Prerequisite {
  /// An NVIDIA GPU.
  GPU,
  /// A C++ compiler.
  COMPILER,
  /// The CUDA toolkit.
  NVCC,
  /// NEST GPU with the neuron model that we ship.
  NEST_GPU,
  /// GeNN of the version that Brian2GeNN works with.
  GENN_4;

  /// What is missing and how to get it, or empty when it is there.
  ///
  /// @param environment the environment variables
  Optional<String> missing(Map<String, String> environment) {
    return switch (this) {
      case GPU ->
          lack(hasGpu(), "an NVIDIA GPU with its driver and CUDA 12; this machine shows none");
      case COMPILER ->
          lack(
              onPath(environment, "g++"),
              "a C++ compiler; g++ is not on the PATH (apt install g++)");
      case NVCC ->
          lack(
              onPath(environment, "nvcc") || isFile(environment, "CUDA_PATH", "bin/nvcc"),
              "the CUDA toolkit; neither is nvcc on the PATH nor CUDA_PATH set to its folder");
      case NEST_GPU ->
          lack(
              isFile(environment, "NESTGPU_LIB", "")
                  && isFile(environment, "NESTGPU_PYTHONLIB", "nestgpu.py"),
              "NEST GPU; set NESTGPU_LIB to its libnestgpukernel.so and NESTGPU_PYTHONLIB to the"
                  + " folder of its nestgpu.py (docs/how-to/install-nest-gpu.md)");
      case GENN_4 ->
          lack(
              gennFolder(environment).isPresent(),
              "GeNN 4.9; set BRIAN2GENN_GENN_PATH or GENN_PATH to its folder"
                  + " (docs/how-to/install-genn.md)");
    };
  }

  private static Optional<String> lack(boolean there, String what) {
    return there ? Optional.empty() : Optional.of(what);
  }

  private static boolean hasGpu() {
    return Stream.of("/dev/nvidia0", "/dev/nvidiactl", "/usr/lib/wsl/lib/libcuda.so.1")
        .anyMatch(device -> Files.exists(Path.of(device)));
  }

  private static Optional<Path> gennFolder(Map<String, String> environment) {
    return Stream.of("BRIAN2GENN_GENN_PATH", "GENN_PATH")
        .map(variable -> environment.getOrDefault(variable, ""))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .filter(folder -> Files.isRegularFile(folder.resolve("bin/genn-buildmodel.sh")))
        .findFirst();
  }

  private static boolean onPath(Map<String, String> environment, String program) {
    return List.of(environment.getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static boolean isFile(Map<String, String> environment, String variable, String below) {
    String value = environment.getOrDefault(variable, "");
    return !value.isEmpty() && Files.isRegularFile(Path.of(value).resolve(below));
  }
}
