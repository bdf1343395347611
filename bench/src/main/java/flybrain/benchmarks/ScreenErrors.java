package flybrain.benchmarks;

import flybrain.SplitMix64;
import flybrain.campaign.Answer;
import flybrain.campaign.Answers;
import flybrain.campaign.Axis;
import flybrain.campaign.Counts;
import flybrain.campaign.Criteria;
import flybrain.campaign.NeuronChoice;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.Verdict;
import flybrain.connectome.ChangedConnections;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Presets;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often the answers of a screen are right: steps of 20 experiments and a control on rewired
/// brains, of which none has an effect, or some have one of known size.
///
/// All trials of a brain have random input of their own, and those of an experiment are drawn from
/// them, so no experiment differs from another but by chance. An effect is planted by leaving out
/// each spike of the read-out with some probability.
///
/// Arguments: connectome (name or folder), repeats, threads.
public final class ScreenErrors {
  private static final int BRAINS = 5;
  private static final int ARMS = 20;

  /// Trials of a brain that experiments are drawn from.
  private static final int POOL = 2100;

  /// Trials from which a screen says how many more it needs.
  private static final int PILOT = 10;

  /// Read-outs by their place among the undriven neurons with the highest rates.
  private static final int[] READ_OUTS = {0, 30};

  private static final Step STEP =
      new Step(
          "silence",
          List.of(new Axis.SilenceEach(new NeuronChoice.Named(List.of(), ""), false)),
          "",
          Step.Control.BASE,
          "");

  private final int repeats;
  private final SplitMix64 random = new SplitMix64(1);

  private ScreenErrors(int repeats) {
    this.repeats = repeats;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("arguments: CONNECTOME REPEATS THREADS");
    }
    Connectome brain = ConnectomeStore.standard().open(args[0], System.err::println);
    new ScreenErrors(Integer.parseInt(args[1])).run(brain, Integer.parseInt(args[2]));
  }

  private void run(Connectome brain, int threads) throws IOException {
    List<long[][]> pools = new ArrayList<>();
    for (int seed = 1; seed <= BRAINS; seed++) {
      Connectome rewired =
          Connectome.of(
              "rewired", brain.neurons(), ChangedConnections.rewired(brain.connections(), seed));
      pools.add(readOuts(rewired, TrialCounts.of(rewired, POOL, 1, 1, seed, threads)));
      System.err.printf(Locale.ROOT, "brain %d of %d%n", seed, BRAINS);
    }
    for (int readOut = 0; readOut < READ_OUTS.length; readOut++) {
      int place = readOut;
      List<long[]> counts = pools.stream().map(pool -> pool[place]).toList();
      double[] rates =
          counts.stream()
              .mapToDouble(pool -> Arrays.stream(pool).average().orElse(0))
              .sorted()
              .toArray();
      System.out.printf(
          Locale.ROOT,
          "%n%s: read-outs of %.1f .. %.1f Hz (neuron %d by rate on each of %d rewired brains)%n%n",
          brain.name(),
          rates[0],
          rates[BRAINS - 1],
          READ_OUTS[readOut] + 1,
          BRAINS);
      print(counts);
    }
  }

  /// Spikes in each trial of the neurons that are read out.
  private static long[][] readOuts(Connectome brain, TrialCounts counts) throws IOException {
    BitSet driven = new BitSet();
    try (Laboratory laboratory = Laboratory.on(brain)) {
      laboratory
          .plan(Presets.get("sugar"), Engines.EVENT)
          .experiment()
          .everDriven()
          .forEach(driven::set);
    }
    int[] byRate = counts.mostActive(driven);
    return Arrays.stream(READ_OUTS)
        .mapToObj(place -> counts.of(byRate[place]))
        .toArray(long[][]::new);
  }

  private void print(List<long[]> pools) {
    System.out.println(
        "| trials | planted | threshold | experiments with an effect found | called necessary | of"
            + " those without an effect: found | steps with one of these | wrong among found, mean |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int trials : new int[] {10, 20, 40}) {
      print(pools, trials, 0, 0, 0.999);
      print(pools, trials, 0, 0, 0.8);
    }
    for (double effect : new double[] {0.1, 0.2, 0.3}) {
      print(pools, 20, 1, effect, 0.9);
    }
    print(pools, 20, 5, 0.3, 0.9);
    System.out.println();
    printNeeded(pools, 0.1);
    printNeeded(pools, 0.2);
  }

  /// @param planted number of experiments with an effect
  /// @param effect share of the read-out's spikes that is left out in these
  private void print(List<long[]> pools, int trials, int planted, double effect, double threshold) {
    Criteria criteria = Criteria.DEFAULT.withThreshold(threshold);
    int found = 0;
    int necessary = 0;
    int falseArms = 0;
    int falseSteps = 0;
    double wrongShares = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      int falseHere = 0;
      int foundBefore = found;
      List<Answer> answers =
          Answers.of(STEP, step(pools.get(repeat % BRAINS), trials, planted, effect), criteria);
      for (int arm = 0; arm < ARMS; arm++) {
        boolean isFound = answers.get(arm).q() <= criteria.q();
        found += arm < planted && isFound ? 1 : 0;
        falseHere += arm >= planted && isFound ? 1 : 0;
        necessary += answers.get(arm).verdict() == Verdict.NECESSARY ? 1 : 0;
      }
      falseArms += falseHere;
      falseSteps += falseHere > 0 ? 1 : 0;
      wrongShares += (double) falseHere / Math.max(1, falseHere + found - foundBefore);
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %s | %s | %d of %d | %d of %d | %d of %d | %.1f %% |%n",
        trials,
        planted == 0 ? "none" : "%d of %d: -%.0f %%".formatted(planted, ARMS, 100 * effect),
        threshold,
        planted == 0 ? "" : "%d of %d".formatted(found, planted * repeats),
        necessary,
        ARMS * repeats,
        falseArms,
        (ARMS - planted) * repeats,
        falseSteps,
        repeats,
        100 * wrongShares / repeats);
  }

  /// Whether the number of trials that a screen asks for finds an effect of the margin.
  ///
  /// @param effect planted in one experiment, as a share, and the margin
  private void printNeeded(List<long[]> pools, double effect) {
    Criteria criteria = Criteria.DEFAULT.withThreshold(1 - effect);
    int most = POOL / (ARMS + 1);
    int asked = 0;
    int found = 0;
    long sum = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      long[] pool = pools.get(repeat % BRAINS);
      Answer few = Answers.of(STEP, step(pool, PILOT, 0, 0), criteria).getFirst();
      if (few.verdict() != Verdict.NOT_ENOUGH_TRIALS || few.trialsNeeded() > most) {
        continue;
      }
      asked++;
      sum += few.trialsNeeded();
      List<Answer> answers = Answers.of(STEP, step(pool, few.trialsNeeded(), 1, effect), criteria);
      found += answers.getFirst().q() <= criteria.q() ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "trials_needed of %d trials, effect of -%.0f %%: %.1f on average; with as many trials it was found"
            + " in %d of %d steps (the others had an answer, or asked for more than %d)%n",
        PILOT,
        100 * effect,
        asked == 0 ? Double.NaN : (double) sum / asked,
        found,
        asked,
        most);
  }

  /// A control and experiments of trials that are drawn without replacement.
  private List<Recorded> step(long[] pool, int trials, int planted, double effect) {
    int[] order = new int[pool.length];
    Arrays.setAll(order, k -> k);
    random.shuffle(order);
    List<Recorded> step = new ArrayList<>();
    for (int arm = -1; arm < ARMS; arm++) {
      long[] counts = new long[trials];
      for (int trial = 0; trial < trials; trial++) {
        long spikes = pool[order[(arm + 1) * trials + trial]];
        counts[trial] = arm >= 0 && arm < planted ? thinned(spikes, effect) : spikes;
      }
      step.add(recorded(arm, counts));
    }
    return step;
  }

  private long thinned(long spikes, double effect) {
    long left = 0;
    for (long spike = 0; spike < spikes; spike++) {
      left += random.below(1_000_000) >= 1e6 * effect ? 1 : 0;
    }
    return left;
  }

  private static Recorded recorded(int arm, long[] counts) {
    boolean isArm = arm >= 0;
    return new Recorded(
        arm + 1,
        isArm ? "arm" + arm : "control",
        STEP.name(),
        isArm ? "arm" : "control",
        isArm ? "control" : "",
        "control",
        200,
        Double.NaN,
        "",
        isArm ? "" + arm : "",
        "",
        1,
        counts.length,
        1,
        "outgoing",
        0,
        0,
        "done",
        "",
        Map.of("read", new Counts("read", 1, counts)));
  }
}
