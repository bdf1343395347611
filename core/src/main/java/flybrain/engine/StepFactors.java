package flybrain.engine;

/// The entries of [ScaledModes] and [FiringBound] for the present step. Every delivery needs most
/// of them, and fields cost less than look-ups in as many arrays.
final class StepFactors {
  /// Steps since the base.
  int n;

  /// u is `uOfX X + uOfY Y`, and g is `gOfY Y`.
  double uOfX;

  double uOfY;
  double gOfY;

  /// What a change of g by 1 adds to X and Y.
  double gToX;

  double gToY;

  /// What a delivery of one synapse adds to X and Y.
  double synapseToX;

  double synapseToY;

  /// A neuron may fire without further input where `perX X + perY Y` is above the limit of the
  /// [FiringBound], or Y above `limitY`.
  double perX;

  double perY;
  double limitY;

  void set(EventModel model, int sinceBase) {
    n = sinceBase;
    ScaledModes modes = model.modes;
    uOfX = modes.uOfX[n];
    uOfY = modes.uOfY[n];
    gOfY = modes.gOfY[n];
    gToX = modes.gToX[n];
    gToY = modes.gToY[n];
    synapseToX = model.wSyn * gToX;
    synapseToY = model.wSyn * gToY;
    perX = model.bound.perX[n];
    perY = model.bound.perY[n];
    limitY = model.bound.limitY[n];
  }
}
