package flybrain.experiment;

/// Recorded input events that take the place of the Poisson drive.
///
/// The events are ordered by step, then by neuron, which is not checked; [ReplayFile] makes and
/// checks them. Their neurons count as driven. Immutable.
public final class Replay {
  private final String source;
  private final int[] steps;
  private final int[] neurons;

  /// @param source the file the events came from, for provenance
  /// @param steps time step of each event, ascending; not copied, never written
  /// @param neurons neuron index of each event, of the same length; ascending within a step; not
  ///   copied, never written
  /// @throws IllegalArgumentException for arrays of unequal length
  public Replay(String source, int[] steps, int[] neurons) {
    if (steps.length != neurons.length) {
      throw new IllegalArgumentException(
          "%d steps but %d neurons".formatted(steps.length, neurons.length));
    }
    this.source = source;
    this.steps = steps;
    this.neurons = neurons;
  }

  /// The file that the events came from.
  public String source() {
    return source;
  }

  /// Number of events.
  public int size() {
    return steps.length;
  }

  /// Time step of an event.
  ///
  /// @param event 0 .. [#size] - 1
  public int step(int event) {
    return steps[event];
  }

  /// Neuron index of an event.
  ///
  /// @param event 0 .. [#size] - 1
  public int neuron(int event) {
    return neurons[event];
  }
}
