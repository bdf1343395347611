package flybrain.view;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.experiment.NeuronSet;
import flybrain.requests.Params;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/// What pages ask of a session by messages.
final class Orders {
  private static final double SLOWEST = 0.001;
  private static final double FASTEST = 1000;

  /// The longest single step, in s.
  private static final double LONGEST = 60;

  private static final List<String> NAMES =
      List.of(
          "drive",
          "silence",
          "unsilence",
          "play",
          "pause",
          "step",
          "speed",
          "rewind",
          "branch",
          "unbranch",
          "restart",
          "watch",
          "ack");

  private final Session session;
  private final Neurons neurons;

  Orders(Session session, Neurons neurons) {
    this.session = session;
    this.neurons = neurons;
  }

  /// Does what a message says.
  ///
  /// @return completes when it is done
  /// @throws InputException if it cannot be done, saying why in one line
  CompletableFuture<?> obey(Viewer viewer, String message) {
    Params order = Params.parse(message);
    String name = order.text("do");
    if (name.equals("ack")) {
      order.allow("do", "frame");
      viewer.acknowledge(order.count("frame", 0));
      return CompletableFuture.completedFuture(null);
    }
    return session.ask(task(viewer, name, order));
  }

  private Callable<?> task(Viewer viewer, String name, Params order) {
    return switch (name) {
      case "drive" -> {
        order.allow("do", "branch", "neurons", "rate");
        yield change(order, new LiveChange.Driven(neurons(order), order.number("rate")));
      }
      case "silence" -> {
        order.allow("do", "branch", "neurons");
        yield change(order, new LiveChange.Silenced(neurons(order)));
      }
      case "unsilence" -> {
        order.allow("do", "branch", "neurons");
        yield change(order, new LiveChange.Unsilenced(neurons(order)));
      }
      case "play" -> task(order, session::play);
      case "pause" -> task(order, session::pause);
      case "step" -> {
        double seconds = ranged(order.allow("do", "seconds"), "seconds", 0, LONGEST);
        yield done(() -> session.step(seconds));
      }
      case "speed" -> {
        double speed = speed(order.allow("do", "value"));
        yield done(() -> session.setSpeed(speed));
      }
      case "rewind" -> {
        double time = order.allow("do", "time").number("time");
        yield done(() -> session.rewind(time));
      }
      case "branch" -> task(order, session::beginBranch);
      case "unbranch" -> task(order, session::unbranch);
      case "restart" -> task(order, session::restart);
      case "watch" -> {
        int[] indices = indices(order.allow("do", "neurons"));
        yield done(() -> session.watch(viewer, indices));
      }
      default ->
          throw new InputException(
              "do = '%s': is unknown%s; allowed: %s"
                  .formatted(
                      shortened(name), NearestName.hint(name, NAMES), String.join(", ", NAMES)));
    };
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "...";
  }

  /// Something to be done by the thread of the session.
  private interface Action {
    void run() throws Exception;
  }

  private static Callable<?> task(Params order, Action action) {
    order.allow("do");
    return done(action);
  }

  private static Callable<?> done(Action action) {
    return () -> {
      action.run();
      return true;
    };
  }

  private Callable<?> change(Params order, LiveChange change) {
    long branch = order.has("branch") ? order.whole("branch") : 0;
    return done(() -> session.make(branch, change));
  }

  private NeuronSet neurons(Params order) {
    return neurons.of(order.text("neurons"), _ -> {});
  }

  private static double ranged(Params order, String name, double least, double most) {
    double value = order.number(name);
    if (!(value >= least && value <= most)) {
      throw order.wrong(name, "a number from %s to %s".formatted(least, most));
    }
    return value;
  }

  private static double speed(Params order) {
    if (order.node("value").isString() && order.text("value").equals("max")) {
      return Pace.MOST;
    }
    double value = order.node("value").isNumber() ? order.number("value") : -1;
    if (!(value >= SLOWEST && value <= FASTEST)) {
      throw order.wrong("value", "from %s to %s, or \"max\"".formatted(SLOWEST, FASTEST));
    }
    return value;
  }

  private static int[] indices(Params order) {
    JsonNode list = order.node("neurons");
    if (!list.isArray() || list.size() > Viewer.MOST_WATCHED) {
      throw order.wrong("neurons", "a list of at most %d indices".formatted(Viewer.MOST_WATCHED));
    }
    int[] indices = new int[list.size()];
    for (int k = 0; k < indices.length; k++) {
      if (!list.get(k).canConvertToInt()) {
        throw order.wrong("neurons", "a list of indices of neurons");
      }
      indices[k] = list.get(k).asInt();
    }
    return indices;
  }
}
