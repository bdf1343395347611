package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import flybrain.results.ResultRow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationsTest {
  private static final Path NAMED = Path.of("x/brian2cpp_t0.1s_n4.parquet");
  private static final Path OTHER = Path.of("x/mine.parquet");
  private static final ResultRow NO_ROW = new ResultRow(Map.of());

  private static ExpectedRun none(Path file, Map<String, String> facts, ResultRow row) {
    return Expectations.NONE.of(file, facts, row);
  }

  private static Map<String, String> facts(Object... keysAndValues) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int k = 0; k < keysAndValues.length; k += 2) {
      facts.put("flybrain." + keysAndValues[k], keysAndValues[k + 1].toString());
    }
    return facts;
  }

  private static ResultRow row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int k = 0; k < cells.length; k += 2) {
      row.put(cells[k], cells[k + 1]);
    }
    return new ResultRow(row);
  }

  @Test
  void fileThatSaysNothing_isOfAnUnknownRunOfTheModel() {
    ExpectedRun run = none(OTHER, Map.of(), NO_ROW);
    assertThat(run).isEqualTo(new ExpectedRun("", "", Double.NaN, 0, 0.1, 2.2, null, "", false));
    assertThat(run.milliseconds()).isInfinite();
    assertThat(run.shortestInterval()).isEqualTo(23);
  }

  @Test
  void size_isTheUsersThenTheFilesThenTheTablesThenTheNames() {
    assertSize(none(NAMED, Map.of(), NO_ROW), 0.1, 4);
    ResultRow row = row("t_run", "1.0", "n_run", "8");
    assertSize(none(NAMED, Map.of(), row), 1, 8);
    assertSize(none(NAMED, facts("t_run", 10, "n_run", 16), row), 10, 16);
    assertSize(none(NAMED, facts("t_run", 10), row), 10, 8);
    Expectations user = new Expectations(2.0, 3, null, null, null);
    assertSize(user.of(NAMED, facts("t_run", 10, "n_run", 16), row), 2, 3);
  }

  private static void assertSize(ExpectedRun run, double tRun, int trials) {
    assertThat(run.tRun()).isEqualTo(tRun);
    assertThat(run.trials()).isEqualTo(trials);
  }

  @Test
  void backend_isTheFilesThenTheTablesThenTheNames() {
    assertThat(none(NAMED, Map.of(), NO_ROW).backend()).isEqualTo("brian2cpp");
    ResultRow row = row("backend_key", "genn");
    assertThat(none(NAMED, Map.of(), row).backend()).isEqualTo("genn");
    assertThat(none(NAMED, facts("backend", "event"), row).backend()).isEqualTo("event");
  }

  /// Damaged metadata is as none.
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "many", "1,0"})
  void metadataThatIsNoNumber_isIgnored(String text) {
    ExpectedRun run =
        none(
            NAMED,
            facts("t_run", text, "n_run", text, "parameter.dt", text, "parameter.t_ref", text),
            NO_ROW);
    assertSize(run, 0.1, 4);
    assertThat(run.dt()).isEqualTo(0.1);
    assertThat(run.refractory()).isEqualTo(2.2);
  }

  @Test
  void stepAndRefractoryPeriod_areTheFiles_theStepTheUsersFirst() {
    Map<String, String> facts = facts("parameter.dt", 0.05, "parameter.t_ref", 3);
    assertThat(none(OTHER, facts, NO_ROW).shortestInterval()).isEqualTo(61);
    ExpectedRun user = new Expectations(null, null, 0.2, null, null).of(OTHER, facts, NO_ROW);
    assertThat(user.shortestInterval()).isEqualTo(16);
  }

  /// Without a refractory period two steps are left.
  @ParameterizedTest
  @CsvSource({"0, 2", "0.1, 2", "0.2, 3", "2.2, 23"})
  void shortestInterval_isThePeriodAndAStep(double period, int steps) {
    assertThat(none(OTHER, facts("parameter.t_ref", period), NO_ROW).shortestInterval())
        .isEqualTo(steps);
  }

  @Test
  void filesOfOurs_areOrdered() {
    assertThat(none(OTHER, facts("version", "1"), NO_ROW).ordered()).isTrue();
    assertThat(none(OTHER, facts("seed", "7"), NO_ROW).ordered()).isFalse();
  }

  @Test
  void seedAndReplay_areTheFiles() {
    ExpectedRun run = none(OTHER, facts("seed", "7", "replay", "events.csv"), NO_ROW);
    assertThat(run.seed()).isEqualTo("7");
    assertThat(run.replay()).isEqualTo("events.csv");
  }

  @Test
  void drivenNeuronsOfTheUser_comeFirst() {
    Map<String, String> facts = facts("experiment", text("sugar"));
    assertThat(new Expectations(null, null, null, List.of(5L, 6L), 80.0).of(OTHER, facts, NO_ROW))
        .extracting(ExpectedRun::driven)
        .isEqualTo(Map.of(5L, 80.0, 6L, 80.0));
    assertThat(new Expectations(null, null, null, List.of(5L), null).of(OTHER, facts, NO_ROW))
        .extracting(ExpectedRun::driven)
        .as("of unknown rate")
        .isEqualTo(Map.of(5L, Double.NaN));
  }

  private static String text(String preset) {
    return ExperimentText.of(Presets.get(preset));
  }

  private static List<Long> ids(String set) {
    return NeuronSets.builtIn().get(set).idsOfAllVersions();
  }

  @Test
  void recordedExperiment_namesDrivenNeuronsOfEachDrive() {
    Map<Long, Double> driven = none(OTHER, facts("experiment", text("P9_LC4s")), NO_ROW).driven();
    assertThat(driven)
        .containsOnlyKeys(
            Stream.concat(ids("p9").stream(), ids("LC_4s").stream()).toArray(Long[]::new));
    assertThat(ids("p9")).allSatisfy(id -> assertThat(driven).containsEntry(id, 100.0));
    assertThat(ids("LC_4s")).allSatisfy(id -> assertThat(driven).containsEntry(id, 200.0));
  }

  @Test
  void driveThatChangesInATrial_hasNoKnownRate() {
    String text =
        """
        name = "pulse"
        [drive]
        neurons = [11, 12]
        rate = 100.0
        [[at]]
        time = 0.2
        until = 0.4
        drive2 = { neurons = [13], rate = 50.0 }
        """;
    assertThat(none(OTHER, facts("experiment", text), NO_ROW).driven())
        .isEqualTo(Map.of(11L, Double.NaN, 12L, Double.NaN, 13L, Double.NaN));
  }

  @Test
  void experimentThatCannotBeRead_saysNothingOfTheDrive() {
    ResultRow row = row("experiment_key", "sugar");
    assertThat(none(OTHER, facts("experiment", "drive of sugar"), row).driven()).isNull();
    String unknown = "name = \"x\"\n[drive]\nneurons = \"no such set\"\nrate = 1.0\n";
    assertThat(none(OTHER, facts("experiment", unknown), row).driven()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "sugar, '', sugar, 200",
    "sugar, Sugar GRNs (200 Hz), sugar, 200",
    "sugar, 'Sugar GRNs (100.5 Hz), synthetic', sugar, 100.5",
    "p9, P9s forward walking (100 Hz), p9, 100",
    "bitter, bitter, bitter, 150"
  })
  void experimentOfATable_isAPresetAtTheRateOfItsName(
      String key, String name, String set, double rate) {
    Map<Long, Double> driven =
        none(OTHER, Map.of(), row("experiment_key", key, "experiment", name)).driven();
    assertThat(driven)
        .containsOnlyKeys(ids(set).toArray(Long[]::new))
        .allSatisfy((_, hertz) -> assertThat(hertz).isEqualTo(rate));
  }

  @Test
  void experimentOfATableThatIsNoPreset_isUnknown() {
    assertThat(none(OTHER, Map.of(), row("experiment_key", "mine")).driven()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, , , , --t-run 0.0: must be above 0 s and finite",
    "Infinity, , , , --t-run inf: must be above 0 s and finite",
    "NaN, , , , --t-run nan: must be above 0 s and finite",
    ", 0, , , --n-run 0: must be at least 1",
    ", , 0, , --dt 0.0: must be above 0 ms and finite",
    ", , -1, , --dt -1.0: must be above 0 ms and finite",
    ", , , -1, '--rate -1.0: must be at least 0 Hz and finite, and needs --driven'",
    ", , , NaN, '--rate nan: must be at least 0 Hz and finite, and needs --driven'"
  })
  void senselessOption_isNamed(
      Double tRun, Integer trials, Double dt, Double rate, String message) {
    assertThatThrownBy(() -> new Expectations(tRun, trials, dt, List.of(1L), rate))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void rateOfNoNeurons_isNamed() {
    assertThatThrownBy(() -> new Expectations(null, null, null, null, 5.0))
        .hasMessageContaining("needs --driven");
    assertThat(new Expectations(null, null, null, List.of(1L), 0.0).rate()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 100, 10.0",
    "0.1, 122, 12.2",
    "0.05, 1, 0.05",
    "0.025, 1, 0.025",
    "0.1, 0, 0.0"
  })
  void time_isWrittenWithItsDecimals(double dt, long step, String text) {
    assertThat(none(OTHER, facts("parameter.dt", dt), NO_ROW).time(step)).isEqualTo(text);
  }
}
