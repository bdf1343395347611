package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which verdict an experiment gets, from counts that are known, and which of them are not tested.
class VerdictTest {
  private static final String SILENCE = "silence_each = [21]";
  private static final String DRIVE = "drive_each = [21]";
  private static final String RATES = "rates = 5";

  private static Step step(String keys) {
    String text = "[[step]]\nname = \"s\"\n" + keys;
    return CampaignRunTest.campaign(text).steps().getFirst();
  }

  /// An experiment with its read-outs and their spikes.
  private record Run(String name, String control, String reference, String status) {
    Recorded with(Map<String, long[]> spikes) {
      Map<String, Counts> counts = new LinkedHashMap<>();
      spikes.forEach((readOut, of) -> counts.put(readOut, new Counts(readOut, 2, of)));
      return new Recorded(
          0,
          name,
          "s",
          control.isEmpty() ? "control" : "arm",
          control,
          reference,
          100,
          Double.NaN,
          "",
          "",
          "",
          1,
          10,
          0.5,
          "outgoing",
          0,
          0,
          status,
          "",
          counts);
    }

    Recorded with(long... spikes) {
      return with(Map.of("r", spikes));
    }
  }

  private static Recorded control(long... spikes) {
    return new Run("control", "", "", Recorded.DONE).with(spikes);
  }

  private static Recorded base(long... spikes) {
    return new Run("base", "", "", Recorded.DONE).with(spikes);
  }

  private static Recorded arm(long... spikes) {
    return new Run("arm", "control", "control", Recorded.DONE).with(spikes);
  }

  private static long[] all(long spikes) {
    long[] all = new long[20];
    Arrays.fill(all, spikes);
    return all;
  }

  private static List<Answer> answers(String step, Recorded... ofStep) {
    return Answers.of(step(step), List.of(ofStep), Criteria.DEFAULT);
  }

  /// Twenty trials that all agree: what differs by a quarter of the control is an effect.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "silence_each = [21]|75|necessary",
        "silence_each = [21]|76|small effect",
        "silence_each = [21]|100|no effect",
        "silence_each = [21]|124|small effect",
        "silence_each = [21]|125|raises",
        "rates = 5|75|lowers",
        "rates = 5|125|raises",
        "drive_each = [21]|125|sufficient",
        "drive_each = [21]|75|lowers",
        "drive_each = [21]; control = \"base\"|125|raises"
      })
  void effect_isAShareOfTheReference(String keys, long spikes, String verdict) {
    // A share that a double has exactly, so 25 spikes are the margin and 24 are less.
    Answer answer =
        Answers.of(
                step(keys.replace(";", "\n")),
                List.of(control(all(100)), arm(all(spikes))),
                Criteria.DEFAULT.withThreshold(0.75))
            .getFirst();
    assertThat(answer.verdict()).hasToString(verdict);
    assertThat(answer.verdict().isEffect())
        .isEqualTo(!verdict.startsWith("no") && !verdict.startsWith("small"));
    // Two neurons, trials of half a second.
    assertThat(answer.rate()).isCloseTo((double) spikes, within(1e-9));
    assertThat(answer.margin()).isEqualTo(25);
    assertThat(answer.share()).isCloseTo(spikes / 100.0, within(1e-12));
    assertThat(answer.trialsNeeded()).isZero();
  }

  /// The base experiment sizes effects, not the control without a drive.
  @Test
  void reference_isTheBaseExperiment() {
    Recorded small = new Run("arm", "control", "base", Recorded.DONE).with(all(10));
    Recorded large = new Run("arm2", "control", "base", Recorded.DONE).with(all(30));
    Recorded none = new Run("arm3", "control", "base", Recorded.DONE).with(all(0));
    List<Answer> answers = answers(DRIVE, control(all(0)), base(all(100)), small, large, none);
    assertThat(answers)
        .extracting(Answer::verdict)
        .containsExactly(Verdict.SMALL_EFFECT, Verdict.SUFFICIENT, Verdict.NO_EFFECT);
    assertThat(answers.getFirst().share()).isNaN();
    assertThat(answers.getFirst().margin()).isCloseTo(20, within(1e-9));
  }

  /// Where the reference is silent one spike a trial is an effect.
  @Test
  void silentReference_hasAMarginOfOneSpike() {
    List<Answer> answers = answers(RATES, control(all(0)), arm(all(1)));
    assertThat(answers.getFirst().margin()).isEqualTo(1);
    assertThat(answers.getFirst().verdict()).isEqualTo(Verdict.RAISES);
  }

  @Test
  void runaway_isNotTested_onEitherSide() {
    Recorded ranAway = new Run("arm", "control", "control", Recorded.RUNAWAY).with(all(900));
    Answer answer = answers(RATES, control(all(100)), ranAway).getFirst();
    assertThat(answer.verdict()).isEqualTo(Verdict.RUNAWAY);
    assertThat(answer.p()).isNaN();
    assertThat(answer.q()).isNaN();
    assertThat(answer.verdict().isEffect()).isFalse();
    Recorded wild = new Run("control", "", "", Recorded.RUNAWAY).with(all(900));
    assertThat(answers(RATES, wild, arm(all(5))).getFirst().verdict()).isEqualTo(Verdict.RUNAWAY);
  }

  /// What is not tested does not make the other tests stricter.
  @Test
  void q_isOverWhatIsTestedOnly() {
    Recorded silent =
        new Run("silent", "control", "control", Recorded.DONE)
            .with(Map.of("r", all(0), "s", all(0)));
    Recorded lower = new Run("arm", "control", "control", Recorded.DONE).with(Map.of("r", all(0)));
    Recorded control =
        new Run("control", "", "", Recorded.DONE).with(Map.of("r", all(100), "s", all(0)));
    List<Answer> answers = answers(SILENCE, control, silent, lower);
    assertThat(answers).hasSize(3);
    double p = Math.pow(2, -19);
    assertThat(answers)
        .extracting(Answer::verdict)
        .containsOnly(Verdict.NECESSARY, Verdict.READ_OUT_SILENT);
    assertThat(answers)
        .filteredOn(answer -> answer.verdict() == Verdict.NECESSARY)
        .hasSize(2)
        .allSatisfy(answer -> {
          assertThat(answer.p()).isEqualTo(p);
          assertThat(answer.q()).isEqualTo(p);
        });
  }

  /// No control, a control without this read-out or with other trials, and a lost experiment.
  @Test
  void experimentWithoutAPartner_hasNoAnswer() {
    Recorded alone = new Run("arm", "absent", "absent", Recorded.DONE).with(all(5));
    Recorded other = new Run("arm2", "control", "control", Recorded.DONE).with(Map.of("s", all(5)));
    Recorded longer = new Run("arm3", "control", "control", Recorded.DONE).with(new long[21]);
    assertThat(answers(RATES, control(all(5)), alone, other, longer)).isEmpty();
    assertThat(answers(RATES)).isEmpty();
  }

  @Test
  void answers_areInTheOrderOfTheCampaign() {
    List<Recorded> ofStep = new ArrayList<>();
    ofStep.add(control(all(100)));
    for (int k : new int[] {3, 1, 2}) {
      ofStep.add(new Run("arm" + k, "control", "control", Recorded.DONE).with(all(100 - k)));
    }
    assertThat(Answers.of(step(RATES), ofStep, Criteria.DEFAULT))
        .extracting(answer -> answer.experiment().name())
        .containsExactly("arm3", "arm1", "arm2");
  }

  /// Two trials cannot decide, however far apart they are; more could.
  @Test
  void fewTrials_sayHowManyWouldDo() {
    Answer answer = answers(SILENCE, control(100, 100), arm(0, 0)).getFirst();
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRIALS);
    assertThat(answer.p()).isEqualTo(0.5);
    assertThat(answer.trialsNeeded()).isEqualTo(6);
    Answer near = answers(SILENCE, control(all(100)), arm(alternating(70, 90))).getFirst();
    assertThat(near.verdict()).isEqualTo(Verdict.NECESSARY);
    Answer between = answers(SILENCE, control(all(100)), arm(alternating(60, 104))).getFirst();
    assertThat(between.verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRIALS);
    assertThat(between.trialsNeeded()).isGreaterThan(20);
  }

  private static long[] alternating(long one, long other) {
    long[] counts = new long[20];
    Arrays.setAll(counts, trial -> trial % 2 == 0 ? one : other);
    return counts;
  }
}
