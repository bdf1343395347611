package flybrain.experiment;

import java.util.List;

/// Input events that follow the changes of the drives of an experiment.
final class ChangingEvents implements InputEvents {
  private final List<Change> changes;
  private InputEvents events;
  private int change;

  /// @param events of the drives at the start
  /// @param changes by ascending step; those without drives change nothing here
  ChangingEvents(InputEvents events, List<Change> changes) {
    this.events = events;
    this.changes = changes.stream().filter(later -> later.drives() != null).toList();
    change();
  }

  private ChangingEvents(ChangingEvents other) {
    this.changes = other.changes;
    this.events = other.events.copy();
    this.change = other.change;
  }

  /// Applies the changes up to the present event, which may be another after each.
  private void change() {
    for (; change < changes.size() && events.step() >= changes.get(change).step(); change++) {
      List<Drive> drives = changes.get(change).drives();
      events = events.changed(drives == null ? List.of() : drives, changes.get(change).step());
    }
  }

  @Override
  public int step() {
    return events.step();
  }

  @Override
  public int neuron() {
    return events.neuron();
  }

  @Override
  public void next() {
    events.next();
    change();
  }

  @Override
  public InputEvents copy() {
    return new ChangingEvents(this);
  }

  @Override
  public InputEvents changed(List<Drive> drives, int fromStep) {
    throw new UnsupportedOperationException("the changes of the experiment are applied already");
  }
}
