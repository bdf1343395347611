package flybrain.annotation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The names of columns of annotations: one for each thing that tables call by several names.
///
/// Upper and lower case, spaces and underscores are all the same.
public final class ColumnName {
  /// The cell type.
  public static final String TYPE = "type";

  /// The side of the brain, as the table has it.
  public static final String SIDE = "side";

  /// The transmitter, as the table writes it.
  public static final String TRANSMITTER = "transmitter";

  static final String NAME = "name";

  /// What a neuron is, from the finest to the coarsest.
  static final List<String> CELL = List.of(TYPE, "sub_class", "class", "super_class");

  /// A point on the neuron, in the units of its table.
  static final List<String> POSITION = List.of("x", "y", "z");

  /// Our name first, then the names in tables: the Codex, flywire_annotations, MaleCNS, BANC,
  /// hemibrain and MANC. Of two in one table the first is taken.
  private static final List<List<String>> STANDARD =
      List.of(
          List.of(TYPE, "primary_type", "cell_type"),
          List.of("class", "cell_class"),
          List.of("super_class", "superclass"),
          List.of("sub_class", "subclass", "cell_sub_class"),
          List.of(SIDE, "soma_side", "somaSide"),
          List.of("hemilineage", "ito_lee_hemilineage", "itoleeHl"),
          List.of("nerve", "entryNerve"),
          List.of(
              TRANSMITTER,
              "consensus_nt",
              "nt_type",
              "top_nt",
              "neurotransmitter",
              "neurotransmitter_predicted",
              "predicted_nt"),
          List.of(NAME, "instance"),
          List.of("flow"),
          List.of("x", "pos_x"),
          List.of("y", "pos_y"),
          List.of("z", "pos_z"));

  /// Columns of `flybrain neurons` that are not annotations, by [#key].
  private static final Set<String> RESERVED =
      Set.of("flywireid", "neuronindex", "present", "indegree", "outdegree", "sets");

  private ColumnName() {}

  /// What is equal for names that mean the same column in one table.
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /// Our name for a column of a table, such as [#TYPE] for `cell_type`; its own if it is not a
  /// standard one.
  public static String of(String column) {
    return standard(column).map(List::getFirst).orElse(column.strip());
  }

  /// How early a name comes among those for the same thing.
  static int rank(String column) {
    return standard(column)
        .map(names -> names.stream().map(ColumnName::key).toList().indexOf(key(column)))
        .orElse(0);
  }

  /// Whether a column annotates nothing: it has no name, counts rows or is one of ours.
  static boolean isIgnored(String column) {
    return key(column).isEmpty()
        || column.startsWith("Unnamed: ")
        || column.startsWith("__index_level_")
        || RESERVED.contains(key(column));
  }

  /// Our names in the order in which they are shown.
  static Stream<String> standard() {
    return STANDARD.stream().map(List::getFirst);
  }

  private static Optional<List<String>> standard(String column) {
    return STANDARD.stream()
        .filter(names -> names.stream().anyMatch(name -> key(name).equals(key(column))))
        .findFirst();
  }
}
