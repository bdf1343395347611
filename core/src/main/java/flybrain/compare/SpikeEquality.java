package flybrain.compare;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether two runs have the same spikes, one for one.
///
/// A spike is the same when trial, step and neuron are.
///
/// @param trials of each trial of either, by number from 0
public record SpikeEquality(List<TrialEquality> trials) {
  public SpikeEquality {
    trials = List.copyOf(trials);
  }

  /// The spikes of one trial.
  ///
  /// @param trial counted from 0
  /// @param equal in both
  /// @param missing in the reference only
  /// @param extra in the candidate only
  /// @param first where they part, null if they do not
  public record TrialEquality(
      int trial, long equal, long missing, long extra, @Nullable Divergence first) {}

  /// The first step of a trial at which not the same neurons spike.
  ///
  /// @param trial counted from 0
  /// @param step counted from 0
  /// @param missing FlyWire ids of neurons that spike in the reference only, ascending
  /// @param extra FlyWire ids of neurons that spike in the candidate only, ascending
  public record Divergence(int trial, int step, List<Long> missing, List<Long> extra) {
    public Divergence {
      missing = List.copyOf(missing);
      extra = List.copyOf(extra);
    }

    /// The neuron with the lowest id.
    public long neuron() {
      return missing.isEmpty() || (!extra.isEmpty() && extra.getFirst() < missing.getFirst())
          ? extra.getFirst()
          : missing.getFirst();
    }
  }

  /// Spikes that are in both, over all trials.
  public long equal() {
    return trials.stream().mapToLong(TrialEquality::equal).sum();
  }

  /// Spikes that are in the reference only, over all trials.
  public long missing() {
    return trials.stream().mapToLong(TrialEquality::missing).sum();
  }

  /// Spikes that are in the candidate only, over all trials.
  public long extra() {
    return trials.stream().mapToLong(TrialEquality::extra).sum();
  }

  /// Whether no spike is missing or extra in any trial.
  public boolean isEqual() {
    return missing() == 0 && extra() == 0;
  }

  /// Where the first trial that is not the same parts.
  public Optional<Divergence> first() {
    return trials.stream().map(TrialEquality::first).filter(Objects::nonNull).findFirst();
  }
}
