package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.attribution.Causes;
import flybrain.attribution.Routes;
import flybrain.attribution.SpikeCauses;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.tables.Table;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain why`: takes the spikes of a neuron apart into what every presynaptic spike
/// contributed.
@Command(
    name = "why",
    description =
        "Says why a neuron fires: which presynaptic neurons made up its potential at its spikes, in"
            + " mV.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain why MN9_left sugar",
      "  flybrain why MN9_left sugar --trial 3 --spike 10",
      "  flybrain why MN9_left sugar --time 123.4ms --top 5",
      "  flybrain why 'DNp01 & side:left' --excite LC4 --out causes.csv",
      "  flybrain why MN9_left results/sugar.parquet",
      "  flybrain why MN9_left sugar --compare-silence 720575940617937543",
      "  flybrain why MN9_left sugar --routes --top 100 --out routes.csv",
      "",
      "The contributions to a spike add up to the height of the potential above rest, exactly."
          + " In place of an experiment a spike file of flybrain can be named; its experiment is run"
          + " again."
    })
final class WhyCommand implements Callable<Integer> {
  /// What counts as one on a route.
  enum By {
    NEURON,
    TYPE
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NEURON",
      description = "One neuron: an id, a name, or a selection such as 'DNp01 & side:left'.")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private String neuron;

  @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Option(
      names = "--trial",
      paramLabel = "T",
      description = "One trial, counted from 0 (default: all; of --spike and --time: 0).")
  private @Nullable Integer trial;

  @ArgGroup(exclusive = true)
  private SpikeChoice choice = new SpikeChoice();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Rows of excitation and of inhibition in text (default: 20).")
  private int top = 20;

  @Option(
      names = "--routes",
      description =
          "Write the routes from the drive to the neuron as the table, not its presynaptic neurons.")
  private boolean routes;

  @Option(
      names = "--min-share",
      paramLabel = "PERCENT",
      description = "Least share of the excitation of a branch that is traced back (default: 5).")
  private double minShare = 5;

  @Option(
      names = "--by",
      paramLabel = "neuron|type",
      description =
          "Trace back single neurons (default), or all neurons of a type and side, or of a set,"
              + " together.")
  private By by = By.NEURON;

  @Option(
      names = "--compare-silence",
      paramLabel = "NEURONS",
      description = "Compare with the same experiment in which these neurons are silenced too.")
  private @Nullable String comparedSilence;

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores); does not change the results.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Usage.require(spec, top >= 1, "--top " + top + ": must be at least 1");
    Usage.require(
        spec,
        minShare >= 0.1 && minShare <= 100,
        "--min-share %s: must be from 0.1 to 100 percent".formatted(Decimal.text(minShare)));
    Usage.check(spec, choice::check);
    Usage.require(
        spec,
        comparedSilence == null || !choice.isAsked(),
        "--compare-silence compares all spikes; leave out --spike and --time");
    format.check(spec);
    NeuronReference typed = Usage.check(spec, () -> NeuronReference.parse(neuron));
    Path recorded = recipeOptions.spikeFile();
    if (recorded == null) {
      explainExperiment(typed);
    } else {
      explainRecorded(recorded, typed);
    }
    return 0;
  }

  private void explainExperiment(NeuronReference typed) throws IOException {
    Recipe recipe = Usage.check(spec, recipeOptions::recipe);
    Recipe silenced = Usage.check(spec, () -> silenced(recipe));
    checkTrial(recipe.trials());
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    Usage.check(
        spec,
        recipeOptions
            .files(new Outputs(), recipe)
            .reads("the neuron", typed.files())
            .reads("--compare-silence", NeuronReference.files(comparedSilence))
            .reads("the connectome", source.paths())
            .writes("--out", format.out()));
    print("connectome %s: %s".formatted(source.name(), source.origin()));
    try (Laboratory laboratory = Laboratory.open(() -> store.open(source, this::print))) {
      Plan plan = laboratory.plan(recipe, Engines.EVENT);
      plan.notes().forEach(this::print);
      plan.warnings().forEach(warning -> print("warning: " + warning));
      int index = ExplainedRun.neuron(plan, recipe, neuron, this::print);
      explain(laboratory, silenced, ExplainedRun.of(laboratory, plan, recipe, threads), index);
    }
  }

  private void explainRecorded(Path spikes, NeuronReference typed) throws IOException {
    recipeOptions.refuseChanges(spec, spikes);
    Usage.check(
        spec,
        new Outputs()
            .reads("the spikes", spikes)
            .reads("the neuron", typed.files())
            .reads("--compare-silence", NeuronReference.files(comparedSilence))
            .writes("--out", format.out()));
    RepeatedRun repeated = RepeatedRun.of(spikes);
    checkTrial(repeated.trials());
    try (Laboratory laboratory =
        Laboratory.on(repeated.connectome(connectome.name(), this::print))) {
      Plan plan = repeated.plan(laboratory);
      Recipe recipe = Objects.requireNonNull(plan.recipe());
      int index = ExplainedRun.neuron(plan, recipe, neuron, this::print);
      ExplainedRun run = ExplainedRun.of(laboratory, plan, recipe, threads);
      repeated.requireSame(run);
      explain(laboratory, Usage.check(spec, () -> silenced(recipe)), run, index);
    }
  }

  /// The recipe with the neurons of `--compare-silence` silenced too.
  private Recipe silenced(Recipe recipe) {
    if (comparedSilence == null) {
      return recipe;
    }
    List<NeuronReference> all = new ArrayList<>(recipe.silenced());
    all.addAll(NeuronReference.parseList(comparedSilence));
    Recipe silenced = recipe.withSilenced(all);
    silenced.check();
    return silenced;
  }

  private void explain(Laboratory laboratory, Recipe silenced, ExplainedRun run, int index)
      throws IOException {
    if (comparedSilence == null) {
      explain(run, index);
    } else {
      compare(laboratory, silenced, run, index);
    }
  }

  private void checkTrial(int trials) {
    Usage.require(
        spec,
        trial == null || (trial >= 0 && trial < trials),
        "--trial %s: must be from 0 to %d".formatted(trial, trials - 1));
  }

  private void explain(ExplainedRun run, int index) throws IOException {
    if (choice.isAsked()) {
      explainSpike(run, index);
      return;
    }
    int[] trials = trials(run);
    if (run.spikes(index, trials) == 0) {
      throw neverFires(run, index, trials);
    }
    Causes causes = run.attribution().causes(index, trials);
    write(
        run,
        CauseTables.of(causes, run),
        run.attribution().routes(index, search(run), trials),
        run.rate(index, trials),
        CauseText.headline(causes, run, trials));
  }

  private void explainSpike(ExplainedRun run, int index) throws IOException {
    int ofTrial = trial == null ? 0 : trial;
    int step = choice.step(run, ofTrial, index);
    SpikeCauses causes = run.attribution().at(ofTrial, index, step);
    boolean spikes = run.attribution().isSpike(ofTrial, index, step);
    Usage.require(spec, spikes || !routes, "--routes: there is no spike at this time");
    write(
        run,
        CauseTables.of(causes, run),
        spikes ? run.attribution().routesOfSpike(ofTrial, index, step, search(run)) : null,
        null,
        CauseText.headline(causes, run));
  }

  /// How routes are searched for.
  private Routes.Search search(ExplainedRun run) {
    if (by == By.NEURON) {
      return new Routes.Search(top, minShare / 100);
    }
    int[] first = run.firstOfKind();
    return new Routes.Search(top, minShare / 100, neuron -> first[neuron]);
  }

  /// Compares with the same experiment in which more neurons are silenced.
  private void compare(Laboratory laboratory, Recipe recipe, ExplainedRun control, int index)
      throws IOException {
    int[] trials = trials(control);
    if (control.spikes(index, trials) == 0) {
      throw neverFires(control, index, trials);
    }
    Plan plan = laboratory.plan(recipe, Engines.EVENT);
    plan.warnings().forEach(warning -> print("warning: " + warning));
    ExplainedRun silenced = ExplainedRun.of(laboratory, plan, recipe, threads);
    ComparedCauses compared =
        new ComparedCauses(
            control, silenced, new RouteTables(control, by == By.TYPE), index, trials);
    Table causes = compared.causes();
    Table ways = compared.routes(search(control));
    String headline =
        CauseText.headline(control.attribution().causes(index, trials), control, trials);
    format.write(spec, routes ? ways : causes, () -> headline + compared.text(causes, ways, top));
    if (format.out() != null) {
      print("table: " + format.out());
    }
  }

  private int[] trials(ExplainedRun run) {
    return trial == null
        ? IntStream.range(0, run.plan().experiment().trials()).toArray()
        : new int[] {trial};
  }

  /// @param found null where there is no spike to trace back
  /// @param rate of the neuron in Hz, null for a single spike
  private void write(
      ExplainedRun run,
      Table causes,
      @Nullable Routes found,
      @Nullable Double rate,
      String headline)
      throws IOException {
    RouteTables ways = new RouteTables(run, by == By.TYPE);
    Table table = routes && found != null ? ways.table(found, rate) : causes;
    format.write(
        spec,
        table,
        () ->
            headline
                + CauseText.tables(causes, top)
                + (found == null
                    ? ""
                    : ways.text(found.tree(), minShare) + ways.text(found, rate, top)));
    if (format.out() != null) {
      print("table: " + format.out());
    }
  }

  /// Says how near the neuron came to firing.
  private static InputException neverFires(ExplainedRun run, int index, int... trials) {
    SpikeCauses highest = null;
    for (int ofTrial : trials) {
      SpikeCauses there =
          run.attribution().at(ofTrial, index, run.attribution().highest(ofTrial, index));
      if (highest == null || there.height() > highest.height()) {
        highest = there;
      }
    }
    Experiment experiment = run.plan().experiment();
    String start =
        "%s never fires in %s of %s; "
            .formatted(run.label(index), Counted.of(trials.length, "trial"), experiment.name());
    if (highest == null || highest.contributions().isEmpty()) {
      return new InputException(start + "none of its presynaptic partners does, nor is it driven");
    }
    double potential = experiment.parameters().v0() + highest.height();
    String time = Decimal.text(run.time(highest.step()));
    return new InputException(
        start
            + String.format(
                Locale.ROOT,
                "its highest potential is %.2f mV, %.2f mV below the threshold, at %s ms in trial %d;"
                    + " --trial %d --time %sms takes it apart",
                potential,
                experiment.parameters().vThreshold() - potential,
                time,
                highest.trial(),
                highest.trial(),
                time));
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
