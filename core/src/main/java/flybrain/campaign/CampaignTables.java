package flybrain.campaign;

import flybrain.experiment.Experiment;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of a campaign's folder, and what an experiment adds to each.
///
/// `experiments`: one row each. `rates`: one row for each neuron that fired, with mean and sample
/// standard deviation over trials in Hz. `counts`: spikes of each read-out in each trial.
enum CampaignTables {
  EXPERIMENTS(
      Column.int64("number"),
      Column.string("name"),
      Column.string("step"),
      Column.string("role"),
      Column.string("control"),
      Column.string("reference"),
      Column.float64("rate"),
      Column.float64("rate2"),
      Column.string("driven"),
      Column.string("silenced"),
      Column.string("parameters"),
      Column.int64("seed"),
      Column.int64("n_run"),
      Column.float64("t_run"),
      Column.string("silence_mode"),
      Column.float64("spikes_per_trial"),
      Column.float64("active_per_trial"),
      Column.string("status"),
      Column.string("wiring")),
  RATES(
      Column.string("experiment"),
      Column.int64("flywire_id"),
      Column.int64("neuron_index"),
      Column.float64("rate"),
      Column.float64("sd"),
      Column.int64("trials")),
  COUNTS(
      Column.string("experiment"),
      Column.string("read_out"),
      Column.int64("neurons"),
      Column.int64("trial"),
      Column.int64("spikes"));

  /// Placeholders of names that are not parameters of the model.
  private static final Set<String> NEURONS_AND_RATES =
      Set.of("rate", "rate2", "driven", "silenced", "silenced2", "id", "id2");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Column> columns;

  CampaignTables(Column... columns) {
    this.columns = List.of(columns);
  }

  List<Column> columns() {
    return columns;
  }

  /// The name of its file without extension.
  String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The rows of some experiments.
  ///
  /// @param runaway spikes a second above which activity is runaway
  ColumnBatch rows(List<Outcome> outcomes, double runaway) {
    return switch (this) {
      case EXPERIMENTS -> experiments(outcomes, runaway);
      case RATES -> rates(outcomes);
      case COUNTS -> counts(outcomes);
    };
  }

  private static ColumnBatch experiments(List<Outcome> outcomes, double runaway) {
    ColumnBatch rows = ColumnBatch.ofRows(EXPERIMENTS.columns, outcomes.size());
    for (int row = 0; row < outcomes.size(); row++) {
      PlannedExperiment planned = outcomes.get(row).planned();
      Experiment run = outcomes.get(row).experiment();
      Outcome outcome = outcomes.get(row);
      rows.longs(0)[row] = planned.number();
      rows.strings(1)[row] = planned.name();
      rows.strings(2)[row] = planned.step();
      rows.strings(3)[row] = planned.role().toString();
      rows.strings(4)[row] = planned.control();
      rows.strings(5)[row] = planned.reference();
      rows.doubles(6)[row] = rate(run, 0);
      rows.doubles(7)[row] = rate(run, 1);
      rows.strings(8)[row] = planned.value("driven");
      String second = planned.value("silenced2");
      rows.strings(9)[row] = planned.value("silenced") + (second.isEmpty() ? "" : "+" + second);
      rows.strings(10)[row] = parameters(planned.values());
      rows.longs(11)[row] = run.seed();
      rows.longs(12)[row] = run.trials();
      rows.doubles(13)[row] = run.duration();
      rows.strings(14)[row] = run.silence().mode().toString();
      rows.doubles(15)[row] = outcome.spikes();
      rows.doubles(16)[row] = outcome.active();
      boolean ranAway = outcome.spikes() / run.duration() > runaway;
      rows.strings(17)[row] =
          ranAway ? Recorded.RUNAWAY : planned.hasNeurons() ? Recorded.DONE : Recorded.NO_NEURONS;
      rows.strings(18)[row] = planned.wiring();
    }
    return rows;
  }

  /// NaN where nothing is driven.
  private static double rate(Experiment run, int place) {
    return run.drive(place).neurons().isEmpty() ? Double.NaN : run.drive(place).rate();
  }

  private static String parameters(Map<String, String> values) {
    return values.entrySet().stream()
        .filter(value -> !NEURONS_AND_RATES.contains(value.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(","));
  }

  private static ColumnBatch rates(List<Outcome> outcomes) {
    int size = outcomes.stream().mapToInt(Outcome::size).sum();
    ColumnBatch rows = ColumnBatch.ofRows(RATES.columns, size);
    int row = 0;
    for (Outcome outcome : outcomes) {
      for (int k = 0; k < outcome.size(); k++) {
        rows.strings(0)[row] = outcome.planned().name();
        rows.longs(1)[row] = outcome.id(k);
        rows.longs(2)[row] = outcome.neuron(k);
        rows.doubles(3)[row] = outcome.rate(k);
        rows.doubles(4)[row] = outcome.deviation(k);
        rows.longs(5)[row] = outcome.experiment().trials();
        row++;
      }
    }
    return rows;
  }

  private static ColumnBatch counts(List<Outcome> outcomes) {
    int size =
        outcomes.stream()
            .flatMap(outcome -> outcome.counts().stream())
            .mapToInt(Counts::trials)
            .sum();
    ColumnBatch rows = ColumnBatch.ofRows(COUNTS.columns, size);
    int row = 0;
    for (Outcome outcome : outcomes) {
      for (Counts counts : outcome.counts()) {
        long[] ofTrials = counts.ofTrials();
        for (int trial = 0; trial < ofTrials.length; trial++) {
          rows.strings(0)[row] = outcome.planned().name();
          rows.strings(1)[row] = counts.readOut();
          rows.longs(2)[row] = counts.neurons();
          rows.longs(3)[row] = trial;
          rows.longs(4)[row] = ofTrials[trial];
          row++;
        }
      }
    }
    return rows;
  }
}
