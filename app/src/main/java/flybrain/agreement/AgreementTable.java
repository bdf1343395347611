package flybrain.agreement;

import flybrain.Counted;
import flybrain.PythonNumber;
import flybrain.compare.GroundTruthVerdict;
import flybrain.compare.RateMetric;
import flybrain.compare.RunComparison;
import flybrain.results.BackendName;
import flybrain.results.RunSize;
import flybrain.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How runs agree with a reference, on the terminal: a line for each comparison, and which backends
/// have nothing to compare.
public final class AgreementTable {
  /// The columns shown for every comparison.
  static final List<String> AGREEMENT =
      List.of("spikes", "ratio", "active", "shared", "jaccard", "correlation", "median_diff_pct");

  private static final List<String> BEFORE =
      List.of("reference", "framework", "round", "t_run", "n_run");

  private final Table table = new Table(columns(BEFORE, "verdict"));
  private final Set<String> references = new LinkedHashSet<>();
  private final Set<String> skipped = new LinkedHashSet<>();

  /// Adds a comparison.
  ///
  /// @param round counted from 1, 0 of runs without label
  /// @param verdict on it, null if there is none
  public void add(
      BackendName reference,
      BackendName compared,
      int round,
      RunSize size,
      RunComparison runs,
      @Nullable GroundTruthVerdict verdict) {
    List<@Nullable Object> row =
        new ArrayList<>(
            Arrays.asList(
                reference.framework(),
                compared.framework(),
                round,
                size.tRun(),
                size.trials(),
                runs.spikesB(),
                runs.spikeRatio(),
                runs.rates().activeB(),
                runs.rates().shared(),
                runs.rates().jaccard(),
                runs.rates().pearson(),
                RateMetric.MEDIAN_PCT_DIFF.of(runs.neurons(), runs.rates())));
    row.add(verdict == null ? null : verdict.name());
    table.add(row);
    references.add(
        "%s%s, %s s, %s: %s, %s"
            .formatted(
                reference.framework(),
                round == 0 ? "" : ", round " + round,
                PythonNumber.text(size.tRun()),
                Counted.of(size.trials(), "trial"),
                Counted.of(runs.spikesA(), "spike"),
                Counted.of(runs.rates().activeA(), "active neuron")));
  }

  /// Adds a backend without a file in a round.
  public void skip(BackendName backend, int round) {
    skip(new BackendName(backend.key(), "%s in round %d".formatted(backend.framework(), round)));
  }

  /// Adds a backend without a file.
  public void skip(BackendName backend) {
    // Its readers would take a missing file for a run that is still to come.
    String silent = backend.key().equals("nestgpu") ? " (it writes no file if nothing fires)" : "";
    skipped.add(backend.framework() + silent);
  }

  /// Number of comparisons.
  public int size() {
    return table.size();
  }

  /// The reference in a line, the comparisons with it, and what is skipped.
  ///
  /// @param shown columns before and after those of agreement, of which there are `round`, `t_run`,
  ///   `n_run`, `reference`, `framework` and `verdict`
  public String text(List<String> shown) {
    StringBuilder text = new StringBuilder();
    if (table.size() > 0) {
      if (!shown.contains("reference")) {
        references.forEach(line -> text.append(line).append('\n'));
      }
      text.append(table.only(shown).rounded().text());
    }
    if (!skipped.isEmpty()) {
      text.append("skipped, no file: ").append(String.join(", ", skipped)).append('\n');
    }
    return text.toString();
  }

  /// Columns around the columns of agreement.
  public static List<String> columns(List<String> before, String... after) {
    List<String> all = new ArrayList<>(before);
    all.addAll(AGREEMENT);
    all.addAll(List.of(after));
    return all;
  }
}
