package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathsTest {
  @TempDir private Path folder;

  @Test
  void nothingThere_addsNothing() {
    assertThat(complete(Map.of("PATH", "/bin"))).containsExactly(Map.entry("PATH", "/bin"));
  }

  @Test
  void usualFolders_areFound() throws IOException {
    file("local/cuda/bin/nvcc");
    file("home/.local/src/genn-4.9.0/bin/genn-buildmodel.sh");
    file("home/.nest-gpu-build/lib/nestgpu/libnestgpukernel.so");
    file("home/.nest-gpu-build/lib64/python3.12/site-packages/nestgpu.py");
    assertThat(complete(Map.of()))
        .containsOnly(
            Map.entry("CUDA_PATH", path("local/cuda")),
            Map.entry("BRIAN2GENN_GENN_PATH", path("home/.local/src/genn-4.9.0")),
            Map.entry("NESTGPU_LIB", path("home/.nest-gpu-build/lib/nestgpu/libnestgpukernel.so")),
            Map.entry(
                "NESTGPU_PYTHONLIB", path("home/.nest-gpu-build/lib64/python3.12/site-packages")));
    file("local/cuda-12.5/bin/nvcc");
    assertThat(complete(Map.of())).containsEntry("CUDA_PATH", path("local/cuda-12.5"));
  }

  @Test
  void nestGpuInAllUsersSitePackages_isFound() throws IOException {
    file("local/lib/nestgpu/libnestgpukernel.so");
    file("local/lib/python3.11/site-packages/nestgpu.py");
    assertThat(complete(Map.of()))
        .containsEntry("NESTGPU_LIB", path("local/lib/nestgpu/libnestgpukernel.so"))
        .containsEntry("NESTGPU_PYTHONLIB", path("local/lib/python3.11/site-packages"));
  }

  @Test
  void variables_goBeforeTheUsualFolders() throws IOException {
    file("local/cuda-12.5/bin/nvcc");
    file("home/.local/src/genn-4.9.0/bin/genn-buildmodel.sh");
    file("home/.nest-gpu-build/lib/nestgpu/libnestgpukernel.so");
    file("mine/bin/nvcc");
    file("mine/bin/genn-buildmodel.sh");
    assertThat(
            complete(
                Map.of(
                    "CUDA_HOME", path("mine"),
                    "GENN_PATH", path("mine"),
                    "NESTGPU_LIB", "elsewhere")))
        .containsEntry("CUDA_PATH", path("mine"))
        .containsEntry("BRIAN2GENN_GENN_PATH", path("mine"))
        .containsEntry("NESTGPU_LIB", "elsewhere");
    file("other/bin/nvcc");
    assertThat(complete(Map.of("CUDA_PATH", path("other"), "CUDA_HOME", path("mine"))))
        .containsEntry("CUDA_PATH", path("other"));
  }

  /// As of GeNN 5, not GeNN 4, or of a toolkit that was removed.
  @Test
  void variablesThatLeadNowhere_arePassedOver() throws IOException {
    file("local/cuda-12.5/bin/nvcc");
    file("home/.local/src/genn-4.9.0/bin/genn-buildmodel.sh");
    assertThat(complete(Map.of("CUDA_PATH", path("gone"), "GENN_PATH", path("genn-5.4.0"))))
        .containsEntry("CUDA_PATH", path("local/cuda-12.5"))
        .containsEntry("BRIAN2GENN_GENN_PATH", path("home/.local/src/genn-4.9.0"))
        .containsEntry("GENN_PATH", path("genn-5.4.0"));
  }

  @Test
  void whatWasFound_isNotMissing() throws IOException {
    assertThat(Prerequisite.NVCC.missing(complete(Map.of())))
        .hasValue(
            "the CUDA toolkit; nvcc is not on the PATH, nor in bin of CUDA_PATH, CUDA_HOME,"
                + " /usr/local/cuda-12.5 or /usr/local/cuda");
    file("local/cuda/bin/nvcc");
    file("home/.local/src/genn-4.9.0/bin/genn-buildmodel.sh");
    file("home/.nest-gpu-build/lib/nestgpu/libnestgpukernel.so");
    assertThat(Prerequisite.NVCC.missing(complete(Map.of()))).isEmpty();
    assertThat(Prerequisite.GENN_4.missing(complete(Map.of()))).isEmpty();
    assertThat(Prerequisite.NEST_GPU.missing(complete(Map.of()))).isPresent();
    file("home/.nest-gpu-build/lib/python3.11/site-packages/nestgpu.py");
    assertThat(Prerequisite.NEST_GPU.missing(complete(Map.of()))).isEmpty();
  }

  private Map<String, String> complete(Map<String, String> variables) {
    return new SearchPaths(folder.resolve("home"), folder.resolve("local")).complete(variables);
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.createFile(file);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
