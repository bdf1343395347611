package flybrain.connectome;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.files.ExistingFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Reads a brain from a table of connections: CSV with commas or semicolons, or TSV, with a header
/// of the names in [EdgeColumn], one connection a row; rows of the same pair add up.
public final class EdgeList {
  private final Path file;
  private final EdgeHeader header;
  private final @Nullable Neurons neurons;
  private long[] presynaptic = new long[1024];
  private long[] postsynaptic = new long[1024];
  private int[] weights = new int[1024];
  private int size;

  private EdgeList(Path file, EdgeHeader header, @Nullable Neurons neurons) {
    this.file = file;
    this.header = header;
    this.neurons = neurons;
  }

  /// Reads a brain.
  ///
  /// @param name name of the connectome
  /// @param neurons its neurons, or null for those that the rows name, by ascending id
  /// @throws InputException naming the row, the column and the value that cannot be used
  public static Connectome read(Path file, String name, @Nullable Neurons neurons)
      throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .detectBomHeader(true)
            .fieldSeparator(separator(ExistingFile.check(file)))
            .ofCsvRecord(file)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        throw new InputException(
            file + ": is empty; expected a header such as pre_id,post_id,count,sign");
      }
      EdgeHeader header = new EdgeHeader(file, records.next().getFields());
      EdgeList edges = new EdgeList(file, header, neurons);
      records.forEachRemaining(edges::add);
      return edges.connectome(name);
    } catch (CsvParseException e) {
      throw new InputException(
          "%s: is no table: %s; each row must have the columns of the header"
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
    if (size == weights.length) {
      int capacity = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      presynaptic = Arrays.copyOf(presynaptic, capacity);
      postsynaptic = Arrays.copyOf(postsynaptic, capacity);
      weights = Arrays.copyOf(weights, capacity);
    }
    presynaptic[size] = neuron(row, EdgeColumn.PRESYNAPTIC);
    postsynaptic[size] = neuron(row, EdgeColumn.POSTSYNAPTIC);
    weights[size++] = weight(row);
  }

  private long neuron(CsvRecord row, EdgeColumn column) {
    String text = value(row, column);
    long id = NeuronId.parse(text, () -> place(row, column));
    if (neurons != null && neurons.indexOf(id) < 0) {
      throw refuse(
          row,
          column,
          "is not among the %d given neurons; add it to them or take the row out"
              .formatted(neurons.size()));
    }
    return id;
  }

  /// The signed number of synapses.
  private int weight(CsvRecord row) {
    int count = count(row);
    Optional<EdgeColumn> sign = header.sign();
    if (sign.isEmpty()) {
      if (count == 0) {
        throw refuse(row, EdgeColumn.COUNT, "must not be 0; take the row out");
      }
      return count;
    }
    EdgeColumn column = sign.get();
    if (count <= 0) {
      throw refuse(
          row,
          EdgeColumn.COUNT,
          "must be at least 1, because column '%s' gives the sign; correct it or take the row out"
              .formatted(header.name(column)));
    }
    return count
        * column
            .signOf(value(row, column))
            .orElseThrow(() ->
                refuse(
                    row,
                    column,
                    "must be %s; correct it or take the row out".formatted(column.allowedSigns())));
  }

  private int count(CsvRecord row) {
    String text = value(row, EdgeColumn.COUNT);
    // A float column of pandas writes whole numbers as 5.0.
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
        "must be a whole number of synapses of at most %d; correct it or take the row out"
            .formatted(Integer.MAX_VALUE));
  }

  private Connectome connectome(String name) {
    if (size == 0) {
      throw new InputException(file + ": has a header and no connection; add a row for each");
    }
    Neurons all = neurons == null ? named() : neurons;
    ConnectionsBuilder builder = new ConnectionsBuilder(all.size(), size);
    for (int k = 0; k < size; k++) {
      builder.add(all.indexOf(presynaptic[k]), all.indexOf(postsynaptic[k]), weights[k]);
    }
    try {
      return Connectome.of(name, all, builder.build());
    } catch (ArithmeticException e) {
      throw new InputException(
          "%s: neuron index %s; correct its rows".formatted(file, e.getMessage()), e);
    }
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
