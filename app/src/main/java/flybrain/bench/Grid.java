package flybrain.bench;

import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which durations and numbers of trials are run, how often.
///
/// @param durations of a trial in s, some of [#DURATIONS]
/// @param trials numbers of trials, each at least 1
/// @param rounds how often the grid is run, at least 1
/// @param roundStart number of the first round, at least 1
public record Grid(List<Double> durations, List<Integer> trials, int rounds, int roundStart) {
  /// The durations that can be asked for, in s.
  public static final List<Double> DURATIONS = List.of(0.1, 1.0, 10.0, 100.0, 1000.0);

  /// The durations of the published benchmark, in s.
  public static final List<Double> PAPER_DURATIONS = DURATIONS.subList(0, 4);

  /// The numbers of trials of the published benchmark.
  public static final List<Integer> PAPER_TRIALS = List.of(1, 4, 8, 16, 32);

  /// The rounds of the published benchmark.
  public static final int PAPER_ROUNDS = 5;

  /// @throws InputException naming a number that is not allowed
  public Grid {
    durations = durations.stream().distinct().toList();
    trials = trials.stream().distinct().toList();
    for (double duration : durations) {
      if (!DURATIONS.contains(duration)) {
        throw new InputException(
            "--t-run %s: allowed: %s s"
                .formatted(
                    PythonNumber.text(duration),
                    DURATIONS.stream().map(PythonNumber::text).collect(Collectors.joining(", "))));
      }
    }
    for (int number : trials) {
      atLeastOne("--n-run", number);
    }
    atLeastOne("--rounds", rounds);
    atLeastOne("--round-start", roundStart);
    if (roundStart > Integer.MAX_VALUE - rounds) {
      throw new InputException(
          "--round-start %d: the last of %d rounds must be below 2^31"
              .formatted(roundStart, rounds));
    }
  }

  private static void atLeastOne(String option, int number) {
    if (number < 1) {
      throw new InputException("%s %d: must be at least 1".formatted(option, number));
    }
  }

  /// All benchmarks in the suite's order: by round, backend, number of trials and duration.
  ///
  /// @param labelled whether rounds are counted
  List<Benchmark> benchmarks(List<Backend> backends, boolean labelled) {
    List<Benchmark> all = new ArrayList<>();
    for (int round = roundStart; round < roundStart + rounds; round++) {
      for (Backend backend : backends) {
        for (int number : trials) {
          for (double duration : durations) {
            all.add(new Benchmark(backend, duration, number, labelled ? round : 0));
          }
        }
      }
    }
    return all;
  }
}
