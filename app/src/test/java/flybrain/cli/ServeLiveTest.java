package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.ServeProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Live brains in `flybrain serve`.
class ServeLiveTest {
  @TempDir private static Path home;
  private static ServeProcess serve;
  private static long brain;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    serve = new ServeProcess(home);
    brain = serve.open(TinyBrain.in(home));
  }

  @AfterAll
  static void stop() throws IOException {
    serve.close();
  }

  @Test
  void whatWasDone_runAgainByTheCommand_givesTheSameSpikes() throws IOException {
    long live = live("seed", 7, "parameters", Map.of("w_syn", 0.3));
    List<List<Number>> fired = new ArrayList<>();
    serve.ask("drive", "live", live, "neurons", 11, "rate", 150).result();
    fired.addAll(spikes(serve.ask("advance", "live", live, "duration", 0.1)));
    serve.ask("silence", "live", live, "neurons", List.of("22"), "mode", "both").result();
    serve.ask("drive", "live", live, "neurons", List.of(11, 33), "rate", 60).result();
    fired.addAll(spikes(serve.ask("advance", "live", live, "duration", 0.2)));
    serve.ask("unsilence", "live", live, "neurons", 22).result();
    serve.ask("drive", "live", live, "neurons", 33, "rate", 0).result();
    fired.addAll(spikes(serve.ask("advance", "live", live, "duration", 0.15)));

    String text =
        serve.ask("experiment", "live", live, "name", "mine").result().get("experiment").asString();
    Answer run = serve.ask("run", "brain", brain, "experiment", text);
    assertThat(fired).isNotEmpty().isEqualTo(spikes(run));

    Path experiment = folder.resolve("mine.toml");
    Files.writeString(experiment, text);
    Path out = folder.resolve("mine.parquet");
    Cli cli = Cli.run("run", experiment, "--connectome", home.resolve("tiny"), "--out", out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(ServeCommandTest.rows(out).stream().map(row -> row.subList(1, 3)).toList())
        .isEqualTo(fired);
  }

  @Test
  void statesAreRestored_inTheSameBrainAndInAnother() throws IOException {
    long trunk = live();
    serve.ask("drive", "live", trunk, "neurons", 11, "rate", 200).result();
    serve.ask("advance", "live", trunk, "duration", 0.1).result();
    long state = serve.ask("save", "live", trunk).result().get("state").asLong();
    List<List<Number>> after = spikes(serve.ask("advance", "live", trunk, "duration", 0.3));
    long branch = live();
    for (long live : List.of(trunk, branch)) {
      Answer restored = serve.ask("restore", "live", live, "state", state);
      assertThat(restored.result().get("time").asDouble()).isEqualTo(0.1);
      assertThat(spikes(serve.ask("advance", "live", live, "duration", 0.3)))
          .isNotEmpty()
          .isEqualTo(after);
    }
    serve.ask("restore", "live", branch, "state", state).result();
    serve.ask("drive", "live", branch, "neurons", 11, "rate", 10).result();
    assertThat(spikes(serve.ask("advance", "live", branch, "duration", 0.3))).isNotEqualTo(after);
    serve.ask("drop", "state", state).result();
    assertThat(serve.ask("restore", "live", trunk, "state", state).kind()).isEqualTo("usage");
  }

  @Test
  void startingExperiment_isThere() throws IOException {
    Map<String, Object> experiment =
        Map.of("drive", Map.of("neurons", List.of(11), "rate", 120), "seed", 3);
    long live = live("experiment", experiment);
    List<List<Number>> fired = spikes(serve.ask("advance", "live", live, "duration", 1));
    Answer run = serve.ask("run", "brain", brain, "experiment", experiment, "n_run", 1, "t_run", 1);
    assertThat(fired).isNotEmpty().isEqualTo(spikes(run));
  }

  @Test
  void ratesAndPotentials_areOfNow() throws IOException {
    long live = live();
    assertThat(serve.ask("rates", "live", live).column("neuron")).isEmpty();
    serve.ask("drive", "live", live, "neurons", 11, "rate", 300).result();
    serve.ask("advance", "live", live, "duration", 0.5).result();
    Answer last = serve.ask("advance", "live", live, "duration", 0.25);
    Answer rates = serve.ask("rates", "live", live, "window", 0.25);
    assertThat(rates.column("neuron")).containsExactly(11L, 22L, 33L);
    long count = last.column("neuron").stream().filter(id -> id.longValue() == 22).count();
    assertThat(rates.column("rate").get(1)).isEqualTo(count / 0.25);
    Answer potential = serve.ask("potential", "live", live, "neurons", List.of(33, 11));
    assertThat(potential.column("neuron")).containsExactly(33L, 11L);
    assertThat(potential.column("v").getFirst().doubleValue()).isBetween(-53.0, 40.0);
    assertThat(potential.column("g")).hasSize(2);
  }

  /// As a client may that does not wait for answers.
  @Test
  void requestsToOneLiveBrain_areDoneInOrder() throws IOException {
    long live = live();
    serve.send("drive", "live", live, "neurons", 11, "rate", 100);
    for (int k = 0; k < 20; k++) {
      serve.send("advance", "live", live, "duration", 0.05);
    }
    long last = serve.send("drop", "live", live);
    assertThat(serve.answer().result().get("warnings")).isEmpty();
    for (int k = 1; k <= 20; k++) {
      // Twenty sums of 0.05 are a rounding apart from the product.
      assertThat(serve.answer().result().get("time").asDouble())
          .isCloseTo(0.05 * k, Offset.offset(1e-12));
    }
    assertThat(serve.answer().line().get("id").asLong()).isEqualTo(last);
    assertThat(serve.ask("advance", "live", live, "duration", 0.05).kind()).isEqualTo("usage");
  }

  @Test
  void cancelledAdvance_goesOnWhereItStopped() throws IOException {
    long live = live();
    serve.ask("drive", "live", live, "neurons", 11, "rate", 9000).result();
    long advance = serve.send("advance", "live", live, "duration", 20_000);
    serve.awaitProgress();
    serve.send("cancel", "request", advance);
    assertThat(List.of(serve.answer().kind(), serve.answer().kind())).contains("cancelled");
    double time = serve.ask("rates", "live", live, "window", 0).result().get("time").asDouble();
    assertThat(time).isBetween(1.0, 19_999.0);
    serve.ask("drop", "live", live).result();
  }

  @Test
  void mostLiveBrainsAndStates_areLimited() throws IOException {
    List<Long> lives = new ArrayList<>();
    Answer answer = serve.ask("live", "brain", brain);
    for (; !answer.line().has("error"); answer = serve.ask("live", "brain", brain)) {
      lives.add(answer.result().get("live").asLong());
    }
    assertThat(answer.message()).contains("16 live brains").contains("drop one");
    List<Long> states = new ArrayList<>();
    answer = serve.ask("save", "live", lives.getFirst());
    for (; !answer.line().has("error"); answer = serve.ask("save", "live", lives.getFirst())) {
      states.add(answer.result().get("state").asLong());
    }
    assertThat(answer.message()).contains("256 states").contains("drop one");
    for (long state : states) {
      serve.ask("drop", "state", state).result();
    }
    for (long live : lives) {
      serve.ask("drop", "live", live).result();
    }
    serve.ask("drop", "live", live()).result();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          drive     | {"live": L, "neurons": [11, 12], "rate": 1} | key   | 12
          silence   | {"live": L, "neurons": 12}                  | key   | 12
          potential | {"live": L, "neurons": 12}                  | key   | 12
          drive     | {"live": L, "neurons": 11}                  | usage | rate is missing
          drive     | {"live": L, "neurons": 11, "rate": -1}      | usage | must be from 0 to 10000 Hz
          drive     | {"live": L, "neurons": [], "rate": 1}       | usage | the list is empty
          silence   | {"live": L, "neurons": 11, "mode": "in"}    | usage | must be outgoing or both
          advance   | {"live": L}                                 | usage | duration is missing
          advance   | {"live": L, "duration": 0.00016}            | usage | nearest: 0.0002
          advance   | {"live": L, "duration": -1}                 | usage | must be a multiple
          advance   | {"live": 9999, "duration": 1}               | usage | the handle of a live brain
          restore   | {"live": L, "state": 9999}                  | usage | the handle of a saved state
          experiment | {"live": L}                                | usage | nothing was simulated yet
          drop      | {}                                          | usage | one of the parameters
          live      | {"brain": 9999}                             | usage | the handle of a brain
          """)
  void wrongRequests_areRefused(String method, String params, String kind, String message)
      throws IOException {
    long live = live();
    String given = params.replace(": L", ": " + live);
    serve.sendLine("{\"id\": 1, \"method\": \"%s\", \"params\": %s}".formatted(method, given));
    Answer answer = serve.answer();
    assertThat(answer.kind()).isEqualTo(kind);
    assertThat(answer.message()).contains(message);
    serve.ask("drop", "live", live).result();
  }

  private static long live(Object... params) throws IOException {
    List<Object> all = new ArrayList<>(List.of("brain", brain));
    all.addAll(List.of(params));
    return serve.ask("live", all.toArray()).result().get("live").asLong();
  }

  /// Neuron and time in s of each spike.
  private static List<List<Number>> spikes(Answer answer) {
    assertThat(answer.line().has("error")).as(answer.line().toString()).isFalse();
    List<List<Number>> spikes = new ArrayList<>();
    for (int k = 0; k < answer.column("neuron").size(); k++) {
      spikes.add(List.of(answer.column("neuron").get(k), answer.column("time").get(k)));
    }
    return spikes;
  }
}
