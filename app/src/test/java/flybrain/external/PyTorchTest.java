package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worker of `pytorch` with the real PyTorch, which a stand-in gives a GPU and its clock.
@Tag("frameworks")
class PyTorchTest {
  private static final double STEP_SECONDS = 0.25e-3;

  @TempDir private Path folder;

  @Test
  void clock_waitsForTheGpu() throws IOException {
    ExternalBackend real = (ExternalBackend) Backends.named("pytorch-cpu");
    assumeTrue(
        real.environment().state() instanceof Environment.State.Usable,
        "needs: flybrain backends install pytorch-cpu");
    Environment.Stamp stamp = ((Environment.State.Usable) real.environment().state()).stamp();
    Map<String, @Nullable String> variables = new HashMap<>();
    variables.put(
        "PYTHONPATH", Path.of("src", "test", "resources", "pytorch").toAbsolutePath().toString());
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    variables.put("FAKE_TORCH_STEP_SECONDS", Double.toString(STEP_SECONDS));
    Circuit circuit = Circuit.small();
    SpikeRecorder spikes = new SpikeRecorder();
    StandInBackend backend = new StandInBackend("pytorch", stamp.python(), folder, variables);
    assertThat(circuit.result(backend, spikes).times().simulation())
        .as("10,000 steps of 0.25 ms")
        .isCloseTo(2.5, within(1e-9));
    assertThat(spikes.spikes().size()).isPositive();
  }
}
