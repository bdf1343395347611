package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.spikes.SpikeFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {
  @TempDir private Path folder;
  private Path brain;
  private Path out;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    out = folder.resolve("out").resolve("spikes.parquet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "reference"})
  void replayedEvents_giveTheSpikesOfTheChain(String backend) throws IOException {
    Path events = folder.resolve("events.csv");
    Files.writeString(events, "step,neuron_index\n10,0\n");
    JsonNode json = json("--replay", events, "--backend", backend);
    // One event fires neuron 0 once; 82.5 mV on g lift the next neuron over the threshold once, as
    // g is set to 0 by its spike.
    assertThat(json.get("spikes").asInt()).isEqualTo(3);
    assertThat(json.get("active_neurons").asInt()).isEqualTo(3);
    assertThat(json.get("backend").asString()).isEqualTo(backend);
    assertThat(json.get("experiment").get("n_run").asInt()).isEqualTo(1);
    assertThat(json.get("file").asString()).isEqualTo(out.toString());
    assertThat(out).exists();
  }

  @Test
  void json_isAllOutputOnStandardOutput() {
    Cli run = run("--excite", 11, "--n_run", 3, "--rate=100", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("connectome tiny: ");
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.get("experiment").get("seed").asLong()).isEqualTo(1);
    assertThat(json.get("experiment").get("drive").get("rate").asDouble()).isEqualTo(100);
    assertThat(json.get("most_active").get(0).get("flywire_id").isString()).isTrue();
  }

  @Test
  void drivenNeurons_standApartFromTheMostActive() {
    JsonNode json = json("--excite", 11, "--excite2", 22, "--rate2", 50, "--read-out", 33);
    assertThat(json.get("most_active").values())
        .extracting(neuron -> neuron.get("flywire_id").asString())
        .containsExactly("33");
    assertThat(json.get("most_active_driven").values())
        .extracting(neuron -> neuron.get("flywire_id").asString())
        .containsExactly("22", "11");
    String text = run("--excite", 11).out();
    assertThat(text)
        .containsSubsequence("most active, not driven", " 22 ", " 33 ", "driven", " 11 ");
  }

  @Test
  void moreDrives_comeAfterTheFirstTwo() {
    Object[] more = {"--excite", 11, "--excite2", 22, "--rate2", 50, "--drive", "33@70"};
    JsonNode json = json(more);
    assertThat(json.at("/experiment/drive/rate").asDouble()).isEqualTo(150);
    assertThat(json.at("/experiment/drive2/rate").asDouble()).isEqualTo(50);
    assertThat(json.at("/experiment/drives").values())
        .extracting(drive -> drive.get("rate").asDouble())
        .containsExactly(150.0, 50.0, 70.0);
    assertThat(json.get("most_active_driven").values()).hasSize(3);
    assertThat(run("--drive", "11@60", "--drive", "22@9", "--n-run", 1).out())
        .contains("1 neuron of 11 at 60 Hz and 1 neuron of 22 at 9 Hz");
    Cli wrong = run("--drive", "11");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'11': must be neurons and their rate in Hz");
  }

  @Test
  void changes_areSaidAndReproducedFromTheSpikeFile() throws IOException {
    Object[] options = {
      "--excite",
      11,
      "--rate",
      500,
      "--n-run",
      1,
      "--seed",
      7,
      "--drive",
      "22@900:3e-1-0.5",
      "--silence",
      11,
      "--silence-from",
      0.6
    };
    JsonNode json = json(options);
    assertThat(json.at("/experiment/changes/1/drive2/neurons").toString())
        .isEqualTo("{\"name\":\"22\",\"size\":1,\"absent\":[]}");
    assertThat(json.at("/experiment/changes/1/until").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/experiment/changes/0/silence/neurons/name").asString()).isEqualTo("11");
    assertThat(json.at("/experiment/changes/0/until").isNull()).isTrue();
    assertThat(json.get("most_active_driven").values()).hasSize(2);
    Path again = folder.resolve("again.toml");
    Path copy = folder.resolve("again").resolve(out.getFileName());
    try (SpikeFileReader reader = new SpikeFileReader(out)) {
      Files.writeString(again, reader.provenance().get("flybrain.experiment"));
    }
    Cli run = Cli.run("run", again, "--connectome", brain, "--out", copy);
    assertThat(run.out())
        .contains("from 0.6 s: silenced 11\n", "from 0.3 s until 0.5 s: drive2 22 at 900 Hz\n");
    assertThat(copy).hasSameBinaryContentAs(out);
    assertThat(Cli.run("figure", out, "-o", folder.resolve("p.svg")).exitCode()).isZero();
    assertThat(folder.resolve("p.svg"))
        .content()
        .contains("drives changed (1)", "silencing changed (1)")
        // Both bands, in the raster and in the population rate.
        .satisfies(svg -> assertThat(svg.split("<rect [^>]*opacity=\"0.15\"")).hasSize(1 + 2 * 2));
  }

  @ParameterizedTest
  @CsvSource({
    "--drive 22@60:0.3,the time must be FROM-UNTIL in s",
    "--drive 22@60:0.5-0.3,until = 0.3 s: must be after time = 0.5 s",
    "--drive 22@60:0.5-9,until = 9 s: must be at most t_run = 1 s",
    "--drive 22@60:1e-3-2e,the time must be FROM-UNTIL in s",
    "--silence-from 0.3,need --silence with the neurons"
  })
  void changesThatCannotBe_areRefused(String options, String message) {
    Object[] run = {"run", "--connectome", brain, "--excite", 11};
    Cli cli = Cli.run(Stream.concat(Stream.of(run), Stream.of(options.split(" "))).toArray());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  @Test
  void savedInput_followsTheChanges() throws IOException {
    Path events = folder.resolve("events.csv");
    json(
        "--excite",
        11,
        "--rate",
        0,
        "--n-run",
        1,
        "--drive",
        "22@10000:0.3-0.3002",
        "--save-input",
        events);
    assertThat(events).hasContent("step,neuron_index\n3000,1\n3001,1\n");
  }

  @Test
  void replayedNeurons_countAsDriven() throws IOException {
    Path events = folder.resolve("events.csv");
    Files.writeString(events, "step,neuron_index\n10,0\n");
    JsonNode json = json("--replay", events);
    assertThat(json.get("most_active_driven").get(0).get("flywire_id").asString()).isEqualTo("11");
    assertThat(json.get("most_active_driven").get(0).get("driven").asBoolean()).isTrue();
    assertThat(json.get("most_active").values()).hasSize(2);
    assertThat(run("--replay", events).out()).containsPattern("11 +\\(driven\\)");
  }

  @ParameterizedTest
  @CsvSource({
    "--no-spikes --out x.parquet,2,leave out one of them",
    "--no-spikes --figure x.png,2,leave out --no-spikes",
    "--no-spikes --rates x.txt,2,'must end with .csv, .parquet or .json'"
  })
  void noSpikes_goWithNothingThatNeedsThem(String options, int exitCode, String message) {
    Object[] run = {"run", "--connectome", brain, "--excite", 11};
    Cli cli = Cli.run(Stream.concat(Stream.of(run), Stream.of(options.split(" "))).toArray());
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.err()).contains(message);
  }

  @Test
  void tableOfAnotherExperiment_isKeptBeforeAnythingIsSimulated() throws IOException {
    Path rates = Files.writeString(folder.resolve("rates.csv"), "flyid,name,type,other,other_sd\n");
    Cli cli = run("--excite", 11, "--rates", rates);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("rates.csv").contains("is not replaced");
    assertThat(rates).hasContent("flyid,name,type,other,other_sd\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void columnOfAnIdFile_isTakenByItsNameAndReported() throws IOException {
    // Row numbers that are ids, as pandas writes them.
    Path ids = Files.writeString(folder.resolve("ids.csv"), ",bodyId\n11,22\n22,33\n");
    Cli run = run("--excite", "@" + ids, "--n-run", 1, "--json");
    assertThat(run.err()).contains(ids + ": 2 ids from its column 'bodyId'\n");
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.get("experiment").get("drive").get("neurons").get("size").asInt()).isEqualTo(2);
    assertThat(Cli.run("figure", out, "-o", folder.resolve("p.svg")).exitCode()).isZero();
    assertThat(folder.resolve("p.svg")).content().contains("driven (2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'11'", "\"11\"", "11 22", "\"11\",'22'", " 11 "})
  void idsInQuotesOrBetweenBlanks_areTaken(String ids) {
    assertThat(run("--excite", ids, "--n-run", 1).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--replay", "--excite=@"})
  void compressedFile_isNamedAndItsBytesAreNotShown(String option) throws IOException {
    Path events = folder.resolve("events.csv.gz");
    Files.write(events, new byte[] {0x1f, (byte) 0x8b, 8, 0, 7, 27, '[', '3', '1', 'm', '\n'});
    Cli run = option.endsWith("@") ? run(option + events) : run(option, events);
    assertThat(run.exitCode()).isPositive();
    assertThat(run.err())
        .contains("events.csv.gz: is compressed with gzip; unpack it (gunzip FILE)")
        .doesNotContain("\u001b")
        .doesNotContain("\ufffd");
  }

  @Test
  void neuronsOfOneReadOut_areDistinguished() throws IOException {
    Path sets = Files.writeString(folder.resolve("sets.json"), "{\"pair\": [22, \"33\"]}");
    String text = run("--excite", 11, "--sets", sets, "--read-out", "pair", "--n-run", 1).out();
    assertThat(text).contains("pair (1 of 2) ").contains("pair (2 of 2) ");
    assertThat(text.substring(0, text.indexOf("read-out"))).doesNotContain(" of 2)");
  }

  @Test
  void secondExperiment_isExplained() {
    Cli cli = Cli.run("run", "sugar", "bitter");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains(
            "'bitter': only one experiment can run at a time; stimulate a second set with "
                + "--excite2 bitter");
  }

  @Test
  void text_saysWhatWasRunAndWhatFired() {
    Cli run = run("--excite", 11, "--silence", 22, "--param", "w_syn=0.3", "--read-out", "22,33");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("3 neurons, 2 connections")
        .contains("1 neuron of 11 at 150 Hz")
        .contains("30 trials of 1 s")
        .contains("silenced: 1 neuron of 22 (outgoing)")
        .contains("w_syn 0.3 mV, asked for; the connectome has w_syn 0.275 mV (Shiu et al. 2024)")
        .contains("spikes a trial")
        .contains("times real time")
        .contains(out.toString());
    assertThat(run.out().lines().filter(line -> line.contains(" 33 "))).hasSize(1);
  }

  @Test
  void threads_doNotChangeTheSpikes() throws IOException {
    assertThat(run("--excite", 11, "--n-run", 5, "--threads", 1).exitCode()).isZero();
    byte[] one = Files.readAllBytes(out);
    assertThat(run("--excite", 11, "--n-run", 5, "--threads", 4).exitCode()).isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(one);
  }

  @Test
  void savedInput_isReplayedToTheSameSpikes() throws IOException {
    Path events = folder.resolve("events.csv");
    int drawn = json("--excite", 11, "--n-run", 1, "--save-input", events).get("spikes").asInt();
    assertThat(drawn).isPositive();
    assertThat(json("--replay", events).get("spikes").asInt()).isEqualTo(drawn);
  }

  @ParameterizedTest
  @CsvSource({
    "--t-rum,1,2,--t-run",
    "--t-run,-1,2,t_run",
    "--t-run,0.00015,2,multiple of dt",
    "--n-run,0,2,n_run",
    "--n-run,many,2,--n-run",
    "--rate,-5,2,rate",
    "--rate,20000,2,rate",
    "--rate,NaN,2,rate",
    "--param,w_sin=1,2,w_syn",
    "--param,tau_m=0,2,tau_m",
    "--backend,evnt,2,event",
    "--silence-mode,inward,2,OUTGOING",
    "--excite,sugr,2,sugar",
    "--excite,99,1,99",
    "--silence,99,1,99",
    "--excite2,11,1,11",
    "--threads,0,2,at least 1",
    "--connectome,nowhere,1,nowhere",
    "--replay,missing.csv,2,missing.csv",
    "--sets,missing.json,2,missing.json"
  })
  void badInput_isExplainedAndLeavesNothing(String option, String value, int exitCode, String named)
      throws IOException {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("--excite", 11);
    options.put("--connectome", brain);
    options.put("--out", out);
    options.put(option, value);
    Stream<Object> words =
        options.entrySet().stream().flatMap(o -> Stream.of(o.getKey(), o.getValue()));
    Cli run = Cli.run(Stream.concat(Stream.of("run"), words).toArray());
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(filesIn(folder.resolve("out"))).isEmpty();
  }

  /// Installing it would not help: it says first that it can never run this.
  @Test
  void frameworkThatCannotRunTheExperiment_saysSoBeforeItAsksToBeInstalled() {
    Cli run = run("--drive", "11@60:0.01-", "--backend", "nest");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("nest: cannot change drives").doesNotContain("install");
  }

  @Test
  void parameterGivenTwice_isRefused() {
    Cli run = run("--excite", 11, "--param", "w_syn=1", "--param", "w_syn=2");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("parameter 'w_syn' is given twice");
  }

  @Test
  void outThatIsAFolder_isRefused() {
    Cli run = Cli.run("run", "--excite", 11, "--connectome", brain, "--out", folder);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(folder.toString()).contains("is a folder");
  }

  private Cli run(Object... options) {
    Object[] common = {"run", "--connectome", brain, "--out", out};
    return Cli.run(Stream.concat(Stream.of(common), Stream.of(options)).toArray());
  }

  private JsonNode json(Object... options) {
    Cli run = run(Stream.concat(Stream.of("--json"), Stream.of(options)).toArray());
    assertThat(run.err()).doesNotContain("flybrain: ");
    return JsonMapper.shared().readTree(run.out());
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
