package flybrain.audit;

import flybrain.compare.Equivalence;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Verdict;
import flybrain.model.Parameters;
import flybrain.parquet.ParquetReader;
import flybrain.results.RecordedExperiment;
import flybrain.results.ResultRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Likely causes of a difference between two models: errors in the files themselves, and how the
/// rates of driven and undriven neurons differ.
public final class LikelyCauses {
  /// Input spikes differ between seeds, and a little between frameworks' ways to draw them.
  private static final double DRIVE = 0.03;

  /// Beyond it a difference of most neurons is not due to numerical accuracy.
  private static final double LARGE = 0.1;

  /// Share of the neurons of which one can say "nearly all".
  private static final double MOST = 0.75;

  /// Neurons that fire less say nothing about more or less.
  private static final double ACTIVE_HZ = 5;

  private final Equivalence answer;
  private final Set<Long> driven;

  private LikelyCauses(Equivalence answer, Set<Long> driven) {
    this.answer = answer;
    this.driven = driven;
  }

  /// The causes, one line each; none if nothing points to one.
  ///
  /// @param expectations what is known of the files
  /// @throws flybrain.InputException if a file is damaged
  public static List<String> of(
      List<Path> reference, List<Path> candidate, Expectations expectations, Equivalence answer)
      throws IOException {
    Findings findings = new Findings();
    List<AuditedFile> files = new ArrayList<>();
    for (Path file : Stream.concat(reference.stream(), candidate.stream()).distinct().toList()) {
      try (ParquetReader reader = new ParquetReader(file)) {
        ExpectedRun run = expectations.of(file, reader.metadata(), new ResultRow(Map.of()));
        files.add(new SpikeFileAudit(reader, file.toString(), run, findings, _ -> {}).check());
      }
    }
    Copies.check(files, findings);
    // Of several findings of a kind in a file the first says enough.
    Map<List<String>, String> byKind = new LinkedHashMap<>();
    findings.all().stream()
        .filter(LikelyCauses::matters)
        .forEach(finding ->
            byKind.putIfAbsent(
                List.of(finding.file(), finding.what()),
                "%s: %s (%s): %s"
                    .formatted(
                        finding.file(), finding.what(), finding.value(), finding.meaning())));
    RecordedExperiment control = RecordedExperiment.of(reference.getFirst());
    RecordedExperiment other = RecordedExperiment.of(candidate.getFirst());
    List<String> differences = control.differences(other);
    if (!differences.isEmpty()) {
      byKind.keySet().removeIf(kind -> kind.getLast().startsWith("same spikes as"));
    }
    List<String> causes = new ArrayList<>(byKind.values());
    differences.forEach(line -> causes.add("the experiments differ: " + line));
    if (!differences.isEmpty() && prints(files.getFirst()).equals(prints(files.getLast()))) {
      causes.add("that changed no spike: every trial has the same spikes in both files");
    }
    String one = software(control, files.getFirst());
    String another = software(other, files.getLast());
    if (answer.verdict() == Verdict.DIFFERENT && !one.equals(another)) {
      causes.add("simulated by different software: %s and %s".formatted(one, another));
    }
    // If the experiments differ, the simulator is not the cause.
    if (answer.verdict() == Verdict.DIFFERENT && differences.isEmpty()) {
      Set<Long> driven = new HashSet<>();
      files.forEach(file -> driven.addAll(file.driven()));
      causes.addAll(new LikelyCauses(answer, driven).patterns());
    }
    return causes;
  }

  /// The simulator of a run; if not recorded, the key in the file name.
  private static String software(RecordedExperiment experiment, AuditedFile file) {
    boolean silent =
        experiment.facts().keySet().stream().noneMatch(key -> key.startsWith("flybrain."));
    return silent && !file.run().backend().isEmpty() ? file.run().backend() : experiment.software();
  }

  private static Map<Integer, String> prints(AuditedFile file) {
    Map<Integer, String> prints = new HashMap<>();
    file.prints().forEach((trial, print) -> prints.put(trial, print.text()));
    return prints;
  }

  private static boolean matters(Finding finding) {
    return finding.severity() == Finding.Severity.ERROR
        || finding.what().startsWith("driven neurons");
  }

  private List<String> patterns() {
    double drive = ratio(neuron -> driven.contains(neuron.flywireId()));
    if (Double.isNaN(drive)) {
      double all = ratio(_ -> true);
      return Double.isNaN(all)
          ? List.of()
          : List.of(
              String.format(
                  Locale.ROOT,
                  "neurons fire %+.2f %% in all; which of them are driven is not known, so the"
                      + " drive may differ",
                  100 * (all - 1)));
    }
    if (Math.abs(drive - 1) > DRIVE) {
      return List.of(
          String.format(
              Locale.ROOT,
              "driven neurons fire at %.3f of the reference's rate: %s",
              drive,
              causeOfDrive(drive)));
    }
    double others = ratio(neuron -> !driven.contains(neuron.flywireId()));
    if (Double.isNaN(others)) {
      return List.of();
    }
    List<Neuron> active =
        answer.neurons().stream()
            .filter(neuron ->
                !driven.contains(neuron.flywireId())
                    && neuron.rate().reference() + neuron.rate().candidate() >= 2 * ACTIVE_HZ)
            .toList();
    double sign = Math.signum(others - 1);
    long along = active.stream().filter(n -> sign * n.rate().difference() > 0).count();
    String change =
        String.format(Locale.ROOT, "undriven neurons fire %+.2f %%", 100 * (others - 1));
    return List.of(cause(change, others, along >= MOST * active.size()));
  }

  private String causeOfDrive(double ratio) {
    Parameters model = Parameters.SHIU_2024;
    double firing =
        answer.neurons().stream()
            .filter(neuron -> driven.contains(neuron.flywireId()))
            .mapToDouble(neuron -> neuron.rate().reference())
            .average()
            .orElse(Double.NaN);
    double drive = firing / (1 - firing * model.dt() / 1000);
    return DriveAudit.cause(ratio * firing, firing, drive, model.tRef()).orElse("another drive");
  }

  private String cause(String change, double ratio, boolean most) {
    if (most && ratio > 1 + LARGE) {
      return change
          + ", nearly all of them more: input counted in the refractory period, or stronger"
          + " connections";
    }
    if (most && ratio < 1 - LARGE) {
      return change + ", nearly all of them less: lost deliveries, or weaker connections";
    }
    if (answer.total().verdict() == Verdict.DIFFERENT && Math.abs(ratio - 1) <= LARGE) {
      return change
          + ", at the same drive: another integration method (forward Euler has 1 to 2 % more) or"
          + " another delay or time constant";
    }
    return change + ", some more and some less: other connections, or silenced neurons";
  }

  private double ratio(Predicate<Neuron> of) {
    List<Neuron> some = answer.neurons().stream().filter(of).toList();
    double reference = some.stream().mapToDouble(neuron -> neuron.rate().reference()).sum();
    double candidate = some.stream().mapToDouble(neuron -> neuron.rate().candidate()).sum();
    return reference == 0 ? Double.NaN : candidate / reference;
  }
}
