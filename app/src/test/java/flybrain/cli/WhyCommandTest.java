package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhyCommandTest {
  /// Weight of a connection of the chain of [TinyBrain] in mV.
  private static final double WEIGHT = 300 * 0.275;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Path brain;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    Files.writeString(folder.resolve("once.csv"), "step,neuron_index\n100,0\n");
  }

  private Cli why(Object... words) {
    Object[] line =
        Stream.concat(Stream.of("why", "--connectome", brain), Arrays.stream(words)).toArray();
    return Cli.run(line);
  }

  /// One event at 10 ms: the first neuron spikes at 10.1 ms, and its spike arrives 1.8 ms later.
  @Test
  void oneSpike_isMadeOfTheOnePresynapticSpike() {
    Cli cli =
        why("22", "--replay", folder.resolve("once.csv"), "--t-run", "0.1", "--spike", 0, "--csv");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<String> lines = cli.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .isEqualTo("kind,presynaptic_flywire_id,name,type,side,synapses,time_ms,mv,share");
    String[] cells = lines.getLast().split(",", -1);
    assertThat(cells).startsWith("excitation", "11", "", "", "", "300", "10.1").endsWith("1.0");
    assertThat(Double.parseDouble(cells[7])).isGreaterThan(7).isLessThan(7 + 0.5);
  }

  @Test
  void drivenNeuron_isMovedByItsDrive() {
    Cli cli = why("11", "--replay", folder.resolve("once.csv"), "--t-run", "0.1", "--csv");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    String[] cells = cli.out().lines().toList().getLast().split(",", -1);
    assertThat(cells).startsWith("drive", "11", "", "", "", "0", "1.0");
    assertThat(Double.parseDouble(cells[7])).isCloseTo(68.75 * Math.exp(-0.005), within(1e-9));
  }

  @Test
  void text_saysHowManySpikesAndWhatMadeThem() {
    Cli cli = why("33", "--excite", 11, "--t-run", "0.5", "--n-run", 3);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .containsPattern("33: [\\d,]+ spikes in 3 trials of 0.5 s \\(\\d+\\.\\d+ Hz\\)")
        .contains("excitation\nkind", " 22 ", "no inhibition");
  }

  /// The only way of excitation to the last neuron of the chain.
  @Test
  void routes_leadFromTheDriveToTheNeuron() {
    Cli text = why("33", "--excite", 11, "--t-run", "0.5", "--n-run", 3);
    assertThat(text.out())
        .contains("33  100.0 %\n└─ 22  100.0 %\n   └─ 11  100.0 %\n      └─ drive  100.0 %\n")
        .containsPattern("100.00 % +[\\d.]+ +11 > 22 > 33");
    Cli table = why("33", "--excite", 11, "--t-run", "0.5", "--n-run", 3, "--routes", "--csv");
    assertThat(table.out().lines().toList())
        .hasSize(2)
        .first()
        .isEqualTo("share,hz,neurons,origin,flywire_ids,route");
    assertThat(table.out())
        .containsPattern("(1\\.0|0\\.9{12}\\d*),[\\d.]+,3,drive,11;22;33,11 > 22 > 33");
    Cli one = why("33", "--excite", 11, "--n-run", 1, "--spike", 2, "--routes", "--csv");
    assertThat(one.out()).contains("1.0,,3,drive,11;22;33,11 > 22 > 33");
    Cli none = why("33", "--excite", 11, "--n-run", 1, "--time", "0.1ms", "--routes");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--routes: there is no spike");
  }

  /// Neurons of one set are one on a route.
  @Test
  void routesByType_takeASetTogether() throws IOException {
    Path sets = folder.resolve("sets.json");
    Files.writeString(sets, "{\"mine\": [11, 22]}");
    Cli cli =
        why(
            "33",
            "--excite",
            "11,22",
            "--n-run",
            1,
            "--sets",
            sets,
            "--by",
            "type",
            "--routes",
            "--csv");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains(",drive,,mine > 33");
    Cli single = why("33", "--excite", "11,22", "--n-run", 1, "--sets", sets, "--routes", "--csv");
    assertThat(single.out()).contains(",drive,22;33,mine 22 > 33");
  }

  /// Without the second neuron the third has no way from the drive.
  @Test
  void comparison_saysWhatWasLost() {
    Object[] line = {"33", "--excite", 11, "--n-run", 2, "--compare-silence", 22};
    Cli text = why(line);
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .containsPattern("with 22 silenced too: 0.00 Hz in place of [\\d.]+ Hz, -[\\d.]+ Hz")
        .contains("11 > 22 > 33");
    String hz = "([\\d.]+)";
    Cli causes = why(with(line, "--csv"));
    assertThat(causes.out())
        .startsWith(
            "kind,presynaptic_flywire_id,name,type,side,synapses,mv,mv_silenced,hz,hz_silenced,"
                + "difference_hz\n")
        .containsPattern("excitation,22,,,,300,7[.]\\d+,0.0," + hz + ",0.0,-\\1\n");
    Cli routes = why(with(line, "--routes", "--csv"));
    assertThat(routes.out())
        .startsWith("hz,hz_silenced,difference_hz,silenced,flywire_ids,route\n")
        .containsPattern(hz + ",0.0,-\\1,true,11;22;33,11 > 22 > 33\n");
  }

  /// In the other experiment the second neuron is silenced: that is all the difference.
  @Test
  void comparisonWithAnotherExperiment_isThatWithItsChange() throws IOException {
    Path other = folder.resolve("other.toml");
    Files.writeString(other, "[drive]\nneurons = [11]\n[silence]\nneurons = [22]\n");
    Object[] line = {"33", "--excite", 11, "--n-run", 2, "--seed", 5};
    Cli silenced = why(with(line, "--compare-silence", 22, "--csv"));
    Cli compared = why(with(line, "--compare", other, "--csv"));
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(compared.out()).isEqualTo(silenced.out().replace("_silenced", "_compared"));
    assertThat(why(with(line, "--compare", other)).out()).contains("in other: 0.00 Hz in place of");
  }

  @Test
  void comparisonOfReplay_isRefused() {
    Cli cli = why("22", "--replay", folder.resolve("once.csv"), "--compare", "sugar");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("both experiments must have random input");
  }

  /// Silencing a neuron that is on no route changes nothing.
  @Test
  void comparisonWithoutEffect_hasNoDifference() {
    Cli routes =
        why("22", "--excite", 11, "--n-run", 1, "--compare-silence", 33, "--routes", "--csv");
    assertThat(routes.out()).containsPattern("([\\d.]+),\\1,0.0,false,11;22,11 > 22\n");
  }

  private static Object[] with(Object[] line, Object... more) {
    return Stream.concat(Arrays.stream(line), Arrays.stream(more)).toArray();
  }

  @Test
  void potentialBetweenSpikes_isTakenApartToo() {
    Cli cli =
        why("22", "--replay", folder.resolve("once.csv"), "--t-run", "0.1", "--time", "12.1ms");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    double expected = WEIGHT / 3 * (Math.exp(-0.2 / 20) - Math.exp(-0.2 / 5));
    assertThat(cli.out())
        .contains("no spike at 12.1 ms in trial 0")
        .contains("nearest spikes: none before")
        .contains(String.format(Locale.ROOT, "%.4f mV above rest", expected));
  }

  @Test
  void silentNeuron_isSaidToBeSoWithItsHighestPotential() {
    Cli cli =
        why("22", "--excite", 11, "--rate", 50, "--param", "w_syn=0.01", "--param", "f_poi=7000");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("22 never fires in 30 trials of experiment; its highest potential is -")
        .containsPattern(
            "\\d mV below the threshold, at [\\d.]+ ms in trial \\d+; --trial \\d+ --time");
    Cli unreached = why("11", "--excite", 22);
    assertThat(unreached.err()).contains("none of its presynaptic partners does");
    Cli inhibited = why("22", "--excite", 11, "--param", "w_syn=-0.275", "--param", "f_poi=-250");
    assertThat(inhibited.err()).contains("22 never fires", "all that reaches it inhibits it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "44 --excite 11#1#NEURON 44: tiny has no such neuron",
        "'11 | 22' --excite 11#1#is 2 neurons (11, 22)",
        "nobody --excite 11#2#'nobody' is unknown",
        "22 --excite 11 --spike -1#2#spikes count from 0",
        "22 --excite 11 --t-run 0.1 --spike 999#1#--spike 999: 22 has ",
        "22 --excite 11 --trial 30#2#must be from 0 to 29",
        "22 --excite 11 --time 2s#1#after the end of the trial",
        "22 --excite 11 --time 2#1#must be a time in ms or s",
        "22 --excite 11 --top 0#2#must be at least 1",
        "22 --excite 11 --compare-silence 33 --figure why.png#2#--figure draws one condition",
        "22 --excite 11 --figure why.txt#1#why.txt: a picture is written as PNG or SVG",
        "22 --excite 11 --compare-silence nobody#2#'nobody' is unknown",
        "22 --excite 11 --compare-silence 33 --spike 0#2#leave out --spike and --time",
        "22 --excite 11 --compare nothing#2#'nothing'",
        "22 --excite 11 --compare none.toml#2#none.toml",
        "22 --excite 11 --compare sugar --compare-silence 33#2#mutually exclusive",
        "22 --excite 11 --min-share 0#2#must be from 0.1 to 100",
        "22 --excite 11 --out causes.txt#2#causes.txt",
      })
  void wrongUsage_isNamed(String line, int exitCode, String message) {
    Object[] words =
        Pattern.compile("'[^']*'|[^ ]+")
            .matcher(line)
            .results()
            .map(word -> word.group().replace("'", ""))
            .toArray();
    Cli cli = why(words);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
    assertThat(cli.err()).contains(message);
  }

  /// The experiment in a spike file, run again.
  @Test
  void spikeFile_isExplainedLikeItsExperiment() {
    Path spikes = folder.resolve("spikes.parquet");
    TinyBrain.run(brain, 150, 5, 2, spikes);
    Cli ofExperiment = why("33", "--excite", 11, "--seed", 5, "--n-run", 2, "--csv");
    Cli ofFile = Cli.run("why", "33", spikes, "--connectome", brain, "--csv");
    assertThat(ofFile.exitCode()).as(ofFile.err()).isZero();
    assertThat(ofFile.out()).isEqualTo(ofExperiment.out()).hasLineCount(2);
  }

  @Test
  void spikeFileThatItsExperimentDoesNotGive_isRefused() throws IOException {
    Path spikes = folder.resolve("spikes.parquet");
    Path events = folder.resolve("events.csv");
    Files.copy(folder.resolve("once.csv"), events);
    Cli run =
        Cli.run(
            "run", "--connectome", brain, "--replay", events, "--t-run", "0.1", "--out", spikes);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Files.writeString(events, "step,neuron_index\n200,0\n");
    Cli changed = Cli.run("why", "33", spikes, "--connectome", brain);
    assertThat(changed.exitCode()).isEqualTo(1);
    assertThat(changed.err())
        .contains("run again, gives other spikes: the spike of 11 at 10.1 ms in trial 0");
    Files.delete(events);
    Cli gone = Cli.run("why", "33", spikes, "--connectome", brain);
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).contains("cannot be run again", "events.csv");
    Cli withOptions = Cli.run("why", "33", spikes, "--connectome", brain, "--rate", 10);
    assertThat(withOptions.exitCode()).isEqualTo(2);
    assertThat(withOptions.err()).contains("leave out --rate");
    Cli other = Cli.run("why", "33", brain.resolve("connectivity.parquet"));
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("does not record its experiment");
  }

  @Test
  void picturesAndPage_showTheNeuron() throws IOException {
    Path svg = folder.resolve("why.svg");
    Path png = folder.resolve("why.png");
    Path html = folder.resolve("why.html");
    Cli cli =
        why("22", "--excite", 11, "--n-run", 2, "--figure", svg, "--html", html, "--min-share", 1);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("picture: " + svg, "page: " + html);
    assertThat(Files.readString(svg))
        .contains("Why 22 fires", "mean contribution to a spike (mV)", ">11<", "potential");
    assertThat(Files.readString(html))
        .contains("Why 22 fires", "image/svg+xml", "Presynaptic neurons", "11 &gt; 22");
    Cli one = why("22", "--excite", 11, "--n-run", 1, "--spike", 3, "--figure", png);
    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1720);
    Cli compared = why("33", "--excite", 11, "--n-run", 1, "--compare-silence", 22, "--html", html);
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    assertThat(Files.readString(html)).contains("What was lost", "with 22 silenced too");
    Cli between = why("22", "--excite", 11, "--n-run", 1, "--time", "0.1ms", "--figure", png);
    assertThat(between.exitCode()).isEqualTo(2);
    assertThat(between.err()).contains("--figure: there is no spike");
  }

  @Test
  void tables_areWrittenAsCsvParquetAndJson() throws IOException {
    for (String name : List.of("causes.csv", "causes.parquet", "causes.json")) {
      Path out = folder.resolve(name);
      Cli cli = why("33", "--excite", 11, "--n-run", 1, "--out", out);
      assertThat(cli.exitCode()).as(cli.err()).isZero();
      assertThat(cli.err()).contains("table: " + out);
      assertThat(Files.size(out)).isPositive();
    }
    assertThat(Files.readString(folder.resolve("causes.json")))
        .contains("\"presynaptic_flywire_id\" : \"22\"");
  }
}
