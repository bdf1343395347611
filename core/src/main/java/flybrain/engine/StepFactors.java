package flybrain.engine;

/// The entries of [ScaledModes] and [FiringBound] for the present step. Every delivery needs most
/// of them, and fields cost less than look-ups in as many arrays.
final class StepFactors {
  private static final int COLUMNS = 10;

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

  /// The factors of all steps since the base, one step after the other: a step then reads two lines
  /// of the cache instead of one from each of ten arrays.
  static double[] table(ScaledModes modes, FiringBound bound, double wSyn) {
    double[] table = new double[(modes.length + 1) * COLUMNS];
    for (int n = 0; n <= modes.length; n++) {
      int i = n * COLUMNS;
      table[i] = modes.uOfX[n];
      table[i + 1] = modes.uOfY[n];
      table[i + 2] = modes.gOfY[n];
      table[i + 3] = modes.gToX[n];
      table[i + 4] = modes.gToY[n];
      table[i + 5] = wSyn * modes.gToX[n];
      table[i + 6] = wSyn * modes.gToY[n];
      table[i + 7] = bound.perX[n];
      table[i + 8] = bound.perY[n];
      table[i + 9] = bound.limitY[n];
    }
    return table;
  }

  void set(EventModel model, int sinceBase) {
    n = sinceBase;
    double[] table = model.factors;
    int i = n * COLUMNS;
    uOfX = table[i];
    uOfY = table[i + 1];
    gOfY = table[i + 2];
    gToX = table[i + 3];
    gToY = table[i + 4];
    synapseToX = table[i + 5];
    synapseToY = table[i + 6];
    perX = table[i + 7];
    perY = table[i + 8];
    limitY = table[i + 9];
  }
}
