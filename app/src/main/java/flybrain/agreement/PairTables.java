package flybrain.agreement;

import flybrain.Progress;
import flybrain.compare.ComparedRun;
import flybrain.compare.NeuronRates;
import flybrain.compare.RunComparison;
import flybrain.compare.SpikeMatches;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.results.BackendName;
import flybrain.results.RunSize;
import flybrain.tables.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of comparisons of pairs of recorded runs: a summary with a row for each pair, the
/// rates of every neuron of each pair, its noise floor, and what is missing.
public final class PairTables {
  private final PairForm form;
  private final NoiseFloorTable noise;
  private final double tolerance;
  private final AgreementTable agreement = new AgreementTable();
  private final Table summary;
  private final Table parity;
  private final List<Object> missing = new ArrayList<>();

  /// @param form of the tables
  /// @param noise receives the noise floor of each pair
  /// @param tolerance largest difference of matched spikes in ms
  public PairTables(PairForm form, NoiseFloorTable noise, double tolerance) {
    this.form = form;
    this.noise = noise;
    this.tolerance = tolerance;
    this.summary = new Table(form.summaryColumns());
    this.parity = new Table(form.parityColumns());
  }

  /// Compares two runs and adds a row for them to each table.
  ///
  /// @param known types and sides of neurons
  /// @param timing whether spike times are matched too
  public RunComparison add(
      ComparedPair pair,
      ComparedRun a,
      ComparedRun b,
      AnnotatedNeurons known,
      boolean timing,
      Progress progress)
      throws IOException {
    if (timing) {
      progress.stage("matching spike times of %s and %s".formatted(a.name(), b.name()));
    }
    RunComparison runs = RunComparison.of(a, b, timing ? tolerance : Double.NaN);
    RunSize size = new RunSize(a.rates().tRun(), a.rates().trials());
    noise.add(pair, size, a, b);
    SpikeMatches matches = runs.matches();
    if (matches != null) {
      noise.addTiming(pair, size, a, matches, tolerance);
    }
    agreement.add(pair.reference(), pair.comparison(), pair.round(), size, runs, null);
    PairForm.Row row = new PairForm.Row(pair, size, tolerance, a.file(), b.file(), runs);
    summary.add(form.summary(row));
    for (NeuronRates neuron : runs.neurons()) {
      parity.add(form.parity(row, neuron, known));
    }
    return runs;
  }

  /// Adds a backend without a file.
  ///
  /// @param round counted from 1, null if all are of one round
  public void miss(BackendName backend, @Nullable Integer round, RunSize size, Path file) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("backend", backend.key());
    entry.put("framework", backend.framework());
    if (round != null) {
      entry.put("round", round);
    }
    entry.put("t_run", size.tRun());
    entry.put("n_run", size.trials());
    entry.put("path", file.toString());
    missing.add(entry);
    if (round == null) {
      agreement.skip(backend);
    } else {
      agreement.skip(backend, round);
    }
  }

  /// Number of comparisons.
  public int size() {
    return summary.size();
  }

  /// A row for each pair.
  public Table summary() {
    return summary;
  }

  /// Columns of [#summary] that a page shows.
  public Table shown() {
    return summary.only(form.shown()).rounded();
  }

  /// A row for each neuron that fired in either run of a pair.
  public Table parity() {
    return parity;
  }

  /// Objects for JSON.
  public List<Object> missing() {
    return missing;
  }

  /// How the runs agree, and which backends have none, as text.
  public String agreement() {
    return agreement.text(AgreementTable.columns(form.agreementKeys()));
  }

  public NoiseFloorTable noise() {
    return noise;
  }
}
