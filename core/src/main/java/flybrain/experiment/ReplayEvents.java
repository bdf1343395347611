package flybrain.experiment;

import java.util.List;

/// The events of a [Replay].
final class ReplayEvents implements InputEvents {
  private final Replay replay;
  private int event;

  ReplayEvents(Replay replay, int event) {
    this.replay = replay;
    this.event = event;
  }

  @Override
  public int step() {
    return event < replay.size() ? replay.step(event) : END;
  }

  @Override
  public int neuron() {
    return replay.neuron(event);
  }

  @Override
  public void next() {
    event++;
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
