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
  /// A C++ compiler, and make.
  COMPILER,
  /// The CUDA toolkit.
  NVCC,
  /// NEST GPU with the neuron model that we ship.
  NEST_GPU,
  /// GeNN of the version that Brian2GeNN works with.
  GENN_4;

  /// What is missing and how to install it, or empty if present.
  ///
  /// @param environment the environment variables, [completed][SearchPaths#complete]
  Optional<String> missing(Map<String, String> environment) {
    return switch (this) {
      case GPU ->
          lack(hasGpu(), "an NVIDIA GPU with its driver and CUDA 12; this machine shows none");
      case COMPILER ->
          lack(
                  onPath(environment, "g++"),
                  "a C++ compiler; g++ is not on the PATH (apt install g++)")
              .or(() ->
                  lack(
                      onPath(environment, "make"),
                      "make; it is not on the PATH (apt install make)"));
      case NVCC ->
          lack(
              onPath(environment, "nvcc") || isFile(environment, "CUDA_PATH", "bin/nvcc"),
              "the CUDA toolkit; nvcc is not on the PATH, nor in bin of CUDA_PATH, CUDA_HOME,"
                  + " /usr/local/cuda-12.5 or /usr/local/cuda");
      case NEST_GPU ->
          lack(
              isFile(environment, "NESTGPU_LIB", "")
                  && isFile(environment, "NESTGPU_PYTHONLIB", "nestgpu.py"),
              "NEST GPU, which is not in ~/.nest-gpu-build; set NESTGPU_LIB to its"
                  + " libnestgpukernel.so and NESTGPU_PYTHONLIB to the folder of its nestgpu.py"
                  + " (docs/how-to/install-nest-gpu.md)");
      case GENN_4 ->
          lack(
              isFile(environment, "BRIAN2GENN_GENN_PATH", "bin/genn-buildmodel.sh"),
              "GeNN 4.9, which is not in ~/.local/src/genn-4.9.0; set BRIAN2GENN_GENN_PATH or"
                  + " GENN_PATH to its folder (docs/how-to/install-genn.md)");
    };
  }

  private static Optional<String> lack(boolean there, String what) {
    return there ? Optional.empty() : Optional.of(what);
  }

  private static boolean hasGpu() {
    return Stream.of("/dev/nvidia0", "/dev/nvidiactl", "/usr/lib/wsl/lib/libcuda.so.1")
        .anyMatch(device -> Files.exists(Path.of(device)));
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
