package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import org.jspecify.annotations.Nullable;

/// What all trials of the event-driven engine share: the connections and the numbers of the model.
final class EventNetwork {
  /// Kinds of a presynaptic neuron; 0 until its row was looked at.
  private static final byte EXCITES = 1;

  private static final byte ONLY_INHIBITS = 2;

  final Connections connections;
  final Parameters parameters;
  final ScaledModes modes;

  /// Height of the threshold above rest, in mV.
  final double threshold;

  /// The highest u that a unit of g can cause.
  final double peak;

  /// Whether any sum of synapse counts that arrive at once fits 32 bits; looked up at first need.
  private volatile @Nullable Boolean sumsFit;

  /// Written by any trial's thread, always to the same value.
  private final byte[] kind;

  EventNetwork(Connections connections, Parameters parameters) {
    this.connections = connections;
    this.parameters = parameters;
    this.modes = new ScaledModes(parameters);
    this.threshold = parameters.vThreshold() - parameters.v0();
    this.peak = Propagator.of(parameters).peakTransfer();
    this.kind = new byte[connections.neurons()];
  }

  /// Whether no connection of a presynaptic neuron can bring its target nearer to the threshold.
  boolean onlyInhibits(int pre) {
    if (kind[pre] == 0) {
      boolean excites = false;
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        excites |= connections.weight(c) * parameters.wSyn() > 0;
      }
      kind[pre] = excites ? EXCITES : ONLY_INHIBITS;
    }
    return kind[pre] == ONLY_INHIBITS;
  }

  /// Whether the synapse counts that reach a neuron at one step can be added up in 32 bits, even
  /// when every neuron is connected to it by the strongest connection there is.
  boolean sumsFit() {
    Boolean known = sumsFit;
    if (known == null) {
      long strongest = 0;
      for (int c = 0; c < connections.size(); c++) {
        strongest = Math.max(strongest, Math.abs((long) connections.weight(c)));
      }
      known = strongest * connections.neurons() <= Integer.MAX_VALUE;
      sumsFit = known;
    }
    return known;
  }
}
