package flybrain.agreement;

import flybrain.compare.NeuronRates;
import flybrain.compare.RunComparison;
import flybrain.compare.SpikeMatches;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.results.RunSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The columns that a script of the reference suite gives to comparisons of pairs.
public final class PairForm {
  /// Of every backend with every other: `pairwise_summary` and `parity_rates`.
  public static final PairForm PAIRS =
      new PairForm(
          Stream.concat(
                  Stream.of(
                      column("framework_a", row -> row.pair().reference().framework()),
                      column("framework_b", row -> row.pair().comparison().framework()),
                      column("backend_a", row -> row.pair().reference().key()),
                      column("backend_b", row -> row.pair().comparison().key()),
                      column("t_run", row -> row.size().tRun()),
                      column("n_run", row -> row.size().trials())),
                  agreement("a", "b", "_b_over_a")
                      // Only the other script counts them.
                      .filter(column -> !column.name().equals("active_union")))
              .toList(),
          List.of(
              column("backend_a", row -> row.pair().reference().key()),
              column("framework_a", row -> row.pair().reference().framework()),
              column("backend_b", row -> row.pair().comparison().key()),
              column("framework_b", row -> row.pair().comparison().framework()),
              column("t_run", row -> row.size().tRun()),
              column("n_run", row -> row.size().trials())),
          List.of("rate_a_hz", "rate_b_hz"),
          "framework_a,framework_b,t_run,n_run,spikes_a,spikes_b,spike_count_ratio_b_over_a,"
              + "active_jaccard,rate_pearson_shared,rate_rmse_hz_shared,rate_mae_hz_shared,"
              + "timing_f1,timing_median_abs_dt_ms",
          List.of("reference", "framework", "t_run", "n_run"));

  /// Of one backend with Brian2 in each round: `KEY_vs_brian2_rate_summary` and
  /// `KEY_vs_brian2_rate_parity`.
  public static final PairForm BACKEND =
      new PairForm(
          Stream.of(
                  Stream.of(
                      column("run_label", row -> row.pair().label()),
                      column("round", row -> row.pair().round()),
                      column("reference_framework", row -> row.pair().reference().framework()),
                      column("comparison_framework", row -> row.pair().comparison().framework()),
                      column("reference_backend", row -> row.pair().reference().key()),
                      column("comparison_backend", row -> row.pair().comparison().key()),
                      column("n_run", row -> row.size().trials()),
                      column("t_run", row -> row.size().tRun())),
                  agreement("reference", "comparison", "_comparison_over_reference"),
                  Stream.of(
                      column("reference_spike_path", row -> row.fileA().toString()),
                      column("comparison_spike_path", row -> row.fileB().toString())))
              .flatMap(part -> part)
              .toList(),
          List.of(
              column("run_label", row -> row.pair().label()),
              column("round", row -> row.pair().round()),
              column("reference_backend", row -> row.pair().reference().key()),
              column("reference_framework", row -> row.pair().reference().framework()),
              column("comparison_backend", row -> row.pair().comparison().key()),
              column("comparison_framework", row -> row.pair().comparison().framework()),
              column("t_run", row -> row.size().tRun()),
              column("n_run", row -> row.size().trials())),
          List.of("reference_rate_hz", "comparison_rate_hz"),
          "round,t_run,n_run,spikes_reference,spikes_comparison,"
              + "spike_count_ratio_comparison_over_reference,active_jaccard,rate_pearson_shared,"
              + "rate_rmse_hz_shared,rate_mae_hz_shared,timing_f1",
          List.of("framework", "round", "t_run", "n_run"));

  /// A row of the summary: the runs compared and their agreement.
  ///
  /// @param tolerance largest difference of matched spikes in ms
  record Row(
      ComparedPair pair,
      RunSize size,
      double tolerance,
      Path fileA,
      Path fileB,
      RunComparison runs) {}

  private record Column(String name, Function<Row, @Nullable Object> cell) {}

  private final List<Column> summary;
  private final List<Column> parityKeys;
  private final List<String> rates;
  private final String shown;
  private final List<String> agreementKeys;

  private PairForm(
      List<Column> summary,
      List<Column> parityKeys,
      List<String> rates,
      String shown,
      List<String> agreementKeys) {
    this.summary = summary;
    this.parityKeys = parityKeys;
    this.rates = rates;
    this.shown = shown;
    this.agreementKeys = agreementKeys;
  }

  private static Stream<Column> agreement(String a, String b, String over) {
    return Stream.of(
        column("tolerance_ms", Row::tolerance),
        column("spikes_" + a, row -> row.runs().spikesA()),
        column("spikes_" + b, row -> row.runs().spikesB()),
        column("spike_count_ratio" + over, row -> row.runs().spikeRatio()),
        column("active_" + a, row -> row.runs().rates().activeA()),
        column("active_" + b, row -> row.runs().rates().activeB()),
        column("active_shared", row -> row.runs().rates().shared()),
        column("active_union", row -> row.runs().rates().union()),
        column("active_jaccard", row -> row.runs().rates().jaccard()),
        column("active_precision" + over, row -> row.runs().rates().precision()),
        column("active_recall" + over, row -> row.runs().rates().recall()),
        column("rate_pearson_shared", row -> row.runs().rates().pearson()),
        column("rate_rmse_hz_shared", row -> row.runs().rates().rmse()),
        column("rate_mae_hz_shared", row -> row.runs().rates().mae()),
        column("timing_matches", PairForm::matches),
        column("timing_f1", row -> row.runs().timingF1()),
        column("timing_precision" + over, row -> row.runs().timingPrecision()),
        column("timing_recall" + over, row -> row.runs().timingRecall()),
        column("timing_mean_abs_dt_ms", row -> matched(row, SpikeMatches::meanDifference)),
        column("timing_median_abs_dt_ms", row -> matched(row, SpikeMatches::medianDifference)));
  }

  private static @Nullable Object matches(Row row) {
    SpikeMatches matches = row.runs().matches();
    return matches == null ? null : matches.matches();
  }

  private static double matched(Row row, ToDoubleFunction<SpikeMatches> number) {
    SpikeMatches matches = row.runs().matches();
    return matches == null ? Double.NaN : number.applyAsDouble(matches);
  }

  private static Column column(String name, Function<Row, @Nullable Object> cell) {
    return new Column(name, cell);
  }

  List<String> summaryColumns() {
    return summary.stream().map(Column::name).toList();
  }

  List<String> parityColumns() {
    return Stream.of(
            parityKeys.stream().map(Column::name),
            Stream.of("flywire_id"),
            rates.stream(),
            Stream.of("type", "side"))
        .flatMap(names -> names)
        .toList();
  }

  /// Columns of the summary that a page shows.
  List<String> shown() {
    return List.of(shown.split(","));
  }

  /// The columns of [AgreementTable] that distinguish the comparisons.
  List<String> agreementKeys() {
    return agreementKeys;
  }

  List<@Nullable Object> summary(Row row) {
    return cells(summary, row);
  }

  /// @param known types and sides of neurons
  List<@Nullable Object> parity(Row row, NeuronRates neuron, AnnotatedNeurons known) {
    List<@Nullable Object> cells = cells(parityKeys, row);
    cells.add(neuron.flywireId());
    cells.add(neuron.rateA());
    cells.add(neuron.rateB());
    cells.add(known.type(neuron.flywireId()));
    cells.add(known.side(neuron.flywireId()));
    return cells;
  }

  private static List<@Nullable Object> cells(List<Column> columns, Row row) {
    List<@Nullable Object> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(column.cell().apply(row)));
    return cells;
  }
}
