package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.external.FakeBackend;
import flybrain.results.ResultRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The benchmarks of a grid, and the table of their outcomes.
class GridTest {
  private static final Backend A = new FakeBackend("a", "behaves", Path.of("x"));
  private static final Backend B = new FakeBackend("b", "behaves", Path.of("x"));

  private static List<String> titles(Grid grid, boolean labelled) {
    return grid.benchmarks(List.of(B, A), labelled).stream().map(Benchmark::title).toList();
  }

  @Test
  void benchmarks_areByRoundBackendTrialsAndDuration() {
    assertThat(titles(new Grid(List.of(1.0, 0.1), List.of(4, 1), 2, 3), true))
        .startsWith(
            "Fake b, t_run=1.0s, n_run=4, round 3",
            "Fake b, t_run=0.1s, n_run=4, round 3",
            "Fake b, t_run=1.0s, n_run=1, round 3",
            "Fake b, t_run=0.1s, n_run=1, round 3",
            "Fake a, t_run=1.0s, n_run=4, round 3")
        .endsWith("Fake a, t_run=0.1s, n_run=1, round 4")
        .hasSize(16)
        .doesNotHaveDuplicates();
  }

  @Test
  void runWithoutLabel_hasNoRounds() {
    assertThat(titles(new Grid(List.of(10.0), List.of(2), 1, 1), false))
        .containsExactly("Fake b, t_run=10.0s, n_run=2", "Fake a, t_run=10.0s, n_run=2");
    assertThat(new Grid(List.of(10.0), List.of(2), 1, 1).benchmarks(List.of(A), false))
        .extracting(Benchmark::round)
        .containsExactly(0);
  }

  @Test
  void sizeAskedForTwice_isRunOnce() {
    Grid grid = new Grid(List.of(1.0, 0.1, 1.0), List.of(4, 4), 1, 1);
    assertThat(grid.durations()).containsExactly(1.0, 0.1);
    assertThat(grid.trials()).containsExactly(4);
  }

  /// The specification: `--paper` is t_run 0.1 1 10 100, n_run 1 4 8 16 32, five rounds.
  @Test
  void publishedGrid_isThatOfTheSpecification() {
    assertThat(Grid.DURATIONS).containsExactly(0.1, 1.0, 10.0, 100.0, 1000.0);
    assertThat(Grid.PAPER_DURATIONS).containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(Grid.PAPER_TRIALS).containsExactly(1, 4, 8, 16, 32);
    assertThat(Grid.PAPER_ROUNDS).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 1, 1, 1, '--t-run 0.5: allowed: 0.1, 1.0, 10.0, 100.0, 1000.0 s'",
    "1, 0, 1, 1, --n-run 0: must be at least 1",
    "1, 1, 0, 1, --rounds 0: must be at least 1",
    "1, 1, 1, -3, --round-start -3: must be at least 1",
    "1, 1, 2, 2147483646, --round-start 2147483646: the last of 2 rounds must be below 2^31"
  })
  void wrongNumber_isNamedWithItsOption(
      double duration, int trials, int rounds, int start, String message) {
    assertThatThrownBy(() -> new Grid(List.of(duration), List.of(trials), rounds, start))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void fileOfABenchmark_hasItsSize() {
    assertThat(new Benchmark(A, 0.1, 32, 2).fileName().stem()).isEqualTo("a_t0.1s_n32");
  }

  private static String[] cells(String line) {
    return Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
  }

  private static List<String> summary(SummaryTable table) {
    StringWriter text = new StringWriter();
    try (BenchmarkLog log = new BenchmarkLog(new PrintWriter(text), null, Clock.systemUTC())) {
      table.writeTo(log);
    }
    return text.toString().lines().toList();
  }

  @Test
  void summary_isATableForEachBackend() {
    SummaryTable table = new SummaryTable();
    Outcome done = new Outcome(1, 2.25, 0.5, 4.1236, 123_456, 7, ResultRow.SUCCESS);
    table.add(new Benchmark(A, 0.1, 32, 2), done);
    table.add(new Benchmark(A, 1000, 4, 0), Outcome.failed("no memory", 9));
    table.add(new Benchmark(B, 1, 1, 0), done);
    List<String> lines = summary(table);
    assertThat(cells(lines.get(1)))
        .containsExactly(
            "t_run",
            "n_run",
            "round",
            "Setup",
            "Build",
            "Simulation",
            "Total",
            "RT Ratio",
            "Spikes",
            "Status");
    assertThat(lines.get(3)).isEqualTo("Fake a");
    // 32 trials of 0.1 s in 0.5 s.
    assertThat(cells(lines.get(4)))
        .containsExactly(
            "0.1s", "32", "2", "1.000s", "2.250s", "0.500s", "4.124s", "6.400x", "123456",
            "success");
    assertThat(cells(lines.get(5)))
        .containsExactly(
            "1000.0s",
            "4",
            "",
            "0.000s",
            "0.000s",
            "0.000s",
            "9.000s",
            "0.000x",
            "0",
            "error: no memory");
    assertThat(lines.get(6)).isEqualTo("Fake b");
    assertThat(lines).hasSize(9);
    assertThat(lines.get(2)).isEqualTo(lines.getLast()).matches("-+");
    // Columns are under their heads.
    assertThat(places(lines.get(1)))
        .isEqualTo(places(lines.get(4)))
        .isEqualTo(places(lines.get(5)));
  }

  private static List<Integer> places(String line) {
    return IntStream.range(0, line.length())
        .filter(place -> line.charAt(place) == '|')
        .boxed()
        .toList();
  }

  @Test
  void nothingRun_isNoTable() {
    assertThat(summary(new SummaryTable())).isEmpty();
  }
}
