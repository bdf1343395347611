package flybrain.audit;

import flybrain.Counted;
import flybrain.PythonNumber;
import flybrain.audit.Finding.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Checks that the driven neurons fire as often as their Poisson input makes them.
///
/// Every event makes its neuron fire one step later, unless it comes in the very step of a spike;
/// so the steps between spikes are geometric plus one. A rate r gives r / (1 + r dt); with a
/// refractory period that is kept, r / (1 + r t_ref).
final class DriveAudit {
  /// Standard deviations that chance does not reach: 6e-7 for one neuron, of several thousand
  /// 0.002.
  private static final double Z = 5;

  /// A framework that draws events with 1 - exp(-r dt) in place of r dt has 1 % fewer at 200 Hz.
  private static final double BELOW = 0.03;

  /// Driven neurons that excite each other fire more often than by their input, by a few percent.
  private static final double ABOVE = 0.1;

  private static final int SHOWN = 5;

  private final String file;
  private final ExpectedRun run;
  private final SpikeScan scan;
  private final Findings findings;

  DriveAudit(String file, ExpectedRun run, SpikeScan scan, Findings findings) {
    this.file = file;
    this.run = run;
    this.scan = scan;
    this.findings = findings;
  }

  /// Checks the neurons of each rate together, and each by itself for too many spikes.
  void check(Map<Long, Double> driven) {
    if (run.trials() == 0 || Double.isNaN(run.tRun()) || !run.replay().isEmpty()) {
      return;
    }
    long[] ids = scan.flywireIds();
    Map<Double, int[]> byRate = new TreeMap<>();
    driven.values().stream()
        .filter(rate -> rate > 0)
        .distinct()
        .forEach(rate ->
            byRate.put(
                rate,
                IntStream.range(0, ids.length)
                    .filter(i -> rate.equals(driven.get(ids[i])))
                    .toArray()));
    byRate.forEach(this::checkTogether);
  }

  private void checkTogether(double rate, int[] fired) {
    double expected = firing(rate, run.dt());
    double seconds = run.tRun() * run.trials();
    if (fired.length == 0) {
      if (expected * seconds > Z * Z) {
        findings.error(
            file,
            "no driven neuron fired",
            "0 Hz",
            hertz(expected),
            "a different experiment than stated, or input that reached no neuron");
      }
      return;
    }
    // Nobody knows how many never fired: a set may have neurons that the connectome lacks.
    expected /= -Math.expm1(-expected * seconds);
    double together = seconds * fired.length;
    double measured =
        Arrays.stream(fired).mapToLong(i -> scan.intervals().spikes(i)).sum() / together;
    if (isOff(measured, expected, together, rate)) {
      findings.add(
          measured < expected ? Severity.ERROR : Severity.WARNING,
          file,
          "driven neurons fire " + (measured < expected ? "too rarely" : "too often"),
          "%s on average over %s"
              .formatted(hertz(measured), Counted.of(fired.length, "driven neuron")),
          "%s (%s Hz Poisson input)".formatted(hertz(expected), PythonNumber.text(rate)),
          meaning(measured, expected, rate));
      return;
    }
    checkEach(fired, expected, seconds, rate);
  }

  private void checkEach(int[] fired, double expected, double seconds, double rate) {
    long[] ids = scan.flywireIds();
    IntStream.of(fired)
        .filter(i -> {
          double measured = scan.intervals().spikes(i) / seconds;
          return measured > expected && isOff(measured, expected, seconds, rate);
        })
        .limit(SHOWN)
        .forEach(i ->
            findings.warning(
                file,
                "rate above the drive",
                "neuron %d: %s".formatted(ids[i], hertz(scan.intervals().spikes(i) / seconds)),
                "%s (%s Hz Poisson input)".formatted(hertz(expected), PythonNumber.text(rate)),
                "input events counted twice, or strong excitation by other neurons"));
  }

  private boolean isOff(double measured, double expected, double seconds, double rate) {
    double p = rate * run.dt() / 1000;
    double sd = Math.sqrt(expected / seconds * (1 - p)) / (1 + p);
    double share = measured < expected ? BELOW : ABOVE;
    return Math.abs(measured - expected) > Math.max(Z * sd, share * expected);
  }

  /// How often a neuron fires that loses the events of some time after each spike.
  ///
  /// @param drive rate of the events in Hz
  /// @param lost time after a spike in ms, including the spike's own step
  private static double firing(double drive, double lost) {
    return drive / (1 + drive * lost / 1000);
  }

  /// The likely cause of a wrong rate of driven neurons, if the rate matches one: within chance and
  /// the differences between frameworks' ways to draw events.
  ///
  /// @param measured rate in Hz
  /// @param expected rate in Hz
  /// @param drive rate of the events in Hz
  /// @param refractory period in ms
  static Optional<String> cause(double measured, double expected, double drive, double refractory) {
    double kept = firing(drive, refractory);
    if (Math.abs(measured - kept) < BELOW / 2 * kept) {
      return Optional.of(
          "a refractory period of %s ms kept for driven neurons".formatted(refractory));
    }
    double ratio = measured / expected;
    return ratio > 0.45 && ratio < 0.55 ? Optional.of("half the drive") : Optional.empty();
  }

  private String meaning(double measured, double expected, double drive) {
    return cause(measured, expected, drive, run.refractory())
        .orElseGet(() -> vagueCause(measured / expected));
  }

  private static String vagueCause(double ratio) {
    if (ratio < 1) {
      return "a weaker drive than stated, or lost spikes";
    }
    return ratio > 1.8
        ? "twice the drive, or trials counted twice"
        : "a stronger drive than stated, or driven neurons that excite each other";
  }

  private static String hertz(double rate) {
    return String.format(Locale.ROOT, "%.2f Hz", rate);
  }
}
