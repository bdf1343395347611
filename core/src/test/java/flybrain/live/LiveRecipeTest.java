package flybrain.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.experiment.Stimulus;
import flybrain.experiment.TimedChange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRecipeTest {
  private static final NamedSet SUGAR = NeuronSets.builtIn().get("sugar");

  /// The sugar neurons, and three whose ids are the same number as a double.
  private static final Connectome BRAIN = brain();

  private static final int FIRST = BRAIN.neurons().indexOf(9_007_199_254_740_993L);
  private static final NeuronSet PAIR = NeuronSet.of("pair", FIRST, FIRST + 1);

  private static Connectome brain() {
    long[] sugar = SUGAR.idsOfAllVersions().stream().mapToLong(id -> id).distinct().toArray();
    long[] ids = Arrays.copyOf(sugar, sugar.length + 3);
    for (int k = 0; k < 3; k++) {
      ids[sugar.length + k] = 9_007_199_254_740_993L + k;
    }
    return Connectome.of("b", new Neurons(ids), new ConnectionsBuilder(ids.length).build());
  }

  private static NeuronSet sugar() {
    return NeuronSet.of(
        "sugar",
        SUGAR.idsFor(BRAIN.neurons()).stream().mapToInt(BRAIN.neurons()::indexOf).toArray());
  }

  private static LiveBrain open() {
    return LiveBrain.open(BRAIN, Recipe.DEFAULT.withName("live"));
  }

  /// What the recorded text means on the brain.
  private static Experiment recorded(LiveBrain live) {
    String text = ExperimentText.of(live.recipe());
    return ExperimentFile.parse(text, "recorded").on(BRAIN).experiment();
  }

  /// Names come from what people type: selections, files, ids, anything.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pair",
        "",
        " ",
        "7",
        "720575940660219265",
        "1e5",
        "-",
        "@ids.txt",
        "my ids.csv",
        "LC4 & side:right",
        "top 2 of sugar",
        "!sugar",
        "a, b",
        "say \"so\"\nand so",
        "\u00e9t\u00e9",
        "sugar",
        "SUGAR",
        "MN9_left",
        "mine",
        "a.b",
        "none"
      })
  void nameOfASet_whateverItIs_meansItsNeurons(String name) throws IOException {
    Recipe start =
        Recipe.DEFAULT.withName("live").withSets(Map.of("Mine", List.of(9_007_199_254_740_995L)));
    LiveBrain live = LiveBrain.open(BRAIN, start);
    live.drive(NeuronSet.of(name, FIRST, FIRST + 1), 40);
    live.silence(NeuronSet.of(name, FIRST + 1, FIRST + 2), Silence.Mode.BOTH);
    live.advance(0.001);
    Experiment experiment = recorded(live);
    assertThat(experiment.drives()).hasSize(1);
    assertThat(experiment.drives().getFirst().neurons().stream())
        .containsExactlyInAnyOrder(FIRST, FIRST + 1);
    assertThat(experiment.silence().neurons().stream())
        .containsExactlyInAnyOrder(FIRST + 1, FIRST + 2);
  }

  @Test
  void setsOfOneName_haveNamesOfTheirOwn() throws IOException {
    LiveBrain live = open();
    live.drive(NeuronSet.of("set", FIRST, FIRST + 1), 10);
    live.advance(0.001);
    live.drive(NeuronSet.of("Set", FIRST + 1, FIRST + 2), 20);
    live.advance(0.001);
    live.drive(NeuronSet.of("set", FIRST + 1, FIRST), 30);
    live.advance(0.001);
    assertThat(live.recipe().sets()).containsOnlyKeys("set", "Set_2");
    assertThat(recorded(live).changes())
        .extracting(change -> change.step())
        .containsExactly(10, 20);
  }

  @Test
  void oneNeuron_isItsId_withAllDigits() throws IOException {
    LiveBrain live = open();
    live.drive(NeuronSet.of("sugar", FIRST), 40);
    live.advance(0.001);
    assertThat(live.recipe().drives())
        .containsExactly(
            new Stimulus(List.of(new NeuronReference.Id(9_007_199_254_740_993L)), 40.0));
    assertThat(recorded(live).drives().getFirst().neurons().indices()).containsExactly(FIRST);
    assertThat(live.recipe().sets()).isEmpty();
  }

  /// A set of the publication is named, unless the user's own set of that name is another.
  @Test
  void builtInSet_isNamedOnlyWhereItMeansTheSame() throws IOException {
    LiveBrain live = open();
    live.drive(sugar(), 40);
    live.advance(0.001);
    assertThat(live.recipe().sets()).isEmpty();
    assertThat(live.recipe().drives().getFirst().neurons())
        .containsExactly(new NeuronReference.Name("sugar"));

    live.silence(NeuronSet.of("sugar", FIRST, FIRST + 1), Silence.Mode.BOTH);
    live.advance(0.001);
    assertThat(recorded(live).drives().getFirst().neurons().size()).isEqualTo(sugar().size());

    Recipe own = Recipe.DEFAULT.withSets(Map.of("Sugar", List.of(9_007_199_254_740_993L)));
    LiveBrain other = LiveBrain.open(BRAIN, own);
    other.drive(sugar(), 40);
    other.advance(0.001);
    assertThat(recorded(other).drives().getFirst().neurons().stream())
        .containsExactlyInAnyOrder(sugar().stream().boxed().toArray(Integer[]::new));
  }

  @Test
  void start_staysWhatItWas_butForDurationAndTrials() throws IOException {
    Recipe start =
        Recipe.DEFAULT
            .withName("begun")
            .withSeed(-5)
            .withTrials(30)
            .withDuration(7)
            .withParameters(Map.of("dt", 0.05, "tau", 4.0))
            .withDriven(List.of(new NeuronReference.Name("sugar")))
            .withRate(70)
            .withSilenced(List.of(new NeuronReference.Id(9_007_199_254_740_994L)))
            .withSilenceMode(Silence.Mode.BOTH)
            .withReadOut(List.of(new NeuronReference.Id(9_007_199_254_740_995L)));
    LiveBrain live = LiveBrain.open(BRAIN, start);
    assertThat(live.drives()).hasSize(1);
    assertThat(live.silenced().neurons().indices()).containsExactly(FIRST + 1);
    live.advance(0.00015);
    Recipe recipe = live.recipe();
    assertThat(recipe.duration()).isEqualTo(0.00015);
    assertThat(recipe.trials()).isEqualTo(1);
    assertThat(ExperimentText.of(recipe))
        .isEqualTo(
            ExperimentText.of(
                start
                    .withTrials(1)
                    .withDuration(0.00015)
                    .withParameters(live.parameters().asMap())));
  }

  @Test
  void startThatIsTakenBackBeforeTheFirstStep_isNotRecorded() throws IOException {
    Recipe start =
        Recipe.DEFAULT
            .withDriven(List.of(new NeuronReference.Name("sugar")))
            .withRate(70)
            .withSilenced(List.of(new NeuronReference.Id(9_007_199_254_740_994L)));
    LiveBrain live = LiveBrain.open(BRAIN, start);
    live.drive(sugar(), 0);
    live.unsilence(PAIR);
    live.advance(0.1);
    assertThat(live.recipe().drives()).isEmpty();
    assertThat(live.recipe().silenced()).isEmpty();
    assertThat(live.recipe().changes()).isEmpty();
  }

  /// What was there from the first step is the experiment, what came later its changes.
  @Test
  void changes_haveTheirTimes_andNoEndWhereTheyLast() throws IOException {
    LiveBrain live = open();
    live.drive(PAIR, 10);
    live.silence(NeuronSet.of("s", FIRST), Silence.Mode.BOTH);
    live.advance(0.1);
    live.drive(PAIR, 0);
    live.unsilence(NeuronSet.of("s", FIRST));
    live.advance(0.1);
    live.drive(PAIR, 20);
    live.silence(NeuronSet.of("s", FIRST + 2), Silence.Mode.OUTGOING);
    live.advance(0.1);
    assertThat(live.recipe().changes())
        .extracting(TimedChange::time, TimedChange::until)
        .containsExactlyInAnyOrder(
            tuple(0.1, Double.POSITIVE_INFINITY),
            tuple(0.1, Double.POSITIVE_INFINITY),
            tuple(0.2, Double.POSITIVE_INFINITY),
            tuple(0.2, Double.POSITIVE_INFINITY));
    live.drive(PAIR, 0);
    live.advance(0.1);
    assertThat(live.recipe().changes())
        .extracting(TimedChange::until)
        .contains(0.3, Double.POSITIVE_INFINITY);
  }

  /// A change at the very end has not been simulated, so it is no part of what happened.
  @Test
  void changeAfterTheLastStep_isNotRecorded() throws IOException {
    LiveBrain live = open();
    live.drive(PAIR, 10);
    live.advance(0.1);
    String before = ExperimentText.of(live.recipe());
    live.drive(PAIR, 20);
    live.silence(PAIR, Silence.Mode.BOTH);
    assertThat(ExperimentText.of(live.recipe())).isEqualTo(before);
    live.advance(0.0);
    assertThat(ExperimentText.of(live.recipe())).isEqualTo(before);
    live.advance(0.0001);
    // The drive ends, another begins, and neurons are silenced.
    assertThat(live.recipe().changes()).hasSize(3);
  }
}
