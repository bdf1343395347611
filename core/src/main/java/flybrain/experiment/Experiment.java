package flybrain.experiment;

import flybrain.Decimal;
import flybrain.model.Parameters;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An experiment on one connectome: checked, with every neuron resolved to its index.
///
/// [Recipe#on] makes one and checks it; the constructors check nothing. It is immutable, and any
/// thread may use it.
///
/// @param name name of the experiment, `[A-Za-z0-9_.-]`
/// @param drives the driven sets, of which the first has the rate `r_poi` and the second `r_poi2`;
///   no neuron is in two
/// @param silence silenced neurons
/// @param changes of drives and silenced neurons on the way, by ascending step
/// @param steps number of time steps of a trial, s = 0 .. steps - 1; 1 .. [#MOST_STEPS]
/// @param trials number of trials, at least 1
/// @param seed of the random streams: the input of a neuron depends on the seed, the trial and its
///   FlyWire id, not on the machine or the number of threads
/// @param parameters of the model
/// @param readOuts neurons whose rates are reported by name, each a set of one or more
/// @param replay recorded events instead of the Poisson drive, or null; only with one trial
public record Experiment(
    String name,
    List<Drive> drives,
    Silence silence,
    List<Change> changes,
    int steps,
    int trials,
    long seed,
    Parameters parameters,
    List<NeuronSet> readOuts,
    @Nullable Replay replay) {
  /// Steps of a trial at most: leaves room for delays and refractory periods in 32 bits.
  public static final int MOST_STEPS = 1 << 30;

  public Experiment {
    drives = List.copyOf(drives);
    changes = List.copyOf(changes);
    readOuts = List.copyOf(readOuts);
  }

  /// An experiment in which nothing changes on the way.
  public Experiment(
      String name,
      List<Drive> drives,
      Silence silence,
      int steps,
      int trials,
      long seed,
      Parameters parameters,
      List<NeuronSet> readOuts,
      @Nullable Replay replay) {
    this(name, drives, silence, List.of(), steps, trials, seed, parameters, readOuts, replay);
  }

  /// The driven set at a place at the start, counted from 0; [Drive#NONE] if the experiment has
  /// fewer.
  public Drive drive(int place) {
    return place < drives.size() ? drives.get(place) : Drive.NONE;
  }

  /// The neurons that are driven at the start, ascending: the driven sets and the neurons of
  /// replayed events.
  public IntStream driven() {
    return driven(drives.stream());
  }

  /// The neurons that are driven at any time, ascending.
  public IntStream everDriven() {
    Stream<Drive> later =
        changes.stream()
            .flatMap(change -> change.drives() == null ? Stream.of() : change.drives().stream());
    return driven(Stream.concat(drives.stream(), later));
  }

  private IntStream driven(Stream<Drive> byDrives) {
    IntStream sets = byDrives.flatMapToInt(drive -> drive.neurons().stream());
    IntStream replayed =
        replay == null ? IntStream.empty() : IntStream.range(0, replay.size()).map(replay::neuron);
    return IntStream.concat(sets, replayed).sorted().distinct();
  }

  /// Duration of a trial in s, the double nearest to the decimal value: 127 steps of 0.1 ms are
  /// 0.0127 s.
  public double duration() {
    return duration(steps, parameters.dt());
  }

  /// The highest rate that a drive can have, in Hz: one event a step, 1 / dt.
  public double highestRate() {
    return parameters.highestRate();
  }

  /// @param dt in ms
  static double duration(int steps, double dt) {
    return Decimal.of(dt).times(steps, -3);
  }
}
