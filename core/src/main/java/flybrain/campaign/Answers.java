package flybrain.campaign;

import flybrain.compare.FalseDiscoveryRate;
import flybrain.compare.MeanDifference;
import flybrain.compare.SignFlipTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares the experiments of a step with their controls, trial by trial: both have the same
/// random input.
///
/// The difference is a paired one; its p comes from [SignFlipTest], its interval from Student's t
/// with the least variance of [MeanDifference]. An effect is a difference with q at most
/// [Criteria#q] that is at least the margin: 1 minus [Criteria#threshold], as a share of the
/// read-out's rate in the base experiment, or one spike a trial where that is 0. Pairs of
/// experiments with unequal numbers of trials have no answer.
public final class Answers {
  private static final double CONFIDENCE = 0.95;
  private static final double POWER = 0.8;
  private static final int MOST_TRIALS = 1_000_000;

  private final Criteria criteria;
  private final boolean silences;
  private final boolean drives;

  private Answers(Step step, Criteria criteria) {
    this.criteria = criteria;
    this.silences = step.silences();
    this.drives = step.drives() && step.control() == Step.Control.UNSTIMULATED;
  }

  /// The answers of a step, by experiment and read-out in the order of the campaign; none without
  /// controls or read-outs.
  public static List<Answer> of(Step step, CampaignResults results, Criteria criteria) {
    return of(step, results.ofStep(step.name()), criteria);
  }

  /// The answers of experiments and their controls as a step.
  ///
  /// @param step says whether neurons are driven or silenced, for the words of the verdicts
  /// @param ofStep all of them, on one brain
  /// @return by experiment and read-out, in the order of `ofStep`
  public static List<Answer> of(Step step, List<Recorded> ofStep, Criteria criteria) {
    return new Answers(step, criteria).of(ofStep);
  }

  private List<Answer> of(List<Recorded> ofStep) {
    Map<String, Recorded> byName =
        ofStep.stream().collect(Collectors.toMap(Recorded::name, each -> each));
    List<Pairs> pairs = new ArrayList<>();
    for (Recorded arm : ofStep) {
      Recorded control = byName.get(arm.control());
      Recorded reference = byName.get(arm.reference());
      if (arm.isArm() && control != null && reference != null) {
        arm.counts()
            .forEach((readOut, counts) -> {
              Counts ofControl = control.counts().get(readOut);
              if (ofControl != null && ofControl.trials() == counts.trials()) {
                pairs.add(pairs(arm, control, reference, counts, ofControl));
              }
            });
      }
    }
    return decided(pairs);
  }

  /// An experiment and its control, trial by trial.
  ///
  /// @param difference null with a single trial
  /// @param margin in spikes of all neurons of the read-out
  /// @param untested why there is no p, null if there is one
  /// @param p NaN where nothing is tested
  private record Pairs(
      Recorded arm,
      Counts counts,
      Counts control,
      @Nullable MeanDifference difference,
      double margin,
      @Nullable Verdict untested,
      double p) {}

  private Pairs pairs(
      Recorded arm, Recorded control, Recorded reference, Counts counts, Counts ofControl) {
    Counts ofBase = reference.counts().getOrDefault(counts.readOut(), ofControl);
    double share = (1 - criteria.threshold()) * ofBase.mean();
    Verdict untested =
        arm.ranAway() || control.ranAway()
            ? Verdict.RUNAWAY
            : counts.mean() + ofControl.mean() + ofBase.mean() == 0
                ? Verdict.READ_OUT_SILENT
                : null;
    long[] one = ofControl.ofTrials();
    long[] other = counts.ofTrials();
    long[] differences = new long[one.length];
    Arrays.setAll(differences, trial -> other[trial] - one[trial]);
    return new Pairs(
        arm,
        counts,
        ofControl,
        one.length < 2 ? null : MeanDifference.paired(doubles(one), doubles(other)),
        share > 0 ? share : 1,
        untested,
        untested == null ? SignFlipTest.pValue(differences) : Double.NaN);
  }

  private static double[] doubles(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  private List<Answer> decided(List<Pairs> pairs) {
    double[] tested = pairs.stream().mapToDouble(Pairs::p).filter(p -> !Double.isNaN(p)).toArray();
    double[] adjusted = FalseDiscoveryRate.adjust(tested);
    List<Answer> answers = new ArrayList<>();
    int next = 0;
    for (Pairs each : pairs) {
      double q = Double.isNaN(each.p) ? Double.NaN : adjusted[next++];
      answers.add(answer(each, q, tested.length));
    }
    return answers;
  }

  private Answer answer(Pairs pairs, double q, int tests) {
    double hertz = 1 / (pairs.arm.duration() * pairs.counts.neurons());
    double difference = pairs.counts.mean() - pairs.control.mean();
    double halfWidth =
        pairs.difference == null ? Double.NaN : pairs.difference.halfWidth(CONFIDENCE);
    Verdict verdict =
        pairs.untested != null ? pairs.untested : verdict(difference, halfWidth, pairs.margin, q);
    return new Answer(
        pairs.arm,
        pairs.counts.readOut(),
        pairs.counts.mean() * hertz,
        pairs.control.mean() * hertz,
        (difference - halfWidth) * hertz,
        (difference + halfWidth) * hertz,
        pairs.margin * hertz,
        pairs.p,
        q,
        verdict,
        verdict == Verdict.NOT_ENOUGH_TRIALS ? trialsNeeded(pairs, difference, tests) : 0);
  }

  private Verdict verdict(double difference, double halfWidth, double margin, double q) {
    if (q <= criteria.q() && difference <= -margin) {
      return silences ? Verdict.NECESSARY : Verdict.LOWERS;
    }
    if (q <= criteria.q() && difference >= margin) {
      return drives ? Verdict.SUFFICIENT : Verdict.RAISES;
    }
    if (Math.abs(difference) + halfWidth < margin) {
      return q <= criteria.q() ? Verdict.SMALL_EFFECT : Verdict.NO_EFFECT;
    }
    return Verdict.NOT_ENOUGH_TRIALS;
  }

  /// About the number of trials that finds a difference of the margin with a power of 0.8 even if
  /// it is the only one of the step, and separates the difference seen from the margin.
  private int trialsNeeded(Pairs pairs, double difference, int tests) {
    double level = criteria.q() / tests;
    int fewest = SignFlipTest.fewestPairs(level);
    MeanDifference seen = pairs.difference;
    if (seen == null) {
      return fewest;
    }
    int trials = pairs.counts.trials();
    double distance = Math.abs(Math.abs(difference) - pairs.margin);
    double settled = trials * Math.pow(seen.halfWidth(CONFIDENCE) / distance, 2);
    int low = fewest;
    int high = MOST_TRIALS;
    while (low < high) {
      int middle = (low + high) >>> 1;
      double found = seen.withTrials((double) middle / trials).detectable(level, POWER);
      if (found <= pairs.margin) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (int) Math.clamp(Math.ceil(Math.max(settled, trials + 1)), low, MOST_TRIALS);
  }
}
