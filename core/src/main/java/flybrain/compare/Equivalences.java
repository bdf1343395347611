package flybrain.compare;

import flybrain.Progress;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Decides whether a candidate gives the firing rates of a reference.
///
/// All spikes of a trial are compared by TOST and by Welch's t, each neuron by TOST and by
/// exchanging trials, with the false discovery rate controlled. Each family tests with half of
/// alpha, so two samples of the same model are called different with a probability of at most
/// alpha. The answer is "equivalent" when the total is shown to be and 95 % of the neurons are, and
/// "different" when any is. Trials that are copies of others do not count; fewer than two on either
/// side decide nothing.
public final class Equivalences {
  /// Most neurons, not all, must be shown equivalent: of 448 neurons of the same model a few always
  /// fail.
  private static final double SHARE_OF_NEURONS = 0.95;

  /// The usual aim in planning experiments.
  public static final double POWER = 0.8;

  private static final int MOST_TRIALS = 1 << 20;
  private static final long PERMUTATION_SEED = 1;

  /// Bounds the time for brains with very many active neurons: a few seconds.
  private static final long ADDITIONS = 4_000_000_000L;

  private final CountSample reference;
  private final CountSample candidate;
  private final Margins margins;
  private final Progress progress;
  private final boolean paired;
  private final List<String> notices = new ArrayList<>();

  private Equivalences(
      CountSample reference,
      CountSample candidate,
      Margins margins,
      boolean sameInput,
      Progress progress) {
    CountSample.requireEqualDuration(reference.tRun(), candidate.tRun());
    this.margins = margins;
    this.progress = progress;
    this.paired = sameInput && reference.trials() == candidate.trials();
    // Trials with a recorded seed are not copies, and pairs need both trials.
    this.reference = paired ? reference : reference.withoutCopies("reference", notices::add);
    this.candidate = paired ? candidate : candidate.withoutCopies("candidate", notices::add);
    if (paired) {
      notices.add(
          "paired: trials with the same index have the same random input (one seed, drive and "
              + "number of trials), so differences are taken trial by trial");
    }
  }

  /// The answer for two samples.
  ///
  /// @throws flybrain.InputException if the trials are not equally long
  public static Equivalence of(CountSample reference, CountSample candidate, Margins margins) {
    return of(reference, candidate, margins, Progress.NONE);
  }

  /// The same, with progress.
  ///
  /// @param progress receives the number of finished permutations
  /// @throws flybrain.InputException if the trials are not equally long
  public static Equivalence of(
      CountSample reference, CountSample candidate, Margins margins, Progress progress) {
    return of(reference, candidate, margins, false, progress);
  }

  /// The same of trials that may have the same random input.
  ///
  /// @param sameInput whether a trial of the candidate has the random input of the reference's
  ///   trial of the same number; differences are then taken in pairs
  /// @param progress receives the number of finished permutations
  /// @throws flybrain.InputException if the trials are not equally long
  public static Equivalence of(
      CountSample reference,
      CountSample candidate,
      Margins margins,
      boolean sameInput,
      Progress progress) {
    return new Equivalences(reference, candidate, margins, sameInput, progress).decide();
  }

  private MeanDifference difference(double[] one, double[] other) {
    return paired ? MeanDifference.paired(one, other) : MeanDifference.of(one, other);
  }

  private Equivalence decide() {
    if (reference.trials() < 2 || candidate.trials() < 2) {
      notices.add("statistics need at least 2 distinct trials on either side");
      Quantity total = undecided(reference.totals(), candidate.totals());
      return result(Verdict.NOT_ENOUGH_DATA, total, Double.NaN, List.of(), 2);
    }
    MeanDifference totals = difference(reference.totals(), candidate.totals());
    double margin = Math.max(margins.total() * totals.reference(), Double.MIN_NORMAL);
    Quantity total =
        quantity(totals, margin, totals.pOfNone(), totals.pBeyond(margin), margins.alpha() / 2);
    long[] ids =
        LongStream.concat(
                Arrays.stream(reference.flywireIds()), Arrays.stream(candidate.flywireIds()))
            .sorted()
            .distinct()
            .toArray();
    List<MeanDifference> rates = Arrays.stream(ids).mapToObj(this::rate).toList();
    List<Neuron> neurons = neurons(ids, rates);
    int needed = trialsNeeded(totals, margin, rates);
    double bias = totals.detectable(margins.alpha() / 2, POWER);
    return result(verdict(total, neurons), total, bias, neurons, needed);
  }

  private Equivalence result(
      Verdict verdict, Quantity total, double bias, List<Neuron> neurons, int needed) {
    if (total.verdict() == Verdict.EQUIVALENT && total.pDifferent() < margins.alpha()) {
      notices.add("all spikes have a bias, smaller than the margin");
    }
    return new Equivalence(
        verdict, total, bias, neurons, reference.trials(), candidate.trials(), needed, notices);
  }

  private static Verdict verdict(Quantity total, List<Neuron> neurons) {
    List<Verdict> verdicts = neurons.stream().map(neuron -> neuron.rate().verdict()).toList();
    if (total.verdict() == Verdict.DIFFERENT || verdicts.contains(Verdict.DIFFERENT)) {
      return Verdict.DIFFERENT;
    }
    long shown = verdicts.stream().filter(Verdict.EQUIVALENT::equals).count();
    return total.verdict() == Verdict.EQUIVALENT && shown >= SHARE_OF_NEURONS * verdicts.size()
        ? Verdict.EQUIVALENT
        : Verdict.NOT_ENOUGH_DATA;
  }

  private List<Neuron> neurons(long[] ids, List<MeanDifference> rates) {
    double[] beyond = rates.stream().mapToDouble(rate -> rate.pBeyond(margin(rate))).toArray();
    double[] pEquivalent = FalseDiscoveryRate.adjust(beyond);
    double[] pDifferent = FalseDiscoveryRate.adjust(permuted(ids));
    return IntStream.range(0, ids.length)
        .mapToObj(i ->
            new Neuron(
                ids[i],
                quantity(
                    rates.get(i),
                    margin(rates.get(i)),
                    pDifferent[i],
                    pEquivalent[i],
                    margins.alpha() / 2)))
        .sorted(
            Comparator.comparingInt((Neuron neuron) -> order(neuron.rate().verdict()))
                .thenComparingDouble(neuron -> -Math.abs(neuron.rate().difference()))
                .thenComparingLong(Neuron::flywireId))
        .toList();
  }

  private static int order(Verdict verdict) {
    return switch (verdict) {
      case DIFFERENT -> 0;
      case NOT_ENOUGH_DATA -> 1;
      case EQUIVALENT -> 2;
    };
  }

  private double[] permuted(long[] ids) {
    int[][] counts =
        Arrays.stream(ids)
            .mapToObj(id ->
                IntStream.concat(
                        Arrays.stream(reference.counts(id)), Arrays.stream(candidate.counts(id)))
                    .toArray())
            .toArray(int[][]::new);
    if (paired) {
      return permutedPairs(ids);
    }
    // A single neuron can only be found when p can get below alpha / 2 / neurons.
    long wanted = Math.clamp(Math.round(20 * ids.length / margins.alpha()), 10_000L, 200_000L);
    long affordable = ADDITIONS / (Math.max(1L, ids.length) * candidate.trials());
    int permutations = (int) Math.clamp(affordable, 1000L, wanted);
    return PermutationTest.pValues(
        counts, candidate.trials(), permutations, PERMUTATION_SEED, progress);
  }

  private double[] permutedPairs(long[] ids) {
    int[][] differences =
        Arrays.stream(ids)
            .mapToObj(id -> {
              int[] one = reference.counts(id);
              int[] other = candidate.counts(id);
              return IntStream.range(0, one.length).map(k -> other[k] - one[k]).toArray();
            })
            .toArray(int[][]::new);
    long wanted = Math.clamp(Math.round(20 * ids.length / margins.alpha()), 10_000L, 200_000L);
    long affordable = ADDITIONS / (Math.max(1L, ids.length) * candidate.trials());
    int permutations = (int) Math.clamp(affordable, 1000L, wanted);
    return PermutationTest.pairedPValues(differences, permutations, PERMUTATION_SEED, progress);
  }

  private MeanDifference rate(long id) {
    MeanDifference spikes =
        difference(asDoubles(reference.counts(id)), asDoubles(candidate.counts(id)));
    double seconds = reference.tRun();
    return new MeanDifference(
        spikes.reference() / seconds,
        spikes.candidate() / seconds,
        spikes.standardError() / seconds,
        spikes.degreesOfFreedom());
  }

  private double margin(MeanDifference rate) {
    return Math.max(margins.neuron() * rate.reference(), margins.neuronHz());
  }

  private Quantity quantity(
      MeanDifference measured,
      double margin,
      double pDifferent,
      double pEquivalent,
      double accuseBelow) {
    Verdict verdict =
        pEquivalent <= margins.alpha()
            ? Verdict.EQUIVALENT
            : pDifferent <= accuseBelow ? Verdict.DIFFERENT : Verdict.NOT_ENOUGH_DATA;
    return new Quantity(
        verdict,
        measured.reference(),
        measured.candidate(),
        measured.halfWidth(0.95),
        margin,
        pDifferent,
        pEquivalent,
        measured.power(margin, margins.alpha()));
  }

  private Quantity undecided(double[] one, double[] other) {
    double a = DoubleStream.of(one).average().orElse(Double.NaN);
    double b = DoubleStream.of(other).average().orElse(Double.NaN);
    double unknown = Double.NaN;
    return new Quantity(
        Verdict.NOT_ENOUGH_DATA, a, b, unknown, margins.total() * a, unknown, unknown, 0);
  }

  /// The trials at which the total and the share of neurons asked for have the power wanted.
  private int trialsNeeded(MeanDifference totals, double margin, List<MeanDifference> rates) {
    int[] ofNeurons =
        rates.stream().mapToInt(rate -> trialsNeeded(rate, margin(rate))).sorted().toArray();
    int last = (int) Math.ceil(SHARE_OF_NEURONS * ofNeurons.length) - 1;
    return Math.max(trialsNeeded(totals, margin), last < 0 ? 2 : ofNeurons[last]);
  }

  private int trialsNeeded(MeanDifference measured, double margin) {
    double present = 2.0 / (1.0 / reference.trials() + 1.0 / candidate.trials());
    int low = 1;
    int high = MOST_TRIALS;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      boolean enough =
          measured.withTrials(middle / present).power(margin, margins.alpha()) >= POWER;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return high;
  }

  private static double[] asDoubles(int[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }
}
