package flybrain.connectome;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The meaning of a column of an edge list, by its name.
///
/// The names are those of the exports of FlyWire's Codex (`pre_root_id`, `syn_count`, `nt_type`),
/// of its CAVE tables (`pre_pt_root_id`), of neuPrint (`bodyId_pre`, `weight`) and the MaleCNS
/// (`body_pre`), of the reference suite (`Presynaptic_ID`, `Connectivity`, `Excitatory`) and of
/// graph tools (`source`, `target`).
public enum EdgeColumn {
  /// The id of the presynaptic neuron.
  PRESYNAPTIC(
      "pre",
      "pre_id",
      "pre_root_id",
      "pre_pt_root_id",
      "presynaptic",
      "presynaptic_id",
      "bodyId_pre",
      "body_pre",
      "source",
      "source_id",
      "from"),

  /// The id of the postsynaptic neuron.
  POSTSYNAPTIC(
      "post",
      "post_id",
      "post_root_id",
      "post_pt_root_id",
      "postsynaptic",
      "postsynaptic_id",
      "bodyId_post",
      "body_post",
      "target",
      "target_id",
      "to"),

  /// The number of synapses; signed when the table has no other column of the sign.
  COUNT("count", "syn_count", "synapse_count", "synapses", "n_syn", "weight", "connectivity"),

  /// The sign itself: 1 or -1.
  SIGN("sign", "excitatory"),

  /// The transmitter of the presynaptic neuron, which gives the sign.
  TRANSMITTER("nt_type", "nt", "neurotransmitter", "top_nt");

  /// Columns of the exports above that say nothing about sign or number, by [#key].
  private static final Set<String> BESIDE =
      Set.of(
          "",
          "unnamed0",
          "neuropil",
          "roi",
          "norm",
          "size",
          "precount",
          "postcount",
          "totalinput",
          "typepre",
          "typepost",
          "presynapticindex",
          "postsynapticindex",
          "excitatoryxconnectivity");

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that nobody can change.
  private final List<String> names;

  EdgeColumn(String... names) {
    this.names = List.of(names);
  }

  /// What a user calls it.
  public String role() {
    return switch (this) {
      case PRESYNAPTIC -> "pre";
      case POSTSYNAPTIC -> "post";
      case COUNT, SIGN, TRANSMITTER -> name().toLowerCase(Locale.ROOT);
    };
  }

  /// Whether it gives the sign.
  boolean isOfSign() {
    return this == SIGN || this == TRANSMITTER;
  }

  /// The names it may have; upper or lower case, spaces and underscores are all the same.
  public List<String> names() {
    return names;
  }

  /// The column with a name.
  static Optional<EdgeColumn> named(String name) {
    String wanted = key(name);
    return Arrays.stream(values())
        .filter(column -> column.names.stream().anyMatch(each -> key(each).equals(wanted)))
        .findFirst();
  }

  /// Whether a column of this name is known and of no use here.
  static boolean isBeside(String name) {
    return BESIDE.contains(key(name));
  }

  /// The names of all columns.
  static List<String> allNames() {
    return Arrays.stream(values()).flatMap(column -> column.names.stream()).toList();
  }

  /// The normal form of a column name.
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
