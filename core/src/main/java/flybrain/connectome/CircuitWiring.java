package flybrain.connectome;

import flybrain.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The neurons and connections of the circuits of the synthetic brain.
///
/// A circuit is feed-forward with inhibitory feedback: drivers excite relays, relays excite
/// followers and read-outs, inhibitory followers inhibit the relays.
final class CircuitWiring {
  /// Presynaptic spikes a second times synapses that hold a neuron at its threshold: the mean of g
  /// is then 5091 Hz * 0.275 mV * 5 ms = 7 mV, from rest to threshold.
  private static final int THRESHOLD_INPUT = 5091;

  /// Connections that a neuron receives from each layer that projects to it.
  private static final int FAN_IN = 8;

  /// Excitation of relays and of read-outs, in % of [#THRESHOLD_INPUT].
  private static final int RELAY_INPUT = 400;

  private static final int READ_OUT_INPUT = 240;

  /// Excitation of followers, in % of [#THRESHOLD_INPUT]: evenly from the least to the most, so
  /// rates differ as widely as in the published runs.
  private static final int LEAST_FOLLOWER_INPUT = 120;

  private static final int MOST_FOLLOWER_INPUT = 240;

  /// The rate of relays that the inputs of what they excite are laid out for, in Hz.
  private static final int RELAY_RATE = 70;

  /// Synapses of one inhibitory follower, or one of the three inhibitory neurons, on its target.
  private static final int FEEDBACK_SYNAPSES = 8;

  private final Neurons neurons;
  private final PresetNeurons presets;
  private final SynapseQuotas quotas;
  private final SplitMix64 random;
  private final int[] unnamed;

  /// By neuron index.
  private final boolean[] member;

  private final boolean[] inhibitory;

  /// Synapses by presynaptic, then by postsynaptic neuron.
  private final Map<Integer, Map<Integer, Integer>> rows = new TreeMap<>();

  private int recruited;

  /// Makes all circuits.
  ///
  /// @param unnamed the neurons that no preset names, in the order in which circuits take them
  CircuitWiring(
      Neurons neurons,
      PresetNeurons presets,
      int[] unnamed,
      SynapseQuotas quotas,
      SplitMix64 random) {
    this.neurons = neurons;
    this.presets = presets;
    this.unnamed = unnamed;
    this.quotas = quotas;
    this.random = random;
    this.member = new boolean[neurons.size()];
    this.inhibitory = new boolean[neurons.size()];
    Circuit.all(presets.groups()).forEach(this::wire);
    List<Integer> three = named(List.of(Circuit.THREE_INHIBITORY));
    three.forEach(neuron -> inhibitory[neuron] = true);
    named(List.of("aBN1")).forEach(target -> connect(three, target, 3 * FEEDBACK_SYNAPSES));
  }

  /// Whether a neuron is named by a preset or part of a circuit.
  boolean isMember(int neuron) {
    return member[neuron];
  }

  /// Whether a member of a circuit is inhibitory.
  boolean isInhibitory(int neuron) {
    return inhibitory[neuron];
  }

  /// The connections that a neuron makes within circuits: synapses by postsynaptic neuron.
  Map<Integer, Integer> row(int neuron) {
    return rows.getOrDefault(neuron, Map.of());
  }

  private void wire(Circuit circuit) {
    List<Integer> drivers = named(circuit.drivers());
    List<Integer> relays = recruit(circuit.relays());
    List<Integer> followers = recruit(circuit.followers());
    for (int relay : relays) {
      connect(drivers, relay, synapses(RELAY_INPUT, circuit.driveRate()));
    }
    List<Integer> feedback = new ArrayList<>();
    for (int k = 0; k < followers.size(); k++) {
      int spread = random.below(MOST_FOLLOWER_INPUT - LEAST_FOLLOWER_INPUT);
      connect(relays, followers.get(k), synapses(LEAST_FOLLOWER_INPUT + spread, RELAY_RATE));
      if (k % 3 == 2) {
        inhibitory[followers.get(k)] = true;
        feedback.add(followers.get(k));
      }
    }
    for (int relay : relays) {
      connect(feedback, relay, FAN_IN * FEEDBACK_SYNAPSES);
    }
    for (int readOut : named(circuit.readOuts())) {
      connect(relays, readOut, synapses(READ_OUT_INPUT, RELAY_RATE));
    }
  }

  /// The synapses that bring `percent` of the threshold's input at a presynaptic rate in Hz.
  private static int synapses(int percent, int rate) {
    return THRESHOLD_INPUT * percent / 100 / rate;
  }

  private List<Integer> named(List<String> groups) {
    List<Integer> indices = new ArrayList<>();
    for (long id : presets.ids(groups)) {
      int index = neurons.indexOf(id);
      member[index] = true;
      indices.add(index);
    }
    return indices;
  }

  private List<Integer> recruit(int count) {
    List<Integer> recruits = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int neuron = unnamed[recruited++];
      member[neuron] = true;
      recruits.add(neuron);
    }
    return recruits;
  }

  /// Connects up to [#FAN_IN] of the sources to a target, each with half to one and a half times
  /// its share of the synapses.
  private void connect(List<Integer> sources, int target, int synapses) {
    int fanIn = Math.min(FAN_IN, sources.size());
    List<Integer> chosen = new ArrayList<>(sources);
    for (int k = 0; k < fanIn; k++) {
      Collections.swap(chosen, k, k + random.below(chosen.size() - k));
      int share = Math.max(1, synapses * (50 + random.below(101)) / 100 / fanIn);
      rows.computeIfAbsent(chosen.get(k), _ -> new TreeMap<>()).put(target, quotas.take(share));
    }
  }
}
