package flybrain.audit;

import flybrain.audit.Finding.Severity;
import flybrain.audit.Intervals.Example;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Names the neurons that fired twice in a time in which they cannot.
final class IntervalAudit {
  private static final int SHOWN = 5;

  /// Short intervals from which on a neuron may be taken as driven where that is unknown.
  private static final int SEVERAL = 5;

  private final String file;
  private final ExpectedRun run;
  private final Intervals intervals;
  private final long[] ids;
  private final Findings findings;

  IntervalAudit(String file, ExpectedRun run, SpikeScan scan, Findings findings) {
    this.file = file;
    this.run = run;
    this.intervals = scan.intervals();
    this.ids = scan.flywireIds();
    this.findings = findings;
  }

  /// Checks all neurons; returns the numbers of those that are driven.
  ///
  /// @param seconds brain time of all trials
  Set<Integer> check(double seconds) {
    if (intervals.duplicates() > 0) {
      findings.error(
          file,
          "duplicate spikes",
          "%d; the first in %s".formatted(intervals.duplicates(), intervals.firstDuplicate()),
          "one row per spike",
          "rows written or joined twice, or rounded times");
    }
    @Nullable Map<Long, Double> driven = run.driven();
    boolean known = driven != null && run.replay().isEmpty();
    Set<Integer> named = known(driven == null ? Set.of() : driven.keySet());
    Set<Integer> free = known ? named : likely(named, seconds);
    int[] refractory =
        IntStream.range(0, ids.length)
            .filter(i -> !free.contains(i) && intervals.tooShort(i) > 0)
            .toArray();
    report(
        refractory,
        false,
        known
            ? "no refractory period, a wrong time unit, or spikes of other trials or neurons mixed in"
            : "no refractory period, or a driven neuron (name driven neurons with --driven)",
        known ? Severity.ERROR : Severity.WARNING);
    report(
        free.stream().mapToInt(i -> i).filter(i -> intervals.single(i) > 0).sorted().toArray(),
        true,
        "input in the step of a spike was not lost, or rows of other trials mixed in",
        Severity.ERROR);
    return free;
  }

  private Set<Integer> known(Set<Long> driven) {
    return IntStream.range(0, ids.length)
        .filter(i -> driven.contains(ids[i]))
        .boxed()
        .collect(Collectors.toSet());
  }

  /// The neurons that have about as many short intervals as spikes at random make.
  private Set<Integer> likely(Set<Integer> named, double seconds) {
    Set<Integer> free = new HashSet<>(named);
    for (int i = 0; i < ids.length; i++) {
      double p = Math.min(1, intervals.spikes(i) / seconds * run.dt() / 1000);
      double atRandom = intervals.spikes(i) * (1 - Math.pow(1 - p, run.shortestInterval() - 2.0));
      if (intervals.tooShort(i) >= Math.max(SEVERAL, atRandom / 2)) {
        free.add(i);
      }
    }
    if (!free.isEmpty()) {
      findings.note(
          ("%s: does not record which neurons are driven; %s taken as driven because of many "
                  + "intervals below %s ms (otherwise give --driven)")
              .formatted(
                  file,
                  free.size() == 1 ? "1 is" : free.size() + " are",
                  run.time(run.shortestInterval())));
    }
    return free;
  }

  private void report(int[] neurons, boolean single, String meaning, Severity severity) {
    String what =
        single ? "interval of one step in a driven neuron" : "interval below the refractory period";
    int shortest = single ? ExpectedRun.SHORTEST_DRIVEN : run.shortestInterval();
    String expected = "at least %s ms".formatted(run.time(shortest));
    for (int i : IntStream.of(neurons).limit(SHOWN).toArray()) {
      long number = single ? intervals.single(i) : intervals.tooShort(i);
      findings.add(severity, file, what, value(i, number, shortest), expected, meaning);
    }
    if (neurons.length > SHOWN) {
      long more =
          IntStream.of(neurons)
              .skip(SHOWN)
              .mapToLong(i -> single ? intervals.single(i) : intervals.tooShort(i))
              .sum();
      findings.add(
          severity,
          file,
          what,
          "%d more in %d other neurons".formatted(more, neurons.length - SHOWN),
          expected,
          meaning);
    }
  }

  private String value(int neuron, long number, int shortest) {
    List<Example> examples = intervals.examples(neuron);
    String where =
        examples.stream()
            .filter(example -> example.to() - example.from() < shortest)
            .findFirst()
            .map(example ->
                " trial %d: %s and %s ms"
                    .formatted(example.trial(), run.time(example.from()), run.time(example.to())))
            .orElse("");
    String more = number > 1 ? "; %d in all".formatted(number) : "";
    return "neuron %d%s%s".formatted(ids[neuron], where, more);
  }
}
