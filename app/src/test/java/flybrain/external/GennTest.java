package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.engine.Engines;
import flybrain.external.Circuit.Spike;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The worker of `genn` with a stand-in for PyGeNN that compiles our neurons' own code.
///
/// Needs g++ and a Python with NumPy; where one is missing, `check` leaves the tests out.
@Tag("stand-ins")
class GennTest {
  @TempDir private Path folder;

  private final Map<String, @Nullable String> variables = new HashMap<>();
  private String python = "";

  @BeforeEach
  void leadToTheStandIn() throws IOException {
    assumeTrue(StandInBackend.succeeds("g++", "--version"), "needs g++");
    python = StandInBackend.pythonWithNumpy();
    assumeTrue(!python.isEmpty(), "needs a Python with NumPy");
    variables.put(
        "PYTHONPATH", Path.of("src", "test", "resources", "genn").toAbsolutePath().toString());
    variables.put("FAKE_PYGENN_CALLS", folder.resolve("calls").toString());
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  @Test
  void replay_givesTheSpikesOfReference() throws IOException {
    for (Circuit circuit : List.of(Circuit.small(), Circuit.large())) {
      List<Spike> right = circuit.on(Engines.REFERENCE);
      assertThat(right).hasSizeGreaterThan(15);
      assertThat(circuit.on(backend("genn"))).isEqualTo(right);
    }
  }

  @Test
  void batch_hasTheTrialsThatOneCoreHasOneByOne() throws IOException {
    Circuit circuit = Circuit.driven();
    List<Spike> batch = circuit.on(backend("genn"));
    assertThat(calls("build").getLast().path(3).asInt()).isEqualTo(4);
    assertThat(circuit.on(backend("genn-cpu"))).isEqualTo(batch);
    assertThat(calls("build").getLast().path(3).asInt()).isEqualTo(1);
    Map<Integer, List<String>> trials =
        batch.stream()
            .collect(
                Collectors.groupingBy(
                    Spike::trial,
                    Collectors.mapping(s -> s.step() + " " + s.neuron(), Collectors.toList())));
    assertThat(trials).hasSize(4);
    assertThat(trials.values()).doesNotHaveDuplicates();
  }

  @Test
  void drives_fireAtTheirRates() throws IOException {
    double expected = 4 * 40 * 200 / (1 + 200 * 1e-4);
    assertThat(
            (double)
                Circuit.driven().on(backend("genn")).stream().filter(s -> s.neuron() < 40).count())
        .as("spikes of neurons at 200 Hz, five standard deviations")
        .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
  }

  /// Four trials of 10,000 steps: a window divides the steps, and times four stays below the slots.
  @ParameterizedTest
  @CsvSource({"10000, 40000, 10000", "7, 800000, 5", "100000, 4001, 1000", "9999, 39999, 5000"})
  void recordingWindow_isBoundedAndChangesNoSpike(String steps, String slots, int window)
      throws IOException {
    List<Spike> right = Circuit.driven().on(backend("genn"));
    variables.put("GENN_RECORDING_WINDOW_STEPS", steps);
    variables.put("GENN_RECORDING_WINDOW_MAX_SLOTS", slots);
    assertThat(Circuit.driven().on(backend("genn"))).isEqualTo(right);
    assertThat(calls("load").getLast().path(2).asInt()).isEqualTo(window);
    assertThat(calls("pull")).hasSize(1 + 10_000 / window);
  }

  @Test
  void withoutRecording_nothingIsRecorded() throws IOException {
    for (String key : List.of("genn", "genn-cpu")) {
      Circuit.driven().runUnrecordedOn(backend(key));
    }
    assertThat(calls("load")).isNotEmpty().allMatch(call -> call.path(2).isNull());
    assertThat(calls("pull")).isEmpty();
  }

  /// GeNN itself, where it is installed, gives the spikes of the stand-in, however it records them.
  @Test
  @Tag("frameworks")
  void genn_givesTheSpikesOfTheStandIn() throws IOException {
    for (Circuit circuit : List.of(Circuit.driven(), Circuit.large())) {
      List<Spike> right = circuit.on(backend("genn"));
      assertThat(right).hasSizeGreaterThan(5000);
      for (String window : List.of("25", "100000")) {
        Map<String, String> own = new HashMap<>(System.getenv());
        own.put("GENN_RECORDING_WINDOW_STEPS", window);
        for (Backend backend : ExternalBackends.in(Environments.folder(), own)) {
          if (backend.key().startsWith("genn")
              && backend.availability() instanceof Availability.Ready) {
            assertThat(circuit.on(backend)).as("%s, %s", backend.key(), window).isEqualTo(right);
          }
        }
      }
    }
  }

  /// The suite's own seed, 12345, is the default and leaves the trials' seeds as they are.
  @Test
  void gennSeed_shiftsEachTrialsSeedAndIsRecorded() throws IOException {
    List<Spike> spikes = Circuit.driven().on(backend("genn"));
    assertThat(seeds()).isEqualTo(TrialSeeds.of(1, 4));
    variables.put("GENN_SEED", "12345");
    assertThat(Circuit.driven().on(backend("genn"))).isEqualTo(spikes);
    for (long seed : List.of(0L, 12_346L, 4_000_000_000L)) {
      variables.put("GENN_SEED", Long.toString(seed));
      assertThat(Circuit.driven().on(backend("genn"))).isNotEqualTo(spikes);
      assertThat(seeds())
          .isEqualTo(
              TrialSeeds.of(1, 4).stream()
                  .map(trial -> Math.floorMod(trial + seed - 12_345, 1L << 32))
                  .toList())
          .doesNotHaveDuplicates();
    }
  }

  /// The stand-in's clock continues only where the GPU is waited for: 10,000 steps of 0.25 ms.
  @ParameterizedTest
  @ValueSource(strings = {"100000", "25"})
  void clock_waitsForTheGpu(String window) throws IOException {
    variables.put("GENN_RECORDING_WINDOW_STEPS", window);
    variables.put("FAKE_PYGENN_STEP_SECONDS", "0.00025");
    Circuit circuit = Circuit.driven();
    assertThat(circuit.result(backend("genn"), new SpikeRecorder()).times().simulation())
        .isCloseTo(2.5, within(1e-9));
  }

  private List<Long> seeds() throws IOException {
    Circuit circuit = Circuit.driven();
    String seeds =
        circuit.result(backend("genn"), new SpikeRecorder()).provenance().getOrDefault("seeds", "");
    return Stream.of(seeds.split(" ", -1)).map(Long::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "GENN_SEED, -1, 0",
    "GENN_SEED, one, 0",
    "GENN_RECORDING_WINDOW_STEPS, 0, 1",
    "GENN_RECORDING_WINDOW_MAX_SLOTS, 1e6, 1"
  })
  void wrongVariable_isNamed(String variable, String value, int least) {
    variables.put(variable, value);
    assertThatThrownBy(() -> Circuit.driven().on(backend("genn")))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "genn: %s = %s: must be a whole number of at least %d", variable, value, least);
    assertThat(Files.exists(folder.resolve("calls"))).isFalse();
  }

  private List<JsonNode> calls(String name) throws IOException {
    return StandInBackend.calls(folder.resolve("calls"), name);
  }

  private WorkerBackend backend(String key) {
    return new StandInBackend(key, python, folder, variables);
  }
}
