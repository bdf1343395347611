package flybrain.engine;

import flybrain.model.Parameters;
import flybrain.model.Propagator;

/// Coordinates in which a neuron's state stays constant between deliveries.
///
/// n steps after a common base step, u = v - v0 and g are `uOfX[n] X + uOfY[n] Y` and `gOfY[n] Y`.
/// A change of u at that step adds `uToX[n]` times as much to X; a change of g adds `gToX[n]` times
/// as much to X and `gToY[n]` times as much to Y. Two choices of X and Y:
///
/// - The modes of the system, X = (u + K g) / a^n and Y = g / b^n, with K = tau_g / (tau_m -
///   tau_g).
/// - Where the time constants are nearly equal K is large, and u would be the difference of two
///   large numbers. There X and Y are the u and g that would have led from the base step to the
///   present.
final class ScaledModes {
  /// Above this |K| the modes would cost more than one or two digits.
  private static final double LARGEST_RATIO = 32;

  /// A faster decay leaves nothing of a voltage in either case, and sums of scaled numbers do not
  /// overflow with it.
  private static final double FASTEST_DECAY = 300;

  /// The base moves before the scale has grown to e^64; the scaled numbers keep their accuracy and
  /// stay far from overflow.
  private static final double LARGEST_EXPONENT = 64;

  private static final int LONGEST = 2048;

  /// Smaller numbers are as good as none; left alone they would become subnormal and slow.
  static final double NOTHING = 1e-150;

  /// Steps after which the base must move, at least 1; the arrays have one entry more.
  final int length;

  final double[] uOfX;
  final double[] uOfY;
  final double[] gOfY;
  final double[] uToX;
  final double[] gToX;
  final double[] gToY;

  /// Whether X and Y are the modes of the system with the rates of the parameters.
  final boolean areModes;

  /// The slower of the two decays, per step.
  final double slowest;

  private final double rebaseX;
  private final double rebaseXy;
  private final double rebaseY;

  ScaledModes(Parameters parameters) {
    Propagator exact = Propagator.of(parameters);
    Propagator propagator =
        new Propagator(
            Math.min(exact.membraneRate(), FASTEST_DECAY),
            Math.min(exact.synapticRate(), FASTEST_DECAY));
    double fastest = Math.max(propagator.membraneRate(), propagator.synapticRate());
    slowest = Math.min(propagator.membraneRate(), propagator.synapticRate());
    length = (int) Math.clamp(LARGEST_EXPONENT / fastest, 1, LONGEST);
    uOfX = new double[length + 1];
    uOfY = new double[length + 1];
    gOfY = new double[length + 1];
    uToX = new double[length + 1];
    gToX = new double[length + 1];
    gToY = new double[length + 1];
    double ratio = exact.modeRatio();
    boolean separate = Math.abs(ratio) <= LARGEST_RATIO;
    areModes = separate && propagator.equals(exact);
    for (int n = 0; n <= length; n++) {
      uOfX[n] = propagator.membraneDecay(n);
      gOfY[n] = propagator.synapticDecay(n);
      gToY[n] = propagator.synapticDecay(-n);
      uToX[n] = propagator.membraneDecay(-n);
      uOfY[n] = separate ? -ratio * gOfY[n] : propagator.transfer(n);
      gToX[n] = separate ? ratio * uToX[n] : propagator.transfer(-n);
    }
    rebaseX = uOfX[length];
    rebaseXy = separate ? 0 : uOfY[length];
    rebaseY = gOfY[length];
  }

  /// Moves the base `length` steps on.
  ///
  /// @param state X and Y of each neuron in turn
  /// @param start the entries before it are left alone
  /// @param end so are the entries from it on
  void rebase(double[] state, int start, int end) {
    for (int i = start; i < end; i += 2) {
      state[i] = notTiny(rebaseX * state[i] + rebaseXy * state[i + 1]);
      state[i + 1] = notTiny(rebaseY * state[i + 1]);
    }
  }

  /// Moves the base `length` steps on for all neurons.
  void rebase(double[] stateX, double[] stateY) {
    for (int i = 0; i < stateX.length; i++) {
      stateX[i] = notTiny(rebaseX * stateX[i] + rebaseXy * stateY[i]);
      stateY[i] = notTiny(rebaseY * stateY[i]);
    }
  }

  private static double notTiny(double value) {
    return Math.abs(value) < NOTHING ? 0 : value;
  }
}
