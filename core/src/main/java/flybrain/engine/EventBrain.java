package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.model.Parameters;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A brain that was opened for the event-driven engine: what all trials of all experiments on it
/// share, computed once.
final class EventBrain {
  /// Sets of parameters whose numbers are kept, up to 320 kB each.
  private static final int MOST_MODELS = 64;

  /// Kinds of a presynaptic neuron, of which 0 says that its row was not looked at.
  private static final byte LOOKED_AT = 1;

  private static final byte HAS_POSITIVE = 2;
  private static final byte HAS_NEGATIVE = 4;

  /// Length of the rows that a trial may keep on any machine, 16 MiB.
  private static final int LEAST_ROOM = 1 << 22;

  /// The part of Java's memory that the rows of all threads may take.
  private static final int PART = 8;

  final Neurons neurons;
  final Connections connections;

  /// Length of the [AwakeRows] of a trial at which no other row is kept.
  final int mostKept;

  /// Written by any trial's thread, always to the same value.
  private final byte[] kind;

  /// Whether any sum of synapse counts that arrive at once fits 32 bits; computed on first use.
  private volatile @Nullable Boolean sumsFit;

  /// In the order of their last use.
  private final Map<Parameters, EventModel> models = new LinkedHashMap<>(16, 0.75f, true);

  /// Kinds of experiments of which ceilings are kept.
  private static final int MOST_LEARNT = 64;

  private record Kind(Parameters parameters, BitSet driven) {}

  private final Map<Kind, LearntCeilings> learnt = new LinkedHashMap<>(16, 0.75f, true);

  EventBrain(Connectome connectome) {
    this(connectome, mostKept(connectome));
  }

  EventBrain(Connectome connectome, int mostKept) {
    this.neurons = connectome.neurons();
    this.connections = connectome.connections();
    this.kind = new byte[connections.neurons()];
    this.mostKept = mostKept;
  }

  /// Room for two entries for each connection, within what the machine has.
  private static int mostKept(Connectome connectome) {
    Runtime machine = Runtime.getRuntime();
    long ofThread = machine.maxMemory() / PART / machine.availableProcessors() / Integer.BYTES;
    long wanted = 2L * connectome.connections().size();
    return Math.clamp(Math.min(wanted, ofThread), LEAST_ROOM, Integer.MAX_VALUE / 4);
  }

  /// The numbers of the model with some parameters.
  EventModel model(Parameters parameters) {
    synchronized (models) {
      EventModel model = models.computeIfAbsent(parameters, EventModel::new);
      if (models.size() > MOST_MODELS) {
        models.remove(models.keySet().iterator().next());
      }
      return model;
    }
  }

  /// What trials with some parameters and driven neurons have learnt.
  ///
  /// @param driven kept, so never changed afterwards
  LearntCeilings learnt(Parameters parameters, BitSet driven) {
    synchronized (learnt) {
      LearntCeilings known =
          learnt.computeIfAbsent(new Kind(parameters, driven), _ -> new LearntCeilings());
      if (learnt.size() > MOST_LEARNT) {
        learnt.remove(learnt.keySet().iterator().next());
      }
      return known;
    }
  }

  /// Whether no connection of a presynaptic neuron can bring its target nearer to the threshold.
  boolean onlyInhibits(int pre, double wSyn) {
    if (kind[pre] == 0) {
      kind[pre] = kindOf(pre);
    }
    int exciting = wSyn > 0 ? HAS_POSITIVE : wSyn < 0 ? HAS_NEGATIVE : 0;
    return (kind[pre] & exciting) == 0;
  }

  private byte kindOf(int pre) {
    byte found = LOOKED_AT;
    for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
      int weight = connections.weight(c);
      found |= weight > 0 ? HAS_POSITIVE : weight < 0 ? HAS_NEGATIVE : 0;
    }
    return found;
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
