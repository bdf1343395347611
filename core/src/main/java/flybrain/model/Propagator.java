package flybrain.model;

import org.jspecify.annotations.Nullable;

/// The exact solution of the model's equations over whole time steps.
///
/// Without input, u = v - v0 and g go in k steps to `u a^k + g f(k)` and `g b^k`, where a =
/// exp(-m), b = exp(-r) and f(k) = K (a^k - b^k) with K = m / (r - m). For m = r, f(k) = m k a^k.
/// All numbers come from [StrictMath] and are the same on any machine.
///
/// @param membraneRate m = dt / tau_m, above 0
/// @param synapticRate r = dt / tau_g, above 0
public record Propagator(double membraneRate, double synapticRate) {
  /// Rates beyond this or its inverse are replaced by it: a voltage vanishes in one step, or never
  /// changes, in either case; and all products stay finite.
  private static final double LARGEST_RATE = 1e150;

  /// Rates beyond 1e150 or below 1e-150 are replaced by these numbers.
  public Propagator {
    membraneRate = Math.clamp(membraneRate, 1 / LARGEST_RATE, LARGEST_RATE);
    synapticRate = Math.clamp(synapticRate, 1 / LARGEST_RATE, LARGEST_RATE);
  }

  /// As Java has it for a record, but ready at once: its own takes 10 ms of a start to prepare.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Propagator propagator
        && Double.compare(membraneRate, propagator.membraneRate) == 0
        && Double.compare(synapticRate, propagator.synapticRate) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(membraneRate) + Double.hashCode(synapticRate);
  }

  /// The solution for the time constants and the time step of a model.
  public static Propagator of(Parameters parameters) {
    return new Propagator(parameters.dt() / parameters.tauM(), parameters.dt() / parameters.tauG());
  }

  /// a^k: what is left of u after k steps; a negative k goes back in time.
  public double membraneDecay(int k) {
    return StrictMath.exp(-k * membraneRate);
  }

  /// b^k: what is left of g after k steps; a negative k goes back in time.
  public double synapticDecay(int k) {
    return StrictMath.exp(-k * synapticRate);
  }

  /// f(k): what a unit of g has added to u after k steps; a negative k goes back in time.
  ///
  /// Taking the slower decay out of the difference keeps it accurate where the time constants are
  /// nearly equal.
  public double transfer(int k) {
    double slower = StrictMath.exp(-k * Math.min(membraneRate, synapticRate));
    double difference = Math.abs(synapticRate - membraneRate);
    if (k * difference == 0) {
      return membraneRate * k * slower;
    }
    return slower * -StrictMath.expm1(-k * difference) * (membraneRate / difference);
  }

  /// u after k steps without input, in mV.
  ///
  /// @param k number of steps; below 0 goes back in time
  /// @param u potential above rest, v - v0, in mV
  /// @param g synaptic variable in mV
  public double potential(int k, double u, double g) {
    return u * membraneDecay(k) + g * transfer(k);
  }

  /// K = tau_g / (tau_m - tau_g), 1/3 for the defaults; infinite when the time constants are equal.
  public double modeRatio() {
    return membraneRate / (synapticRate - membraneRate);
  }

  /// The maximum of f over all times, also those between steps: the highest u that a unit of g can
  /// cause. With x = tau_g / tau_m it is x^(1 / (1 - x)), and 1 / e for x = 1.
  public double peakTransfer() {
    double ratio = membraneRate / synapticRate;
    double excess = ratio - 1;
    if (excess == 0) {
      return StrictMath.exp(-1);
    }
    double log = Math.abs(excess) < 0.5 ? StrictMath.log1p(excess) : StrictMath.log(ratio);
    return StrictMath.exp(-log / excess);
  }
}
