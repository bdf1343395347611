package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Statistics against SciPy (`src/test/python/sign_flip_goldens.py`), and answers for samples whose
/// truth is known.
class AnswersTest {
  private static final Step SILENCE =
      new Step(
          "silence", List.of(new Axis.SilenceSets(List.of())), "{silenced}", Step.Control.BASE, "");

  @Test
  void differenceAndInterval_areScipys() {
    Answer answer =
        answers(
                Criteria.DEFAULT,
                control(40, 44, 38, 41, 47, 39, 42, 45),
                arm("a", 28, 37, 29, 26, 44, 31, 31, 39))
            .getFirst();
    // Trials of 2 s, read-out of one neuron.
    assertThat(answer.difference()).isCloseTo(-8.875 / 2, within(1e-12));
    assertThat(answer.low()).isCloseTo(-12.017037573344979 / 2, within(1e-9));
    assertThat(answer.high()).isCloseTo(-5.732962426655021 / 2, within(1e-9));
    assertThat(answer.p()).isEqualTo(0.0078125);
    assertThat(answer.q()).isEqualTo(0.0078125);
    assertThat(answer.verdict()).isEqualTo(Verdict.NECESSARY);
    assertThat(answer.trialsNeeded()).isZero();
  }

  @Test
  void threshold_decidesWhatCounts() {
    Recorded control = control(40, 44, 38, 41, 47, 39, 42, 45);
    Recorded arm = arm("a", 28, 37, 29, 26, 44, 31, 31, 39);
    assertThat(answers(Criteria.DEFAULT.withThreshold(0.5), control, arm).getFirst().verdict())
        .isEqualTo(Verdict.SMALL_EFFECT);
    // The interval reaches from a loss of 14 % to one of 29 %.
    Answer undecided = answers(Criteria.DEFAULT.withThreshold(0.75), control, arm).getFirst();
    assertThat(undecided.verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRIALS);
    assertThat(undecided.trialsNeeded()).isGreaterThan(8);
  }

  @Test
  void manyArms_needMoreTrialsThanOne() {
    List<Recorded> recorded = new ArrayList<>(List.of(control(9, 8, 7, 9, 8, 9)));
    recorded.add(arm("gone", 0, 0, 0, 0, 0, 0));
    for (int k = 0; k < 19; k++) {
      recorded.add(arm("same" + k, 9, 8, 7, 9, 8, 9));
    }
    List<Answer> answers = answers(Criteria.DEFAULT, recorded.toArray(Recorded[]::new));
    // Six trials can show no p below 1/32, times 20 arms.
    assertThat(answers.getFirst().p()).isEqualTo(1.0 / 32);
    assertThat(answers.getFirst().q()).isCloseTo(20.0 / 32, within(1e-12));
    assertThat(answers.getFirst().verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRIALS);
    // 2^(1 - n) at most 0.05 / 20.
    assertThat(answers.getFirst().trialsNeeded()).isEqualTo(10);
    assertThat(answers.getLast().verdict()).isEqualTo(Verdict.NO_EFFECT);
  }

  @Test
  void silentReadOut_isSaidAndNotTested() {
    Answer answer = answers(Criteria.DEFAULT, control(0, 0, 0), arm("a", 0, 0, 0)).getFirst();
    assertThat(answer.verdict()).isEqualTo(Verdict.READ_OUT_SILENT);
    assertThat(answer.p()).isNaN();
  }

  @Test
  void oneTrial_isNotEnough() {
    Answer answer = answers(Criteria.DEFAULT, control(50), arm("a", 3)).getFirst();
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_ENOUGH_TRIALS);
    assertThat(answer.low()).isNaN();
    // 2^(1 - 6) is the first below 0.05.
    assertThat(answer.trialsNeeded()).isEqualTo(6);
  }

  @Test
  void moreSpikesWithoutANeuron_areRaised() {
    assertThat(
            answers(
                    Criteria.DEFAULT,
                    control(10, 11, 9, 10, 12, 10, 11, 10),
                    arm("a", 15, 16, 14, 17, 18, 15, 16, 15))
                .getFirst()
                .verdict())
        .isEqualTo(Verdict.RAISES);
  }

  /// No arm has an effect. The share of steps with a wrong effect is at most q = 0.05; of 400 steps
  /// its standard deviation is 0.011, of which four are allowed. The threshold is so near 1 that q
  /// alone decides.
  @Test
  void stepsWithoutEffects_haveWrongEffectsAsOftenAsQSays() {
    int wrong = 0;
    for (int repeat = 0; repeat < 400; repeat++) {
      RandomGenerator random = new SplittableRandom(repeat);
      List<Answer> answers = step(random, 12, 20, 0, Criteria.DEFAULT.withThreshold(0.9999));
      wrong += answers.stream().anyMatch(answer -> answer.verdict().isEffect()) ? 1 : 0;
    }
    assertThat(wrong / 400.0).isBetween(0.005, 0.05 + 0.044);
  }

  /// Five of twenty arms have an effect of twice the margin, with as many trials as half of the
  /// arms of a first step said: at least 0.8 of them are found (of 100, a standard deviation of
  /// 0.04), and of what is called an effect a share of at most q is none.
  @Test
  void plantedEffects_areFoundWithTheTrialsThatWereSaid() {
    int trials =
        step(new SplittableRandom(1), 5, 20, 0, Criteria.DEFAULT).stream()
            .mapToInt(Answer::trialsNeeded)
            .sorted()
            .skip(10)
            .findFirst()
            .orElseThrow();
    assertThat(trials).isBetween(10, 60);
    int found = 0;
    int wrong = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
      List<Answer> answers = step(new SplittableRandom(repeat), trials, 20, 40, Criteria.DEFAULT);
      for (int arm = 0; arm < answers.size(); arm++) {
        boolean isEffect = answers.get(arm).verdict() == Verdict.NECESSARY;
        found += isEffect && arm < 5 ? 1 : 0;
        wrong += isEffect && arm >= 5 ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(80);
    assertThat(wrong).isLessThanOrEqualTo(10);
  }

  /// A control of about 100 spikes; arms share half of its variance, and the first five have fewer
  /// spikes.
  private static List<Answer> step(
      RandomGenerator random, int trials, int arms, int effect, Criteria criteria) {
    double[] shared = random.doubles(trials).map(_ -> random.nextGaussian(100, 15)).toArray();
    List<Recorded> recorded = new ArrayList<>();
    recorded.add(control(counts(random, shared, 0)));
    for (int k = 0; k < arms; k++) {
      recorded.add(arm("arm" + k, counts(random, shared, k < 5 ? effect : 0)));
    }
    return answers(criteria, recorded.toArray(Recorded[]::new));
  }

  private static long[] counts(RandomGenerator random, double[] shared, int effect) {
    long[] counts = new long[shared.length];
    for (int trial = 0; trial < counts.length; trial++) {
      counts[trial] = Math.max(0, Math.round(shared[trial] + random.nextGaussian(0, 15) - effect));
    }
    return counts;
  }

  private static List<Answer> answers(Criteria criteria, Recorded... recorded) {
    return Answers.of(SILENCE, List.of(recorded), criteria);
  }

  private static Recorded control(long... spikes) {
    return recorded("control", "control", "", "control", spikes);
  }

  private static Recorded arm(String name, long... spikes) {
    return recorded(name, "arm", "control", "control", spikes);
  }

  private static Recorded recorded(
      String name, String role, String control, String reference, long... spikes) {
    return new Recorded(
        0,
        name,
        "silence",
        role,
        control,
        reference,
        100,
        Double.NaN,
        "",
        name,
        "",
        1,
        spikes.length,
        2,
        "outgoing",
        0,
        0,
        Recorded.DONE,
        "",
        Map.of("read", new Counts("read", 1, spikes)));
  }
}
