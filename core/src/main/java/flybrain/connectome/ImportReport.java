package flybrain.connectome;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was read from a table of connections, dropped and assumed.
///
/// @param sign where the signs come from, in words
/// @param signRule the signs of transmitters in words, "" if the signs do not come from them
/// @param unknownRule treatment of rows with a transmitter that has no sign
/// @param ignoredColumns columns that were not read
/// @param namesAssumed whether the table has no header, so the names of columns were assumed
/// @param rows of the table
/// @param pairs of the brain
public record ImportReport(
    String sign,
    String signRule,
    UnknownTransmitter unknownRule,
    List<String> ignoredColumns,
    boolean namesAssumed,
    Rows rows,
    Pairs pairs) {
  public ImportReport {
    ignoredColumns = List.copyOf(ignoredColumns);
  }

  /// Rows read and dropped.
  ///
  /// @param all the header aside
  /// @param noRoot dropped because an id is 0, -1 or -2^63, which tables write for "no neuron"
  /// @param zero dropped because they have no synapses
  /// @param others dropped because a neuron is not among the chosen ones
  /// @param signless dropped because their transmitter has the sign 0
  /// @param unknownTransmitters rows by their unknown transmitter
  public record Rows(
      long all,
      long noRoot,
      long zero,
      long others,
      long signless,
      Map<String, Long> unknownTransmitters) {
    /// Rows of an unknown transmitter.
    public long unknown() {
      return unknownTransmitters.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// Pairs of neurons.
  ///
  /// @param all connections of the brain
  /// @param summed with several rows, which were added up
  /// @param contradicting whose rows have both signs
  /// @param cancelled whose rows add up to 0, which are connections without effect
  /// @param least fewest synapses of a pair that is kept
  /// @param dropped with fewer synapses
  /// @param droppedSynapses synapses of these
  /// @param contradictingNeurons presynaptic neurons with rows of both signs
  /// @param self connections of a neuron with itself, which are kept
  /// @param inhibitory connections that inhibit
  public record Pairs(
      int all,
      long summed,
      long contradicting,
      long cancelled,
      int least,
      long dropped,
      long droppedSynapses,
      int contradictingNeurons,
      int self,
      int inhibitory) {}

  /// Treatment of rows with a transmitter that has no sign.
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

  /// Everything by name, as `connectome.json` has it: numbers, texts, flags, and a list and a map
  /// of them.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sign", sign);
    map.put("sign_rule", signRule);
    map.put("rows", rows.all);
    map.put("rows_without_neuron", rows.noRoot);
    map.put("rows_without_synapses", rows.zero);
    map.put("rows_of_other_neurons", rows.others);
    map.put("rows_of_transmitters_left_out", rows.signless);
    map.put("rows_of_unknown_transmitter", rows.unknown());
    map.put("unknown_transmitters", rows.unknownTransmitters);
    map.put("unknown_transmitter_rule", unknownRule.name().toLowerCase(Locale.ROOT));
    map.put("ignored_columns", ignoredColumns);
    map.put("column_names_assumed", namesAssumed);
    map.put("min_synapses", pairs.least);
    map.put("pairs_below_min_synapses", pairs.dropped);
    map.put("synapses_below_min_synapses", pairs.droppedSynapses);
    map.put("connections", pairs.all);
    map.put("inhibitory", pairs.inhibitory);
    map.put("pairs_of_several_rows", pairs.summed);
    map.put("pairs_of_both_signs", pairs.contradicting);
    map.put("pairs_that_cancel", pairs.cancelled);
    map.put("neurons_of_both_signs", pairs.contradictingNeurons);
    map.put("self_connections", pairs.self);
    return map;
  }
}
