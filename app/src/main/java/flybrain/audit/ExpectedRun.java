package flybrain.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The known properties of a run besides its spikes.
///
/// @param backend key of what simulated, empty if unknown
/// @param seed as it is written, empty if unknown
/// @param tRun duration of a trial in s, NaN if unknown
/// @param trials number of trials, 0 when unknown
/// @param dt duration of a step in ms
/// @param refractory period of neurons that are not driven, in ms
/// @param driven rate in Hz of the Poisson input of each driven neuron by FlyWire root id, NaN if
///   only the rate is unknown; null if it is unknown which neurons are driven
/// @param replay source of the recorded input events, empty if input was drawn
/// @param ordered whether rows must be ordered by trial and time
record ExpectedRun(
    String backend,
    String seed,
    double tRun,
    int trials,
    double dt,
    double refractory,
    @Nullable Map<Long, Double> driven,
    String replay,
    boolean ordered) {
  ExpectedRun {
    driven = driven == null ? null : Map.copyOf(driven);
  }

  /// Duration of a trial in ms, infinite when unknown.
  double milliseconds() {
    return Double.isNaN(tRun) ? Double.POSITIVE_INFINITY : 1000 * tRun;
  }

  /// Fewest steps between two spikes of a neuron that is not driven: what reaches it in the
  /// refractory period is lost, and it takes a step to fire.
  int shortestInterval() {
    return Math.max((int) Math.round(refractory / dt) + 1, SHORTEST_DRIVEN);
  }

  /// Fewest steps between two spikes of a driven neuron, which has no refractory period: an event
  /// in the step of a spike is lost, one in the next step makes it fire in the step after that.
  static final int SHORTEST_DRIVEN = 2;

  /// A time in ms, for people.
  String time(long step) {
    return String.format(java.util.Locale.ROOT, "%.4f", step * dt).replaceFirst("0{1,3}$", "");
  }
}
