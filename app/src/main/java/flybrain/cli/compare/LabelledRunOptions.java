package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.PythonNumber;
import flybrain.agreement.PairTables;
import flybrain.results.RecordedFiles;
import flybrain.results.RunSize;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options of comparisons of a labelled run: which of its files, and where the tables go.
final class LabelledRunOptions {
  @Option(
      names = "--run-label",
      required = true,
      paramLabel = "L",
      description = "Label of the run.")
  private String label = "";

  @Option(
      names = "--t-run",
      arity = "1..*",
      paramLabel = "S",
      description = "Durations in s. Default: all.")
  private List<Double> tRuns = List.of();

  @Option(
      names = "--n-run",
      arity = "1..*",
      paramLabel = "N",
      description = "Trials. Default: all.")
  private List<Integer> trials = List.of();

  @Option(
      names = "--tolerance-ms",
      paramLabel = "MS",
      description = "Largest time difference of matched spikes in ms. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 1.0;

  @Option(
      names = {"-o", "--output", "--output-dir"},
      paramLabel = "DIR",
      description = "Folder of the tables. Default: comparisons in the run's folder.")
  private @Nullable Path output;

  @Option(names = "--parquet", description = "Write each CSV table as Parquet too.")
  private boolean parquet;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of results. Default: ./data.")
  private Path data = Path.of("data");

  /// Refuses sizes and rounds that no run has, and a tolerance below 0.
  ///
  /// @param rounds that are compared
  void check(CommandSpec spec, List<Integer> rounds) {
    tRuns.forEach(tRun -> CompareOptions.checkDuration(spec, tRun));
    trials.forEach(number -> CompareOptions.checkTrials(spec, number));
    rounds.forEach(round -> CompareOptions.checkRound(spec, round));
    Usage.require(
        spec,
        tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY,
        "--tolerance-ms %s: must be at least 0 and finite, in ms"
            .formatted(PythonNumber.text(tolerance)));
  }

  String label() {
    return label;
  }

  /// Largest time difference of matched spikes in ms.
  double tolerance() {
    return tolerance;
  }

  /// Folder of all results.
  Path data() {
    return data;
  }

  /// The folder of the run.
  ///
  /// @throws flybrain.InputException if it is not there
  Path run() {
    return RecordedFiles.run(data, label);
  }

  /// The files of a round.
  RecordedFiles round(int round) {
    return RecordedFiles.of(data, label, round);
  }

  /// The sizes that are compared of some files.
  List<RunSize> sizes(RecordedFiles files) throws IOException {
    return files.sizes(tRuns, trials);
  }

  /// Where the tables go.
  Path folder() {
    return output == null ? run().resolve("comparisons") : output;
  }

  /// Writes the tables of a comparison.
  ///
  /// @param summary name of the summary's files
  /// @param parity name of the files of rates
  /// @param prefix of all other names
  void write(PairTables tables, String summary, String parity, String prefix) throws IOException {
    write(summary, tables.summary());
    TableFiles.write(folder().resolve(summary + ".json"), tables.summary());
    write(parity, tables.parity());
    TableFiles.json(folder().resolve(prefix + "missing_inputs.json"), tables.missing());
    TableFiles.json(folder().resolve(prefix + "runs.json"), tables.noise().runs());
    write(prefix + "noise_floor", tables.noise().table());
  }

  /// Shows a comparison on the terminal, and where its tables are.
  void print(CommandSpec spec, PairTables tables) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(tables.agreement());
    tables.noise().print(out);
    out.println(
        "%s, %s: %s"
            .formatted(
                Counted.of(tables.size(), "comparison"),
                Counted.of(tables.missing().size(), "missing input"),
                folder()));
  }

  /// Writes a table as CSV, and as Parquet where that is asked for.
  private void write(String name, Table table) throws IOException {
    TableFiles.write(folder().resolve(name + ".csv"), table);
    if (parquet) {
      TableFiles.write(folder().resolve(name + ".parquet"), table);
    }
  }
}
