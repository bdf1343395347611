package flybrain.attribution;

import flybrain.model.Parameters;
import flybrain.model.Propagator;

/// How much of an input is in the potential a number of steps after it arrived.
final class Responses {
  /// Later than this is computed each time.
  private static final int MOST_KEPT = 1 << 16;

  private final Propagator propagator;

  /// By steps since an input: u for each unit of g, and what is left of a unit of u.
  private final double[] transfers;

  private final double[] decays;

  /// @param steps of a trial
  Responses(Parameters parameters, int steps) {
    this.propagator = Propagator.of(parameters);
    this.transfers = new double[Math.min(steps + 1, MOST_KEPT)];
    this.decays = new double[transfers.length];
    for (int k = 0; k < transfers.length; k++) {
      transfers[k] = propagator.transfer(k);
      decays[k] = propagator.membraneDecay(k);
    }
  }

  /// Of what was added to g, in mV per mV.
  double toSynaptic(int steps) {
    return steps < transfers.length ? transfers[steps] : propagator.transfer(steps);
  }

  /// Of what was added to v.
  double toDirect(int steps) {
    return steps < decays.length ? decays[steps] : propagator.membraneDecay(steps);
  }
}
