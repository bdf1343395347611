package flybrain.serve;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.Progress;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.live.FiringRatesNow;
import flybrain.live.LiveBrain;
import flybrain.live.LiveState;
import flybrain.requests.Params;
import flybrain.spikes.Spikes;
import flybrain.spikes.StepTime;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests to live brains.
final class LiveMethods {
  /// Steps of an advance between two reports of progress.
  private static final int REPORTED = 10_000;

  /// Length of the stretch for firing rates where a request names none, in s.
  private static final double WINDOW = 1;

  private final Brains brains;
  private final Lives lives;
  private final SpikeRoom room;

  LiveMethods(Brains brains, Lives lives, SpikeRoom room) {
    this.brains = brains;
    this.lives = lives;
    this.room = room;
  }

  void addTo(Map<String, Method> methods) {
    methods.put("live", (params, _) -> live(params));
    methods.put("drive", (params, _) -> drive(params));
    methods.put("silence", (params, _) -> silence(params));
    methods.put("unsilence", (params, _) -> unsilence(params));
    methods.put("advance", this::advance);
    methods.put("rates", (params, _) -> rates(params));
    methods.put("potential", (params, _) -> potential(params));
    methods.put("save", (params, _) -> save(params));
    methods.put("restore", (params, _) -> restore(params));
    methods.put("drop", (params, _) -> drop(params));
    methods.put("experiment", (params, _) -> experiment(params));
  }

  private Reply live(Params params) {
    params.allow("brain", "experiment", "seed", "parameters");
    OpenBrain on = brains.of(params);
    Recipe start =
        params.has("experiment") ? RequestedRecipe.of(params) : Recipe.DEFAULT.withName("live");
    if (params.has("seed")) {
      start = start.withSeed(params.whole("seed"));
    }
    start = start.withParameters(params.numbers("parameters"));
    LiveBrain brain = LiveBrain.open(on.connectome(), start);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("live", lives.add(new Live(brain, start)));
    result.put("seed", start.seed());
    result.put("dt", brain.parameters().dt());
    result.put("parameters", brain.parameters().asMap());
    return Reply.of(result);
  }

  private Reply drive(Params params) {
    params.allow("live", "neurons", "selection", "rate");
    Live live = lives.live(params);
    List<String> warnings = new ArrayList<>();
    double rate = params.number("rate");
    live.brain().drive(neurons(live, params, warnings), rate);
    return Reply.of(Map.of("warnings", warnings));
  }

  private static NeuronSet neurons(Live live, Params params, List<String> warnings) {
    var references = params.neurons();
    if (references.isEmpty()) {
      throw new InputException("neurons: the list is empty; name at least one");
    }
    return live.neurons().of(references, warnings::add);
  }

  private Reply silence(Params params) {
    params.allow("live", "neurons", "selection", "mode");
    Live live = lives.live(params);
    List<String> warnings = new ArrayList<>();
    Silence.Mode mode =
        params.has("mode") ? params.word("mode", Silence.Mode.class) : Silence.Mode.OUTGOING;
    live.brain().silence(neurons(live, params, warnings), mode);
    return Reply.of(Map.of("warnings", warnings));
  }

  private Reply unsilence(Params params) {
    params.allow("live", "neurons", "selection");
    Live live = lives.live(params);
    List<String> warnings = new ArrayList<>();
    live.brain().unsilence(neurons(live, params, warnings));
    return Reply.of(Map.of("warnings", warnings));
  }

  private Reply advance(Params params, Progress progress) throws IOException {
    params.allow("live", "duration");
    LiveBrain brain = lives.live(params).brain();
    int steps = brain.steps(params.number("duration"));
    AnswerSpikes kept =
        new AnswerSpikes(
            room,
            "duration = %s s".formatted(Decimal.text(params.number("duration"))),
            1,
            "advance by shorter stretches");
    try {
      advance(brain, steps, kept, progress);
      Spikes spikes = kept.spikes();
      StepTime time = new StepTime(brain.parameters().dt());
      List<Column> columns =
          List.of(
              new Column.Longs(
                  "neuron",
                  spikes.size(),
                  spike -> brain.connectome().neurons().id(spikes.neuron(spike))),
              new Column.Doubles("time", spikes.size(), spike -> time.seconds(spikes.step(spike))));
      return new Reply(Map.of("time", brain.time()), columns, kept::close);
    } catch (IOException | RuntimeException | Error e) {
      kept.close();
      throw e;
    }
  }

  private static void advance(LiveBrain brain, int steps, AnswerSpikes kept, Progress progress)
      throws IOException {
    progress.stage("steps");
    TrialSink sink = kept.beginOnly();
    int done = 0;
    do {
      int more = Math.min(REPORTED, steps - done);
      brain.advance(more, sink);
      kept.requireAll();
      done += more;
      progress.at(done, steps);
    } while (done < steps);
  }

  private Reply rates(Params params) {
    params.allow("live", "window");
    LiveBrain brain = lives.live(params).brain();
    FiringRatesNow rates = brain.rates(params.has("window") ? params.number("window") : WINDOW);
    return Reply.of(
        Map.of("time", brain.time(), "window", rates.seconds()),
        BrainMethods.ids("neuron", brain.connectome(), rates.neurons()),
        new Column.Doubles("rate", rates.neurons().length, k -> rates.rates()[k]));
  }

  private Reply potential(Params params) {
    params.allow("live", "neurons", "selection");
    Live live = lives.live(params);
    LiveBrain brain = live.brain();
    List<String> warnings = new ArrayList<>();
    int[] neurons = neurons(live, params, warnings).indices();
    double[] v = new double[neurons.length];
    double[] g = new double[neurons.length];
    for (int k = 0; k < neurons.length; k++) {
      v[k] = brain.potential(neurons[k]);
      g[k] = brain.synapticInput(neurons[k]);
    }
    return Reply.of(
        Map.of("time", brain.time(), "warnings", warnings),
        BrainMethods.ids("neuron", brain.connectome(), neurons),
        new Column.Doubles("v", v.length, k -> v[k]),
        new Column.Doubles("g", g.length, k -> g[k]));
  }

  private Reply save(Params params) {
    params.allow("live");
    LiveBrain brain = lives.live(params).brain();
    lives.requireRoomForState();
    LiveState state = brain.save();
    return Reply.of(Map.of("state", lives.add(state), "time", state.time()));
  }

  private Reply restore(Params params) throws IOException {
    params.allow("live", "state");
    LiveBrain brain = lives.live(params).brain();
    brain.restore(lives.state(params));
    return Reply.of(Map.of("time", brain.time()));
  }

  private Reply drop(Params params) {
    params.allow("live", "state");
    if (params.has("live") == params.has("state")) {
      throw new InputException("drop needs one of the parameters live, state");
    }
    if (params.has("live")) {
      lives.dropLive(params);
    } else {
      lives.dropState(params);
    }
    return Reply.DONE;
  }

  private Reply experiment(Params params) {
    params.allow("live", "name");
    Recipe recipe = lives.live(params).brain().recipe();
    Recipe named = params.has("name") ? recipe.withName(params.text("name")) : recipe;
    return Reply.of(Map.of("experiment", ExperimentText.of(named)));
  }
}
