package flybrain.agreement;

import flybrain.annotation.AnnotationTables;
import flybrain.compare.ComparedRun;
import flybrain.compare.CountSample;
import flybrain.compare.NeuronRates;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloors;
import flybrain.compare.RateComparison;
import flybrain.compare.RateMetric;
import flybrain.compare.RunComparison;
import flybrain.compare.SpikeMatches;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.results.BackendName;
import flybrain.results.RunSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs of a few neurons, whose comparison can be worked out by hand.
final class Comparisons {
  static final BackendName BRIAN2 = new BackendName("brian2cpp", "Brian2 (CPU)");
  static final BackendName NEST = new BackendName("nest", "NEST (CPU)");

  private static final List<Column> COLUMNS =
      List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));

  private Comparisons() {}

  /// Neurons 1, 2, 3 ... with these rates in Hz, a row for each.
  static RunComparison of(double[]... rates) {
    return of(null, rates);
  }

  /// In 1 s, so a rate is a number of spikes.
  static RunComparison of(@Nullable SpikeMatches matches, double[]... rates) {
    List<NeuronRates> neurons =
        IntStream.range(0, rates.length)
            .mapToObj(k -> new NeuronRates(k + 1, rates[k][0], rates[k][1]))
            .toList();
    return new RunComparison(
        Math.round(Arrays.stream(rates).mapToDouble(rate -> rate[0]).sum()),
        Math.round(Arrays.stream(rates).mapToDouble(rate -> rate[1]).sum()),
        neurons,
        RateComparison.of(neurons),
        matches);
  }

  /// Types and sides of neurons 1, 2, 3 ...
  ///
  /// @param table rows of `root_id,type,side`
  static AnnotatedNeurons known(Path folder, String table) throws IOException {
    Neurons neurons = new Neurons(new long[] {1, 2, 3});
    AnnotationTables tables = new AnnotationTables(neurons.size(), neurons::indexOf);
    tables.add(
        Files.writeString(folder.resolve("neurons.csv"), "root_id,type,side\n" + table), null);
    return new AnnotatedNeurons(neurons, tables.complete());
  }

  /// A spike at a time in ms.
  record Spike(int trial, double time, long flywireId) {}

  /// A run recorded in a file.
  static ComparedRun run(BackendName backend, RunSize size, Path file, List<Spike> spikes)
      throws IOException {
    ColumnBatch batch = ColumnBatch.ofRows(COLUMNS, spikes.size());
    for (int row = 0; row < spikes.size(); row++) {
      batch.doubles(0)[row] = spikes.get(row).time();
      batch.longs(1)[row] = spikes.get(row).trial();
      batch.longs(2)[row] = spikes.get(row).flywireId();
    }
    Files.createDirectories(file.getParent());
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return new ComparedRun(backend.framework(), file, size.rates(file));
  }

  /// A row for each neuron, of its spikes in trials of 1 s.
  static CountSample sample(int[]... counts) {
    return new CountSample(
        1,
        counts[0].length,
        IntStream.rangeClosed(1, counts.length).asLongStream().toArray(),
        counts);
  }

  static NoiseFloor floor(CountSample reference, CountSample candidate, RateMetric... metrics) {
    return NoiseFloors.of(reference, candidate, List.of(metrics));
  }
}
