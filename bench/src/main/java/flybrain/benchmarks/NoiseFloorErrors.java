package flybrain.benchmarks;

import flybrain.compare.NoiseFloor.Position;
import flybrain.compare.NoiseFloors;
import flybrain.compare.RateMetric;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often the noise floor calls trials of the sugar experiment outside that differ in their seed
/// only, and such with stronger synapses, which make more spikes.
///
/// Arguments: connectome (name or folder), repeats, threads.
public final class NoiseFloorErrors {
  /// Trials of the reference and of the candidate.
  private static final List<int[]> SIZES =
      List.of(
          new int[] {8, 8},
          new int[] {16, 8},
          new int[] {16, 16},
          new int[] {30, 30},
          new int[] {60, 30});

  private static final int MOST_REFERENCE = 60;
  private static final int MOST_CANDIDATE = 30;
  private static final List<Double> DURATIONS = List.of(0.1, 1.0);
  private static final List<Double> STRENGTHS = List.of(1.0, 1.01, 1.05);

  private NoiseFloorErrors() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("arguments: CONNECTOME REPEATS THREADS");
    }
    Connectome brain = ConnectomeStore.standard().open(args[0], System.err::println);
    int repeats = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    System.out.println("| t_run | reference trials | candidate trials | bias | within | outside |");
    System.out.println("|---|---|---|---|---|---|");
    for (double duration : DURATIONS) {
      TrialCounts reference =
          TrialCounts.of(brain, MOST_REFERENCE * repeats, duration, 1, 1, threads);
      for (double strength : duration < 1 ? List.of(1.0) : STRENGTHS) {
        TrialCounts candidate =
            TrialCounts.of(brain, MOST_CANDIDATE * repeats, duration, strength, 2, threads);
        for (int[] sizes : SIZES) {
          print(reference, candidate, sizes[0], sizes[1], repeats);
        }
      }
    }
  }

  private static void print(
      TrialCounts reference, TrialCounts candidate, int ofReference, int ofCandidate, int repeats) {
    Map<Position, Integer> answers = new EnumMap<>(Position.class);
    for (int repeat = 0; repeat < repeats; repeat++) {
      Position answer =
          NoiseFloors.of(
                  reference.sample(repeat * ofReference, (repeat + 1) * ofReference),
                  candidate.sample(repeat * ofCandidate, (repeat + 1) * ofCandidate),
                  List.of(RateMetric.values()))
              .position();
      answers.merge(answer, 1, Integer::sum);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %+.2f %% | %d | %d |%n",
        reference.tRun(),
        ofReference,
        ofCandidate,
        100 * (candidate.mean() / reference.mean() - 1),
        answers.getOrDefault(Position.WITHIN, 0),
        answers.getOrDefault(Position.OUTSIDE, 0));
  }
}
