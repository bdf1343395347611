package flybrain.engine;

import flybrain.model.Parameters;
import flybrain.model.Propagator;

/// Which neurons cannot reach the threshold without further input, in [ScaledModes].
///
/// From (u, g) a neuron comes to `u a^k + g f(k)` in k steps. The highest u to come is a convex
/// function of (u, g) that grows in proportion to them, so between two directions for which it is
/// known it lies below the chord. Three directions are known:
///
/// - u = g: u falls from there on, so the highest is u itself;
/// - g alone: it is c g, with c the peak of f;
/// - u alone, below rest: it is 0.
///
/// Between the first two the chord is `(1 - c) u + c g`, between the last two it is `c g`. A neuron
/// whose u is at least g and below the threshold never reaches it, since its u falls. So a neuron
/// may fire only when one of the two chords is above the threshold.
///
/// The first of them lies far above the highest u halfway. With a fourth direction, for which the
/// exact solution gives the highest u, two finer chords take its place, of which the higher is the
/// bound. Neurons are put on the hot list by the first chord and taken off it by the finer ones.
final class FiringBound {
  /// Covers the rounding of a bound, so no neuron that just reaches the threshold is missed.
  private static final double MARGIN = 1 - 1e-9;

  /// u over g in the fourth direction. Any number between 0 and 1 gives a bound.
  private static final double MIDDLE = 0.35;

  /// (1 - c) u + c g is `perX[n] X + perY[n] Y`, to be compared with this limit.
  final double limit;

  final double[] perX;
  final double[] perY;

  /// The same of the finer chord between g alone and the fourth direction.
  final double[] lowX;

  final double[] lowY;

  /// The same of the finer chord between the fourth direction and u = g.
  final double[] highX;

  final double[] highY;

  /// c g is above the limit where Y is above this.
  final double[] limitY;

  private final Propagator propagator;
  private final boolean areModes;

  FiringBound(Parameters parameters, ScaledModes modes) {
    propagator = Propagator.of(parameters);
    areModes = modes.areModes;
    double peak = propagator.peakTransfer();
    int entries = modes.length + 1;
    limit = MARGIN * (parameters.vThreshold() - parameters.v0());
    perX = new double[entries];
    perY = new double[entries];
    lowX = new double[entries];
    lowY = new double[entries];
    highX = new double[entries];
    highY = new double[entries];
    limitY = new double[entries];
    double chord = (1 - peak) * MIDDLE + peak;
    double middle = Math.min(highest(MIDDLE, 1), chord);
    double low = (middle - peak) / MIDDLE;
    double high = (1 - middle) / (1 - MIDDLE);
    for (int n = 0; n < entries; n++) {
      perX[n] = (1 - peak) * modes.uOfX[n];
      perY[n] = (1 - peak) * modes.uOfY[n] + peak * modes.gOfY[n];
      lowX[n] = low * modes.uOfX[n];
      lowY[n] = low * modes.uOfY[n] + peak * modes.gOfY[n];
      highX[n] = high * modes.uOfX[n];
      highY[n] = high * modes.uOfY[n] + (1 - high) * modes.gOfY[n];
      limitY[n] = limit / (peak * modes.gOfY[n]);
    }
  }

  /// Whether a neuron may fire without further input, by the two chords.
  boolean mayFire(double x, double y, int n) {
    return perX[n] * x + perY[n] * y > limit || y > limitY[n];
  }

  /// The same as 1 or 0, from the first chord and Y: the sign bits of two differences replace
  /// branches, which could not be predicted.
  static int mayFire(double chord, double limit, double y, double limitY) {
    long signs = Double.doubleToRawLongBits(limit - chord) | Double.doubleToRawLongBits(limitY - y);
    return (int) (signs >>> 63);
  }

  /// The highest u to come without further input, from u and g that are not negative: u itself, or
  /// the u at which the exact solution turns. Infinite where rounding might spoil the solution.
  double highest(double u, double g) {
    double m = propagator.membraneRate();
    double r = propagator.synapticRate();
    double ratio = propagator.modeRatio();
    double slow = u + ratio * g;
    double turn = Math.log(r * ratio * g / (m * slow)) / (r - m);
    if (!areModes || Double.isNaN(turn)) {
      return Double.POSITIVE_INFINITY;
    }
    return turn <= 0
        ? u
        : Math.max(u, slow * Math.exp(-m * turn) - ratio * g * Math.exp(-r * turn));
  }
}
