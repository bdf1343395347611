package flybrain.view;

import flybrain.InputException;
import flybrain.experiment.Drive;
import flybrain.experiment.NeuronSet;
import flybrain.live.LiveBrain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Says how a session is doing, in JSON.
final class SessionState {
  private static final JsonMapper JSON = JsonMapper.shared();

  private long lastMeasured;
  private double ranSince;
  private double achieved;

  /// @param now by [System#nanoTime]
  SessionState(long now) {
    this.lastMeasured = now;
  }

  /// Takes note of seconds of the brain that were simulated while it played.
  void ran(double seconds) {
    ranSince += seconds;
  }

  /// Measures the speed since the last time, unless that was a moment ago.
  void measure(long now) {
    double seconds = (now - lastMeasured) * 1e-9;
    if (seconds >= 0.5) {
      achieved = ranSince / seconds;
      ranSince = 0;
      lastMeasured = now;
    }
  }

  /// The state as one page is to see it.
  String text(Session session, Viewer viewer) {
    List<Map<String, Object>> branches =
        session.branches().stream().map(branch -> of(branch, session)).toList();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("time", session.branch(0).brain().time());
    state.put("playing", session.isPlaying());
    state.put("speed", session.speed() == Pace.MOST ? "max" : session.speed());
    state.put("achieved", session.isPlaying() ? achieved : 0.0);
    state.put("oldest", session.seconds(session.branch(0).oldest()));
    state.put("watched", viewer.watched());
    state.put("branches", branches);
    return JSON.writeValueAsString(Map.of("state", state));
  }

  private static Map<String, Object> of(Branch branch, Session session) {
    LiveBrain brain = branch.brain();
    List<Map<String, Object>> drives = new ArrayList<>();
    for (Drive drive : brain.drives()) {
      Map<String, Object> driven = neurons(drive.neurons());
      driven.put("rate", drive.rate());
      drives.add(driven);
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("from", session.seconds(branch.from()));
    state.put("drives", drives);
    state.put("silenced", branch.silenced().stream().map(SessionState::neurons).toList());
    state.put("spikes", branch.spikes());
    state.put("active", active(brain));
    return state;
  }

  private static Map<String, Object> neurons(NeuronSet neurons) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("neurons", neurons.name());
    set.put("count", neurons.size());
    return set;
  }

  /// Neurons that fired in the last second, or, where so much fires that not all of it is
  /// remembered, in the last tenth or hundredth.
  private static int active(LiveBrain brain) {
    for (double window = 1; window > 0.005; window /= 10) {
      try {
        return brain.rates(window).neurons().length;
      } catch (InputException _) {
        // Forgotten in part.
      }
    }
    return 0;
  }
}
