package flybrain.engine;

import flybrain.model.Parameters;

/// The numbers of the model with one set of parameters, as the event-driven engine uses them.
final class EventModel {
  final ScaledModes modes;
  final FiringBound bound;
  final double wSyn;

  /// Those of all steps, see [StepFactors#table].
  final double[] factors;

  /// Height of the threshold above rest, in mV.
  final double threshold;

  /// u after a spike, in mV.
  final double resetHeight;

  /// v at rest and v after a spike, in mV.
  final double v0;

  final double vReset;

  /// Contribution of an input event to u, in mV.
  final double poissonKick;

  final int delay;

  /// A neuron that spikes is refractory for the rest of that step at least.
  final int refractorySteps;

  /// Steps after which nothing of a delivery is left, also after sums of many.
  final int memory;

  EventModel(Parameters parameters) {
    modes = new ScaledModes(parameters);
    bound = new FiringBound(parameters, modes);
    wSyn = parameters.wSyn();
    factors = StepFactors.table(modes, bound, wSyn);
    threshold = parameters.vThreshold() - parameters.v0();
    resetHeight = parameters.vReset() - parameters.v0();
    v0 = parameters.v0();
    vReset = parameters.vReset();
    poissonKick = parameters.poissonKick();
    delay = parameters.delaySteps();
    refractorySteps = Math.max(1, parameters.refractorySteps());
    memory = memory();
  }

  /// Scaled numbers below [ScaledModes#NOTHING] are 0, so a sum of up to 2^32 deliveries of up to
  /// 2^32 synapses has vanished when each has decayed to that part of it.
  private int memory() {
    double largest = StrictMath.log(Math.max(1, Math.abs(wSyn))) + 64 * StrictMath.log(2);
    double exponent = largest - StrictMath.log(ScaledModes.NOTHING);
    return (int) Math.clamp(exponent / modes.slowest, 1, 1 << 30);
  }
}
