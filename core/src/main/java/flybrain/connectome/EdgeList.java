package flybrain.connectome;

import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.Progress;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a brain from a table of connections: CSV, TSV, Parquet or Arrow, with columns named as in
/// [EdgeColumn], one connection or a part of one a row; rows of the same pair add up.
public final class EdgeList {
  /// Columns of Codex's files, one of which (v630 without limit) has no header.
  private static final List<String> CODEX =
      List.of("pre_root_id", "post_root_id", "neuropil", "syn_count", "nt_type");

  private static final int PROGRESS_ROWS = 1 << 16;
  private static final int PROGRESS_PARTS = 10_000;

  /// Of unknown transmitters in a message.
  private static final int MOST_WORDS = 8;

  /// Places of the columns among the ones read.
  private static final int PRE = 0;

  private static final int POST = 1;
  private static final int COUNT = 2;
  private static final int SIGN = 3;

  private final Path file;
  private final TableRows row;

  /// Whether the ids and the number of synapses are stored as text, by place.
  private final boolean[] isText = new boolean[3];

  private final EdgeSigns signs;
  private final Rules rules;
  private final PairRows pairs;
  private final Map<String, Long> unknownTransmitters = new TreeMap<>();
  private boolean inhibits;
  private long rows;
  private long noRootRows;
  private long zeroRows;
  private long otherRows;
  private long signlessRows;

  /// How a table is read.
  ///
  /// @param neurons of the brain, or null for all neurons in the rows, by ascending id
  /// @param skipOthers whether rows with other neurons are left out; otherwise they are an error
  /// @param leastSynapses fewest synapses of a pair that is kept, after its rows were added up; 1
  ///   for all pairs
  /// @param signs of transmitters
  /// @param transmitters of the presynaptic neurons, or null to take the signs from the table
  ///   itself
  /// @param allExcitatory whether a table without any sign is taken, all of whose connections
  ///   excite
  /// @param columns names of columns of the table, where they are not those that are known
  public record Rules(
      @Nullable Neurons neurons,
      boolean skipOthers,
      int leastSynapses,
      SignRule signs,
      @Nullable TransmitterTable transmitters,
      boolean allExcitatory,
      Map<EdgeColumn, String> columns) {
    public Rules {
      columns = Map.copyOf(columns);
    }

    /// Rules for a table whose columns have known names.
    public Rules(
        @Nullable Neurons neurons,
        boolean skipOthers,
        int leastSynapses,
        SignRule signs,
        @Nullable TransmitterTable transmitters,
        boolean allExcitatory) {
      this(neurons, skipOthers, leastSynapses, signs, transmitters, allExcitatory, Map.of());
    }

    /// All neurons and pairs, and the signs of Shiu et al. 2024.
    public static final Rules DEFAULT = new Rules(null, false, 1, SignRule.SHIU_2024, null, false);
  }

  /// A brain, without annotations and with the weight of Shiu et al. 2024, and what was read of its
  /// table.
  public record Imported(Connectome brain, ImportReport report) {}

  private EdgeList(Path file, TableRows row, List<Column> columns, EdgeSigns signs, Rules rules) {
    this.file = file;
    this.row = row;
    this.signs = signs;
    this.rules = rules;
    this.pairs = new PairRows(rules.neurons);
    for (int k = 0; k < isText.length; k++) {
      isText[k] = columns.get(k).type() == ColumnType.STRING;
    }
  }

  /// Reads a brain.
  ///
  /// @param name name of the connectome
  /// @throws InputException naming the row, the column and the value that cannot be used
  public static Imported read(Path file, String name, Rules rules) throws IOException {
    return read(file, name, rules, Progress.NONE);
  }

  /// Reads a brain.
  ///
  /// @param name name of the connectome
  /// @param progress hears of the share of the file that was read, and of the sorting
  /// @throws InputException naming the row, the column and the value that cannot be used; for a
  ///   table without signs or connections; and after reading for unknown transmitters, if they are
  ///   an error
  public static Imported read(Path file, String name, Rules rules, Progress progress)
      throws IOException {
    progress.reading(file);
    try (TableFile table = TableFile.open(file, CODEX)) {
      EdgeHeader header = new EdgeHeader(table, rules.columns);
      EdgeSigns signs = header.signs(rules.transmitters, rules.signs);
      List<Column> columns = header.columns(signs);
      EdgeList edges = new EdgeList(file, table.rows(columns), columns, signs, rules);
      while (edges.row.next()) {
        edges.add();
        if (edges.rows % PROGRESS_ROWS == 0) {
          progress.at(Math.round(PROGRESS_PARTS * edges.row.fraction()), PROGRESS_PARTS);
        }
      }
      progress.stage("sorting connections");
      return edges.imported(name, header.ignored(columns), table.namesAssumed());
    }
  }

  private void add() {
    rows++;
    long pre = neuron(PRE);
    long post = neuron(POST);
    int count = count();
    if (NeuronId.isNone(pre) || NeuronId.isNone(post)) {
      noRootRows++;
      return;
    }
    if (count == 0) {
      zeroRows++;
      return;
    }
    boolean isOther = pairs.isOther(pre) || pairs.isOther(post);
    if (isOther && !rules.skipOthers) {
      throw other(pairs.isOther(pre) ? PRE : POST);
    }
    if (isOther) {
      otherRows++;
      return;
    }
    int sign = sign(count, pre);
    if (sign != 0) {
      inhibits |= sign * count < 0;
      pairs.add(pre, post, sign * count);
    }
  }

  private long neuron(int column) {
    long id =
        isText[column]
            ? NeuronId.orNone(row.text(column), () -> row.place(column))
            : row.whole(column);
    if (id <= 0 && !NeuronId.isNone(id)) {
      NeuronId.parse(Long.toString(id), () -> row.place(column));
    }
    return id;
  }

  private InputException other(int column) {
    Neurons neurons = rules.neurons;
    return refuse(
        column,
        "is not among the %d given neurons; add it to them or remove the row"
            .formatted(neurons == null ? 0 : neurons.size()));
  }

  /// The factor of the number of synapses, 0 for a row that is left out.
  private int sign(int count, long pre) {
    if (signs instanceof EdgeSigns.OfCount) {
      return 1;
    }
    if (count < 0) {
      throw refuse(
          COUNT,
          "must not be negative, because the sign is %s; correct it or remove the row"
              .formatted(signs.words()));
    }
    if (signs instanceof EdgeSigns.OfColumn column) {
      return column
          .of(row)
          .orElseThrow(() ->
              refuse(
                  SIGN, "must be 1 (excitatory) or -1 (inhibitory); correct it or remove the row"));
    }
    String transmitter = ((EdgeSigns.OfTransmitter) signs).of(row, pre);
    OptionalInt sign = rules.signs.of(transmitter);
    if (sign.isEmpty()) {
      return unknown(transmitter);
    }
    signlessRows += sign.getAsInt() == 0 ? 1 : 0;
    return sign.getAsInt();
  }

  private int unknown(String transmitter) {
    unknownTransmitters.merge(transmitter, 1L, Long::sum);
    return switch (rules.signs.unknown()) {
      case ERROR, SKIP -> 0;
      case EXCITATORY -> 1;
      case INHIBITORY -> -1;
    };
  }

  private int count() {
    if (!isText[COUNT]) {
      long count = row.whole(COUNT);
      if (Math.abs(count) <= Integer.MAX_VALUE && count != Long.MIN_VALUE) {
        return (int) count;
      }
      throw wrongCount();
    }
    String text = row.text(COUNT);
    // pandas writes whole numbers in a float column as 5.0.
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    try {
      int count = Integer.parseInt(digits);
      // Its negative must be a number of 32 bits, too.
      if (count != Integer.MIN_VALUE) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw wrongCount();
  }

  private InputException wrongCount() {
    return refuse(
        COUNT,
        "must be a whole number of synapses of at most %d; correct it or remove the row"
            .formatted(Integer.MAX_VALUE));
  }

  private Imported imported(String name, List<String> ignored, boolean namesAssumed) {
    checkSigns();
    if (pairs.size() == 0) {
      throw new InputException(
          rows == 0
              ? file + ": has a header but no connections; add one row per connection"
              : ("%s: its %d rows contain no connection: %d have no neuron (id 0, -1 or -2^63), "
                      + "%d no synapses, %d a neuron that is not among the chosen ones, %d an "
                      + "unknown transmitter or one without a sign")
                  .formatted(
                      file,
                      rows,
                      noRootRows,
                      zeroRows,
                      otherRows,
                      rows - noRootRows - zeroRows - otherRows));
    }
    PairRows.Made made = pairs.make(file, rules.leastSynapses);
    Connectome brain = Connectome.of(name, made.neurons(), made.connections());
    boolean byTransmitter = signs instanceof EdgeSigns.OfTransmitter;
    ImportReport report =
        new ImportReport(
            signs.words(),
            byTransmitter ? rules.signs.words() : "",
            rules.signs.unknown(),
            ignored,
            namesAssumed,
            new ImportReport.Rows(
                rows,
                noRootRows,
                zeroRows,
                otherRows,
                signlessRows,
                new TreeMap<>(unknownTransmitters)),
            made.report());
    return new Imported(brain, report);
  }

  /// Refuses a table with unknown signs, after reading all of it.
  private void checkSigns() {
    boolean isError = rules.signs.unknown() == ImportReport.UnknownTransmitter.ERROR;
    if (isError && !unknownTransmitters.isEmpty()) {
      throw new InputException(
          ("%s: %d of %d rows have a transmitter other than %s: %s; set --unknown-transmitter to "
                  + "excitatory, inhibitory or skip (leave them out)")
              .formatted(
                  file,
                  unknownTransmitters.values().stream().mapToLong(Long::longValue).sum(),
                  rows,
                  String.join(", ", rules.signs.signs().keySet()),
                  words(unknownTransmitters)));
    }
    boolean unsigned = signs instanceof EdgeSigns.OfCount && !inhibits;
    if (unsigned && pairs.size() > 0 && !rules.allExcitatory) {
      throw new InputException(
          file
              + ": has no signs of connections: add a column sign or nt_type, the six scores "
              + "gaba_avg, ach_avg, ..., or negative numbers of synapses; or give a table of"
              + " transmitters with --transmitters, or --all-excitatory");
    }
  }

  /// Words with their numbers of rows, the most frequent first.
  private static String words(Map<String, Long> rowsOfWords) {
    List<String> shown =
        rowsOfWords.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(word -> "'%s' (%d)".formatted(shortened(word.getKey()), word.getValue()))
            .toList();
    return shown.stream().limit(MOST_WORDS).collect(Collectors.joining(", "))
        + (shown.size() > MOST_WORDS ? " and %d more".formatted(shown.size() - MOST_WORDS) : "");
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "...";
  }

  private InputException refuse(int column, String why) {
    return new InputException("%s: '%s': %s".formatted(row.place(column), row.text(column), why));
  }
}
