package flybrain.connectome;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.files.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a brain from a table of connections: CSV with commas or semicolons, or TSV, with a header
/// of the names in [EdgeColumn], one connection a row; rows of the same pair add up.
public final class EdgeList {
  /// Of unknown transmitters in a message.
  private static final int MOST_WORDS = 8;

  private final Path file;
  private final EdgeHeader header;
  private final EdgeSigns signs;
  private final Rules rules;
  private final Map<String, Long> unknownTransmitters = new TreeMap<>();
  private long[] presynaptic = new long[1024];
  private long[] postsynaptic = new long[1024];
  private int[] weights = new int[1024];
  private int size;
  private long rows;
  private long noRootRows;
  private long zeroRows;

  /// How a table is read.
  ///
  /// @param neurons of the brain, or null for all neurons in the rows, by ascending id
  /// @param unknown treatment of rows with a transmitter other than the six
  /// @param allExcitatory whether a table without any sign is taken, all of whose connections
  ///   excite
  public record Rules(
      @Nullable Neurons neurons, ImportReport.UnknownTransmitter unknown, boolean allExcitatory) {}

  /// A brain and what was read of its table.
  public record Imported(Connectome brain, ImportReport report) {}

  private EdgeList(Path file, EdgeHeader header, Rules rules) {
    this.file = file;
    this.header = header;
    this.signs = header.signs();
    this.rules = rules;
  }

  /// Reads a brain.
  ///
  /// @param name name of the connectome
  /// @throws InputException naming the row, the column and the value that cannot be used
  public static Imported read(Path file, String name, Rules rules) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .detectBomHeader(true)
            .fieldSeparator(separator(TextFile.check(file)))
            .ofCsvRecord(file)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        throw new InputException(
            file + ": is empty; expected a header such as pre_id,post_id,count,sign");
      }
      EdgeHeader header = new EdgeHeader(file, records.next().getFields());
      EdgeList edges = new EdgeList(file, header, rules);
      records.forEachRemaining(edges::add);
      return edges.imported(name);
    } catch (CsvParseException e) {
      throw new InputException(
          "%s: is not a table: %s; each row must have the columns of the header"
              .formatted(file, reason(e)),
          e);
    } catch (CharacterCodingException e) {
      throw new InputException(
          file + ": is not a text file (UTF-8); unpack it or save it as CSV or TSV", e);
    } catch (UncheckedIOException e) {
      throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The separator that the first line has most of.
  private static char separator(Path file) throws IOException {
    try (BufferedReader text = Files.newBufferedReader(file)) {
      String line = text.readLine();
      String first = line == null ? "" : line;
      char separator = ',';
      for (char other : new char[] {'\t', ';'}) {
        if (count(first, other) > count(first, separator)) {
          separator = other;
        }
      }
      return separator;
    }
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private void add(CsvRecord row) {
    rows++;
    long pre = neuron(row, EdgeColumn.PRESYNAPTIC);
    long post = neuron(row, EdgeColumn.POSTSYNAPTIC);
    int count = count(row);
    if (NeuronId.isNone(pre) || NeuronId.isNone(post)) {
      noRootRows++;
      return;
    }
    if (count == 0) {
      zeroRows++;
      return;
    }
    int sign = sign(row, count);
    if (sign != 0) {
      requireGiven(row, EdgeColumn.PRESYNAPTIC, pre);
      requireGiven(row, EdgeColumn.POSTSYNAPTIC, post);
      add(pre, post, sign * count);
    }
  }

  private void add(long pre, long post, int weight) {
    if (size == weights.length) {
      int capacity = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      presynaptic = Arrays.copyOf(presynaptic, capacity);
      postsynaptic = Arrays.copyOf(postsynaptic, capacity);
      weights = Arrays.copyOf(weights, capacity);
    }
    presynaptic[size] = pre;
    postsynaptic[size] = post;
    weights[size++] = weight;
  }

  private long neuron(CsvRecord row, EdgeColumn column) {
    long id = NeuronId.orNone(value(row, column), () -> place(row, column));
    return NeuronId.isNone(id) ? id : NeuronId.parse(Long.toString(id), () -> place(row, column));
  }

  private void requireGiven(CsvRecord row, EdgeColumn column, long id) {
    Neurons neurons = rules.neurons;
    if (neurons != null && neurons.indexOf(id) < 0) {
      throw refuse(
          row,
          column,
          "is not among the %d given neurons; add it to them or remove the row"
              .formatted(neurons.size()));
    }
  }

  /// The factor of the number of synapses, 0 for a row that is left out.
  private int sign(CsvRecord row, int count) {
    if (signs instanceof EdgeSigns.OfCount) {
      return 1;
    }
    if (count < 0) {
      throw refuse(
          row,
          EdgeColumn.COUNT,
          "must not be negative, because the sign is %s; correct it or remove the row"
              .formatted(signs.words()));
    }
    if (signs instanceof EdgeSigns.OfColumn column) {
      return column
          .of(row)
          .orElseThrow(() ->
              refuse(
                  row,
                  EdgeColumn.SIGN,
                  "must be 1 (excitatory) or -1 (inhibitory); correct it or remove the row"));
    }
    EdgeSigns.OfTransmitter transmitters = (EdgeSigns.OfTransmitter) signs;
    return transmitters.of(row).map(Transmitter::sign).orElseGet(() -> unknown(transmitters, row));
  }

  private int unknown(EdgeSigns.OfTransmitter transmitters, CsvRecord row) {
    unknownTransmitters.merge(transmitters.value(row), 1L, Long::sum);
    return switch (rules.unknown) {
      case ERROR, SKIP -> 0;
      case EXCITATORY -> 1;
      case INHIBITORY -> -1;
    };
  }

  private int count(CsvRecord row) {
    String text = value(row, EdgeColumn.COUNT);
    // pandas writes whole numbers in a float column as 5.0.
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    try {
      int count = Integer.parseInt(digits);
      // Its negative must be a number of 32 bits, too.
      if (count != Integer.MIN_VALUE) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is allowed.
    }
    throw refuse(
        row,
        EdgeColumn.COUNT,
        "must be a whole number of synapses of at most %d; correct it or remove the row"
            .formatted(Integer.MAX_VALUE));
  }

  private Imported imported(String name) {
    checkSigns();
    if (size == 0) {
      throw new InputException(
          rows == 0
              ? file + ": has a header but no connections; add one row per connection"
              : ("%s: its %d rows contain no connection: %d have no neuron (id 0, -1 or -2^63), "
                      + "%d no synapses, %d an unknown transmitter")
                  .formatted(file, rows, noRootRows, zeroRows, rows - noRootRows - zeroRows));
    }
    Neurons all = rules.neurons == null ? named() : rules.neurons;
    ConnectionsBuilder builder = new ConnectionsBuilder(all.size(), size);
    for (int k = 0; k < size; k++) {
      builder.add(all.indexOf(presynaptic[k]), all.indexOf(postsynaptic[k]), weights[k]);
    }
    try {
      Connections connections = builder.build();
      return new Imported(Connectome.of(name, all, connections), report(builder, all, connections));
    } catch (PairOverflowException e) {
      throw new InputException(file + ": " + e.message(all), e);
    }
  }

  /// Refuses a table with unknown signs, after reading all of it.
  private void checkSigns() {
    if (rules.unknown == ImportReport.UnknownTransmitter.ERROR && !unknownTransmitters.isEmpty()) {
      throw new InputException(
          ("%s: %d of %d rows have a transmitter other than %s: %s; set --unknown-transmitter to "
                  + "excitatory, inhibitory or skip (leave them out)")
              .formatted(
                  file,
                  unknownTransmitters.values().stream().mapToLong(Long::longValue).sum(),
                  rows,
                  Stream.of(Transmitter.values()).map(Enum::name).collect(Collectors.joining(", ")),
                  words(unknownTransmitters)));
    }
    boolean unsigned = Arrays.stream(weights, 0, size).allMatch(weight -> weight > 0);
    if (signs instanceof EdgeSigns.OfCount && unsigned && size > 0 && !rules.allExcitatory) {
      throw new InputException(
          file
              + ": has no signs of connections: add a column sign or nt_type, the six scores "
              + "gaba_avg, ach_avg, ..., or negative numbers of synapses; or give"
              + " --all-excitatory");
    }
  }

  /// Words with their numbers of rows, the most frequent first.
  private static String words(Map<String, Long> rowsOfWords) {
    List<String> shown =
        rowsOfWords.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(word -> "'%s' (%d)".formatted(shortened(word.getKey()), word.getValue()))
            .toList();
    return String.join(", ", shown.subList(0, Math.min(MOST_WORDS, shown.size())))
        + (shown.size() > MOST_WORDS ? " and %d more".formatted(shown.size() - MOST_WORDS) : "");
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "...";
  }

  private ImportReport report(ConnectionsBuilder builder, Neurons all, Connections connections) {
    int self = 0;
    int inhibitory = 0;
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        self += connections.target(c) == pre ? 1 : 0;
        inhibitory += connections.weight(c) < 0 ? 1 : 0;
      }
    }
    return new ImportReport(
        signs.words(),
        rows,
        noRootRows,
        zeroRows,
        new TreeMap<>(unknownTransmitters),
        rules.unknown,
        connections.size(),
        builder.summedPairs(),
        builder.contradictingPairs(),
        builder.cancelledPairs(),
        neuronsOfBothSigns(all),
        self,
        inhibitory);
  }

  private int neuronsOfBothSigns(Neurons all) {
    BitSet excite = new BitSet(all.size());
    BitSet inhibit = new BitSet(all.size());
    for (int k = 0; k < size; k++) {
      (weights[k] > 0 ? excite : inhibit).set(all.indexOf(presynaptic[k]));
    }
    excite.and(inhibit);
    return excite.cardinality();
  }

  /// The neurons that the rows name, by ascending id.
  private Neurons named() {
    return new Neurons(
        LongStream.concat(Arrays.stream(presynaptic, 0, size), Arrays.stream(postsynaptic, 0, size))
            .sorted()
            .distinct()
            .toArray());
  }

  private String value(CsvRecord row, EdgeColumn column) {
    return row.getField(header.position(column)).strip();
  }

  private String place(CsvRecord row, EdgeColumn column) {
    return "%s: line %d: column '%s'"
        .formatted(file, row.getStartingLineNumber(), header.name(column));
  }

  private InputException refuse(CsvRecord row, EdgeColumn column, String why) {
    return new InputException(
        "%s: '%s': %s".formatted(place(row, column), value(row, column), why));
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
  }
}
