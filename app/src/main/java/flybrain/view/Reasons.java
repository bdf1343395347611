package flybrain.view;

import flybrain.attribution.Attribution;
import flybrain.attribution.Cause;
import flybrain.attribution.Causes;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.laboratory.RunOptions;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says why a neuron fired the last time.
///
/// The spikes delivered since the neuron's previous spike, and the decay of the model, explain it
/// fully. If some of them are already forgotten, the experiment so far is run again.
final class Reasons {
  /// Causes that are listed; the others are added up.
  private static final int MOST = 100;

  private final Connectome connectome;
  private final Session session;
  private final NeuronNames names;

  /// What the session knows of a spike.
  ///
  /// @param recipe the experiment so far
  /// @param step of the spike
  /// @param spikes what can have to do with it; null where it is forgotten in part
  private record Fact(Recipe recipe, int step, @Nullable Spikes spikes) {}

  Reasons(Connectome connectome, Session session, NeuronNames names) {
    this.connectome = connectome;
    this.session = session;
    this.names = names;
  }

  Answer answer(Query query) throws Exception {
    query.allow("branch", "index");
    int branch = query.whole("branch", 0, 1, 0);
    int index = query.whole("index", 0, connectome.neurons().size() - 1, null);
    Fact fact = session.answer(() -> fact(session.branch(branch), index));
    Causes causes = attribution(fact).causesOfSpike(0, index, fact.step);
    List<Cause> listed = causes.causes().subList(0, Math.min(MOST, causes.causes().size()));
    List<Cause> others = causes.causes().subList(listed.size(), causes.causes().size());
    Map<String, Object> why = new LinkedHashMap<>();
    why.put("spikes", causes.spikes());
    why.put("height", causes.height());
    why.put("excitation", causes.excitation());
    why.put("inhibition", causes.inhibition());
    why.put("causes", listed.stream().map(this::described).toList());
    why.put(
        "others",
        Map.of(
            "count", others.size(),
            "contribution", others.stream().mapToDouble(Cause::height).sum()));
    why.put("step", fact.step);
    why.put("time", session.seconds(fact.step));
    return Answer.json(why);
  }

  private Fact fact(Branch branch, int index) throws Exception {
    SpikeHistory history = branch.history();
    int step = history.lastOf(index, Integer.MAX_VALUE);
    if (step < 0) {
      throw new NotThere(
          history.isComplete()
              ? "%s has not fired yet".formatted(label(index))
              : "%s has not fired for so long that its spikes are forgotten"
                  .formatted(label(index)));
    }
    int before = history.lastOf(index, step);
    boolean isKept = before >= 0 || history.isComplete();
    int delay = branch.brain().parameters().delaySteps();
    return new Fact(
        branch.brain().recipe(),
        step,
        isKept ? history.since(before < 0 ? 0 : Math.max(0, before - delay)) : null);
  }

  private String label(int index) {
    return names.label(connectome.neurons().id(index));
  }

  private Attribution attribution(Fact fact) throws IOException {
    try (Laboratory laboratory = Laboratory.on(connectome)) {
      Plan plan = laboratory.plan(fact.recipe, Engines.EVENT);
      Spikes spikes = fact.spikes == null ? runAgain(laboratory, plan) : fact.spikes;
      return new Attribution(connectome, plan.experiment(), spikes);
    }
  }

  private static Spikes runAgain(Laboratory laboratory, Plan plan) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    laboratory.run(plan, RunOptions.DEFAULT.withThreads(1).withSink(recorder));
    return recorder.spikes();
  }

  private Map<String, Object> described(Cause cause) {
    Map<String, Object> described = NeuronFacts.described(connectome, names, cause.presynaptic());
    switch (cause.kind()) {
      case SPIKE -> {}
      case DRIVE -> described.put("label", "its drive");
      case RESET -> described.put("label", "what is left of its reset");
    }
    described.put("kind", cause.kind().name().toLowerCase(Locale.ROOT));
    described.put("synapses", cause.synapses());
    described.put("inputs", cause.inputs());
    described.put("contribution", cause.height());
    described.put("share", cause.share());
    return described;
  }
}
