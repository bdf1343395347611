package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.backend.Backend;
import flybrain.backend.Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalBackendsTest {
  private final List<Backend> all = ExternalBackends.in(Path.of("none"), Map.of());

  @Test
  void backendsThatNeverRanOnAGpu_claimNoSpikes() {
    assertThat(all)
        .filteredOn(backend -> backend.capabilities().contains(Capability.EXPECTED_EXACT))
        .extracting(Backend::key)
        .contains("brian2cuda", "pytorch", "nestgpu", "genn", "brian2genn");
    assertThat(all)
        .noneMatch(backend ->
            backend.capabilities().contains(Capability.EXACT)
                && backend.capabilities().contains(Capability.EXPECTED_EXACT));
  }
}
