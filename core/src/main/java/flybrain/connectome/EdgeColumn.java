package flybrain.connectome;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a column of an edge list holds, told by its name.
///
/// The names are those of the exports of FlyWire's Codex (`pre_root_id`, `syn_count`, `nt_type`),
/// of its CAVE tables (`pre_pt_root_id`), of neuPrint (`bodyId_pre`, `weight`), of the reference
/// suite (`Presynaptic_ID`, `Connectivity`, `Excitatory`) and of graph tools (`source`, `target`).
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
          "presynapticindex",
          "postsynapticindex",
          "excitatoryxconnectivity",
          "gabaavg",
          "achavg",
          "glutavg",
          "octavg",
          "seravg",
          "daavg");

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that nobody can change.
  private final List<String> names;

  EdgeColumn(String... names) {
    this.names = List.of(names);
  }

  /// The names it may have; upper or lower case, spaces and underscores are all the same.
  public List<String> names() {
    return names;
  }

  /// The column with a name.
  static Optional<EdgeColumn> named(String name) {
    return Arrays.stream(values())
        .filter(column -> column.names.stream().anyMatch(each -> key(each).equals(key(name))))
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

  /// The sign that a value of this column gives, or nothing when it is none.
  Optional<Integer> signOf(String value) {
    String word = value.toUpperCase(Locale.ROOT);
    return this == TRANSMITTER
        ? Transmitter.of(word).map(Transmitter::sign)
        : switch (word) {
          case "1", "+1", "1.0" -> Optional.of(1);
          case "-1", "-1.0" -> Optional.of(-1);
          default -> Optional.empty();
        };
  }

  /// What [#signOf] takes.
  String allowedSigns() {
    return this == TRANSMITTER
        ? String.join(", ", Stream.of(Transmitter.values()).map(Enum::name).toList())
        : "1 (excitatory) or -1 (inhibitory)";
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// The transmitters that FlyWire predicts (Eckstein et al. 2024, doi 10.1016/j.cell.2024.03.016),
  /// by the letters of Codex. GABA and glutamate inhibit, as in Shiu et al. 2024 (doi
  /// 10.1038/s41586-024-07763-9).
  private enum Transmitter {
    ACH("ACETYLCHOLINE", 1),
    GABA("GABA", -1),
    GLUT("GLUTAMATE", -1),
    DA("DOPAMINE", 1),
    SER("SEROTONIN", 1),
    OCT("OCTOPAMINE", 1);

    private final String fullName;
    private final int sign;

    Transmitter(String fullName, int sign) {
      this.fullName = fullName;
      this.sign = sign;
    }

    private int sign() {
      return sign;
    }

    private static Optional<Transmitter> of(String word) {
      return Arrays.stream(values())
          .filter(each -> each.name().equals(word) || each.fullName.equals(word))
          .findFirst();
    }
  }
}
