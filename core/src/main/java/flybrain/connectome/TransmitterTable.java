package flybrain.connectome;

import flybrain.InputException;
import flybrain.LongIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The transmitter of each neuron by a table, for [EdgeList.Rules]: the words of the table, as they
/// are written there.
public final class TransmitterTable {
  /// What is there for a neuron that the table does not have.
  static final String NOT_THERE = "(neuron not in the table)";

  /// Names of the column in published tables, the surest first.
  private static final List<String> COLUMNS =
      List.of(
          "consensus_nt",
          "nt_type",
          "top_nt",
          "predicted_nt",
          "neurotransmitter_predicted",
          "conn_nt",
          "neurotransmitter",
          "nt");

  private final Path file;
  private final String column;
  private final LongIndex neurons = new LongIndex();

  /// By number of the neuron.
  private final List<String> words = new ArrayList<>();

  /// Each word once: all neurons with it share one text.
  private final Map<String, String> known = new HashMap<>();

  private long contradictions;

  private TransmitterTable(Path file, String column) {
    this.file = file;
    this.column = column;
  }

  /// Reads a table; of several rows of one neuron the first counts.
  ///
  /// @param column of the transmitters, or null to find it by its name
  /// @throws InputException if it has no such column or no ids
  public static TransmitterTable read(Path file, @Nullable String column) throws IOException {
    return read(file, column, null);
  }

  /// Reads a table, as [#read(Path, String)].
  ///
  /// @param idColumn of the neurons, or null to find it by its name
  public static TransmitterTable read(Path file, @Nullable String column, @Nullable String idColumn)
      throws IOException {
    try (NeuronTable table = NeuronTable.open(file, idColumn)) {
      String name =
          column != null
              ? column
              : table
                  .firstOf(COLUMNS)
                  .orElseThrow(() ->
                      new InputException(
                          "%s: has no column of transmitters such as %s; its columns are '%s'; name it with --transmitter-column"
                              .formatted(
                                  file,
                                  String.join(", ", COLUMNS.subList(0, 4)),
                                  String.join("', '", table.columns()))));
      TransmitterTable transmitters = new TransmitterTable(file, name);
      table.read(List.of(name), (id, values) -> transmitters.add(id, values.getFirst()));
      return transmitters;
    }
  }

  private void add(long id, String value) {
    String word = known.computeIfAbsent(value, each -> each);
    int number = neurons.numberOf(id);
    if (number == words.size()) {
      words.add(word);
    } else if (!words.get(number).equals(word)) {
      contradictions++;
    }
  }

  /// The table as it was given.
  public Path file() {
    return file;
  }

  /// The column that the transmitters are from.
  public String column() {
    return column;
  }

  /// How many rows contradict an earlier one of the same neuron.
  public long contradictions() {
    return contradictions;
  }

  /// What the table says of a neuron.
  String of(long id) {
    int number = neurons.indexOf(id);
    return number < 0 ? NOT_THERE : words.get(number);
  }
}
