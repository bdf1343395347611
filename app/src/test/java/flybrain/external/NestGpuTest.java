package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.backend.BackendException;
import flybrain.engine.Engines;
import flybrain.external.Circuit.Spike;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The worker of `nestgpu` with a stand-in for NEST GPU that computes with our neuron's own source.
///
/// Needs g++ and a Python with NumPy; where one is missing, `check` leaves the tests out.
@Tag("stand-ins")
class NestGpuTest {
  private static final Path STAND_IN = Path.of("src", "test", "resources", "nestgpu");
  private static final Path MODEL = Path.of("..", "backends", "nestgpu");

  @TempDir private Path folder;

  private final Map<String, @Nullable String> variables = new HashMap<>();
  private String python = "";

  @BeforeEach
  void build() throws IOException, InterruptedException {
    assumeTrue(StandInBackend.succeeds("g++", "--version"), "needs g++");
    python = StandInBackend.pythonWithNumpy();
    assumeTrue(!python.isEmpty(), "needs a Python with NumPy");
    Path library = folder.resolve("kernel.so");
    assertThat(
            new ProcessBuilder(
                    "g++",
                    "-O1",
                    "-Wall",
                    "-Werror",
                    "-ffp-contract=off",
                    "-shared",
                    "-fPIC",
                    "-I" + MODEL,
                    "-o" + library,
                    STAND_IN.resolve("kernel.cpp").toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    variables.put("NESTGPU_LIB", library.toString());
    variables.put("NESTGPU_PYTHONLIB", STAND_IN.toAbsolutePath().toString());
    variables.put("FAKE_NESTGPU_CALLS", folder.resolve("calls").toString());
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  @Test
  void withoutRecording_nothingIsRecorded() throws IOException {
    Circuit.driven().runUnrecordedOn(backend());
    assertThat(calls("Simulate")).isNotEmpty();
    assertThat(calls("SetRecSpikeTimesStep")).isEmpty();
  }

  @Test
  void replay_givesTheSpikesOfReference() throws IOException {
    Circuit circuit = Circuit.small();
    assertThat(circuit.on(backend())).isEqualTo(circuit.on(Engines.REFERENCE));
    Circuit other = circuit.with(new Parameters(-60, -61, -50, 15, 3, 1.5, 2.5, 0.5, 150, 0.1));
    assertThat(other.on(backend())).isEqualTo(other.on(Engines.REFERENCE));
  }

  @Test
  void busyNetwork_isEqualSpikeForSpike() throws IOException {
    Circuit circuit = Circuit.large();
    List<Spike> right = circuit.on(Engines.REFERENCE);
    assertThat(right).hasSizeGreaterThan(5000);
    assertThat(circuit.on(backend())).isEqualTo(right);
  }

  @Test
  void trials_haveAProcessAndASeedEach() throws IOException {
    Circuit circuit = Circuit.driven();
    List<List<Spike>> twice = circuit.on(backend(), 2);
    assertThat(twice.get(1)).isEqualTo(twice.getFirst());
    List<JsonNode> seeds = calls("SetRandomSeed");
    assertThat(seeds.subList(0, 4).stream().map(call -> call.path(2).asLong()))
        .containsExactlyElementsOf(TrialSeeds.of(1, 4));
    assertThat(seeds.stream().map(call -> call.path(0).asInt())).doesNotHaveDuplicates();
    double expected = 4 * 40 * 200 / (1 + 200 * 1e-4);
    assertThat((double) twice.getFirst().stream().filter(s -> s.neuron() < 40).count())
        .as("spikes of neurons at 200 Hz, five standard deviations")
        .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    assertThat(twice.getFirst()).allMatch(spike -> spike.neuron() < 50 && spike.step() > 0);
  }

  /// NEST GPU cannot be reset, so three of the four trials build their networks during the run. The
  /// stand-in sleeps while a network is built, so what is counted cannot be less.
  @Test
  void networksOfLaterTrials_countAsSetup() throws IOException {
    variables.put("FAKE_NESTGPU_SLEEP", "0.2");
    Circuit circuit = Circuit.driven();
    assertThat(circuit.result(backend(), new SpikeRecorder()).times().setup())
        .isGreaterThanOrEqualTo(4 * 0.2);
  }

  @Test
  void wrongWeights_areFoundBeforeTheRun() {
    for (String fault : List.of("1", "list")) {
      variables.put("FAKE_NESTGPU_FAULT", fault);
      assertThatThrownBy(() -> Circuit.small().on(backend()))
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith(
              "nestgpu: NEST GPU's nestgpu.py does not hand arrays of weights over as given; in");
    }
    assertThat(folder.resolve("calls")).content().doesNotContain("Simulate");
  }

  @Test
  void anotherNeuron_isNamed() {
    variables.put("FAKE_NESTGPU_MODEL", "other");
    assertThatThrownBy(() -> Circuit.small().on(backend()))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("nestgpu: this NEST GPU has another neuron as user_m1; build it");
  }

  private List<JsonNode> calls(String name) throws IOException {
    return StandInBackend.calls(folder.resolve("calls"), name);
  }

  private WorkerBackend backend() {
    return new StandInBackend("nestgpu", python, folder, variables);
  }
}
