package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.Progress;
import flybrain.backend.RunResult;
import flybrain.backend.Simulation;
import flybrain.external.Circuit.Spike;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The worker of `brian2cuda` with the real Brian2CUDA, which generates code without a GPU, and
/// with a substitute for nvcc.
///
/// The result of nvcc is in docs/reference/backends.md; it takes too long for a test.
@Tag("frameworks")
class Brian2CudaTest {
  private static final Path STAND_INS =
      Path.of("src", "test", "resources", "brian2cuda").toAbsolutePath();

  @TempDir private Path folder;

  private final Map<String, @Nullable String> variables = new HashMap<>();
  private String python = "";

  @BeforeEach
  void leadToTheStandIns() throws IOException {
    ExternalBackend real = (ExternalBackend) Backends.named("brian2cuda");
    if (real.environment().state() instanceof Environment.State.Usable(Environment.Stamp stamp)) {
      python = stamp.python();
    }
    assumeTrue(!python.isEmpty(), "needs: flybrain backends install brian2cuda");
    variables.put("CUDA_PATH", STAND_INS.toString());
    variables.put("PATH", STAND_INS.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("FAKE_NVCC_CALLS", folder.resolve("calls").toString());
  }

  @Test
  void allTrials_areCompiledOnceAndHaveASeedEach() throws IOException {
    Circuit circuit = Circuit.driven();
    List<Spike> spikes = circuit.on(backend());
    assertThat(spikes).as("of a program that simulates nothing").isEmpty();
    List<String> compiled = calls(call -> call.contains(" -dc "));
    assertThat(compiled)
        .hasSizeGreaterThan(10)
        .doesNotHaveDuplicates()
        .allMatch(
            call -> call.matches(".*-std=c\\+\\+11 .*-std=c\\+\\+17 .*-std=c\\+\\+17 -dc .*"));
    assertThat(calls(call -> call.endsWith(" -o main"))).hasSize(1);
    assertThat(calls(call -> call.startsWith("run ")))
        .containsExactlyElementsOf(
            TrialSeeds.of(1, 4).stream().map(seed -> "run " + seed).toList());
  }

  /// The host continues while the GPU computes, and Brian2CUDA's own time, up to 1.0a7, is that of
  /// the processor.
  @Test
  void clock_waitsForTheGpu() throws IOException {
    Circuit circuit = Circuit.driven();
    try (Simulation simulation = backend().open(circuit.connectome(), 1)) {
      RunResult result = simulation.run(circuit.experiment(), new SpikeRecorder(), Progress.NONE);
      assertThat(code("main.cu").replaceAll("\\s+", " "))
          .containsPattern(
              "cudaDeviceSynchronize\\(\\)\\); timespec _flybrain_begin;"
                  + " clock_gettime\\(CLOCK_MONOTONIC, &_flybrain_begin\\);"
                  + "( set_from_command_line\\(args\\);)? [a-z_0-9]+\\.run\\([^;]*;"
                  + " CUDA_SAFE_CALL\\(cudaDeviceSynchronize\\(\\)\\); timespec _flybrain_end;");
      assertThat(result.times().simulation()).as("four programs that say 2.5 s").isEqualTo(10);
    }
  }

  @Test
  void generatedCode_isTheModelInDoublePrecision() throws IOException {
    Circuit circuit = Circuit.small();
    try (Simulation simulation = backend().open(circuit.connectome(), 1)) {
      RunResult result = simulation.run(circuit.experiment(), new SpikeRecorder(), Progress.NONE);
      assertThat(result.times().build()).isPositive();
      assertThat(code("main.cu"))
          .contains("_dynamic_array_recurrent_delay[0] = 0.0018")
          .containsOnlyOnce("random_number_buffer.set_seed(std::strtoull(std::getenv(");
      assertThat(code("neurons_stateupdater_codeobject.cu"))
          .contains("not_refractory = _timestep(t - lastspike, dt) >= _timestep(rfc, dt);")
          .contains("_g = _lio_2 * g;")
          .contains("double* _ptr_array_neurons_v", "double* _ptr_array_neurons_g");
      assertThat(code("recurrent_pre_codeobject.cu"))
          .contains("_brian_atomicAdd(&_ptr_array_neurons_g[_postsynaptic_idx], (double)(w));");
      assertThat(code("drive_pre_codeobject.cu"))
          .contains("_brian_atomicAdd(&_ptr_array_neurons_v[_postsynaptic_idx], (double)(kick));");
      assertThat(code("neurons_spike_resetter_codeobject.cu")).contains("g = 0", "v = v_rst");
    }
  }

  /// A generated file of the project.
  private String code(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().equals(name))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    }
  }

  private List<String> calls(Predicate<String> some) throws IOException {
    return Files.readAllLines(folder.resolve("calls")).stream().filter(some).toList();
  }

  private StandInBackend backend() {
    return new StandInBackend("brian2cuda", python, folder, variables);
  }
}
