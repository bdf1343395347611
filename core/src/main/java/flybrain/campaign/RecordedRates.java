package flybrain.campaign;

import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Firing rates of single neurons in some experiments of a campaign. Immutable.
public final class RecordedRates {
  private final List<Recorded> experiments;

  /// In Hz by place of the experiment, of each neuron by its FlyWire id.
  private final Map<Long, double[]> rates = new HashMap<>();

  private RecordedRates(List<Recorded> experiments) {
    this.experiments = List.copyOf(experiments);
  }

  /// Reads the rates of all neurons that fired in any of the experiments.
  public static RecordedRates read(CampaignResults results, List<Recorded> experiments)
      throws IOException {
    RecordedRates read = new RecordedRates(experiments);
    Map<String, Integer> places = new HashMap<>();
    experiments.forEach(each -> places.put(each.name(), places.size()));
    for (Path file : CampaignResults.files(results.folder(), CampaignTables.RATES)) {
      try (ParquetReader reader = new ParquetReader(file);
          ColumnBatches batches = reader.read(CampaignTables.RATES.columns())) {
        while (batches.next()) {
          read.add(batches.batch(), places);
        }
      }
    }
    return read;
  }

  private void add(ColumnBatch rows, Map<String, Integer> places) {
    for (int row = 0; row < rows.rows(); row++) {
      Integer place = places.get(rows.strings(0)[row]);
      if (place != null) {
        rates.computeIfAbsent(rows.longs(1)[row], _ -> new double[experiments.size()])[place] =
            rows.doubles(3)[row];
      }
    }
  }

  /// FlyWire ids of the neurons with the highest rate in any experiment, ties by id; fewer if fewer
  /// fired.
  ///
  /// @param count how many at most
  /// @param leftOut ids of neurons that do not count
  public List<Long> mostActive(int count, Set<Long> leftOut) {
    return rates.keySet().stream()
        .filter(id -> !leftOut.contains(id))
        .sorted(
            Comparator.comparingDouble((Long id) -> -Arrays.stream(of(id)).max().orElse(0))
                .thenComparingLong(id -> id))
        .limit(count)
        .toList();
  }

  /// Rates of a neuron in Hz, mean over trials, in the order of the experiments; 0 where it did not
  /// fire.
  public double[] of(long id) {
    return rates.getOrDefault(id, new double[experiments.size()]).clone();
  }
}
