package flybrain.cli;

import flybrain.InputException;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.Recipe;
import flybrain.figures.RunFacts;
import flybrain.figures.RunFigure;
import flybrain.files.Outputs;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import flybrain.laboratory.StateFile;
import flybrain.spikes.SpikeFileReader;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain run`: simulates one experiment, shows what fired and writes the spikes.
@Command(
    name = "run",
    description =
        "Simulates an experiment, shows which neurons fired and writes the spikes to " + "a file.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain run sugar",
      "  flybrain run sugar --n-run 1 --rate 100",
      "  flybrain run sugar --silence 720575940617937543 --out silenced.parquet",
      "  flybrain run --excite 720575940660219265,bitter --rate 60 --name mine",
      "  flybrain run --excite 'type:/LPLC.*/ & side:left' --read-out DNp01",
      "  flybrain run experiment.toml --json",
      "  flybrain run sugar --figure sugar.png",
      "  flybrain run sugar --no-spikes --rates sugar.csv",
      "  flybrain run sugar --record v,g --every 0.5ms --record-figure v.png",
      "",
      "Option names can be written with underscores too (--t_run)."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

  @Mixin private BackendOption backend = new BackendOption();

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores); does not change the spikes.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private SpikeTarget target = new SpikeTarget();

  @Mixin private RatesOption ratesOption = new RatesOption();

  @Mixin private RecordOptions recordOptions = new RecordOptions();

  @Option(
      names = "--save-input",
      paramLabel = "EVENTS.csv",
      description = "Also write the input events of the first trial, for --replay.")
  private @Nullable Path savedInput;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png|svg",
      description = "Also draw the spikes: raster, population rate and firing rates.")
  private @Nullable Path figure;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  private boolean json;

  @Mixin private ProcessorTimes times = new ProcessorTimes();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    times.end("start");
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Recipe recipe = Usage.check(spec, recipeOptions::recipe);
    Backend chosen = backend.backend(spec);
    chosen.requireFor(recipe);
    Usage.check(spec, () -> recordOptions.check(recipe));
    recordOptions.require(chosen);
    requireAvailable(chosen);
    if (figure != null) {
      RunFigure.check(figure);
    }
    Usage.require(
        spec,
        figure == null || target.file(recipe.name()) != null,
        "--figure needs the spike file; leave out --no-spikes");
    PrintWriter err = spec.commandLine().getErr();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    Usage.check(
        spec,
        recordOptions
            .files(
                ratesOption.written(recipeOptions.files(new Outputs(), recipe)),
                target,
                recipe.name())
            .reads("the connectome", source.paths())
            .writes("--out", target.file(recipe.name()))
            .writes("--save-input", savedInput)
            .writes("--figure", figure));
    Usage.check(spec, target::check);
    String name = target.experimentName(recipeOptions.name(), recipe.name());
    ratesOption.check(spec, name);
    print(err, source.words());
    try (Laboratory laboratory =
        Laboratory.open(() -> store.open(source, notice -> print(err, notice)))) {
      times.end("connectome");
      run(laboratory, recipe, chosen, name, start);
    }
    times.print(err);
    return 0;
  }

  private void run(Laboratory laboratory, Recipe recipe, Backend chosen, String name, long start)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Plan plan = laboratory.plan(recipe, chosen);
    plan.notes().forEach(note -> print(err, note));
    plan.warnings().forEach(warning -> print(err, "warning: " + warning));
    target.checkReplaced(recipe.name(), plan.provenance());
    recordOptions.checkReplaced(target, plan);
    if (savedInput != null) {
      InputFile.write(savedInput, plan.brain(), plan.experiment());
    }
    RecordOptions.Recorded recorded =
        recordOptions.recorded(target, plan, recipe, warning -> print(err, "warning: " + warning));
    Report report;
    try {
      report = simulate(laboratory, plan, recorded == null ? null : recorded.states(), start);
      if (recorded != null) {
        recorded.finish(plan.brain().annotated(), err);
      }
    } finally {
      if (recorded != null) {
        recorded.deleteTemporary();
      }
    }
    NeuronNames names = NeuronNames.of(recipe, plan.experiment(), plan.brain().annotated());
    ratesOption.write(spec, name, report, names);
    RunSummary summary = RunSummaries.of(report, names);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(json ? RunJson.of(summary) : RunText.of(summary));
    stdout.flush();
    if (figure != null && report.file() != null) {
      draw(report.file(), plan, figure);
      print(err, "picture: " + figure);
    }
    times.end("results");
  }

  private Report simulate(Laboratory laboratory, Plan plan, @Nullable StateFile states, long start)
      throws IOException {
    Path spikes = target.file(plan.experiment().name());
    SpikeFile file =
        spikes == null
            ? null
            : new SpikeFile(spikes, target.compression(), recipeOptions.name(), Map.of(), () -> {});
    try (TerminalProgress progress = new TerminalProgress()) {
      Report report =
          laboratory.run(
              plan,
              RunOptions.DEFAULT
                  .withThreads(threads)
                  .withProgress(times.of(progress))
                  .withFile(file)
                  .withStates(states));
      times.end("simulation");
      return report.withTotal(secondsSince(start));
    }
  }

  /// The neurons of replayed events count as driven; the spike file does not name them.
  private static void draw(Path spikes, Plan plan, Path picture) throws IOException {
    RunFacts facts;
    try (SpikeFileReader reader = new SpikeFileReader(spikes)) {
      facts = RunFacts.of(reader.provenance(), plan.experiment().name());
    }
    Set<Long> driven =
        plan.experiment()
            .everDriven()
            .mapToObj(plan.brain().neurons()::id)
            .collect(Collectors.toSet());
    new RunFigure(0, RunFigure.DOTS_PER_INCH)
        .draw(spikes, facts.withAlsoDriven(driven), plan.brain().annotated(), picture);
  }

  /// @throws InputException if the backend cannot run here, saying what it needs
  static void requireAvailable(Backend backend) {
    switch (backend.availability()) {
      case Availability.Ready _ -> {}
      case Availability.Installable _ ->
          throw new InputException(
              "backend %s is not installed; install it with: flybrain backends install %s"
                  .formatted(backend.key(), backend.key()));
      case Availability.NotRun notRun ->
          throw new InputException(
              "backend %s: not run: needs %s".formatted(backend.key(), notRun.needs()));
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
