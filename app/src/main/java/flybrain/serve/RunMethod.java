package flybrain.serve;

import flybrain.Progress;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import flybrain.requests.Params;
import flybrain.spikes.Measurement;
import flybrain.spikes.Spikes;
import flybrain.spikes.StepTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs an experiment, and returns its spikes or writes them to a file.
final class RunMethod implements Method {
  private final Brains brains;
  private final SpikeRoom room;

  RunMethod(Brains brains, SpikeRoom room) {
    this.brains = brains;
    this.room = room;
  }

  @Override
  public Reply answer(Params params, Progress progress) throws IOException {
    params.allow("brain", "experiment", "n_run", "t_run", "seed", "threads", "out", "spikes");
    OpenBrain brain = brains.of(params);
    Recipe recipe = RequestedRecipe.of(params);
    Plan plan = brain.laboratory().plan(recipe, Engines.EVENT);
    Path out = params.path("out");
    check(out, brain, recipe);
    boolean returnsSpikes = out == null && (!params.has("spikes") || params.flag("spikes"));
    RunOptions options =
        RunOptions.DEFAULT
            .withProgress(RequestProgress.in(progress, "trials", plan.experiment().steps()))
            .withFile(out == null ? null : new SpikeFile(out));
    if (params.has("threads")) {
      options = options.withThreads(params.count("threads", 1));
    }
    if (!returnsSpikes) {
      Report report = brain.laboratory().run(plan, options);
      return new Reply(facts(report), rates(report));
    }
    AnswerSpikes kept =
        new AnswerSpikes(
            room,
            "n_run = %d".formatted(plan.experiment().trials()),
            plan.experiment().trials(),
            "write the spikes to a file (out), ask for the rates alone (spikes = false), run fewer"
                + " trials");
    try {
      Report report = brain.laboratory().run(plan, options.withSink(kept));
      List<Column> columns = new ArrayList<>(spikes(kept.spikes(), plan));
      columns.addAll(rates(report));
      return new Reply(facts(report), columns, kept::close);
    } catch (IOException | RuntimeException | Error e) {
      kept.close();
      throw e;
    }
  }

  /// Refuses a file that is read here, and one that would replace something else than spikes.
  private static void check(@Nullable Path out, OpenBrain brain, Recipe recipe) throws IOException {
    if (out != null) {
      SpikeFile.checkName("out", out);
      new Outputs()
          .reads("the connectome", brain.source().paths())
          .reads("neuron ids or events", recipe.files())
          .writes("out", out)
          .check();
      SpikeFile.checkReplaced("out", out, "");
    }
  }

  private static Map<String, @Nullable Object> facts(Report report) {
    Plan plan = report.plan();
    Experiment experiment = plan.experiment();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("name", experiment.name());
    facts.put("connectome", plan.brain().name());
    facts.put("t_run", experiment.duration());
    facts.put("n_run", experiment.trials());
    facts.put("seed", experiment.seed());
    facts.put("dt", experiment.parameters().dt());
    facts.put("spikes", report.statistics().spikes());
    facts.put("active_neurons", report.statistics().activeNeurons());
    facts.put("sim_time", report.times().simulation());
    facts.put("total_time", report.times().total());
    facts.put("experiment", ExperimentText.of(Objects.requireNonNull(plan.recipe())));
    facts.put("notes", plan.notes());
    facts.put("warnings", plan.warnings());
    Path file = report.file();
    facts.put("out", file == null ? null : file.toString());
    return facts;
  }

  private static List<Column> spikes(Spikes spikes, Plan plan) {
    StepTime time = new StepTime(plan.experiment().parameters().dt());
    Connectome brain = plan.brain();
    return List.of(
        new Column.Longs(
            "neuron", spikes.size(), spike -> brain.neurons().id(spikes.neuron(spike))),
        new Column.Ints("trial", spikes.size(), spikes::trial),
        new Column.Doubles("time", spikes.size(), spike -> time.seconds(spikes.step(spike))));
  }

  /// The neurons that fired, those with the highest rates first.
  private static List<Column> rates(Report report) {
    int[] active = report.statistics().mostActive().toArray();
    Measurement[] rates = new Measurement[active.length];
    for (int k = 0; k < active.length; k++) {
      rates[k] = report.rate(active[k]);
    }
    return List.of(
        BrainMethods.ids("active", report.plan().brain(), active),
        new Column.Doubles("rate", active.length, k -> rates[k].mean()),
        new Column.Doubles(
            "sd", active.length, k -> rates[k].hasSd() ? rates[k].sd() : Double.NaN));
  }
}
