package flybrain.benchmarks;

import flybrain.compare.Equivalences;
import flybrain.compare.Margins;
import flybrain.compare.Verdict;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often `compare equivalence` is right: trials of the sugar experiment with different seeds
/// against each other, and against a model with slightly stronger synapses and some percent more
/// spikes.
///
/// Arguments: connectome (name or folder), repeats, threads.
public final class EquivalenceErrors {
  private static final int MOST_TRIALS = 30;

  /// Trials by which the effect of stronger synapses is found.
  private static final int PILOT = 1000;

  private static final double PROBE = 1.01;

  private final Connectome brain;
  private final int repeats;
  private final int threads;

  private EquivalenceErrors(Connectome brain, int repeats, int threads) {
    this.brain = brain;
    this.repeats = repeats;
    this.threads = threads;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("arguments: CONNECTOME REPEATS THREADS");
    }
    Connectome brain = ConnectomeStore.standard().open(args[0], System.err::println);
    new EquivalenceErrors(brain, Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
  }

  private void run() throws IOException {
    TrialCounts reference = simulate(1, MOST_TRIALS * repeats, 1);
    TrialCounts honest = simulate(1, MOST_TRIALS * repeats, 2);
    double pilot = simulate(PROBE, PILOT, 3).mean() / reference.mean() - 1;
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f spikes a trial; %.2f %% more spikes by %.0f %% stronger synapses%n",
        brain.name(),
        reference.mean(),
        100 * pilot,
        100 * (PROBE - 1));
    System.out.println("| trials | bias | margin | equivalent | different | not enough data |");
    System.out.println("|---|---|---|---|---|---|");
    for (int trials : new int[] {4, 12, MOST_TRIALS}) {
      print(reference, honest, trials, 0.01);
    }
    print(reference, honest, MOST_TRIALS, 0.005);
    int seed = 4;
    for (double bias : List.of(0.01, 0.013)) {
      double stronger = 1 + (PROBE - 1) * bias / pilot;
      TrialCounts biased = simulate(stronger, MOST_TRIALS * repeats, seed++);
      for (double margin : List.of(0.01, 0.005)) {
        print(reference, biased, MOST_TRIALS, margin);
      }
    }
  }

  private TrialCounts simulate(double strength, int trials, long seed) throws IOException {
    return TrialCounts.of(brain, trials, 1, strength, seed, threads);
  }

  private void print(TrialCounts reference, TrialCounts candidate, int trials, double margin) {
    Margins margins =
        new Margins(
            margin, Margins.DEFAULT.neuron(), Margins.DEFAULT.neuronHz(), Margins.DEFAULT.alpha());
    Map<Verdict, Integer> answers = new EnumMap<>(Verdict.class);
    for (int repeat = 0; repeat < repeats; repeat++) {
      int from = repeat * trials;
      Verdict answer =
          Equivalences.of(
                  reference.sample(from, from + trials),
                  candidate.sample(from, from + trials),
                  margins)
              .verdict();
      answers.merge(answer, 1, Integer::sum);
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %+.2f %% | %.1f %% | %d | %d | %d |%n",
        trials,
        100 * (candidate.mean() / reference.mean() - 1),
        100 * margin,
        answers.getOrDefault(Verdict.EQUIVALENT, 0),
        answers.getOrDefault(Verdict.DIFFERENT, 0),
        answers.getOrDefault(Verdict.NOT_ENOUGH_DATA, 0));
  }
}
