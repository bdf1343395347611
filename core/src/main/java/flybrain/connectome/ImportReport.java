package flybrain.connectome;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counts of what was read from a table of connections, dropped and assumed.
///
/// @param sign where the signs come from, in words
/// @param rows rows of the table, the header aside
/// @param noRootRows rows dropped because an id is 0, -1 or -2^63, which tables write for "no
///   neuron"
/// @param zeroRows rows dropped because they have no synapses
/// @param unknownTransmitters rows by their unknown transmitter
/// @param unknownRule what was done with these rows
/// @param pairs connections of the brain: pairs of neurons
/// @param summedPairs pairs with several rows, which were added up
/// @param contradictingPairs pairs whose rows have both signs
/// @param cancelledPairs pairs whose rows add up to 0, which are connections without effect
/// @param contradictingNeurons presynaptic neurons with rows of both signs
/// @param selfConnections connections of a neuron with itself, which are kept
/// @param inhibitory connections that inhibit
public record ImportReport(
    String sign,
    long rows,
    long noRootRows,
    long zeroRows,
    Map<String, Long> unknownTransmitters,
    UnknownTransmitter unknownRule,
    int pairs,
    long summedPairs,
    long contradictingPairs,
    long cancelledPairs,
    int contradictingNeurons,
    int selfConnections,
    int inhibitory) {
  /// Treatment of rows with a transmitter other than the six.
  public enum UnknownTransmitter {
    /// They are an error.
    ERROR,
    /// They excite.
    EXCITATORY,
    /// They inhibit.
    INHIBITORY,
    /// They are left out.
    SKIP
  }

  /// Rows with a transmitter other than the six.
  public long unknownRows() {
    return unknownTransmitters.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Everything by name.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sign", sign);
    map.put("rows", rows);
    map.put("rows_without_neuron", noRootRows);
    map.put("rows_without_synapses", zeroRows);
    map.put("rows_of_unknown_transmitter", unknownRows());
    map.put("unknown_transmitters", unknownTransmitters);
    map.put("unknown_transmitter_rule", unknownRule.name().toLowerCase(java.util.Locale.ROOT));
    map.put("connections", pairs);
    map.put("inhibitory", inhibitory);
    map.put("pairs_of_several_rows", summedPairs);
    map.put("pairs_of_both_signs", contradictingPairs);
    map.put("pairs_that_cancel", cancelledPairs);
    map.put("neurons_of_both_signs", contradictingNeurons);
    map.put("self_connections", selfConnections);
    return map;
  }
}
