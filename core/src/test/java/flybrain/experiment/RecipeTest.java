package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  private static final Connectome TEN = Brains.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  private static final Recipe PLAIN = Recipe.DEFAULT.withDriven(refs("12,10"));

  @TempDir Path folder;

  private static List<NeuronReference> refs(String text) {
    return NeuronReference.parseList(text);
  }

  @Test
  void defaults_areThePapers() {
    Experiment experiment = PLAIN.withDriven(1, refs("15")).on(TEN).experiment();
    assertThat(experiment.drive(0).rate()).isEqualTo(150);
    assertThat(experiment.drive(1).rate()).isEqualTo(0);
    assertThat(experiment.duration()).isEqualTo(1);
    assertThat(experiment.trials()).isEqualTo(30);
    assertThat(experiment.seed()).isEqualTo(1);
  }

  @Test
  void neurons_areIndicesInTheOrderGiven() {
    Recipe recipe =
        PLAIN
            .withSets(Map.of("mine", List.of(19L, 12L)))
            .withDriven(refs("12,mine,10"))
            .withSilenced(refs("13"))
            .withSilenceMode(Silence.Mode.BOTH)
            .withReadOut(refs("mine,11"));
    Experiment experiment = recipe.on(TEN).experiment();
    assertThat(experiment.drive(0).neurons()).isEqualTo(NeuronSet.of("mine + 2 ids", 2, 9, 0));
    assertThat(experiment.silence())
        .isEqualTo(new Silence(NeuronSet.of("13", 3), Silence.Mode.BOTH));
    assertThat(experiment.readOuts())
        .containsExactly(NeuronSet.of("mine", 9, 2), NeuronSet.of("11", 1));
  }

  @Test
  void emptySetsAtTheEnd_makeNoDifference() {
    assertThat(PLAIN.withDrive(3, Stimulus.NONE)).isEqualTo(PLAIN);
  }

  @Test
  void driveInOneWord_hasNeuronsAndRate() {
    assertThat(Stimulus.parse("bitter,@ids.txt@60"))
        .isEqualTo(new Stimulus(refs("bitter,@ids.txt"), 60.0));
    assertThat(Stimulus.parse("@a@b.txt@1e3")).isEqualTo(new Stimulus(refs("@a@b.txt"), 1000.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sugar", "@ids.txt", "sugar@", "@60", "150", "sugar@fast", ""})
  void driveWithoutRate_isRefused(String text) {
    refuses(() -> Stimulus.parse(text), "'" + text + "': must be neurons and their rate in Hz");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        bad(r -> r.withRate(-1), "rate = -1 Hz: must be finite and at least 0"),
        bad(r -> r.withRate(10_001), "drive rate = 10001 Hz: must be from 0 to 10000 Hz"),
        bad(r -> r.withRate(Double.NaN), "rate = nan Hz: must be finite"),
        bad(
            r -> r.withDriven(1, refs("14")).withRate(1, Double.POSITIVE_INFINITY),
            "rate = inf Hz: must be finite"),
        bad(r -> r.withRate(1, 60), "drive2 rate = 60 Hz: no neurons to stimulate"),
        bad(
            r -> r.withParameters(Map.of("dt", 0.2)).withRate(5001),
            "drive rate = 5001 Hz: must be from 0 to 5000 Hz"),
        bad(r -> r.withDuration(0.12345), "t_run = 0.12345 s: must be a multiple of dt = 0.1 ms"),
        bad(r -> r.withDuration(1 + 2e-9), "t_run = 1.000000002 s: must be a multiple"),
        bad(r -> r.withDuration(1e-5), "t_run = 1e-05 s: must be a multiple of dt"),
        bad(r -> r.withDuration(1e9), "t_run = 1000000000 s: must be a multiple of dt"),
        bad(r -> r.withDriven(refs("sugar")), "drive: tiny has no neuron of sugar (21 requested)"),
        bad(
            r -> r.withDriven(refs("10,water")),
            "drive: tiny has no neuron of water (18 requested)"),
        bad(
            r -> r.withDriven(refs("MN9_left")),
            "drive: tiny has no neuron of MN9_left (1 requested)"),
        bad(
            r -> r.withSilenced(refs("bitter")),
            "silence: tiny has no neuron of bitter (21 requested)"),
        bad(
            r -> r.withReadOut(refs("whisker")),
            "read_out: tiny has no neuron of whisker (2 requested)"),
        bad(
            r -> r.withDriven(refs("suger")),
            "neuron set 'suger' is unknown; did you mean 'sugar'?"),
        bad(r -> r.withDriven(refs("10,11,10")), "drive: neuron id 10 appears twice"),
        bad(r -> r.withSilenced(refs("10,10")), "silence: neuron id 10 appears twice"),
        bad(
            r -> r.withDriven(1, refs("10,13,12")),
            "neurons 12, 10: in drive (2 ids) and in drive2 (3 ids); a neuron may be in only one"),
        bad(
            r ->
                r.withDriven(refs("10,11,12,13,14,15,16"))
                    .withDriven(1, refs("16,15,14,13,12,11,10")),
            "neurons 10, 11, 12, 13, 14 and 2 more: in drive (7 ids) and in drive2 (7 ids)"),
        bad(
            r -> r.withFurtherDrive(new Stimulus(refs("11"), 9.0)).withDriven(2, refs("15,10")),
            "drive3 has no rate: give it in Hz"),
        bad(
            r -> r.withDriven(1, refs("11")).withFurtherDrive(new Stimulus(refs("15,10"), 9.0)),
            "neuron 10: in drive (2 ids) and in drive3 (2 ids)"),
        bad(
            r -> r.withDriven(2, refs("14")).withRate(2, 10_001),
            "drive3 rate = 10001 Hz: must be from 0 to 10000 Hz"),
        bad(
            r -> r.withDriven(refs("10,1,2")).withSilenced(refs("3")).withReadOut(refs("4,11")),
            "tiny does not have these neurons: drive: 1, 2; silence: 3; read_out: 4. Correct them,"
                + " or leave them out with --missing skip"),
        bad(
            r -> r.withDriven(refs("1,2")).withMissing(Missing.SKIP),
            "drive: tiny has no neuron of 2 ids, so none is left"),
        bad(
            r -> r.withReplay(Path.of("no-such-file.csv")),
            "no-such-file.csv: no such file of events to replay"));
  }

  private static Arguments bad(UnaryOperator<Recipe> change, String message) {
    return Arguments.of(change, message);
  }

  /// Up to a second on the grid of 0.1 ms, 39 % were kept as another number than was typed.
  @Test
  void duration_isKeptAsItWasTyped() {
    for (int steps = 1; steps <= 10_000; steps++) {
      String typed = BigDecimal.valueOf(steps, 4).stripTrailingZeros().toPlainString();
      Resolution run = PLAIN.withDuration(Double.parseDouble(typed)).on(TEN);
      assertThat(run.experiment().steps()).isEqualTo(steps);
      assertThat(run.experiment().duration()).isEqualTo(Double.parseDouble(typed));
    }
    Resolution older = PLAIN.withDuration(0.012700000000000001).on(TEN);
    assertThat(older.provenance().duration()).isEqualTo(0.0127);
  }

  @ParameterizedTest
  @ValueSource(doubles = {300_000, 1e9, 1e-7, 0.12345, 0.01277})
  void durationThatIsProposed_canBeRun(double duration) {
    String message = "";
    try {
      PLAIN.withDuration(duration).check();
    } catch (InputException e) {
      message = String.valueOf(e.getMessage());
    }
    assertThat(message).contains("; nearest: ");
    double proposed = Double.parseDouble(message.replaceFirst(".*; nearest: ", ""));
    assertThatCode(() -> PLAIN.withDuration(proposed).check()).doesNotThrowAnyException();
    assertThat(Math.round(proposed * 10_000)).isBetween(1L, 1L << 30);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void whatCannotBeRun_isRefused(UnaryOperator<Recipe> change, String message) {
    refuses(() -> change.apply(PLAIN).on(TEN), message);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessageContaining(message);
  }

  @Test
  void whatNeedsNoConnectome_isRefusedBeforeOneIsLoaded() {
    refuses(
        () -> PLAIN.withDriven(refs("type:LC4 &")).check(),
        "neurons 'type:LC4 &': neurons are missing");
    refuses(() -> PLAIN.withRate(20_000).check(), "rate = 20000");
    refuses(() -> PLAIN.withDuration(1e-5).check(), "t_run");
    refuses(() -> PLAIN.withReadOut(refs("@absent.txt")).check(), "absent.txt: no such file");
    PLAIN.withDriven(refs("999")).check();
    // Any name may be a cell type of the connectome.
    PLAIN.withDriven(refs("suger")).check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "..", ".", "é", "a,b"})
  void badName_isRefused(String name) {
    refuses(() -> PLAIN.withName(name), "name = '" + name + "': must be");
  }

  @Test
  void impossibleNumbers_areRefusedAtOnce() {
    refuses(() -> PLAIN.withTrials(0), "n_run = 0: must be at least 1");
    refuses(() -> PLAIN.withDuration(-1), "t_run = -1 s: must be above 0");
    refuses(() -> PLAIN.withDuration(Double.NaN), "t_run = nan s");
    refuses(() -> PLAIN.withDuration(Double.POSITIVE_INFINITY), "t_run = inf s");
    refuses(() -> PLAIN.withParameters(Map.of("tau_m", 0.0)), "parameter tau_m = 0");
  }

  @ParameterizedTest
  @CsvSource({"0.0001,1", "0.1,1000", "1,10000", "1000,10000000", "0.3,3000", "1.0000000005,10000"})
  void duration_isRoundedToSteps(double duration, int steps) {
    assertThat(PLAIN.withDuration(duration).on(TEN).experiment().steps()).isEqualTo(steps);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 10_000})
  void extremeRates_areAllowed(double rate) {
    assertThat(PLAIN.withRate(rate).on(TEN).experiment().drive(0).rate()).isEqualTo(rate);
  }

  @Test
  void typedIdsThatAreMissing_areLeftOutAndNamedOnRequest() {
    Resolution resolution =
        PLAIN
            .withDriven(refs("10,1,2"))
            .withReadOut(refs("3,11"))
            .withMissing(Missing.SKIP)
            .on(TEN);
    assertThat(resolution.experiment().drive(0).neurons())
        .isEqualTo(new NeuronSet("3 ids", IntStream.of(0), List.of(1L, 2L)));
    assertThat(resolution.experiment().readOuts())
        .containsExactly(new NeuronSet("3", IntStream.of(), List.of(3L)), NeuronSet.of("11", 1));
    assertThat(resolution.warnings())
        .containsExactly("tiny does not have these neurons, left out: drive: 1, 2; read_out: 3");
  }

  @Test
  void idsOfANamedSetThatAreMissing_areOneWarningAndRecorded() {
    Connectome brain = Brains.of(720575940636066222L, 720575940609957315L, 10);
    NeuronSet asked =
        new NeuronSet(
            "three_inhibitory",
            IntStream.of(0, 1),
            NeuronSets.builtIn().get("three_inhibitory").idsFor(brain.neurons()).subList(2, 3));
    Resolution resolution =
        Recipe.DEFAULT
            .withDriven(refs("10"))
            .withSilenced(refs("Three_Inhibitory"))
            .withReadOut(refs("three_inhibitory"))
            .on(brain);
    assertThat(resolution.experiment().silence().neurons().indices()).isEqualTo(asked.indices());
    assertThat(resolution.experiment().silence().neurons().absent()).isEqualTo(asked.absent());
    assertThat(resolution.experiment().readOuts()).containsExactly(asked);
    assertThat(resolution.warnings())
        .containsExactly(
            "three_inhibitory: tiny lacks 1 of 3, left out: " + asked.absent().getFirst());
  }

  @Test
  void readOutOfThePaperThatIsMissing_isAWarningAndRecorded() {
    Resolution resolution = PLAIN.withReadOut(refs("MN9_left,11")).on(TEN);
    assertThat(resolution.experiment().readOuts())
        .containsExactly(
            new NeuronSet("MN9_left", IntStream.of(), List.of(720575940660219265L)),
            NeuronSet.of("11", 1));
    assertThat(resolution.warnings())
        .containsExactly("MN9_left: tiny lacks 1 of 1, left out: 720575940660219265");
  }

  @Test
  void nothingDriven_isAWarning() {
    assertThat(Recipe.DEFAULT.on(TEN).warnings())
        .containsExactly("no neuron is driven: none will spike");
  }

  @Test
  void neuronThatIsDrivenAndSilenced_isBoth() {
    Experiment experiment = PLAIN.withSilenced(refs("12")).on(TEN).experiment();
    assertThat(experiment.drive(0).neurons().indices()).contains(2);
    assertThat(experiment.silence().neurons().indices()).containsExactly(2);
  }

  @Test
  void replay_takesThePlaceOfRatesAndTrials() throws IOException {
    Path events = Files.writeString(folder.resolve("events.csv"), "step,neuron_index\n5,3\n0,9\n");
    Recipe recipe = PLAIN.withRate(200).withTrials(30).withReplay(events);
    Experiment experiment = recipe.on(TEN).experiment();
    assertThat(experiment.trials()).isEqualTo(1);
    assertThat(experiment.drive(0).rate()).isZero();
    assertThat(experiment.drive(0).neurons().indices()).containsExactly(2, 0);
    assertThat(experiment.replay()).isNotNull();
    refuses(() -> recipe.withTrials(2).check(), "n_run = 2: must be 1 with a replay");
    refuses(() -> recipe.withRate(200).check(), "drive rate = 200 Hz: a replay (" + events);
    refuses(() -> recipe.withRate(1, 9).on(TEN), "drive2 rate = 9 Hz: a replay (");
    refuses(
        () -> recipe.withDuration(0.0005).on(TEN), "step '5': must be a whole number from 0 to 4");
    refuses(() -> recipe.on(Brains.of(10, 11, 12)), "neuron_index '3': must be");
  }

  @Test
  void emptyReplay_isAWarning() throws IOException {
    Path events = Files.writeString(folder.resolve("events.csv"), "step,neuron_index\n");
    assertThat(Recipe.DEFAULT.withReplay(events).on(TEN).warnings())
        .containsExactly("no neuron is driven: none will spike");
  }

  @Test
  void provenance_needsNoFileButGivesTheSameExperiment() throws IOException {
    Path ids = Files.writeString(folder.resolve("my ids.txt"), "10\n1\n13\n");
    Files.writeString(folder.resolve("my_ids.csv"), "18\n");
    Recipe recipe =
        Recipe.DEFAULT
            .withSets(Map.of("unused", List.of(1L), "mine", List.of(11L)))
            .withDriven(refs("MINE,@" + ids))
            .withReadOut(refs("@" + folder.resolve("my_ids.csv") + ",@" + ids))
            .withMissing(Missing.SKIP);
    Resolution first = recipe.on(TEN);
    Files.delete(ids);
    Recipe provenance = first.provenance();
    assertThat(provenance.sets())
        .isEqualTo(
            Map.of(
                "mine", List.of(11L),
                "file_my_ids", List.of(10L, 1L, 13L),
                "file_my_ids_2", List.of(18L)));
    Experiment again = provenance.on(TEN).experiment();
    assertThat(again.drive(0).neurons().indices())
        .isEqualTo(first.experiment().drive(0).neurons().indices())
        .containsExactly(1, 0, 3);
    assertThat(again.readOuts().getFirst().indices()).containsExactly(8);
    assertThat(provenance.on(TEN).provenance()).isEqualTo(provenance);
  }

  @Test
  void usersSets_areReplacedByName() {
    Recipe recipe =
        PLAIN.withSets(Map.of("a", List.of(1L))).withSets(Map.of("A", List.of(2L), "b", List.of()));
    assertThat(recipe.sets()).isEqualTo(Map.of("A", List.of(2L), "b", List.of()));
  }
}
