package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.attribution.Attribution;
import flybrain.attribution.Causes;
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
      "  flybrain why MN9_left sugar --figure why.png --html why.html",
      "  flybrain why MN9_left sugar --compare-silence 720575940617937543",
      "  flybrain why MN9_left sugar --compare water.toml",
      "  flybrain why MN9_left sugar --routes --top 100 --out routes.csv",
      "",
      "The contributions to a spike add up to the height of the potential above rest, exactly."
          + " In place of an experiment a spike file of flybrain can be named; its experiment is run"
          + " again."
    })
final class WhyCommand implements Callable<Integer> {
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

  @ArgGroup(exclusive = true)
  private ComparedCondition comparison = new ComparedCondition();

  @Mixin private WhyOutput output = new WhyOutput();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials computed at once (default: all cores); does not change the results.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Usage.check(spec, choice::check);
    Usage.require(
        spec,
        !comparison.isAsked() || !choice.isAsked(),
        "a comparison is of all spikes; leave out --spike and --time");
    output.check(spec, comparison.isAsked());
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
    Recipe compared = Usage.check(spec, () -> comparison.of(recipe));
    checkTrial(recipe.trials());
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    Usage.check(
        spec,
        output.written(
            comparison
                .files(recipeOptions.files(new Outputs(), recipe), compared)
                .reads("the neuron", typed.files())
                .reads("the connectome", source.paths())));
    print("connectome %s: %s".formatted(source.name(), source.origin()));
    try (Laboratory laboratory = Laboratory.open(() -> store.open(source, this::print))) {
      Plan plan = laboratory.plan(recipe, Engines.EVENT);
      plan.notes().forEach(this::print);
      plan.warnings().forEach(warning -> print("warning: " + warning));
      int index = ExplainedRun.neuron(plan, recipe, neuron, this::print);
      explain(laboratory, compared, ExplainedRun.of(laboratory, plan, recipe, threads), index);
    }
  }

  private void explainRecorded(Path spikes, NeuronReference typed) throws IOException {
    recipeOptions.refuseChanges(spec, spikes);
    Usage.check(
        spec,
        output.written(
            comparison
                .files(new Outputs(), Usage.check(spec, () -> comparison.of(Recipe.DEFAULT)))
                .reads("the spikes", spikes)
                .reads("the neuron", typed.files())));
    RepeatedRun repeated = RepeatedRun.of(spikes);
    checkTrial(repeated.trials());
    try (Laboratory laboratory =
        Laboratory.on(repeated.connectome(connectome.name(), this::print))) {
      Plan plan = repeated.plan(laboratory);
      Recipe recipe = Objects.requireNonNull(plan.recipe());
      int index = ExplainedRun.neuron(plan, recipe, neuron, this::print);
      ExplainedRun run = ExplainedRun.of(laboratory, plan, recipe, threads);
      repeated.requireSame(run);
      explain(laboratory, Usage.check(spec, () -> comparison.of(recipe)), run, index);
    }
  }

  private void explain(Laboratory laboratory, Recipe compared, ExplainedRun run, int index)
      throws IOException {
    if (comparison.isAsked()) {
      compare(laboratory, compared, run, index);
    } else {
      explain(run, index);
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
    Attribution attribution = run.attribution();
    Causes causes = attribution.causes(index, trials);
    int steps = output.steps(run.plan().experiment());
    output.write(
        spec,
        run,
        new WhyOutput.Found(
            CauseText.headline(causes, run, trials),
            CauseTables.of(causes, run),
            causes,
            output.draws() ? attribution.course(index, steps, trials) : null,
            attribution.routes(index, output.search(run), trials),
            run.rate(index, trials)));
  }

  private void explainSpike(ExplainedRun run, int index) throws IOException {
    Attribution attribution = run.attribution();
    int ofTrial = trial == null ? 0 : trial;
    int step = choice.step(run, ofTrial, index);
    SpikeCauses causes = attribution.at(ofTrial, index, step);
    String headline = CauseText.headline(causes, run);
    Table table = CauseTables.of(causes, run);
    if (!attribution.isSpike(ofTrial, index, step)) {
      Usage.require(spec, !output.asksForRoutes(), "--routes: there is no spike at this time");
      output.write(spec, run, new WhyOutput.Found(headline, table, null, null, null, null));
      return;
    }
    int steps = output.steps(run.plan().experiment());
    output.write(
        spec,
        run,
        new WhyOutput.Found(
            headline,
            table,
            attribution.causesOfSpike(ofTrial, index, step),
            output.draws() ? attribution.courseOfSpike(ofTrial, index, step, steps) : null,
            attribution.routesOfSpike(ofTrial, index, step, output.search(run)),
            null));
  }

  /// Compares with another condition.
  private void compare(Laboratory laboratory, Recipe recipe, ExplainedRun control, int index)
      throws IOException {
    int[] trials = trials(control);
    if (control.spikes(index, trials) == 0) {
      throw neverFires(control, index, trials);
    }
    Plan plan = laboratory.plan(recipe, Engines.EVENT);
    plan.warnings().forEach(warning -> print("warning: " + warning));
    ExplainedRun other = ExplainedRun.of(laboratory, plan, recipe, threads);
    ComparedCauses compared =
        new ComparedCauses(control, other, comparison, output.names(control), index, trials);
    String headline =
        CauseText.headline(control.attribution().causes(index, trials), control, trials);
    output.write(spec, headline, compared, control);
  }

  private int[] trials(ExplainedRun run) {
    return trial == null
        ? IntStream.range(0, run.plan().experiment().trials()).toArray()
        : new int[] {trial};
  }

  /// Says how near the neuron came to firing.
  private static InputException neverFires(ExplainedRun run, int index, int... trials) {
    Experiment experiment = run.plan().experiment();
    SpikeCauses highest = null;
    boolean isReached = false;
    for (int ofTrial : trials) {
      SpikeCauses there =
          run.attribution().at(ofTrial, index, run.attribution().highest(ofTrial, index));
      SpikeCauses end = run.attribution().at(ofTrial, index, experiment.steps() - 1);
      isReached |= !end.contributions().isEmpty();
      if (highest == null || there.height() > highest.height()) {
        highest = there;
      }
    }
    String start =
        "%s never fires in %s of %s; "
            .formatted(run.label(index), CauseText.trials(run, trials), experiment.name());
    if (highest == null || !isReached) {
      return new InputException(start + "none of its presynaptic partners does, nor is it driven");
    }
    if (highest.height() <= 0) {
      return new InputException(start + "all that reaches it inhibits it");
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
