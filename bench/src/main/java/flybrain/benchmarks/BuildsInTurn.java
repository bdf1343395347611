package flybrain.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// Two builds of flybrain in turn in one process: thread CPU time of the same trials, spikes equal.
///
/// Arguments: jars or folders of the older and of the newer build, connectome, what is driven
/// (`sugar`, or the number of random neurons at 100 Hz), how (below), duration in s, rounds.
///
/// - `learnt`: the trials of one experiment.
/// - `fresh`: each trial on a brain that was opened for it.
/// - `experiments`: each trial an experiment of its own, on a brain that stays open.
///
/// Prints, of the second half of the rounds, the medians of both in ms, and the median and
/// quartiles of the rounds' ratios. For a shared machine: `taskset -c 0` keeps both on one core.
public final class BuildsInTurn {
  private final Build[] builds = new Build[2];
  private final List<List<Build.Trial>> trials = List.of(new ArrayList<>(), new ArrayList<>());
  private final Semaphore[] turns = {new Semaphore(1), new Semaphore(0)};
  private final String driven;
  private final double duration;
  private final int rounds;
  private boolean alternating;

  private BuildsInTurn(String[] arguments) throws IOException {
    driven = arguments[3];
    duration = Double.parseDouble(arguments[5]);
    rounds = Integer.parseInt(arguments[6]);
    for (int k = 0; k < 2; k++) {
      int build = k;
      builds[k] = new Build(arguments[k], arguments[2], trial -> ended(build, trial));
    }
  }

  public static void main(String[] arguments) throws Exception {
    BuildsInTurn inTurn = new BuildsInTurn(arguments);
    String how = arguments[4];
    if (how.equals("learnt")) {
      inTurn.trialsInTurn();
    } else {
      inTurn.experimentsInTurn(how.equals("experiments"));
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %s, %s s: %s%n",
        arguments[2],
        arguments[3],
        how,
        arguments[5],
        inTurn.ratios());
  }

  private Object experiment(int build, int count, long seed) {
    Object recipe =
        driven.equals("sugar")
            ? builds[build].sugar()
            : builds[build].random(Integer.parseInt(driven), 1);
    return builds[build].experiment(recipe, duration, count, seed);
  }

  /// Both run one experiment at once, and wait for each other after each trial.
  private void trialsInTurn() throws InterruptedException {
    alternating = true;
    List<Thread> threads =
        IntStream.range(0, 2)
            .mapToObj(build -> {
              Object experiment = experiment(build, rounds, 1);
              return Thread.ofPlatform()
                  .start(() -> {
                    turns[build].acquireUninterruptibly();
                    builds[build].run(experiment, true);
                  });
            })
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ended(int build, Build.Trial trial) {
    trials.get(build).add(trial);
    if (alternating) {
      turns[1 - build].release();
      if (trials.get(build).size() < rounds) {
        turns[build].acquireUninterruptibly();
      }
    }
  }

  private void experimentsInTurn(boolean keepsOpen) {
    for (int round = 0; round < rounds; round++) {
      for (int build = 0; build < 2; build++) {
        long nanos = builds[build].run(experiment(build, 1, round), keepsOpen);
        Build.Trial trial = trials.get(build).removeLast();
        trials.get(build).add(new Build.Trial(trial.nanos() + nanos, trial.spikes(), trial.hash()));
      }
    }
  }

  private String ratios() {
    long spikes = 0;
    for (int k = 0; k < rounds; k++) {
      Build.Trial older = trials.get(0).get(k);
      Build.Trial newer = trials.get(1).get(k);
      if (older.spikes() != newer.spikes() || older.hash() != newer.hash()) {
        return "round %d: spikes differ: %s, %s".formatted(k, older, newer);
      }
      spikes += older.spikes();
    }
    double[] older = millis(0);
    double[] newer = millis(1);
    double[] ratios =
        IntStream.range(0, older.length).mapToDouble(k -> older[k] / newer[k]).toArray();
    return String.format(
        Locale.ROOT,
        "%.3f ms, %.3f ms, ratio %.2f (%.2f to %.2f), least %.3f, %.3f, %d equal spikes",
        Quantiles.median(older),
        Quantiles.median(newer),
        Quantiles.median(ratios),
        Quantiles.of(ratios, 0.25),
        Quantiles.of(ratios, 0.75),
        Quantiles.of(older, 0),
        Quantiles.of(newer, 0),
        spikes);
  }

  /// Of the second half of the rounds.
  private double[] millis(int build) {
    return trials.get(build).stream()
        .skip(rounds / 2)
        .mapToDouble(trial -> trial.nanos() / 1e6)
        .toArray();
  }
}
