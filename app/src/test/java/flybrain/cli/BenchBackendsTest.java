package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.external.Backends;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchBackendsTest {
  /// What `--pytorch` is here: without CUDA it runs on the CPU and is called so.
  private static final String PYTORCH =
      Backends.named("pytorch").availability() instanceof Availability.NotRun
          ? "pytorch-cpu"
          : "pytorch";

  @Test
  void defaultSet_isEventAndTheFiveOfTheSuite() {
    assertThat(keys())
        .containsExactly("event", "brian2cpp", "brian2cuda", PYTORCH, "nestgpu", "genn");
    assertThat(BenchBackends.areChosen(parsed())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--brian2-cpu,brian2cpp",
    "--brian2cuda-gpu,brian2cuda",
    "--nestgpu,nestgpu",
    "--genn,genn",
    "--brian2genn,brian2genn"
  })
  void flagOfTheSuite_isTheBackendOfItsKey(String flag, String key) {
    assertThat(keys(flag)).containsExactly(key);
    assertThat(keys(flag.substring(0, 2) + flag.substring(2).replace('-', '_')))
        .containsExactly(key);
  }

  @Test
  void everyKey_isAFlag() {
    for (Backend backend : Backends.all()) {
      assertThat(keys("--" + backend.key()))
          .containsExactly(backend.key().equals("pytorch") ? PYTORCH : backend.key());
    }
  }

  @Test
  void flags_combineInOneOrderAndNothingRunsTwice() {
    assertThat(keys("--nest", "--pytorch-cpu", "--brian2cpp", "--event"))
        .containsExactly("event", "brian2cpp", "pytorch-cpu", "nest");
    assertThat(keys("--pytorch", "--pytorch-cpu"))
        .isEqualTo(
            PYTORCH.equals("pytorch") ? List.of("pytorch", "pytorch-cpu") : List.of(PYTORCH));
  }

  private static CommandLine.ParseResult parsed(String... flags) {
    return new CommandLine(new BenchCommand()).parseArgs(Main.withDashes(flags));
  }

  private static List<String> keys(String... flags) {
    return BenchBackends.of(parsed(flags)).stream().map(Backend::key).toList();
  }
}
