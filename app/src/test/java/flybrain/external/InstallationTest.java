package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.InputException;
import flybrain.backend.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks of the machine before anything is downloaded.
class InstallationTest {
  @TempDir private Path environments;

  private final List<String> lines = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pytorch | torch 2.9.1, or 2.15.0 on Python 3.13 | 3 to 3.5 GB, most of it CUDA"
            + " | ; for the CPU: flybrain backends install pytorch-cpu",
        "brian2cuda | brian2cuda 1.0a7, or 1.0b1 on Python 3.13 | 30 MB | ''",
        "brian2genn | brian2genn 1.7.0 | 30 MB"
            + " | ; for the CPU: flybrain backends install brian2genn-cpu",
        "nestgpu | numpy 2.4.6 | 20 MB | ''"
      })
  void withoutAGpu_nothingIsDownloaded(String key, String what, String download, String onCpu) {
    assumeTrue(Prerequisite.GPU.missing(Map.of()).isPresent(), "needs a machine without a GPU");
    assertThatThrownBy(() -> install(key, new Installation(false, false, "no-python")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: this machine shows no NVIDIA GPU, so nothing was downloaded (%s, with "
                + "dependencies %s)%s; to install it anyway: --force",
            key, what, download, onCpu);
    assertThat(lines).isEmpty();
    assertThat(environments).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"pytorch, true, false", "pytorch, false, true", "pytorch-cpu, false, false"})
  void force_system_andTheCpu_goOnToThePython(String key, boolean force, boolean system) {
    assertThatThrownBy(() -> install(key, new Installation(system, force, "no-python")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("no-python ");
  }

  private String install(String key, Installation wanted) throws IOException {
    for (Backend backend : ExternalBackends.in(environments, Map.of())) {
      if (backend.key().equals(key) && backend instanceof ExternalBackend external) {
        return external.install(wanted, lines::add);
      }
    }
    throw new AssertionError("no backend " + key);
  }
}
