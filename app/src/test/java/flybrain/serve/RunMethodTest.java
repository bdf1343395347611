package flybrain.serve;

import static flybrain.serve.Served.MN9_LEFT;
import static flybrain.serve.Served.column;
import static flybrain.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.UnknownNeuronException;
import flybrain.engine.Engines;
import flybrain.experiment.ExperimentFile;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.requests.Params;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMethodTest {
  /// Drives 44, which makes 55 fire, and `MN9_right`, which makes 22 fire.
  private static final String EXPERIMENT =
      """
      name = "two"
      t_run = 0.1
      n_run = 4
      [[drive]]
      neurons = [44]
      rate = 60.0
      [[drive]]
      neurons = ["MN9_right"]
      rate = 200.0
      """;

  @TempDir private Path folder;
  private final Served served = new Served();
  private Path five;
  private long brain;

  @BeforeEach
  void open() throws IOException {
    five = Served.brain(folder.resolve("five"));
    brain = served.open(five);
  }

  private Reply run(String more) throws IOException {
    return run(EXPERIMENT, more);
  }

  private Reply run(String experiment, String more) throws IOException {
    String text = experiment.replace("\n", "\\n").replace("\"", "\\\"");
    return served.ask(
        Progress.NONE,
        "run",
        "{\"brain\": %d, \"experiment\": \"%s\"%s}"
            .formatted(brain, text, more.replace('\'', '"')));
  }

  /// Trial, neuron and step of each spike.
  private static List<List<Number>> spikes(Reply reply) {
    List<List<Number>> spikes = new ArrayList<>();
    List<Number> times = column(reply, "time");
    for (int k = 0; k < times.size(); k++) {
      long step = Math.round(10_000 * times.get(k).doubleValue());
      // As Brian2 has it: the step times dt, in s.
      assertThat(times.get(k)).isEqualTo(step * 1e-4);
      spikes.add(List.of(column(reply, "trial").get(k), column(reply, "neuron").get(k), step));
    }
    return spikes;
  }

  @Test
  void spikes_areOfTheExperimentOnThisBrain() throws IOException {
    Reply reply = run("");
    OpenBrain there = served.brains.of(brain);
    SpikeRecorder recorder = new SpikeRecorder();
    try (Laboratory laboratory = Laboratory.on(there.connectome())) {
      laboratory.run(
          laboratory.plan(ExperimentFile.parse(EXPERIMENT, "two"), Engines.EVENT),
          RunOptions.DEFAULT.withSink(recorder));
    }
    Spikes expected = recorder.spikes();
    List<List<Number>> rows = new ArrayList<>();
    for (int k = 0; k < expected.size(); k++) {
      rows.add(
          List.of(
              expected.trial(k),
              there.connectome().neurons().id(expected.neuron(k)),
              (long) expected.step(k)));
    }
    assertThat(spikes(reply)).hasSizeGreaterThan(50).isEqualTo(rows);
    assertThat(Served.columns(reply))
        .containsExactly(
            "neuron int64",
            "trial int32",
            "time float64",
            "active int64",
            "rate float64",
            "sd float64");
  }

  @Test
  void facts_areOfTheRun() throws IOException {
    Reply reply = run(", 'n_run': 2, 't_run': 0.05, 'seed': 9007199254740993");
    Map<String, ?> result = reply.result();
    assertThat(result.get("name")).isEqualTo("two");
    assertThat(result.get("connectome")).isEqualTo("five");
    assertThat(result.get("t_run")).isEqualTo(0.05);
    assertThat(result.get("n_run")).isEqualTo(2);
    assertThat(result.get("seed")).isEqualTo(9007199254740993L);
    assertThat(result.get("dt")).isEqualTo(0.1);
    assertThat(result.get("spikes")).isEqualTo((long) column(reply, "time").size());
    assertThat(result.get("active_neurons")).isEqualTo(column(reply, "active").size());
    assertThat((double) value(reply, "total_time"))
        .isGreaterThanOrEqualTo((double) value(reply, "sim_time"));
    assertThat(result.get("out")).isNull();
    Reply again = run((String) value(reply, "experiment"), "");
    assertThat(spikes(again)).as("its text alone gives it again").isEqualTo(spikes(reply));
    assertThat(spikes(run(", 'n_run': 2, 't_run': 0.05"))).isNotEqualTo(spikes(reply));
  }

  /// Mean and sample standard deviation, by hand; sums in another order may differ in the last bit.
  @Test
  void rates_areOfAllThatFired_theFastestFirst() throws IOException {
    Reply reply = run("");
    Map<Number, double[]> counts = new HashMap<>();
    for (List<Number> spike : spikes(reply)) {
      counts.computeIfAbsent(spike.get(1), _ -> new double[4])[spike.get(0).intValue()]++;
    }
    List<Number> active = column(reply, "active");
    assertThat(active).containsExactlyInAnyOrderElementsOf(counts.keySet()).hasSize(4);
    List<Number> rates = column(reply, "rate");
    for (int k = 0; k < active.size(); k++) {
      double sum = 0;
      double squares = 0;
      for (double count : Objects.requireNonNull(counts.get(active.get(k)))) {
        sum += count / 0.1;
        squares += count / 0.1 * count / 0.1;
      }
      assertThat(rates.get(k).doubleValue()).isCloseTo(sum / 4, within(1e-9));
      assertThat(column(reply, "sd").get(k).doubleValue())
          .isCloseTo(Math.sqrt((squares - sum * sum / 4) / 3), within(1e-6));
      assertThat(rates.get(k).doubleValue())
          .isLessThanOrEqualTo(rates.get(Math.max(0, k - 1)).doubleValue());
    }
    assertThat(column(run(", 'n_run': 1"), "sd")).allMatch(sd -> Double.isNaN(sd.doubleValue()));
  }

  @Test
  void spikesThatAreNotWanted_areOnlyCounted() throws IOException {
    Reply with = run(", 'spikes': true");
    Reply without = run(", 'spikes': false, 'threads': 1");
    assertThat(Served.columns(without))
        .containsExactly("active int64", "rate float64", "sd float64");
    assertThat(value(without, "spikes")).isEqualTo(value(with, "spikes"));
    assertThat(column(without, "rate")).isEqualTo(column(with, "rate"));
  }

  @Test
  void out_getsTheSpikesInPlaceOfTheAnswer() throws IOException {
    Path out = folder.resolve("new").resolve("two.parquet");
    Reply reply = run(", 'out': '%s', 'spikes': true".formatted(out));
    assertThat(Served.columns(reply)).containsExactly("active int64", "rate float64", "sd float64");
    assertThat(value(reply, "out")).isEqualTo(out.toString());
    assertThat((long) SpikeFileReader.readAll(out).size()).isEqualTo(value(reply, "spikes"));
    run(", 'n_run': 1, 'out': '%s'".formatted(out));
    assertThat(SpikeFileReader.readAll(out).trials()).as("replaced").containsOnly(0);
  }

  @Test
  void room_isTakenUntilTheAnswerIsWritten() throws IOException {
    Reply reply = run("");
    long taken = column(reply, "time").size() + 16L;
    assertThat(served.room.take(served.room.most() - taken + 1)).isFalse();
    reply.written().run();
    assertThat(served.room.take(served.room.most())).isTrue();
  }

  @Test
  void answerThatDoesNotFit_isRefusedWithWhatToDo_andItsRoomGivenBack() {
    SpikeRoom small = new SpikeRoom(20 * SpikeRoom.BYTES);
    RunMethod method = new RunMethod(served.brains, small);
    String params =
        """
        {"brain": %d, "experiment": {"drive": {"neurons": 44, "rate": 500}}}\
        """
            .formatted(brain);
    assertThatThrownBy(() -> method.answer(Params.parse(params), Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("n_run = 30: the answer would have more than ")
        .hasMessageContaining(
            "; write the spikes to a file (out), ask for the rates alone (spikes = false), run fewer"
                + " trials, or give flybrain more memory");
    assertThat(small.take(20)).isTrue();
  }

  @Test
  void outputThatIsReadHere_isRefused() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids.parquet"), "44\n");
    byte[] before = Files.readAllBytes(five.resolve("connectivity.parquet"));
    String byFile = EXPERIMENT.replace("[44]", "{ file = \"%s\" }".formatted(ids));
    assertThatThrownBy(() -> run(byFile, ", 'out': '%s'".formatted(ids)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("this command reads this file (neuron ids or events)");
    assertThat(Files.readString(ids)).isEqualTo("44\n");
    assertThatThrownBy(() -> run(", 'out': '%s/connectivity.parquet'".formatted(five)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("this command reads this file (the connectome)");
    assertThat(Files.readAllBytes(five.resolve("connectivity.parquet"))).isEqualTo(before);
    Path table = Files.copy(five.resolve("connectivity.parquet"), folder.resolve("t.parquet"));
    assertThatThrownBy(() -> run(", 'out': '%s'".formatted(table)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a table without spikes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'out': 'a.csv'  | out a.csv: spikes are written as Parquet; name the file a.parquet
          'out': '/'      | /: is a folder; name a file to write
          'out': 'a\\u0000' | out = 'a\0': Nul character not allowed
          'out': 7        | parameter out = 7: must be text
          'spikes': 1     | parameter spikes = 1: must be true or false
          'threads': 0    | parameter threads = 0: must be a whole number from 1 to 2147483647
          'n_run': 0      | parameter n_run = 0: must be a whole number from 1 to 2147483647
          't_run': 'x'    | parameter t_run = "x": must be a finite number
          'seed': 1.5     | parameter seed = 1.5: must be a whole number of 64 bits
          'trials': 5     | parameter 'trials' is unknown; allowed: brain, experiment, n_run, t_run, seed, threads, out, spikes
          """)
  void wrongParameter_isNamed(String more, String message) {
    assertThatThrownBy(() -> run(", " + more))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void neuronsThatTheBrainLacks_areOfTheirOwnKind() {
    assertThatThrownBy(() -> run(EXPERIMENT.replace("[44]", "[44, 66]"), ""))
        .isInstanceOf(UnknownNeuronException.class)
        .hasMessageContaining("66");
  }

  /// What a person should know of a run is in its answer, not only in a log.
  @Test
  void warnings_areInTheAnswer() throws IOException {
    Reply reply =
        served.ask(
            "run",
            "{'brain': %d, 'experiment': {'n_run': 1, 't_run': 0.01, 'read_out': ['MN9_left']}}",
            brain);
    assertThat(value(reply, "warnings").toString())
        .contains("no neuron is driven: none will spike");
    assertThat(column(reply, "active")).doesNotContain(MN9_LEFT).isEmpty();
  }
}
