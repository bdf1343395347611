package flybrain.compare;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The noise of references compared with several candidates each: rounds are read once, and spike
/// times of trials matched once. Used by one thread; it keeps the rates of each file it has read.
public final class ReferenceNoise {
  /// Rounds are added until the reference has this many trials: half of them are enough.
  private static final int ENOUGH_TRIALS = 16;

  private final Map<Path, FiringRates> rates = new HashMap<>();

  /// F1 of pairs of trials of a reference, by its file.
  private final Map<Path, List<Double>> timing = new HashMap<>();

  private final Set<String> notes = new LinkedHashSet<>();

  /// Reads the rates of a spike file.
  @FunctionalInterface
  public interface Reading {
    /// Reads them.
    ///
    /// @throws InputException if the file cannot be used
    FiringRates rates(Path file) throws IOException;
  }

  /// The rates of a round of a reference, which is read once.
  ///
  /// @throws InputException as `reading` does
  public FiringRates rates(Path file, Reading reading) throws IOException {
    FiringRates known = rates.get(file);
    if (known == null) {
      known = reading.rates(file);
      rates.put(file, known);
    }
    return known;
  }

  /// The rates of a reference and of so many of its other rounds as its noise floor takes. One that
  /// cannot be read is left out with a note: the noise floor is wider or narrower without it, but
  /// it is one.
  ///
  /// @param others files of other rounds of the same size
  /// @param sameInput whether trials are compared in pairs, for which those of other rounds have no
  ///   partner
  public List<FiringRates> rounds(
      ComparedRun reference, List<Path> others, boolean sameInput, Reading reading)
      throws IOException {
    int trials = reference.rates().trials();
    int wanted = sameInput ? 0 : Math.max(2 * trials, ENOUGH_TRIALS);
    List<FiringRates> rounds = new ArrayList<>(List.of(reference.rates()));
    for (Path other : others) {
      if (rounds.size() * trials >= wanted) {
        break;
      }
      try {
        rounds.add(rates(other, reading));
      } catch (InputException e) {
        notes.add("the noise floor lacks a round that cannot be read: " + e.getMessage());
      }
    }
    return rounds;
  }

  /// Whether the spike times of a reference are yet to be matched with themselves.
  public boolean isTimingNew(ComparedRun reference) {
    return !timing.containsKey(reference.file());
  }

  /// The position of a candidate's spike times among the reference's own trials.
  ///
  /// @param matches of the candidate with the reference
  /// @param tolerance with which they were matched, in ms
  public TimingNoise timing(
      ComparedRun reference, SpikeMatches matches, double tolerance, Progress progress)
      throws IOException {
    List<Double> itself = timing.get(reference.file());
    if (itself == null) {
      itself = TimingNoise.itself(reference.file(), reference.rates(), tolerance, progress);
      timing.put(reference.file(), itself);
    }
    return new TimingNoise(itself, matches);
  }

  /// Notes for the reader, one line each.
  public Set<String> notes() {
    return notes;
  }
}
