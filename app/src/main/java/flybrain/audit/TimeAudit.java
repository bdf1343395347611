package flybrain.audit;

import flybrain.Counted;
import flybrain.PythonNumber;
import java.util.List;
import java.util.Locale;

/// Checks that times are in the unit that their column states, on the grid of steps and within a
/// trial.
final class TimeAudit {
  /// Times of a correct run that reaches its end come closer to it than this.
  private static final double LATE = 0.2;

  /// No run has more steps, whatever its duration.
  private static final double MOST_STEPS = 0x1p31;

  private final String file;
  private final String column;
  private final TimeScan times;
  private final ExpectedRun run;
  private final Findings findings;

  TimeAudit(String file, String column, TimeScan times, ExpectedRun run, Findings findings) {
    this.file = file;
    this.column = column;
    this.times = times;
    this.run = run;
    this.findings = findings;
  }

  /// The unit the times really have, as far as can be inferred.
  TimeUnit check(TimeUnit stated) {
    if (times.senseless() > 0) {
      findings.error(
          file,
          "impossible time",
          "column %s, %s; %s"
              .formatted(column, times.firstSenseless(), Counted.of(times.senseless(), "row")),
          "at least 0 and finite",
          "missing or overflowed values");
    }
    double limit = run.milliseconds();
    if (times.size() == 0) {
      return stated;
    }
    double most = Math.min(limit, MOST_STEPS * run.dt());
    boolean fits = times.fits(stated, most);
    if (fits && !(stated == TimeUnit.MILLISECONDS && times.areSteps())) {
      return stated;
    }
    // Whole numbers that fit as ms could be seconds too, but hardly a spike is at a whole second.
    for (TimeUnit unit : fits ? List.of(TimeUnit.STEPS) : List.of(TimeUnit.values())) {
      if (unit != stated && isLikely(unit, limit, most)) {
        reportWrongUnit(stated, unit);
        return unit;
      }
    }
    if (!fits) {
      tellStray(stated, most);
    }
    return stated;
  }

  private boolean isLikely(TimeUnit unit, double limit, double most) {
    double last = times.max() * unit.milliseconds(run.dt());
    boolean late = Double.isInfinite(limit) || last > LATE * limit;
    // Without a duration, any number of µs would do for times off the grid.
    boolean determined = Double.isFinite(limit) || unit != TimeUnit.MICROSECONDS;
    return determined && late && times.fits(unit, most);
  }

  private void reportWrongUnit(TimeUnit stated, TimeUnit unit) {
    findings.error(
        file,
        "wrong time unit",
        String.format(
            Locale.ROOT,
            "column %s: latest %s, %d of %d off the grid",
            column,
            PythonNumber.text(times.max()),
            times.offGrid(stated),
            times.size()),
        "%s up to %s".formatted(stated, limitIn(stated)),
        "column %s contains %s, not %s".formatted(column, unit, stated));
  }

  private void tellStray(TimeUnit stated, double limit) {
    if (times.max() * stated.milliseconds(run.dt()) >= limit) {
      findings.error(
          file,
          "time beyond t_run",
          "column %s: latest %s %s".formatted(column, PythonNumber.text(times.max()), stated),
          "below " + (limit < run.milliseconds() ? "2^31 steps" : limitIn(stated)),
          "a longer run than stated, or another time unit");
    }
    if (times.offGrid(stated) > 0) {
      findings.warning(
          file,
          "times off the grid",
          "column %s: %d of %d".formatted(column, times.offGrid(stated), times.size()),
          "multiples of %s ms".formatted(PythonNumber.text(run.dt())),
          "another time step, jitter, or times changed afterwards");
    }
  }

  private String limitIn(TimeUnit unit) {
    double limit = run.milliseconds() / unit.milliseconds(run.dt());
    return Double.isInfinite(limit) ? "t_run" : PythonNumber.text(limit) + " " + unit;
  }
}
