package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.ServeProcess.Answer;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServeCommandTest {
  private static final String CHAIN =
      "name = \"chain\"\nt_run = 0.2\nn_run = 3\n[drive]\nneurons = [11]\nrate = 120.0\n";

  /// A run of hours, whose trials take a moment each.
  private static final String LONG =
      "t_run = 20.0\nn_run = 1000000\n[drive]\nneurons = [11]\nrate = 5000.0\n";

  /// Of the process, which all tests share that do not end it.
  @TempDir private static Path home;

  private static Path tiny;
  private static ServeProcess serve;
  private static long brain;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    tiny = TinyBrain.in(home);
    serve = new ServeProcess(home);
  }

  @AfterAll
  static void stop() throws IOException {
    serve.close();
  }

  /// The handle of the tiny brain.
  private static long brain() throws IOException {
    if (brain == 0) {
      brain = serve.open(tiny);
    }
    return brain;
  }

  @Test
  void firstLine_namesVersionAndProtocol() throws IOException {
    assertThat(serve.greeting().get("protocol").asInt()).isEqualTo(1);
    assertThat(serve.greeting().get("flybrain").asString()).isNotEmpty();
    assertThat(serve.ask("hello").result().get("pid").asLong()).isEqualTo(serve.pid());
  }

  @Test
  void spikes_areThoseOfTheCommandRun() throws IOException {
    Path experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, CHAIN);
    Path byCommand = folder.resolve("command").resolve("chain.parquet");
    Cli cli = Cli.run("run", experiment, "--connectome", tiny, "--out", byCommand, "--seed", 5);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    long brain = brain();

    Answer answer = serve.ask("run", "brain", brain, "experiment", CHAIN, "seed", 5);
    assertThat(rows(answer)).isNotEmpty().isEqualTo(rows(byCommand));
    assertThat(answer.result().get("spikes").asInt()).isEqualTo(rows(byCommand).size());

    Path byRequest = folder.resolve("request").resolve("chain.parquet");
    answer =
        serve.ask("run", "brain", brain, "experiment", CHAIN, "seed", 5, "out", "" + byRequest);
    assertThat(answer.columns()).containsOnlyKeys("active", "rate", "sd");
    assertThat(Files.mismatch(byRequest, byCommand)).isEqualTo(-1);
  }

  @Test
  void experimentAsObject_isThatOfItsText() throws IOException {
    long brain = brain();
    Map<String, Object> object =
        Map.of(
            "name",
            "chain",
            "t_run",
            0.2,
            "n_run",
            3,
            "drive",
            Map.of("neurons", List.of(11, "22"), "rate", 120),
            "at",
            List.of(Map.of("time", 0.1, "silence", Map.of("neurons", List.of(22)))));
    String text =
        CHAIN.replace("[11]", "[11, 22]") + "[[at]]\ntime = 0.1\nsilence.neurons = [22]\n";
    Answer ofObject = serve.ask("run", "brain", brain, "experiment", object);
    Answer ofText = serve.ask("run", "brain", brain, "experiment", text);
    assertThat(rows(ofObject)).isNotEmpty().isEqualTo(rows(ofText));
    assertThat(ofObject.result().get("experiment")).isEqualTo(ofText.result().get("experiment"));
  }

  @Test
  void rates_areMeanAndSampleSdOverTrials() throws IOException {
    long brain = brain();
    Answer answer = serve.ask("run", "brain", brain, "experiment", CHAIN, "n_run", 4);
    long[] counts = new long[4];
    for (int k = 0; k < answer.column("neuron").size(); k++) {
      if (answer.column("neuron").get(k).longValue() == 33) {
        counts[answer.column("trial").get(k).intValue()]++;
      }
    }
    int place = answer.column("active").indexOf(33L);
    double mean = Stream.of(0, 1, 2, 3).mapToDouble(t -> counts[t] / 0.2).average().orElseThrow();
    double squares =
        Stream.of(0, 1, 2, 3).mapToDouble(t -> Math.pow(counts[t] / 0.2 - mean, 2)).sum();
    // Sums are rounded in another order.
    assertThat(answer.column("rate").get(place).doubleValue()).isCloseTo(mean, within());
    assertThat(answer.column("sd").get(place).doubleValue())
        .isCloseTo(Math.sqrt(squares / 3), within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  @Test
  void severalBrains_areOpenAtOnceAndTheirHandlesAreTheirOwn() throws IOException {
    long first = serve.open(tiny);
    long second = serve.open(tiny);
    long other = serve.open(TinyBrain.in(folder));
    assertThat(List.of(first, second, other)).doesNotHaveDuplicates();
    serve.ask("close", "brain", first).result();
    assertThat(serve.ask("run", "brain", first, "experiment", CHAIN).kind()).isEqualTo("usage");
    Answer onSecond = serve.ask("run", "brain", second, "experiment", CHAIN);
    assertThat(rows(onSecond))
        .isEqualTo(rows(serve.ask("run", "brain", other, "experiment", CHAIN)));
  }

  @Test
  void filesOfAConnectome_canBeNamedOneByOne() throws IOException {
    Path own = TinyBrain.in(folder);
    Path neurons = Files.move(own.resolve("completeness.csv"), folder.resolve("mine.csv"));
    Map<String, String> files =
        Map.of("completeness", "" + neurons, "connectivity", own + "/connectivity.parquet");
    Answer answer = serve.ask("open", "connectome", files);
    assertThat(answer.result().get("neurons").asInt()).isEqualTo(3);
    assertThat(answer.result().get("name").asString()).isEqualTo("tiny");
  }

  @Test
  void neuronsAndConnections_areThoseOfTheConnectome() throws IOException {
    long brain = brain();
    Answer neurons = serve.ask("neurons", "brain", brain, "neurons", List.of("33", 11));
    assertThat(neurons.column("id")).containsExactly(33L, 11L);
    assertThat(neurons.column("index")).containsExactly(2, 0);
    assertThat(serve.ask("neurons", "brain", brain, "selection", "all").column("id"))
        .containsExactly(11L, 22L, 33L);
    Answer connections = serve.ask("connections", "brain", brain);
    assertThat(connections.column("pre")).containsExactly(0, 1);
    assertThat(connections.column("post")).containsExactly(1, 2);
    assertThat(connections.column("weight")).containsExactly(300, 300);
  }

  @Test
  void annotations_areCodesOfTheirValues() throws IOException {
    Path table = folder.resolve("types.csv");
    Files.writeString(table, "root_id,type,side\n33,MN,left\n11,GRN,\n");
    long brain =
        serve
            .ask("open", "connectome", "" + tiny, "annotations", "" + table)
            .result()
            .get("brain")
            .asLong();
    Answer answer = serve.ask("annotations", "brain", brain);
    assertThat(answer.column("id")).containsExactly(11L, 22L, 33L);
    assertThat(values(answer, "type")).containsExactly("GRN", "", "MN");
    assertThat(values(answer, "side")).containsExactly("", "", "left");
    assertThat(values(serve.ask("annotations", "brain", brain, "selection", "MN"), "type"))
        .containsExactly("MN");
  }

  private static List<String> values(Answer answer, String column) {
    var described =
        answer.result().get("annotations").values().stream()
            .filter(one -> one.get("name").asString().equals(column))
            .findFirst()
            .orElseThrow();
    return answer.column(column).stream()
        .map(code ->
            code.intValue() < 0 ? "" : described.get("values").get(code.intValue()).asString())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"neurons", "run", "none"})
  void unknownIds_areOfTheirOwnKind(String method) throws IOException {
    long brain = brain();
    Answer answer =
        switch (method) {
          case "neurons" -> serve.ask("neurons", "brain", brain, "neurons", List.of(11, 12, 13));
          case "run" ->
              serve.ask("run", "brain", brain, "experiment", CHAIN.replace("[11]", "[11, 12, 13]"));
          default -> serve.ask("annotations", "brain", brain, "neurons", List.of(11, 12, 13));
        };
    assertThat(answer.kind()).isEqualTo("key");
    assertThat(answer.message()).contains("tiny", "12", "13").doesNotContain("11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"brain": 99, "neurons": [11]}              | brain = 99: must be the handle
          {"brain": "1", "neurons": [11]}             | brain = "1": must be a whole number
          {"neurons": [11]}                           | brain is missing
          {"brain": 1, "missing": "error"}            | neurons are missing
          {"brain": 1, "neurons": []}                 | the list is empty
          {"brain": 1, "neurons": [11.0]}             | a float or a spreadsheet rounds ids
          {"brain": 1, "neurons": [11, null]}         | must be ids and names
          {"brain": 1, "neurons": [0]}                | this one means no neuron
          {"brain": 1, "neurons": [9223372036854775808]} | neuron id '9223372036854775808'
          {"brain": 1, "neurons": ["sugr"]}           | did you mean 'sugar'
          {"brain": 1, "neurons": [11], "selection": "sugar"} | neurons are given twice
          {"brain": 1, "neuron": [11]}                | parameter 'neuron' is unknown; did you mean 'neurons'
          """)
  void wrongParameters_areNamed(String params, String message) throws IOException {
    String withHandle = params.replace("\"brain\": 1,", "\"brain\": %d,".formatted(brain()));
    serve.sendLine("{\"id\": 7, \"method\": \"neurons\", \"params\": " + withHandle + "}");
    Answer answer = serve.answer();
    assertThat(answer.line().get("id").asInt()).isEqualTo(7);
    assertThat(answer.kind()).isEqualTo("usage");
    assertThat(answer.message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{",
        "[]",
        "7",
        "null",
        "\u0000\u0001",
        "{\"id\": 1}",
        "{\"id\": 1.5, \"method\": \"hello\"}",
        "{\"id\": 1, \"id\": 2, \"method\": \"hello\"}",
        "{\"id\": 1, \"method\": \"hello\", \"params\": [1]}",
        "{\"id\": 1, \"method\": \"hello\", \"param\": {}}",
        "{\"id\": 1, \"method\": \"helo\"}",
        "{\"id\": 99999999999999999999, \"method\": \"hello\"}"
      })
  void garbage_getsAnErrorAndNothingElse(String line) throws IOException {
    serve.sendLine(line);
    serve.sendLine("");
    Answer answer = serve.answer();
    assertThat(answer.kind()).isEqualTo("usage");
    assertThat(answer.message()).isNotBlank();
    serve.ask("hello").result();
  }

  @Test
  void deeplyNestedGarbage_getsAnError() throws IOException {
    serve.sendLine("[".repeat(100_000));
    assertThat(serve.answer().kind()).isEqualTo("usage");
    serve.ask("hello").result();
  }

  @Test
  void cancelledRun_leavesNothingAndTheProcessGoesOn() throws IOException {
    long brain = brain();
    Path out = folder.resolve("out").resolve("long.parquet");
    long run = serve.send("run", "brain", brain, "experiment", LONG, "out", "" + out);
    serve.awaitProgress();
    long cancel = serve.send("cancel", "request", run);
    List<Answer> answers = List.of(serve.answer(), serve.answer());
    assertThat(answers)
        .anySatisfy(answer -> {
          assertThat(answer.line().get("id").asLong()).isEqualTo(cancel);
          assertThat(answer.result().get("cancelled").asBoolean()).isTrue();
        })
        .anySatisfy(answer -> {
          assertThat(answer.line().get("id").asLong()).isEqualTo(run);
          assertThat(answer.kind()).isEqualTo("cancelled");
        });
    assertThat(files(folder.resolve("out"))).isEmpty();
    assertThat(rows(serve.ask("run", "brain", brain, "experiment", CHAIN))).isNotEmpty();
    assertThat(serve.ask("cancel", "request", run).result().get("cancelled").asBoolean()).isFalse();
  }

  @Test
  void endOfInput_endsTheProcessInTheMiddleOfARunAndLeavesNothing() throws Exception {
    try (ServeProcess mine = new ServeProcess(folder)) {
      Path out = folder.resolve("out").resolve("long.parquet");
      mine.send("run", "brain", mine.open(tiny), "experiment", LONG, "out", "" + out);
      mine.awaitProgress();
      assertThat(files(folder.resolve("out"))).isNotEmpty();
      assertThat(mine.end()).isZero();
      assertThat(files(folder.resolve("out"))).isEmpty();
    }
  }

  @Test
  void shutdown_endsTheProcess() throws Exception {
    try (ServeProcess mine = new ServeProcess(folder)) {
      mine.ask("shutdown").result();
      assertThat(mine.end()).isZero();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interrupt_cancelsWhatIsUnderWayAndKeepsTheProcess() throws Exception {
    long brain = brain();
    serve.send("run", "brain", brain, "experiment", LONG, "spikes", false);
    serve.awaitProgress();
    new ProcessBuilder("kill", "-INT", Long.toString(serve.pid())).start().waitFor();
    assertThat(serve.answer().kind()).isEqualTo("cancelled");
    assertThat(rows(serve.ask("run", "brain", brain, "experiment", CHAIN))).isNotEmpty();
    new ProcessBuilder("kill", "-INT", Long.toString(serve.pid())).start().waitFor();
    serve.ask("hello").result();
  }

  @Test
  void runs_goOnBesideEachOther() throws IOException {
    long brain = brain();
    long slow = serve.send("run", "brain", brain, "experiment", LONG, "spikes", false);
    serve.awaitProgress();
    long quick = serve.send("run", "brain", brain, "experiment", CHAIN);
    assertThat(serve.answer().line().get("id").asLong()).isEqualTo(quick);
    serve.sendLine("{\"id\": %d, \"method\": \"run\"}".formatted(slow));
    assertThat(serve.answer().message()).contains("is under way");
    serve.send("cancel", "request", slow);
    assertThat(List.of(serve.answer().kind(), serve.answer().kind())).contains("cancelled");
  }

  @Test
  void campaign_givesTheTablesOfTheCommand() throws IOException {
    String text =
        """
        t_run = 0.1
        n_run = 3
        read_out = [33]
        [drive]
        neurons = [11]
        [[step]]
        name = "dose"
        rates = [50, 100]
        """;
    Path file = folder.resolve("doses.toml");
    Files.writeString(file, text);
    Path byCommand = folder.resolve("command");
    Cli cli = Cli.run("campaign", "run", file, "--connectome", tiny, "--out", byCommand);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path byText = folder.resolve("text");
    Answer answer =
        serve.ask("campaign", "brain", brain(), "text", text, "name", "doses", "out", "" + byText);
    assertThat(answer.result().get("experiments").asInt()).isEqualTo(3);
    assertThat(answer.result().get("tables").values()).isNotEmpty();
    for (JsonNode table : answer.result().get("tables").values()) {
      Path name = byText.relativize(Path.of(table.asString()));
      assertThat(Files.mismatch(byText.resolve(name), byCommand.resolve(name))).isEqualTo(-1);
    }
    assertThat(serve.ask("campaign", "brain", brain(), "out", "" + byText).message())
        .contains("one of the parameters file, text");
    assertThat(serve.ask("campaign", "brain", brain(), "text", text).message())
        .contains("the folder of the results");
  }

  /// Where the file names no connectome, and where a folder does not find its files.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void campaignThatWasCancelled_isResumedInAShell(boolean byFolder) throws IOException {
    String text =
        """
        t_run = 0.5
        n_run = 2000
        read_out = [33]
        [drive]
        neurons = [11]
        [[step]]
        name = "dose"
        rates = [20, 40, 60, 80, 100, 120]
        """;
    Path file = folder.resolve("doses.toml");
    Files.writeString(file, text);
    Path odd = Files.createDirectories(folder.resolve("odd"));
    Path neurons = Files.copy(tiny.resolve("completeness.csv"), odd.resolve("my neurons.csv"));
    Path rows = Files.copy(tiny.resolve("connectivity.parquet"), odd.resolve("my rows.parquet"));
    Path found = Files.createDirectories(folder.resolve("found/odd"));
    Files.copy(neurons, found.resolve("completeness.csv"));
    Files.copy(rows, found.resolve("connectivity.parquet"));
    Path whole = folder.resolve("whole");
    Cli undisturbed = Cli.run("campaign", "run", file, "--connectome", found, "--out", whole);
    assertThat(undisturbed.exitCode()).as(undisturbed.err()).isZero();
    Object connectome =
        byFolder
            ? home.relativize(found).toString()
            : Map.of("completeness", "" + neurons, "connectivity", "" + rows);
    long handle = serve.ask("open", "connectome", connectome).result().get("brain").asLong();
    Path out = folder.resolve("begun");
    long run = serve.send("campaign", "brain", handle, "file", "" + file, "out", "" + out);
    serve.awaitProgress();
    serve.send("cancel", "request", run);
    assertThat(List.of(serve.answer().kind(), serve.answer().kind())).contains("cancelled");

    Cli resumed = Cli.run("campaign", "resume", out);
    if (!byFolder) {
      assertThat(resumed.exitCode()).isEqualTo(1);
      assertThat(resumed.err()).contains(rows + "': is a file", "or a folder");
      resumed = Cli.run("campaign", "resume", out, "--connectome", found);
    }
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    for (String table : List.of("experiments.parquet", "rates.parquet", "counts.parquet")) {
      assertThat(Files.mismatch(out.resolve(table), whole.resolve(table))).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id": 2.5, "method": "hello"                  | id = 2.5: must be a whole number
          "id": "7", "method": "hello"                  | id = "7": must be a whole number
          "id": null, "method": "hello"                 | id = null: must be a whole number
          "id": 99999999999999999999, "method": "hello" | must be a whole number of 64 bits
          "method": "hello"                             | the request has no id
          """)
  void idThatIsNone_isNamed(String request, String message) throws IOException {
    serve.sendLine("{" + request + "}");
    Answer answer = serve.answer();
    assertThat(answer.kind()).isEqualTo("usage");
    assertThat(answer.message()).contains(message);
    assertThat(answer.line().get("id").isNull()).isTrue();
  }

  @Test
  void outOverAnInput_isRefused() throws IOException {
    long brain = brain();
    byte[] before = Files.readAllBytes(tiny.resolve("connectivity.parquet"));
    String out = tiny + "/connectivity.parquet";
    Answer answer = serve.ask("run", "brain", brain, "experiment", CHAIN, "out", out);
    assertThat(answer.kind()).isEqualTo("usage");
    assertThat(Files.readAllBytes(tiny.resolve("connectivity.parquet"))).isEqualTo(before);
    assertThat(serve.ask("run", "brain", brain, "experiment", CHAIN, "out", "a.csv").message())
        .contains("name the file a.csv.parquet".replace("a.csv.", "a."));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /// Trial, neuron and time in s of each spike.
  private static List<List<Number>> rows(Answer answer) {
    assertThat(answer.line().has("error")).as(answer.line().toString()).isFalse();
    List<List<Number>> rows = new ArrayList<>();
    for (int k = 0; k < answer.column("neuron").size(); k++) {
      rows.add(
          List.of(
              answer.column("trial").get(k),
              answer.column("neuron").get(k),
              answer.column("time").get(k)));
    }
    return rows;
  }

  static List<List<Number>> rows(Path file) throws IOException {
    List<List<Number>> rows = new ArrayList<>();
    SpikeRows all = SpikeFileReader.readAll(file);
    for (int k = 0; k < all.size(); k++) {
      long step = Math.round(all.times()[k] / 0.1);
      rows.add(List.of(all.trials()[k], all.flywireIds()[k], step * 1e-4));
    }
    return rows;
  }
}
