package flybrain.experiment;

import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.annotation.TextTable;
import flybrain.parquet.ParquetReader;
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

  private static Map<Long, Double> rates(Path file) throws IOException {
    RateRows rows = new RateRows(file);
    TextTable.read(file, rows);
    return rows.highest;
  }

  /// The highest rate of each row.
  private static final class RateRows implements TextTable.Reading {
    private final Path file;
    private final Map<Long, Double> highest = new HashMap<>();
    private final List<Integer> rateColumns = new ArrayList<>();
    private List<String> names = List.of();
    private int id;

    RateRows(Path file) {
      this.file = file;
    }

    @Override
    public void columns(List<String> columns, List<String> ignored, Map<String, String> metadata) {
      names = columns;
      id = IdColumn.of(columns, file);
      for (int c = 0; c < columns.size(); c++) {
        String name = columns.get(c);
        if (c != id && !name.isBlank() && !name.endsWith("_sd") && !NO_RATES.contains(name)) {
          rateColumns.add(c);
        }
      }
      if (rateColumns.isEmpty()) {
        throw new InputException(
            "%s: has no column of rates (its columns are '%s'); name a table of `flybrain rates` or a spike file"
                .formatted(file, String.join("', '", columns)));
      }
    }

    @Override
    public void row(String[] cells, String place) {
      long neuron = NeuronId.parse(cells[id], () -> file + place);
      for (int c : rateColumns) {
        highest.merge(neuron, rate(cells[c].strip(), c, place), Math::max);
      }
    }

    private double rate(String cell, int column, String place) {
      if (cell.isEmpty() || cell.equalsIgnoreCase("nan")) {
        return 0;
      }
      try {
        return Double.parseDouble(cell);
      } catch (NumberFormatException e) {
        throw new InputException(
            "%s%s: column '%s': '%s' is not a rate in Hz"
                .formatted(file, place, names.get(column), cell),
            e);
      }
    }
  }
}
