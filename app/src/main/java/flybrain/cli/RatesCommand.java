package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.cli.RateTable.Experiment;
import flybrain.cli.options.AnnotationsOption;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronSets;
import flybrain.figures.RunFacts;
import flybrain.files.Outputs;
import flybrain.spikes.FiringRates;
import flybrain.spikes.RecordedRun;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain rates`: the firing rates of neurons in spike files as a table.
@Command(
    name = "rates",
    description =
        "Prints the firing rates of spike files: for each neuron that fired, mean over all trials"
            + " and population standard deviation in Hz, as the paper's get_rate computes them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain rates results/sugar.parquet",
      "  flybrain rates results/sugar.parquet results/silenced.parquet --out rates.csv",
      "  flybrain rates sugarR.parquet --t-run 1 --n-run 30 --csv",
      "",
      "A neuron that fired in no trial of an experiment has no value there (NaN)."
          + " Files written by flybrain record number and duration of trials;"
          + " for files of other programs give them as options."
    })
final class RatesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SPIKES.parquet",
      description = "Spike files, one per experiment.")
  private List<Path> files = List.of();

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, for every file (default: from the file).")
  private @Nullable Double duration;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials of every file (default: from the file).")
  private @Nullable Integer trials;

  @Option(
      names = "--names",
      paramLabel = "NAME,...",
      split = ",",
      description =
          "Names of the experiments in the order of the files (default: exp_name in the files).")
  private List<String> names = List.of();

  @Mixin private SetsOption setsOption = new SetsOption();

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Override
  public Integer call() throws IOException {
    NeuronSets sets = checkOptions();
    List<Experiment> experiments = new ArrayList<>();
    Map<Long, String> readOuts = new HashMap<>();
    List<Map<String, String>> provenance = new ArrayList<>();
    try (TerminalProgress progress = new TerminalProgress()) {
      Map<Path, RecordedRun> runs = new LinkedHashMap<>();
      for (Path file : files) {
        progress.reading(file);
        RecordedRun run = RecordedRun.of(file);
        runs.put(file, run);
        provenance.add(run.metadata());
        RunFacts.of(run.metadata(), run.experiment()).readOuts().forEach(readOuts::putIfAbsent);
      }
      for (Map.Entry<String, Path> named : named(runs).entrySet()) {
        progress.reading(named.getValue());
        RecordedRun run = Objects.requireNonNull(runs.get(named.getValue()));
        Experiment experiment = Experiment.of(named.getKey(), rates(named.getValue(), run));
        if (experiment.rates().isEmpty()) {
          progress.print(
              err(), named.getValue() + ": has no spikes, so the table has no column for it");
        } else {
          experiments.add(experiment);
        }
      }
    }
    NeuronNames of = new NeuronNames(readOuts, sets, annotations.of(provenance, err()));
    format.write(
        spec,
        RateTable.of(experiments, of),
        () -> RateTable.byRate(experiments, of).rounded().text());
    return 0;
  }

  /// The sets in use, when the options make sense.
  private NeuronSets checkOptions() {
    Usage.require(
        spec,
        duration == null || (duration > 0 && Double.isFinite(duration)),
        "--t-run %s: must be a number of seconds above 0"
            .formatted(duration == null ? "" : Decimal.text(duration)));
    Usage.require(
        spec, trials == null || trials > 0, "--n-run %s: must be at least 1".formatted(trials));
    format.check(spec);
    Usage.require(
        spec,
        names.isEmpty() || names.size() == files.size(),
        "--names: %s for %s"
            .formatted(Counted.of(names.size(), "name"), Counted.of(files.size(), "file")));
    Usage.require(
        spec,
        names.stream().noneMatch(String::isBlank),
        "--names: a name is empty; give one per file, separated by commas");
    Usage.check(
        spec,
        setsOption.read(new Outputs().reads("the spikes", files)).writes("--out", format.out()));
    return Usage.check(spec, setsOption::all);
  }

  /// The files by the names of their experiments.
  ///
  /// @throws InputException for two of the same name, whose rates would be one column
  private Map<String, Path> named(Map<Path, RecordedRun> runs) {
    Map<String, Path> named = new LinkedHashMap<>();
    for (int k = 0; k < files.size(); k++) {
      Path file = files.get(k);
      String name =
          names.isEmpty() ? Objects.requireNonNull(runs.get(file)).experiment() : names.get(k);
      Path other = named.put(name, file);
      if (other != null) {
        throw new InputException(
            ("%s and %s: both are of an experiment '%s'; give each its own name, as in --names "
                    + "first,second")
                .formatted(other, file, name));
      }
    }
    RateTable.columns(List.copyOf(named.keySet()));
    return named;
  }

  private FiringRates rates(Path file, RecordedRun run) throws IOException {
    double seconds = duration == null ? run.duration() : duration;
    int count = trials == null ? run.trials() : trials;
    if (Double.isNaN(seconds)) {
      throw new InputException(
          file + ": does not record the duration of a trial; give --t-run " + "in s");
    }
    if (count == 0) {
      throw new InputException(
          file + ": does not record the number of trials; give --n-run (silent trials count)");
    }
    return FiringRates.of(file, seconds, count);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
