package flybrain.atlas;

import flybrain.connectome.Neurons;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import java.util.List;

/// The tables of an atlas.
///
/// `answers`: one row for each neuron that fires while another, or it itself, is driven alone, in
/// the order of driven neurons, then of neurons: a sparse matrix. `driven`: one row for each driven
/// neuron.
enum AtlasTables {
  ANSWERS(
      "atlas",
      Column.int64("driven_flywire_id"),
      Column.int64("driven_index"),
      Column.int64("flywire_id"),
      Column.int64("neuron_index"),
      Column.float64("rate")),
  DRIVEN(
      "driven",
      Column.int64("driven_flywire_id"),
      Column.int64("driven_index"),
      Column.float64("spikes_per_trial"),
      Column.int64("neurons"),
      Column.string("status"));

  /// Columns of a query: driven neuron, neuron, rate.
  static final List<Column> QUERIED =
      List.of(Column.int64("driven_index"), Column.int64("neuron_index"), Column.float64("rate"));

  static final String DONE = "done";
  static final String RUNAWAY = "runaway";

  private final String fileName;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Column> columns;

  AtlasTables(String fileName, Column... columns) {
    this.fileName = fileName;
    this.columns = List.of(columns);
  }

  List<Column> columns() {
    return columns;
  }

  /// The name of its file without extension.
  String fileName() {
    return fileName;
  }

  /// The rows of some driven neurons.
  ///
  /// @param seconds of all trials of one neuron
  /// @param trials of each neuron
  /// @param runaway spikes a second above which activity is runaway
  ColumnBatch rows(
      List<Responses> responses, Neurons neurons, double seconds, int trials, double runaway) {
    return switch (this) {
      case ANSWERS -> answers(responses, neurons, seconds);
      case DRIVEN -> driven(responses, neurons, seconds, trials, runaway);
    };
  }

  private static ColumnBatch answers(List<Responses> responses, Neurons neurons, double seconds) {
    int size = responses.stream().mapToInt(Responses::size).sum();
    ColumnBatch rows = ColumnBatch.ofRows(ANSWERS.columns, size);
    int row = 0;
    for (Responses each : responses) {
      for (int k = 0; k < each.size(); k++) {
        rows.longs(0)[row] = neurons.id(each.driven());
        rows.longs(1)[row] = each.driven();
        rows.longs(2)[row] = neurons.id(each.neuron(k));
        rows.longs(3)[row] = each.neuron(k);
        rows.doubles(4)[row] = each.spikes(k) / seconds;
        row++;
      }
    }
    return rows;
  }

  private static ColumnBatch driven(
      List<Responses> responses, Neurons neurons, double seconds, int trials, double runaway) {
    ColumnBatch rows = ColumnBatch.ofRows(DRIVEN.columns, responses.size());
    for (int row = 0; row < responses.size(); row++) {
      Responses each = responses.get(row);
      rows.longs(0)[row] = neurons.id(each.driven());
      rows.longs(1)[row] = each.driven();
      rows.doubles(2)[row] = (double) each.spikes() / trials;
      rows.longs(3)[row] = each.size();
      rows.strings(4)[row] = each.spikes() / seconds > runaway ? RUNAWAY : DONE;
    }
    return rows;
  }
}
