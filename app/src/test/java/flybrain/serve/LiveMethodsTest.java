package flybrain.serve;

import static flybrain.serve.Served.MN9_LEFT;
import static flybrain.serve.Served.column;
import static flybrain.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.UnknownNeuronException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On the brain of [Served#brain]: 44 makes 55 fire.
class LiveMethodsTest {
  @TempDir private Path folder;
  private final Served served = new Served();
  private long brain;
  private Object live = 0;

  @BeforeEach
  void open() throws IOException {
    brain = served.open(Served.brain(folder.resolve("five")));
    live = live("");
  }

  private Object live(String more) throws IOException {
    return value(served.ask("live", "{'brain': %d%s}", brain, more), "live");
  }

  private Reply ask(String method, String params) throws IOException {
    return served.ask(method, "{'live': %s%s}", live, params.isEmpty() ? "" : ", " + params);
  }

  @SuppressWarnings("unchecked") // numbers by name
  private static Map<String, Double> parameters(Reply reply) {
    return (Map<String, Double>) value(reply, "parameters");
  }

  private Set<Number> fired(double seconds) throws IOException {
    return new HashSet<>(column(ask("advance", "'duration': " + seconds), "neuron"));
  }

  @Test
  void live_isAtRestWithTheDefaults() throws IOException {
    Reply reply = served.ask("live", "{'brain': %d}", brain);
    assertThat(value(reply, "seed")).isEqualTo(1L);
    assertThat(value(reply, "dt")).isEqualTo(0.1);
    assertThat(parameters(reply))
        .hasSize(10)
        .containsEntry("w_syn", 0.275)
        .containsEntry("t_ref", 2.2);
    Reply potential = ask("potential", "'neurons': [55, 'MN9_left']");
    assertThat(column(potential, "neuron")).containsExactly(55L, MN9_LEFT);
    assertThat(column(potential, "v")).containsExactly(-52.0, -52.0);
    assertThat(column(potential, "g")).containsExactly(0.0, 0.0);
    assertThat(value(potential, "time")).isEqualTo(0.0);
    assertThat(fired(0.1)).as("nothing is driven").isEmpty();
  }

  @Test
  void live_takesSeedParametersAndExperiment() throws IOException {
    Reply reply =
        served.ask(
            "live",
            "{'brain': %d, 'seed': 7, 'parameters': {'w_syn': 0.3, 'v_th': -44},"
                + " 'experiment': {'drive': {'neurons': 44, 'rate': 300}, 'seed': 3}}",
            brain);
    assertThat(value(reply, "seed")).isEqualTo(7L);
    assertThat(parameters(reply))
        .containsEntry("w_syn", 0.3)
        .containsEntry("v_th", -44.0)
        .containsEntry("tau_m", 20.0);
    live = value(reply, "live");
    assertThat(fired(0.2)).containsExactlyInAnyOrder(44L, 55L);
  }

  @Test
  void drive_isInPlaceOfTheSameNeuronsAlone_andEndsAtRateZero() throws IOException {
    ask("drive", "'neurons': [44, 22], 'rate': 400");
    assertThat(fired(0.2)).containsExactlyInAnyOrder(44L, 22L, 55L);
    ask("drive", "'selection': '44', 'rate': 0");
    fired(0.05);
    assertThat(fired(0.2)).containsExactly(22L);
    ask("drive", "'neurons': ['MN9_left'], 'rate': 400");
    assertThat(fired(0.2)).containsExactlyInAnyOrder(22L, MN9_LEFT);
  }

  @Test
  void silencedNeuron_firesButPassesNothingOn_orGetsNothingEither() throws IOException {
    ask("drive", "'neurons': [44], 'rate': 400");
    ask("silence", "'neurons': 44");
    assertThat(fired(0.2)).as("outgoing").containsExactly(44L);
    ask("unsilence", "'neurons': 44");
    assertThat(fired(0.2)).containsExactlyInAnyOrder(44L, 55L);
    ask("silence", "'neurons': 55, 'mode': 'BOTH'");
    fired(0.05);
    assertThat(fired(0.2)).as("both").containsExactly(44L);
  }

  /// An experiment says which rule holds for neurons that the brain lacks.
  @Test
  void neuronsThatTheBrainLacks_areAnErrorOrLeftOutWithAWarning() throws IOException {
    assertThatThrownBy(() -> ask("drive", "'neurons': [44, 66], 'rate': 5"))
        .isInstanceOf(UnknownNeuronException.class)
        .hasMessageContaining("66");
    live = live(", 'experiment': {'missing': 'skip', 'sets': {'mine': [44, 66]}}");
    Reply reply = ask("drive", "'neurons': 'mine', 'rate': 400");
    assertThat(value(reply, "warnings").toString()).contains("66");
    reply = ask("potential", "'neurons': [77, 55]");
    assertThat(value(reply, "warnings").toString()).contains("77");
    assertThat(column(reply, "neuron")).containsExactly(55L);
    for (String method : List.of("silence", "unsilence")) {
      reply = ask(method, "'neurons': [22, 88, %d]".formatted(method.length()));
      assertThat(value(reply, "warnings").toString()).as(method).contains("88");
    }
    assertThat(fired(0.2)).contains(55L);
  }

  @Test
  void spikes_areByTimeAndGoOnFromWhereItIs() throws IOException {
    ask("drive", "'neurons': [44, 22], 'rate': 300");
    ask("advance", "'duration': 0.1");
    Reply reply = ask("advance", "'duration': 0.2");
    assertThat(Served.columns(reply)).containsExactly("neuron int64", "time float64");
    List<Number> times = column(reply, "time");
    assertThat(times).isNotEmpty().isSorted();
    assertThat(times.getFirst().doubleValue()).isGreaterThanOrEqualTo(0.1);
    assertThat(times.getLast().doubleValue()).isLessThan(0.3);
    // 3,000 steps of dt.
    assertThat(value(reply, "time")).isEqualTo(3000 * 1e-4);
  }

  @Test
  void rates_areOfTheLastStretch() throws IOException {
    ask("drive", "'neurons': 44, 'rate': 300");
    fired(0.3);
    ask("drive", "'neurons': 44, 'rate': 0");
    ask("drive", "'neurons': 22, 'rate': 300");
    fired(0.05);
    Reply last = ask("advance", "'duration': 0.25");
    Reply rates = ask("rates", "'window': 0.25");
    assertThat(column(rates, "neuron")).containsExactly(22L);
    assertThat(column(rates, "rate")).containsExactly(column(last, "time").size() / 0.25);
    assertThat(value(rates, "window")).isEqualTo(0.25);
    Reply all = ask("rates", "");
    assertThat(column(all, "neuron")).as("a second by default").contains(44L, 55L, 22L);
    assertThat((double) value(all, "window")).as("all that there was").isEqualTo(0.6);
  }

  @Test
  void state_isRestoredAnyNumberOfTimes_untilItIsDropped() throws IOException {
    ask("drive", "'neurons': 44, 'rate': 200");
    fired(0.1);
    Reply saved = ask("save", "");
    assertThat(value(saved, "time")).isEqualTo(0.1);
    Object state = value(saved, "state");
    List<Number> after = column(ask("advance", "'duration': 0.2"), "time");
    for (int k = 0; k < 2; k++) {
      assertThat(value(ask("restore", "'state': " + state), "time")).isEqualTo(0.1);
      assertThat(column(ask("advance", "'duration': 0.2"), "time")).isNotEmpty().isEqualTo(after);
    }
    served.ask("drop", "{'state': %s}", state);
    assertThatThrownBy(() -> ask("restore", "'state': " + state))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must be the handle of a saved state");
    served.ask("drop", "{'live': %s}", live);
    assertThatThrownBy(() -> fired(0.1)).hasMessageContaining("must be the handle of a live brain");
  }

  @Test
  void liveBrain_goesOnWhenTheHandleOfItsBrainIsClosed() throws IOException {
    served.ask("close", "{'brain': %d}", brain);
    ask("drive", "'neurons': 44, 'rate': 300");
    assertThat(fired(0.2)).contains(55L);
  }

  @Test
  void experiment_hasTheNameAskedFor_andGivesTheSameSpikes() throws IOException {
    ask("drive", "'neurons': 44, 'rate': 200");
    Reply advance = ask("advance", "'duration': 0.2");
    Object text = value(ask("experiment", "'name': 'mine'"), "experiment");
    assertThat(text.toString()).contains("name = \"mine\"", "n_run = 1", "t_run = 0.2");
    assertThat(value(ask("experiment", ""), "experiment").toString()).contains("name = \"live\"");
    String json = text.toString().replace("\n", "\\n").replace("\"", "\\\"");
    Reply run =
        served.ask(
            Progress.NONE, "run", "{\"brain\": %d, \"experiment\": \"%s\"}".formatted(brain, json));
    assertThat(column(run, "time")).isEqualTo(column(advance, "time"));
    assertThat(column(run, "neuron")).isEqualTo(column(advance, "neuron"));
  }

  /// Ten thousand steps at a time.
  @Test
  void progress_isInSteps() throws IOException {
    List<String> seen = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void stage(String name) {
            seen.add(name);
          }

          @Override
          public void at(long done, long total) {
            seen.add(done + "/" + total);
          }
        };
    served.ask(progress, "advance", "{\"live\": %s, \"duration\": 2.5}".formatted(live));
    served.ask(progress, "advance", "{\"live\": %s, \"duration\": 0}".formatted(live));
    assertThat(seen)
        .containsExactly("steps", "10000/25000", "20000/25000", "25000/25000", "steps", "0/0");
  }

  @Test
  void roomOfAnAdvance_isTakenUntilItsAnswerIsWritten() throws IOException {
    ask("drive", "'neurons': 44, 'rate': 300");
    Reply reply = ask("advance", "'duration': 0.3");
    long most = served.room.most();
    assertThat(served.room.take(most - column(reply, "time").size() + 1)).isFalse();
    reply.written().run();
    assertThat(served.room.take(most)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          drive      | 'neurons': 44                            | parameter rate is missing: must be a finite number
          drive      | 'neurons': [], 'rate': 5                 | neurons: the list is empty; name at least one
          drive      | 'neurons': 44, 'rate': 5, 'hz': 1        | parameter 'hz' is unknown; allowed: live, neurons, selection, rate
          silence    | 'neurons': 44, 'mode': 'in'              | parameter mode = "in": must be outgoing or both
          unsilence  | 'neurons': 44, 'mode': 'both'            | parameter 'mode' is unknown; allowed: live, neurons, selection
          advance    | 'duration': 0.00016                      | duration = 0.00016 s: must be a multiple of dt = 0.1 ms, from 0 to 1073741824 steps; nearest: 0.0002
          advance    |                                          | parameter duration is missing: must be a finite number
          rates      | 'window': -1                             | duration = -1 s: must be a multiple of dt = 0.1 ms, from 0 to 1073741824 steps; nearest: 0
          experiment | 'name': 'a b'                            | name = 'a b': must be 1 to 200 of the characters A-Z a-z 0-9 _ . -
          drop       | 'state': 1                               | drop needs one of the parameters live, state
          """)
  void wrongRequest_isRefused(String method, String params, String message) throws IOException {
    fired(0.1);
    assertThatThrownBy(() -> ask(method, params == null ? "" : params))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }
}
