package flybrain.audit;

import flybrain.audit.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds trials with identical spikes, in a file and between files.
final class Copies {
  /// Two trials of fewer spikes can be equal by chance: two of one spike are in one of 10,000.
  private static final long FEWEST_SPIKES = 20;

  /// Trials of ours draw the same input for the same seed, on purpose.
  private static final Set<String> OURS = Set.of("event", "reference");

  private final Findings findings;
  private final Map<String, List<Place>> trials = new LinkedHashMap<>();

  Copies(Findings findings) {
    this.findings = findings;
  }

  private record Place(AuditedFile file, int trial) {}

  private record Pair(String file, String other) {}

  /// Checks all files together.
  static void check(List<AuditedFile> files, Findings findings) {
    Copies copies = new Copies(findings);
    for (AuditedFile file : files) {
      file.prints()
          .forEach((trial, print) -> {
            if (print.spikes() >= FEWEST_SPIKES) {
              copies
                  .trials
                  .computeIfAbsent(print.text(), _ -> new ArrayList<>())
                  .add(new Place(file, trial));
            }
          });
    }
    copies.tellWithin();
    copies.tellBetween();
  }

  private void tellWithin() {
    for (List<Place> same : trials.values()) {
      Map<String, List<Place>> byFile =
          same.stream()
              .collect(
                  Collectors.groupingBy(
                      place -> place.file().name(), LinkedHashMap::new, Collectors.toList()));
      byFile.forEach((file, places) -> {
        if (places.size() > 1) {
          findings.error(
              file,
              "identical trials",
              "trials " + trials(places.stream().map(Place::trial).toList()),
              "spikes of its own in each trial",
              "copied trials, or one seed for several trials");
        }
      });
    }
  }

  private void tellBetween() {
    Map<Pair, List<Integer>> copied = new LinkedHashMap<>();
    Map<Pair, Severity> severities = new LinkedHashMap<>();
    for (List<Place> same : trials.values()) {
      for (int k = 1; k < same.size(); k++) {
        Place place = same.get(k);
        for (Place other : same.subList(0, k)) {
          if (!place.file().name().equals(other.file().name()) && !isMeant(place, other)) {
            Pair pair = new Pair(place.file().name(), other.file().name());
            copied.computeIfAbsent(pair, _ -> new ArrayList<>()).add(place.trial());
            severities.merge(pair, severity(place, other), Copies::worse);
            break;
          }
        }
      }
    }
    copied.forEach((pair, places) ->
        findings.add(
            severities.getOrDefault(pair, Severity.ERROR),
            pair.file(),
            "same spikes as " + pair.other(),
            "trials " + trials(places),
            "spikes of its own in each trial, round and framework",
            "a copied file, or one seed for several rounds"));
  }

  /// The same trial of the same experiment with the same seed has the same spikes: run by one
  /// backend with other numbers of trials, or by both of our engines. So has replayed input.
  private static boolean isMeant(Place one, Place other) {
    ExpectedRun a = one.file().run();
    ExpectedRun b = other.file().run();
    if (!a.replay().isEmpty() && a.replay().equals(b.replay())) {
      return true;
    }
    boolean sameMaker =
        a.backend().equals(b.backend())
            || (OURS.contains(a.backend()) && OURS.contains(b.backend()));
    boolean otherRun = !a.backend().equals(b.backend()) || a.trials() != b.trials();
    return one.trial() == other.trial()
        && !a.seed().isEmpty()
        && a.seed().equals(b.seed())
        && sameMaker
        && otherRun;
  }

  /// Old files do not say their seed; runs of one backend and two sizes may share it.
  private static Severity severity(Place one, Place other) {
    ExpectedRun a = one.file().run();
    ExpectedRun b = other.file().run();
    boolean maySeedsBeShared =
        a.seed().isEmpty()
            && one.trial() == other.trial()
            && a.backend().equals(b.backend())
            && a.trials() != b.trials();
    return maySeedsBeShared ? Severity.WARNING : Severity.ERROR;
  }

  private static Severity worse(Severity one, Severity other) {
    return one == Severity.ERROR ? one : other;
  }

  private static String trials(List<Integer> numbers) {
    String shown = numbers.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() > 8 ? "%s ... (%d)".formatted(shown, numbers.size()) : shown;
  }
}
