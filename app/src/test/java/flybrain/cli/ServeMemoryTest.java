package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.ServeProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The memory of `flybrain serve`, in a process that has little.
class ServeMemoryTest {
  /// Half of 48 MB is room for some 870,000 spikes.
  private static final String LITTLE = "-Xmx48m";

  @TempDir private static Path home;
  private static ServeProcess serve;
  private static long brain;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    serve = new ServeProcess(home, LITTLE);
    brain = serve.open(TinyBrain.in(home));
  }

  @AfterAll
  static void stop() throws IOException {
    serve.close();
  }

  private static Map<String, Object> driven(int rate) {
    return Map.of("t_run", 0.1, "drive", Map.of("neurons", 11, "rate", rate));
  }

  /// A trial has some 13 spikes.
  private static Answer run(int trials, Object... more) throws IOException {
    Object[] params = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"brain", brain, "experiment", driven(50), "n_run", trials}, 0, params, 0, 6);
    System.arraycopy(more, 0, params, 6, more.length);
    return serve.ask("run", params);
  }

  @Test
  void manyTrials_takeMemoryForTheirSpikesAlone() throws IOException {
    for (int k = 0; k < 3; k++) {
      Answer answer = run(30_000);
      int spikes = answer.result().get("spikes").asInt();
      assertThat(spikes).isGreaterThan(100_000);
      assertThat(answer.column("trial")).hasSize(spikes);
    }
  }

  @Test
  void answerThatWillNotFit_isRefusedEarlyWithItsSize() throws IOException {
    Answer refused = run(1_000_000_000);
    assertThat(refused.kind()).isEqualTo("usage");
    assertThat(refused.message())
        .containsPattern("n_run = 1000000000: the answer would have about [\\d,]{13,14} spikes")
        .containsPattern("\\([\\d,]+ MB\\), and memory has room for [89]\\d\\d,\\d\\d\\d")
        .contains("(out)", "spikes = false", "-Xmx8g");
    assertThat(run(5).result().get("spikes").asInt()).isPositive();
  }

  @Test
  void answerThatDoesNotFit_isRefused() throws IOException {
    Answer refused = run(100_000);
    assertThat(refused.message()).containsPattern("about 1,\\d\\d\\d,\\d\\d\\d spikes");
    assertThat(run(30_000).result().get("spikes").asInt()).isPositive();
  }

  @Test
  void refusedRun_canBeWrittenToAFileOrCounted() throws IOException {
    Path out = folder.resolve("many.parquet");
    long spikes = run(200_000, "out", "" + out).result().get("spikes").asLong();
    assertThat(spikes).isGreaterThan(1_000_000);
    assertThat(Files.size(out)).isPositive();
    assertThat(run(200_000, "spikes", false).result().get("spikes").asLong()).isEqualTo(spikes);
  }

  @Test
  void advanceThatDoesNotFit_leavesTheBrainWhereItIs() throws IOException {
    long live = serve.ask("live", "brain", brain, "seed", 3).result().get("live").asLong();
    serve.ask("drive", "live", live, "neurons", 11, "rate", 9000).result();
    Answer refused = serve.ask("advance", "live", live, "duration", 3000);
    assertThat(refused.kind()).isEqualTo("usage");
    assertThat(refused.message())
        .contains("duration = 3000 s: the answer would have more than", "shorter stretches");
    double time = serve.ask("rates", "live", live, "window", 0.1).result().get("time").asDouble();
    assertThat(time).isGreaterThan(100).isLessThan(3000);
    Answer next = serve.ask("advance", "live", live, "duration", 0.1);
    assertThat(next.column("time")).isNotEmpty();
    assertThat(next.column("time").getFirst().doubleValue()).isGreaterThanOrEqualTo(time);
    serve.ask("drop", "live", live).result();
  }
}
