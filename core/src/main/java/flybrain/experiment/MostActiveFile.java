package flybrain.experiment;

import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.parquet.Column;
import flybrain.parquet.ParquetReader;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The most active neurons in a table of firing rates, as `flybrain rates` writes it, or in a spike
/// file.
///
/// In a table of several experiments the highest rate of a neuron counts. Of equally active neurons
/// those with the lowest ids come first.
final class MostActiveFile {
  private static final String RATES_ID = "flyid";

  /// Columns of a table of rates that have none.
  private static final Set<String> NO_RATES = Set.of("name", "type", "side", "neuron_index");

  private MostActiveFile() {}

  /// The ids of the most active neurons, the most active first.
  ///
  /// @throws InputException if the file cannot be read or has no rates
  static List<Long> read(Path file, int number) {
    try {
      Map<Long, Double> activity = isSpikes(file) ? spikes(file) : rates(file);
      Comparator<Map.Entry<Long, Double>> byActivity = Map.Entry.comparingByValue();
      return activity.entrySet().stream()
          .filter(neuron -> neuron.getValue() > 0)
          .sorted(byActivity.reversed().thenComparing(Map.Entry.comparingByKey()))
          .limit(number)
          .map(Map.Entry::getKey)
          .toList();
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isSpikes(Path file) throws IOException {
    if (!ParquetReader.isParquet(file)) {
      return false;
    }
    try (ParquetReader reader = new ParquetReader(file)) {
      return !reader.hasColumn(RATES_ID);
    }
  }

  private static Map<Long, Double> spikes(Path file) throws IOException {
    Map<Long, Double> counts = new HashMap<>();
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int i = 0; i < rows.size(); i++) {
          counts.merge(rows.flywireIds()[i], 1.0, Double::sum);
        }
      }
    }
    return counts;
  }

  /// The highest rate of each neuron.
  private static Map<Long, Double> rates(Path file) throws IOException {
    try (TableFile table = TableFile.open(file)) {
      String id = table.columns().get(IdColumn.of(table.columns(), file));
      List<Column> columns = new ArrayList<>(List.of(column(table, id)));
      table.columns().stream()
          .filter(name -> !name.equals(id) && isRate(name))
          .forEach(name -> columns.add(column(table, name)));
      if (columns.size() == 1) {
        throw new InputException(
            "%s: has no column of rates (its columns are '%s'); name a table of `flybrain rates` or a spike file"
                .formatted(file, String.join("', '", table.columns())));
      }
      Map<Long, Double> highest = new HashMap<>();
      TableRows rows = table.rows(columns);
      while (rows.next()) {
        long neuron = NeuronId.parse(rows.text(0), () -> rows.place(0));
        for (int c = 1; c < columns.size(); c++) {
          highest.merge(neuron, rate(rows, c), Math::max);
        }
      }
      return highest;
    }
  }

  private static boolean isRate(String column) {
    return !column.isBlank() && !column.endsWith("_sd") && !NO_RATES.contains(column);
  }

  private static Column column(TableFile table, String name) {
    return new Column(name, table.type(name)).orMissing();
  }

  /// The rate in Hz, 0 where there is none.
  private static double rate(TableRows rows, int column) {
    String cell = rows.text(column);
    if (TableRows.NO_VALUE.contains(cell)) {
      return 0;
    }
    double rate = rows.real(column);
    if (Double.isNaN(rate)) {
      throw new InputException("%s: '%s' is not a rate in Hz".formatted(rows.place(column), cell));
    }
    return rate;
  }
}
