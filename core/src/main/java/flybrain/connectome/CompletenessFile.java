package flybrain.connectome;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.files.AtomicFile;
import flybrain.files.TextFile;
import flybrain.files.WriteException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/// The neurons of a brain as the reference suite keeps them: a CSV with the header `,Completed`,
/// one row a neuron, FlyWire root id first; the row number is the neuron index.
final class CompletenessFile {
  private static final String COMPLETED = "Completed";
  private static final String EXPECTED =
      "expected the header ',Completed' and one row per neuron: FlyWire root id,True";

  private CompletenessFile() {}

  /// Reads the neurons.
  ///
  /// @throws InputException if the file is missing or is not a completeness table
  static Neurons read(Path file) throws IOException {
    try (CsvReader<CsvRecord> reader =
        TextFile.csv().detectBomHeader(true).ofCsvRecord(TextFile.check(file))) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        throw new InputException(file + ": is empty; " + EXPECTED);
      }
      CsvRecord header = records.next();
      if (header.getFieldCount() < 2 || !header.getField(1).equals(COMPLETED)) {
        throw new InputException(
            "%s: header '%s'; %s".formatted(file, String.join(",", header.getFields()), EXPECTED));
      }
      return neurons(file, ids(file, records));
    } catch (CsvParseException e) {
      throw new InputException(
          "%s: is not CSV: %s; %s".formatted(file, e.getMessage(), EXPECTED), e);
    } catch (UncheckedIOException e) {
      throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Writes the neurons, byte for byte as pandas does.
  static void write(Path file, Neurons neurons) throws IOException {
    AtomicFile.write(file, part -> write(neurons, part));
  }

  /// Writes the neurons to a file that is yet to be committed.
  static AtomicFile prepare(Path file, Neurons neurons) throws IOException {
    AtomicFile target = new AtomicFile(file);
    try {
      write(neurons, target.part());
    } catch (IOException e) {
      target.close();
      throw WriteException.of(file, e);
    }
    return target;
  }

  private static void write(Neurons neurons, Path part) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.US_ASCII)) {
      out.write("," + COMPLETED + "\n");
      for (int i = 0; i < neurons.size(); i++) {
        out.write(neurons.id(i) + ",True\n");
      }
    }
  }

  private static long[] ids(Path file, Iterator<CsvRecord> records) {
    long[] ids = new long[1 << 18];
    int size = 0;
    while (records.hasNext()) {
      CsvRecord record = records.next();
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] =
          NeuronId.parse(
              record.getField(0), () -> file + ": line " + record.getStartingLineNumber());
    }
    if (size == 0) {
      throw new InputException(file + ": has no neurons; " + EXPECTED);
    }
    return Arrays.copyOf(ids, size);
  }

  private static Neurons neurons(Path file, long[] ids) {
    try {
      return new Neurons(ids);
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }
}
