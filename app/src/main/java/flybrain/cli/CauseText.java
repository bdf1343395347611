package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.attribution.Causes;
import flybrain.attribution.SpikeCauses;
import flybrain.experiment.Experiment;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What made a neuron spike as text, excitation and inhibition apart.
final class CauseText {
  private CauseText() {}

  /// Means over the spikes of some trials.
  static String headline(Causes causes, ExplainedRun run, int... ofTrials) {
    Experiment experiment = run.plan().experiment();
    return String.format(
            Locale.ROOT,
            "%s: %s in %s of %s s (%.2f Hz) of %s on %s\n",
            run.label(causes.neuron()),
            Counted.of(causes.spikes(), "spike"),
            trials(run, ofTrials),
            Decimal.text(experiment.duration()),
            run.rate(causes.neuron(), ofTrials),
            experiment.name(),
            run.plan().brain().name())
        + "at a spike, on average: "
        + sum(causes.height(), causes.excitation(), causes.inhibition());
  }

  /// How trials are called in text.
  static String trials(ExplainedRun run, int... ofTrials) {
    int all = run.plan().experiment().trials();
    return ofTrials.length < all ? "trial " + ofTrials[0] : Counted.of(all, "trial");
  }

  /// One spike, or the potential at another time.
  static String headline(SpikeCauses causes, ExplainedRun run) {
    Experiment experiment = run.plan().experiment();
    int[] spikes = run.attribution().spikes(causes.trial(), causes.neuron());
    int place = Arrays.binarySearch(spikes, causes.step());
    return "%s: %s at %s ms in trial %d of %s on %s\n"
            .formatted(
                run.label(causes.neuron()),
                place >= 0
                    ? "spike %d of %d, counted from 0,".formatted(place, spikes.length)
                    : "no spike",
                Decimal.text(run.time(causes.step())),
                causes.trial(),
                experiment.name(),
                run.plan().brain().name())
        + (place >= 0 ? "" : neighbours(spikes, -place - 1, run))
        + sum(causes.height(), causes.excitation(), causes.inhibition())
        + "all that arrived since %s ms%s\n"
            .formatted(
                Decimal.text(run.time(causes.since())),
                causes.since() == 0 ? "" : ", when it was no longer refractory");
  }

  private static String neighbours(int[] spikes, int next, ExplainedRun run) {
    String before =
        next == 0 ? "none before" : Decimal.text(run.time(spikes[next - 1])) + " ms before";
    String after =
        next == spikes.length ? "none after" : Decimal.text(run.time(spikes[next])) + " ms after";
    return "nearest spikes: %s, %s\n".formatted(before, after);
  }

  private static String sum(double height, double excitation, double inhibition) {
    return String.format(
        Locale.ROOT,
        "%.4f mV above rest = %.4f mV of excitation - %.4f mV of inhibition\n",
        height,
        excitation,
        Math.abs(inhibition));
  }

  /// The largest contributions of each sign.
  ///
  /// @param top rows of each at most
  static String tables(Table causes, int top) {
    return part("excitation", causes, top, 1) + part("inhibition", causes, top, -1);
  }

  private static String part(String name, Table causes, int top, int sign) {
    int mv = causes.columns().indexOf("mv");
    Table shown = new Table(causes.columns());
    int left = 0;
    double leftHeight = 0;
    for (List<?> row : causes.rows()) {
      double height = (double) Objects.requireNonNull(row.get(mv));
      if (height * sign <= 0) {
        continue;
      }
      if (shown.size() < top) {
        shown.add(row);
      } else {
        left++;
        leftHeight += height;
      }
    }
    if (shown.size() == 0) {
      return "\nno %s\n".formatted(name);
    }
    String more =
        left == 0
            ? ""
            : String.format(Locale.ROOT, "and %d more, %.4f mV together\n", left, leftHeight);
    return "\n%s\n%s%s".formatted(name, shown.rounded().text(), more);
  }
}
