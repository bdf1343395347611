package flybrain.audit;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Writes small spike files, with whatever is wrong in them.
///
/// Neuron k has the id [#id] and the index k.
final class SpikeFileBuilder {
  private static final long FIRST = 720_575_940_600_000_000L;
  private static final double DT = 0.1;

  /// A row before it is written.
  record Spike(long trial, double ms, int neuron) {}

  private final List<Spike> spikes = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, Function<Spike, Object>> cells = new HashMap<>();
  private List<String> columns = List.of("t", "time_ms", "trial", "neuron_index", "flywire_id");

  SpikeFileBuilder() {
    cells.put("t", spike -> spike.ms() / 1000);
    cells.put("time_s", spike -> spike.ms() / 1000);
    cells.put("time_ms", Spike::ms);
    cells.put("trial", Spike::trial);
    cells.put("neuron_index", spike -> (long) spike.neuron());
    cells.put("flywire_id", spike -> id(spike.neuron()));
  }

  static long id(int neuron) {
    return FIRST + neuron;
  }

  /// The columns that the file has.
  SpikeFileBuilder columns(String... names) {
    columns = List.of(names);
    return this;
  }

  /// What a column holds: a `Double`, `Long` or `String` for each spike.
  SpikeFileBuilder cell(String column, Function<Spike, Object> value) {
    cells.put(column, value);
    return this;
  }

  /// Key-value metadata.
  SpikeFileBuilder fact(String key, Object value) {
    facts.put("flybrain." + key, value.toString());
    return this;
  }

  SpikeFileBuilder spikes(long trial, int neuron, double... ms) {
    for (double time : ms) {
      spikes.add(new Spike(trial, time, neuron));
    }
    return this;
  }

  /// Spikes at equal distances, as many as a neuron fires in a trial.
  SpikeFileBuilder evenly(long trial, int neuron, int count, double every) {
    return spikes(trial, neuron, IntStream.range(0, count).mapToDouble(k -> k * every).toArray());
  }

  /// What Poisson input of a rate makes a driven neuron do: an event fires it in the next step,
  /// unless it comes in the step of a spike.
  SpikeFileBuilder poisson(
      long trial, int neuron, double rate, double seconds, SplittableRandom random) {
    double p = rate * DT / 1000;
    int steps = (int) Math.round(seconds * 1000 / DT);
    for (int step = 1; step < steps; step++) {
      if (random.nextDouble() < p) {
        spikes(trial, neuron, step * DT);
        step++;
      }
    }
    return this;
  }

  Path write(Path file) throws IOException {
    List<Column> written = columns.stream().map(this::column).toList();
    ColumnBatch batch = ColumnBatch.ofRows(written, spikes.size());
    for (int c = 0; c < written.size(); c++) {
      for (int row = 0; row < spikes.size(); row++) {
        Object cell = cell(columns.get(c), spikes.get(row));
        switch (cell) {
          case Double number -> batch.doubles(c)[row] = number;
          case Long number -> batch.longs(c)[row] = number;
          default -> batch.strings(c)[row] = cell.toString();
        }
      }
    }
    Files.createDirectories(file.getParent());
    try (ParquetWriter writer = new ParquetWriter(file, written, Compression.ZSTD, facts)) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  private Object cell(String column, Spike spike) {
    return Objects.requireNonNull(cells.get(column), column).apply(spike);
  }

  private Column column(String name) {
    return switch (cell(name, new Spike(0, 0, 0))) {
      case Double _ -> Column.float64(name);
      case Long _ -> Column.int64(name);
      default -> Column.string(name);
    };
  }

  /// The spikes as the audit reads them.
  SpikeScan scan(Path file, ExpectedRun run) throws IOException {
    try (ParquetReader reader = new ParquetReader(write(file))) {
      SpikeScan scan = new SpikeScan(reader, "time_ms", TimeUnit.MILLISECONDS, run);
      scan.readAll(_ -> {});
      return scan;
    }
  }
}
