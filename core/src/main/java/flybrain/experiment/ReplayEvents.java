package flybrain.experiment;

import java.util.List;

/// The events of a [Replay].
final class ReplayEvents implements InputEvents {
  private final Replay replay;
  private int event;

  /// The step of the event.
  private int step;

  ReplayEvents(Replay replay, int event) {
    this.replay = replay;
    goTo(event);
  }

  private void goTo(int newEvent) {
    event = newEvent;
    step = event < replay.size() ? replay.step(event) : END;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public int neuron() {
    return replay.neuron(event);
  }

  @Override
  public void next() {
    goTo(event + 1);
  }

  @Override
  public InputEvents copy() {
    return new ReplayEvents(replay, event);
  }

  @Override
  public InputEvents changed(List<Drive> drives, int fromStep) {
    throw new UnsupportedOperationException("replayed input has no drives to change");
  }
}
