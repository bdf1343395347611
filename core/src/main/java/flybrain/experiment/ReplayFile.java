package flybrain.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.files.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Reads recorded input events: a CSV file with the header `step,neuron_index`, rows in any order.
public final class ReplayFile {
  private static final List<String> HEADER = List.of("step", "neuron_index");

  private final Path path;
  private final int neurons;
  private final int steps;

  /// The step in the upper half, the neuron index in the lower; the first `size` count.
  private long[] events = new long[1024];

  private int size;

  private ReplayFile(Path path, int neurons, int steps) {
    this.path = path;
    this.neurons = neurons;
    this.steps = steps;
  }

  /// The events of a file, ordered by step, then by neuron.
  ///
  /// @param neurons number of neurons of the connectome
  /// @param steps number of time steps of a trial; every event must lie before its end
  /// @throws InputException if the file cannot be read, or naming the line and the value of an
  ///   event that is not an event of this trial or appears twice
  public static Replay read(Path path, int neurons, int steps) {
    ReplayFile file = new ReplayFile(path, neurons, steps);
    try (CsvReader<CsvRecord> rows = TextFile.csv().detectBomHeader(true).ofCsvRecord(text(path))) {
      boolean headed = false;
      for (CsvRecord row : rows) {
        if (headed) {
          file.add(row);
        } else {
          file.requireHeader(row);
          headed = true;
        }
      }
      if (!headed) {
        throw new InputException(path + ": is empty; expected the header step,neuron_index");
      }
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": no such file of events to replay", e);
    } catch (CsvParseException e) {
      throw new InputException(path + ": is not a CSV file of events: " + e.getMessage(), e);
    } catch (UncheckedIOException | IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    return file.replay();
  }

  private static Path text(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    return TextFile.check(path);
  }

  private void requireHeader(CsvRecord row) {
    List<String> names = row.getFields().stream().map(String::strip).toList();
    if (!names.equals(HEADER)) {
      throw new InputException(
          "%s:%d: header '%s': must be step,neuron_index"
              .formatted(path, row.getStartingLineNumber(), String.join(",", row.getFields())));
    }
  }

  private void add(CsvRecord row) {
    long step = number(row, 0, steps, "steps of this trial");
    long neuron = number(row, 1, neurons, "neurons of this connectome");
    if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
    }
    events[size++] = step << Integer.SIZE | neuron;
  }

  private int number(CsvRecord row, int field, int end, String what) {
    String text = row.getField(field).strip();
    try {
      int value = Integer.parseInt(text);
      if (value >= 0 && value < end) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what is allowed.
    }
    throw new InputException(
        "%s:%d: %s '%s': must be a whole number from 0 to %d (%d %s)"
            .formatted(
                path, row.getStartingLineNumber(), HEADER.get(field), text, end - 1, end, what));
  }

  private Replay replay() {
    Arrays.sort(events, 0, size);
    int[] stepOf = new int[size];
    int[] neuronOf = new int[size];
    for (int k = 0; k < size; k++) {
      stepOf[k] = (int) (events[k] >>> Integer.SIZE);
      neuronOf[k] = (int) events[k];
      if (k > 0 && events[k] == events[k - 1]) {
        throw new InputException(
            ("%s: the event %d,%d (step,neuron_index) appears twice; a neuron has at most one "
                    + "event per step")
                .formatted(path, stepOf[k], neuronOf[k]));
      }
    }
    return new Replay(path.toString(), stepOf, neuronOf);
  }
}
