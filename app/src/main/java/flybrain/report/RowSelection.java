package flybrain.report;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.results.ResultRow;
import flybrain.results.RunLabel;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which rows of a results file are shown.
///
/// @param labels of runs, empty for all
/// @param experiments their keys, empty for all
public record RowSelection(List<String> labels, List<String> experiments) {
  public RowSelection {
    labels = List.copyOf(labels);
    experiments = List.copyOf(experiments);
  }

  boolean has(ResultRow row) {
    return (labels.isEmpty()
            || labels.stream().anyMatch(label -> RunLabel.means(label, row.runLabel())))
        && (experiments.isEmpty() || experiments.contains(row.experimentKey()));
  }

  /// Checks that there is a row of each that is asked for.
  ///
  /// @throws InputException naming what is not there, and what is
  void check(Path file, List<ResultRow> rows) {
    if (rows.isEmpty()) {
      throw new InputException(file + ": has no rows; 'flybrain bench' adds them");
    }
    check(file, "run label", labels, rows, ResultRow::runLabel, RunLabel::means);
    check(file, "experiment", experiments, rows, ResultRow::experimentKey, String::equals);
    if (rows.stream().noneMatch(this::has)) {
      throw new InputException(
          "%s: no row has both run label '%s' and experiment '%s'"
              .formatted(file, String.join(",", labels), String.join(",", experiments)));
    }
  }

  private static void check(
      Path file,
      String what,
      List<String> wanted,
      List<ResultRow> rows,
      Function<ResultRow, String> value,
      BiPredicate<String, String> means) {
    TreeSet<String> known = rows.stream().map(value).collect(Collectors.toCollection(TreeSet::new));
    for (String name : wanted) {
      if (known.stream().noneMatch(each -> means.test(name, each))) {
        throw new InputException(
            "%s: no row has %s '%s'; there are %s%s"
                .formatted(
                    file,
                    what,
                    name,
                    known.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", ")),
                    NearestName.hint(name, known)));
      }
    }
  }
}
