package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Three neurons in a chain: an event of the first at step s makes it spike at s + 1, and its spike
/// arrives at the second at s + 19.
class CompareSpikesTest {
  private static final Path DATA = Path.of(System.getProperty("flybrain.shared", ""), "data");

  @TempDir private Path folder;
  private Path brain;
  private Path input;
  private Path event;

  /// A row of a spike file.
  record Spike(int trial, int step, long id) {}

  @BeforeEach
  void simulate() throws IOException {
    brain = TinyBrain.in(folder);
    input = folder.resolve("input.csv");
    Files.writeString(input, "step,neuron_index\n10,0\n500,0\n900,0\n");
    event = run("event");
  }

  @Test
  void bothEnginesOnTheSameInput_areEqual() {
    Cli cli = Cli.run("compare", "spikes", run("reference"), event);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .isEqualTo("equal: 9 spikes equal, 0 missing, 0 extra in the candidate, 1 trial\n");
    assertThat(cli.exitCode()).isZero();
    Path page = folder.resolve("equal.html");
    Cli.run("compare", "spikes", folder.resolve("reference.parquet"), event, "--html", page);
    assertThat(page)
        .content()
        .contains("equal: 9 spikes equal", "flybrain reference (CPU)", "flybrain event (CPU)")
        .contains("How the runs were made", "replayed", "as published", event.toString());
    Cli.run("compare", "spikes", event, event, "--html", page);
    assertThat(page).content().contains(">reference</td>", ">candidate</td>");
  }

  @Test
  void missingSpike_isShownWithTheStateOfOurEngine() throws IOException {
    List<Spike> spikes = read(event);
    Spike gone = spikes.get(4);
    assertThat(gone.id()).isEqualTo(TinyBrain.SECOND);
    Path other = write("other", spikes.stream().filter(spike -> !spike.equals(gone)).toList());
    Cli cli = Cli.run("compare", "spikes", event, other, "--connectome", brain);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .startsWith("different: 8 spikes equal, 1 missing, 0 extra")
        .contains("First divergence: trial 0, step %d (".formatted(gone.step()))
        .contains("  spike in the reference only: 22\n")
        .contains("event.parquet: the neuron spikes there; its last spike before: step ")
        .contains("other.parquet: the neuron does not spike there")
        .containsPattern(
            "event, run again, before the step: v = -4[5-9]\\.\\d+ mV, g = \\d+\\.\\d+ mV, not refractory")
        .containsPattern("at the step: v = -4[0-4]\\.\\d+ mV, threshold -45\\.0 mV: spikes")
        .contains("received at step 519: +82.500 mV to g from 11\n");
  }

  @Test
  void constantShift_isReported() throws IOException {
    List<Spike> later =
        read(event).stream()
            .map(spike -> new Spike(spike.trial(), spike.step() + 2, spike.id()))
            .toList();
    Cli cli = Cli.run("compare", "spikes", event, write("later", later), "--connectome", brain);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.out())
        .contains(
            "constant shift: the candidate's spikes are 2 steps (0.2 ms) later; without it 9 "
                + "are equal, 0 missing, 0 extra\n");
    Cli back = Cli.run("compare", "spikes", folder.resolve("later.parquet"), event);
    assertThat(back.out()).contains("are 2 steps (0.2 ms) earlier;");
  }

  @Test
  void shiftedSpike_isBothAndTheDrivenNeuronNamesItsEvent() throws IOException {
    List<Spike> shifted = new ArrayList<>(read(event));
    Spike first = shifted.getFirst();
    assertThat(first).isEqualTo(new Spike(0, 11, TinyBrain.FIRST));
    shifted.set(0, new Spike(0, 12, TinyBrain.FIRST));
    Cli cli = Cli.run("compare", "spikes", write("late", shifted), event, "--connectome", brain);
    assertThat(cli.out())
        .startsWith("different: 8 spikes equal, 1 missing, 1 extra")
        .contains("First divergence: trial 0, step 11 (1.1 ms), neuron 11\n")
        .contains(
            "late.parquet: the neuron does not spike there; its last spike before: none, its next: step 12 (1.2 ms)")
        .contains("received at step 10: +68.750 mV to v, an event of its drive\n");
  }

  @Test
  void fileThatWasChanged_isNotBelieved() throws IOException {
    List<Spike> more = new ArrayList<>(read(event));
    more.addFirst(new Spike(0, 3, TinyBrain.THIRD));
    Path changed = write("changed", more, provenance(event));
    Cli cli = Cli.run("compare", "spikes", event, changed, "--connectome", brain);
    assertThat(cli.out())
        .contains("  spike in the candidate only: 33\n")
        .contains("received nothing before")
        .contains("differs from the file");
  }

  @Test
  void unknownConnectome_isReported() throws IOException {
    Path other = write("other", read(event).subList(0, 5));
    assertThat(Cli.run("compare", "spikes", event, other).out())
        .contains(
            "state not shown: connectome 'tiny': no such name or folder",
            "; give the run's connectome with --connectome\n");
    Path brain2 = TinyBrain.in(folder.resolve("copy"));
    Files.writeString(
        brain2.resolve("completeness.csv"), ",Completed\n11,True\n22,True\n33,True\n44,True\n");
    assertThat(Cli.run("compare", "spikes", event, other, "--connectome", brain2).out())
        .contains("state not shown: connectome tiny is not the connectome tiny of the run");
  }

  @Test
  void csv_hasARowForEachTrial() throws IOException {
    List<Spike> trials = List.of(new Spike(0, 1, 11), new Spike(2, 7, 22));
    Cli cli =
        Cli.run("compare", "spikes", write("a", trials), write("b", trials.subList(0, 1)), "--csv");
    assertThat(cli.out())
        .isEqualTo(
            """
            trial,equal,missing,extra,first_step,first_time_ms,first_flywire_id,first_type,first_side
            0,1,0,0,,,0,,
            1,0,0,0,,,0,,
            2,0,1,0,7,0.7,22,,
            """);
  }

  @Test
  void trialsWithoutSpikes_countAsRecorded() throws IOException {
    List<Spike> spikes = List.of(new Spike(0, 1, 11));
    Path three = write("three", spikes, Map.of("flybrain.n_run", "3", "flybrain.t_run", "0.5"));
    Cli cli = Cli.run("compare", "spikes", three, three);
    assertThat(cli.out())
        .isEqualTo("equal: 1 spike equal, 0 missing, 0 extra in the candidate, 3 trials\n");
    assertThat(cli.err()).isEmpty();
    Path named = write("event_t0.5s_n2", spikes);
    Path html = folder.resolve("sizes.html");
    Cli other = Cli.run("compare", "spikes", named, three, "--html", html);
    String fewer =
        "n_run is 2 in the reference and 3 in the candidate: spikes of trials from 2 on are in one only\n";
    assertThat(other.out()).contains(" 3 trials");
    assertThat(other.err()).startsWith("warning: " + fewer).doesNotContain("t_run");
    assertThat(html).content().contains(fewer.strip());
  }

  @Test
  void runsOfOtherDuration_areNamed() throws IOException {
    Path shorter = write("shorter", List.of(), Map.of("flybrain.t_run", "0.05"));
    Cli cli = Cli.run("compare", "spikes", event, shorter, "--connectome", brain);
    assertThat(cli.err())
        .isEqualTo(
            "warning: t_run is 0.1 s in the reference and 0.05 s in the candidate: later spikes than 0.05 s are in one only\n");
    assertThat(cli.exitCode()).isEqualTo(1);
    Path wrong = write("wrong", List.of(), Map.of("flybrain.n_run", "many"));
    assertThat(Cli.run("compare", "spikes", event, wrong).err())
        .contains("metadata flybrain.n_run 'many': must be a whole number of at least 1");
  }

  @Test
  void idsOfTheTable_haveTheTypeOfThoseInSpikeFilesAndNoGaps() throws IOException {
    List<Spike> trials = List.of(new Spike(0, 1, 11), new Spike(1, 7, 22));
    Path table = folder.resolve("table.parquet");
    Cli.run("compare", "spikes", write("a", trials), write("b", trials.subList(0, 1)), "-o", table);
    try (ParquetReader reader = new ParquetReader(table);
        ColumnBatches rows = reader.read(List.of(Column.int64("first_flywire_id")))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.batch().longs(0)).startsWith(0, 22);
    }
  }

  @Test
  void page_hasNumbersTrialsAndDivergence() throws IOException {
    Path other = write("other", read(event).subList(0, 5));
    Path html = folder.resolve("page.html");
    Cli cli =
        Cli.run("compare", "spikes", event, other, "--connectome", brain, "--csv", "--html", html);
    assertThat(cli.err()).isEqualTo("page: " + html + "\n");
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(Files.readString(html))
        .contains("different: 5 spikes equal, 4 missing, 0 extra")
        .contains("<th class=\"number\" scope=\"col\">missing</th>")
        .contains(
            "First divergence: trial 0, step ", "    event, run again, before the step: v = ");
  }

  @Test
  void table_isWrittenInTheFormOfItsEnding() throws IOException {
    for (String ending : List.of("csv", "json", "parquet")) {
      Path out = folder.resolve("trials." + ending);
      assertThat(Cli.run("compare", "spikes", event, event, "-o", out).exitCode()).isZero();
      assertThat(out).isNotEmptyFile();
    }
    assertThat(folder.resolve("trials.csv")).content().contains("\n0,9,0,0,");
    assertThat(folder.resolve("trials.json")).content().contains("\"equal\" : 9");
    assertThat(Cli.run("compare", "spikes", event, event, "-o", "x.txt").err())
        .contains("x.txt: must end with .csv, .parquet or .json");
  }

  @ParameterizedTest
  @CsvSource({
    "2, --dt 0, above 0 ms",
    "2, --out trials.xlsx, must end with .csv",
    "2, --dt fast, fast",
    "1, --dt 0.7, multiple of dt = 0.7 ms",
    "1, missing.parquet, missing.parquet"
  })
  void badInput_isExplained(int exitCode, String arguments, String named) {
    List<Object> words = new ArrayList<>(List.of("compare", "spikes", event));
    words.addAll(List.of(arguments.split(" ", -1)));
    if (words.size() > 4) {
      words.add(event);
    }
    Cli cli = Cli.run(words.toArray());
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(cli.err()).contains(named).doesNotContain("\tat ");
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"event", "reference"})
  @Tag("shared")
  void loomingCircuit_hasBrian2sSpikesAndAPlantedOneIsFound(String engine) throws IOException {
    Path looming = DATA.resolve("looming-circuit");
    List<String> ids = Files.readAllLines(looming.resolve("completeness.csv"));
    List<Spike> recorded = new ArrayList<>();
    for (String line :
        Files.readAllLines(looming.resolve("lplc2-right-50hz.brian2-spikes.csv")).stream()
            .skip(1)
            .toList()) {
      String[] cells = line.split(",", -1);
      String row = ids.get(1 + Integer.parseInt(cells[1]));
      recorded.add(new Spike(0, Integer.parseInt(cells[0]), Long.parseLong(row.split(",", -1)[0])));
    }
    Path ours = folder.resolve("looming.parquet");
    Path events = looming.resolve("lplc2-right-50hz.input.csv");
    Cli.run(
        "run",
        "--backend",
        engine,
        "--connectome",
        looming,
        "--replay",
        events,
        "--t-run",
        1,
        "--out",
        ours);
    Path brian2 = write("brian2", recorded);
    assertThat(Cli.run("compare", "spikes", brian2, ours).out())
        .startsWith("equal: 7,190 spikes equal");
    Spike gone = recorded.remove(5000);
    Cli cli =
        Cli.run("compare", "spikes", write("brian2", recorded), ours, "--connectome", looming);
    assertThat(cli.out())
        .contains("different: 7,189 spikes equal, 0 missing, 1 extra")
        .contains("step %d (".formatted(gone.step()))
        .contains(engine + ", run again, before the step: v = ")
        .contains("threshold -45.0 mV: spikes\n")
        .contains("received at step ")
        .doesNotContain("differs from the file");
  }

  private Path run(String backend) {
    Path out = folder.resolve(backend + ".parquet");
    Cli cli =
        Cli.run(
            "run",
            "--backend",
            backend,
            "--connectome",
            brain,
            "--replay",
            input,
            "--t-run",
            0.1,
            "--out",
            out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return out;
  }

  private static Map<String, String> provenance(Path file) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      return reader.provenance();
    }
  }

  private static List<Spike> read(Path file) throws IOException {
    SpikeRows rows = SpikeFileReader.readAll(file);
    List<Spike> spikes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      spikes.add(
          new Spike(rows.trials()[i], (int) Math.rint(rows.times()[i] * 10), rows.flywireIds()[i]));
    }
    return spikes;
  }

  private Path write(String name, List<Spike> spikes) throws IOException {
    return write(name, spikes, Map.of());
  }

  private Path write(String name, List<Spike> spikes, Map<String, String> provenance)
      throws IOException {
    Path file = folder.resolve(name + ".parquet");
    List<Column> columns =
        List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));
    ColumnBatch rows = new ColumnBatch(columns, spikes.size());
    for (int i = 0; i < spikes.size(); i++) {
      rows.doubles(0)[i] = spikes.get(i).step() / 10.0;
      rows.longs(1)[i] = spikes.get(i).trial();
      rows.longs(2)[i] = spikes.get(i).id();
    }
    rows.setRows(spikes.size());
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, provenance)) {
      writer.write(rows);
      writer.commit();
    }
    return file;
  }
}
