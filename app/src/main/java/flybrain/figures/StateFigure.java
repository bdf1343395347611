package flybrain.figures;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The picture of recorded states: v, or g where no v is recorded, of each neuron in the first
/// trial.
public final class StateFigure {
  /// More neurons than this have no room.
  static final int NEURONS = 12;

  private StateFigure() {}

  /// Refuses a file name that is not one of a picture.
  ///
  /// @throws InputException if it ends in neither .png nor .svg
  public static void check(Path picture) {
    PictureFile.check(picture);
  }

  /// The samples of one neuron.
  static final class Trace {
    private double[] times = new double[1024];
    private double[] values = new double[1024];
    private int size;

    private void add(double time, double value) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      times[size] = time;
      values[size++] = value;
    }

    /// Times in ms.
    double[] times() {
      return Arrays.copyOf(times, size);
    }

    /// In mV.
    double[] values() {
      return Arrays.copyOf(values, size);
    }
  }

  /// Draws the states in a Parquet file of flybrain.
  ///
  /// @param known types and sides of neurons, shown beside ids
  public static void draw(Path states, AnnotatedNeurons known, Path picture) throws IOException {
    try (ParquetReader reader = new ParquetReader(states)) {
      RunFacts facts = RunFacts.of(reader.metadata(), "states");
      String variable = reader.hasColumn("v") ? "v" : "g";
      double threshold =
          Double.parseDouble(reader.metadata().getOrDefault("flybrain.parameter.v_th", "NaN"));
      Map<Long, Trace> traces = read(reader, variable);
      int recorded = traces.size();
      List<Long> shown = new ArrayList<>(traces.keySet()).subList(0, Math.min(recorded, NEURONS));
      traces.keySet().retainAll(List.copyOf(shown));
      PictureFile.write(
          new StatePicture(facts, known, variable, threshold, recorded).of(traces),
          picture,
          PictureFile.DOTS_PER_INCH);
    }
  }

  private static Map<Long, Trace> read(ParquetReader reader, String variable) {
    List<Column> columns =
        List.of(
            Column.int64("trial"),
            Column.float64("time_ms"),
            Column.int64("flywire_id"),
            Column.float64(variable));
    Map<Long, Trace> traces = new LinkedHashMap<>();
    try (ColumnBatches batches = reader.read(columns)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows(); row++) {
          if (batch.longs(0)[row] > 0) {
            return traces;
          }
          traces
              .computeIfAbsent(batch.longs(2)[row], _ -> new Trace())
              .add(batch.doubles(1)[row], batch.doubles(3)[row]);
        }
      }
    }
    return traces;
  }
}
