package flybrain.experiment;

import flybrain.model.Parameters;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What is run on one connectome: checked, with every neuron resolved to its index.
///
/// @param name name of the experiment, `[A-Za-z0-9_.-]`
/// @param drive first driven set (rate `r_poi`)
/// @param drive2 second driven set (rate `r_poi2`); no neuron is in both
/// @param silence silenced neurons
/// @param steps number of time steps of a trial, s = 0 .. steps - 1
/// @param trials number of trials, at least 1
/// @param seed of the random streams; trial t of seed s is the same tomorrow
/// @param parameters of the model
/// @param readOuts neurons whose rates are reported by name, each a set of one or more
/// @param replay recorded events instead of the Poisson drive, or null; only with one trial
public record Experiment(
    String name,
    Drive drive,
    Drive drive2,
    Silence silence,
    int steps,
    int trials,
    long seed,
    Parameters parameters,
    List<NeuronSet> readOuts,
    @Nullable Replay replay) {
  /// Steps of a trial at most: leaves room for delays and refractory periods in 32 bits.
  public static final int MOST_STEPS = 1 << 30;

  public Experiment {
    readOuts = List.copyOf(readOuts);
  }

  /// The driven neurons, ascending: those of both drives and of the replayed events.
  public IntStream driven() {
    IntStream sets = IntStream.concat(drive.neurons().stream(), drive2.neurons().stream());
    IntStream replayed =
        replay == null ? IntStream.empty() : IntStream.range(0, replay.size()).map(replay::neuron);
    return IntStream.concat(sets, replayed).sorted().distinct();
  }

  /// Duration of a trial in s, as a user writes it: 127 steps of 0.1 ms are 0.0127 s.
  public double duration() {
    return duration(steps, parameters.dt());
  }

  /// The double nearest to the decimal product; the product of doubles would often be another.
  ///
  /// @param dt in ms
  static double duration(int steps, double dt) {
    return BigDecimal.valueOf(dt)
        .multiply(BigDecimal.valueOf(steps))
        .movePointLeft(3)
        .doubleValue();
  }
}
