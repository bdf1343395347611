package flybrain.engine;

import flybrain.model.Parameters;

/// The numbers of the model with one set of parameters, as the event-driven engine uses them.
final class EventModel {
  final ScaledModes modes;
  final FiringBound bound;
  final double wSyn;

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

  EventModel(Parameters parameters) {
    modes = new ScaledModes(parameters);
    bound = new FiringBound(parameters, modes);
    wSyn = parameters.wSyn();
    threshold = parameters.vThreshold() - parameters.v0();
    resetHeight = parameters.vReset() - parameters.v0();
    v0 = parameters.v0();
    vReset = parameters.vReset();
    poissonKick = parameters.poissonKick();
    delay = parameters.delaySteps();
    refractorySteps = Math.max(1, parameters.refractorySteps());
  }
}
