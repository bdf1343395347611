package flybrain.audit;

import flybrain.Counted;
import flybrain.PythonNumber;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Checks what the model, and the run that a file is of, say about its spikes.
///
/// The file is read twice, or three times where it has two columns of times, and again where the
/// spikes of a neuron do not come in order of time.
final class SpikeFileAudit {
  private static final Set<String> COLUMNS =
      Set.of("t", "time_ms", "time_s", "trial", "neuron_index", "flywire_id", "exp_name");

  /// Trials of fewer spikes on average may well have none.
  private static final long MANY = 20;

  private final ParquetReader file;
  private final String name;
  private final ExpectedRun run;
  private final Findings findings;
  private final LongConsumer progress;

  /// @param name of the file in findings
  /// @param progress receives the number of rows read
  SpikeFileAudit(
      ParquetReader file, String name, ExpectedRun run, Findings findings, LongConsumer progress) {
    this.file = file;
    this.name = name;
    this.run = run;
    this.findings = findings;
    this.progress = progress;
  }

  /// Checks everything.
  ///
  /// @throws flybrain.InputException if the file is damaged or lacks a column
  AuditedFile check() {
    checkColumns();
    if (file.rows() == 0) {
      // Empty tables of pandas have columns without a type, or no columns at all.
      return new AuditedFile(name, run, 0, 0, new TreeMap<>(), Set.of());
    }
    String column = timeColumn();
    TimeScan times = TimeScan.of(file, column, run.dt(), progress);
    TimeUnit unit = new TimeAudit(name, column, times, run, findings).check(stated(column, times));
    if (column.equals("time_ms") && file.hasColumn("t")) {
      checkOtherTimes();
    }
    SpikeScan scan = new SpikeScan(file, column, unit, run);
    scan.readAll(progress);
    checkTrials(scan);
    if (run.ordered() && scan.disordered() > 0) {
      findings.warning(
          name,
          "rows out of order",
          "%d of %d".formatted(scan.disordered(), scan.rows()),
          "ordered by trial and time",
          "rows added or sorted afterwards");
    }
    Set<Integer> free =
        new IntervalAudit(name, run, scan, findings).check(seconds(scan, times, unit));
    @Nullable Map<Long, Double> driven = run.driven();
    if (driven != null) {
      new DriveAudit(name, run, scan, findings).check(driven);
    }
    long[] ids = scan.flywireIds();
    return new AuditedFile(
        name,
        run,
        scan.rows(),
        ids.length,
        scan.prints(),
        free.stream().map(i -> ids[i]).collect(Collectors.toSet()));
  }

  private void checkColumns() {
    List<String> unknown =
        file.columns().stream().filter(column -> !COLUMNS.contains(column)).sorted().toList();
    if (!unknown.isEmpty()) {
      findings.warning(
          name,
          "unknown column",
          String.join(", ", unknown),
          "t, time_ms, time_s, trial, neuron_index, flywire_id, exp_name",
          "a renamed column, or another kind of table");
    }
  }

  /// The column that readers take the time from.
  private String timeColumn() {
    return file.hasColumn("time_ms") ? "time_ms" : file.hasColumn("time_s") ? "time_s" : "t";
  }

  /// The unit of the column; a `t` is in ms from PyTorch, and if it exceeds twice the duration.
  private TimeUnit stated(String column, TimeScan times) {
    boolean inMs =
        column.equals("time_ms")
            || (column.equals("t")
                && (run.backend().startsWith("pytorch") || times.max() > 2 * run.tRun()));
    return inMs ? TimeUnit.MILLISECONDS : TimeUnit.SECONDS;
  }

  /// `t` in s and `time_ms` must agree; PyTorch's old `t` is in ms.
  private void checkOtherTimes() {
    long different = 0;
    String first = "";
    long row = 0;
    List<Column> columns = List.of(Column.float64("t"), Column.float64("time_ms"));
    try (ColumnBatches batches = file.read(columns)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++, row++) {
          double t = batch.doubles(0)[i];
          double ms = batch.doubles(1)[i];
          double perUnit = run.backend().startsWith("pytorch") && t == ms ? 1 : 1000;
          // Half a step; rounding is far below, even of a float.
          if (TimeScan.isSensible(ms) && !(Math.abs(t * perUnit - ms) < run.dt() / 2)) {
            first =
                different++ == 0
                    ? "row %d: t %s, time_ms %s"
                        .formatted(row, PythonNumber.text(t), PythonNumber.text(ms))
                    : first;
          }
        }
        progress.accept(batch.rows());
      }
    }
    if (different > 0) {
      findings.error(
          name,
          "columns t and time_ms disagree",
          "%s; %d of %s".formatted(first, different, Counted.of(row, "row")),
          "t in s is time_ms / 1000",
          "one of them is in another unit or was changed afterwards");
    }
  }

  private void checkTrials(SpikeScan scan) {
    if (scan.outside() > 0) {
      findings.error(
          name,
          "trial out of range",
          "trials %s; %s".formatted(words(scan.strangeTrials()), Counted.of(scan.outside(), "row")),
          run.trials() > 0 ? "0 .. " + (run.trials() - 1) : "0 .. 65535",
          "trials counted from 1, or more trials than stated");
    }
    int silent = Math.max(0, run.trials() - scan.prints().size());
    long others = scan.prints().size();
    long spikes = scan.rows() - scan.outside();
    if (silent > 0 && others > 0 && spikes >= MANY * others) {
      List<Integer> some =
          IntStream.range(0, run.trials())
              .filter(trial -> !scan.prints().containsKey(trial))
              .limit(5)
              .boxed()
              .toList();
      findings.warning(
          name,
          "trial without spikes",
          "trials %s; %d of %d".formatted(words(some), silent, run.trials()),
          "%d spikes, as in the other trials".formatted(spikes / others),
          "lost trials, or fewer than stated");
    }
  }

  private double seconds(SpikeScan scan, TimeScan times, TimeUnit unit) {
    double last = times.max() * unit.milliseconds(run.dt()) / 1000;
    double duration = Double.isNaN(run.tRun()) ? Math.max(last, run.dt() / 1000) : run.tRun();
    return duration * Math.max(1, run.trials() > 0 ? run.trials() : scan.prints().size());
  }

  private static String words(Iterable<? extends Number> numbers) {
    return java.util.stream.StreamSupport.stream(numbers.spliterator(), false)
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
