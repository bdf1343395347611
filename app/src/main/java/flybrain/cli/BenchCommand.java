package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.bench.Grid;
import flybrain.bench.Suite;
import flybrain.bench.SuiteRun;
import flybrain.bench.Tally;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.parquet.Compression;
import flybrain.results.DataFolder;
import flybrain.results.RunLabel;
import flybrain.spikes.SpikeFileWriter;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `flybrain bench`: times a grid of durations and trials on one backend after the other.
@Command(
    name = "bench",
    modelTransformer = BenchBackends.class,
    description = "Times a grid of durations and numbers of trials on one backend after the other.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Without a backend: event and the reference suite's five. Examples:",
      "  flybrain bench --event --brian2-cpu --t_run 0.1 1 --n_run 1",
      "  flybrain bench --paper --run-label mine",
      "  flybrain bench --paper --run-label mine          resumes an interrupted run",
      "",
      "Option names can be written with underscores too (--run_label)."
    })
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--t-run",
      arity = "1..*",
      paramLabel = "S",
      description = "Durations of a trial in s, from 0.1 1 10 100 1000 (default: all).")
  private @Nullable List<Double> durations;

  @Option(
      names = "--n-run",
      arity = "1..*",
      paramLabel = "N",
      description = "Numbers of trials (default: 1 4 8 16 32).")
  private @Nullable List<Integer> trials;

  @Option(
      names = "--paper",
      description = "The published grid: --t-run 0.1 1 10 100 --n-run 1 4 8 16 32 --rounds 5.")
  private boolean paper;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of times to repeat the " + "grid (default: 1).")
  private @Nullable Integer rounds;

  @Option(names = "--round-start", paramLabel = "N", description = "Number of the first round.")
  private int roundStart = 1;

  @Option(
      names = "--run-label",
      paramLabel = "LABEL",
      description =
          "Groups the rounds, in results/LABEL; benchmarks already complete there are "
              + "skipped.")
  private @Nullable String label;

  @Option(names = "--redo", description = "Repeat completed benchmarks.")
  private boolean redo;

  @Option(
      names = "--experiment",
      paramLabel = "EXPERIMENT",
      description = "A preset or an experiment file (.toml); default: sugar.")
  private String experiment = "sugar";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Base seed; each round derives its " + "own.")
  private @Nullable Long seed;

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Option(names = "--data", paramLabel = "DIR", description = "Output folder (default: data).")
  private Path data = Path.of("data");

  @Option(
      names = "--disable-spike-io",
      description = "Measure time only; record and write no " + "spikes.")
  private boolean disableSpikeIo;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description =
          "Compression of spike files: brotli (default), zstd, or snappy, which every "
              + "program reads.")
  private Compression compression = SpikeFileWriter.DEFAULT_COMPRESSION;

  @Option(
      names = "--time-limit",
      paramLabel = "S",
      description = "Maximum time of one benchmark in s.")
  private @Nullable Double timeLimit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description = "Log file to append to (default: results/benchmarks.log in the --data folder).")
  private @Nullable Path logFile;

  @Option(names = "--no-log-file", description = "Log to the terminal only.")
  private boolean noLogFile;

  @Override
  public Integer call() throws IOException {
    Recipe recipe = Usage.check(spec, this::recipe);
    Grid grid = Usage.check(spec, this::grid);
    String runLabel = Usage.check(spec, () -> runLabel(grid));
    OptionalDouble limit = Usage.check(spec, this::limit);
    Usage.check(spec, () -> checked(recipe, grid));
    PrintWriter err = spec.commandLine().getErr();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    DataFolder folder = new DataFolder(data);
    Usage.check(
        spec,
        folder.written(
            new Outputs()
                .reads("the experiment", isFile() ? Path.of(experiment) : null)
                .reads("neuron ids", recipe.files())
                .reads("the connectome", source.paths())
                .writes("--log-file", log(folder)),
            runLabel));
    print(err, source.words());
    List<Backend> chosen = BenchBackends.of(parsed());
    Suite suite =
        new Suite(
            folder,
            runLabel,
            chosen,
            grid,
            recipe,
            () -> store.open(source, notice -> print(err, notice)),
            spikeIo() ? Optional.of(compression) : Optional.empty(),
            limit,
            redo,
            threads);
    Tally tally = SuiteRun.of(suite, spec.commandLine().getOut(), log(folder));
    return exitCode(tally);
  }

  private ParseResult parsed() {
    return spec.commandLine().getParseResult();
  }

  /// A failed benchmark is a failure, and so is a requested backend that cannot run; a default
  /// backend that cannot run here is not, unless nothing else can.
  private int exitCode(Tally tally) {
    boolean nothing = tally.succeeded() + tally.skipped() == 0;
    boolean asked = BenchBackends.areChosen(parsed()) && tally.notRun() > 0;
    return tally.failed() > 0 || asked || nothing ? 1 : 0;
  }

  private Recipe recipe() {
    Recipe recipe = isFile() ? ExperimentFile.read(Path.of(experiment)) : Presets.get(experiment);
    return seed == null ? recipe : recipe.withSeed(seed);
  }

  private boolean isFile() {
    return experiment.toLowerCase(Locale.ROOT).endsWith(".toml");
  }

  private Grid grid() {
    List<Double> allDurations = paper ? Grid.PAPER_DURATIONS : Grid.DURATIONS;
    return new Grid(
        durations == null ? allDurations : durations,
        trials == null ? Grid.PAPER_TRIALS : trials,
        rounds == null ? (paper ? Grid.PAPER_ROUNDS : 1) : rounds,
        roundStart);
  }

  private String runLabel(Grid grid) {
    if (label != null) {
      return RunLabel.sanitized(label);
    }
    if (roundStart > 1 && grid.rounds() == 1) {
      throw new InputException("--round-start: needs a --run-label, which numbers the rounds");
    }
    return grid.rounds() > 1 ? RunLabel.of(LocalDateTime.now(ZoneId.systemDefault())) : "";
  }

  private OptionalDouble limit() {
    if (threads < 1) {
      throw new InputException("--threads " + threads + ": must be at least 1");
    }
    if (timeLimit == null) {
      return OptionalDouble.empty();
    }
    if (!(timeLimit > 0 && timeLimit < 1e9)) {
      throw new InputException(
          "--time-limit %s: must be above 0 and below 1e9 s".formatted(Decimal.text(timeLimit)));
    }
    return OptionalDouble.of(timeLimit);
  }

  /// An error in an experiment or its combination with the grid, before anything is started.
  private static Recipe checked(Recipe recipe, Grid grid) {
    for (double duration : grid.durations()) {
      for (int number : grid.trials()) {
        recipe.withDuration(duration).withTrials(number).check();
      }
    }
    return recipe;
  }

  /// The reference suite turns it off by a variable, too.
  private boolean spikeIo() {
    return !disableSpikeIo && !"1".equals(System.getenv("FLY_BRAIN_DISABLE_SPIKE_IO"));
  }

  private @Nullable Path log(DataFolder folder) {
    if (noLogFile) {
      return null;
    }
    return logFile == null ? folder.results().resolve("benchmarks.log") : logFile;
  }

  private static void print(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
