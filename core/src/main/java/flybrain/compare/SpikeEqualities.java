package flybrain.compare;

import flybrain.Progress;
import flybrain.compare.SpikeEquality.Divergence;
import flybrain.compare.SpikeEquality.TrialEquality;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Compares two spike files one spike for one, as they are read.
public final class SpikeEqualities {
  /// Steps between reports of progress.
  private static final int OFTEN = 4096;

  private static final long[] NO_IDS = {};

  private final List<TrialEquality> trials = new ArrayList<>();
  private long equal;
  private long missing;
  private long extra;
  private @Nullable Divergence first;

  private SpikeEqualities() {}

  /// Compares files of any schema and order. Files whose rows are ordered by trial and time are
  /// compared in bounded memory, others with a trial in memory.
  ///
  /// @param dt duration of a step in ms, of both
  /// @param progress receives the number of spikes compared in both
  /// @return trial by trial, up to the last trial of either
  /// @throws flybrain.InputException if a file cannot be used, or a spike is between two steps
  public static SpikeEquality of(Path reference, Path candidate, double dt, Progress progress)
      throws IOException {
    return new SpikeEqualities().compare(reference, candidate, dt, 0, progress);
  }

  /// Whether a candidate that differs has the spikes of the reference some steps later or earlier.
  ///
  /// @param answer for the two files as they are
  /// @param dt duration of a step in ms
  /// @param progress receives the number of spikes compared in both
  /// @return nothing where no shift makes them more alike
  public static Optional<ShiftedEquality> shifted(
      Path reference, Path candidate, double dt, SpikeEquality answer, Progress progress)
      throws IOException {
    Optional<Divergence> first = answer.first();
    int shift = first.isEmpty() ? 0 : SpikeShift.of(reference, candidate, dt, first.get().trial());
    if (shift == 0) {
      return Optional.empty();
    }
    SpikeEquality moved = new SpikeEqualities().compare(reference, candidate, dt, shift, progress);
    return moved.equal() > answer.equal()
        ? Optional.of(new ShiftedEquality(shift, moved))
        : Optional.empty();
  }

  /// The steps at which a neuron spikes in a trial, ascending; reads all of the file.
  ///
  /// @param dt duration of a step in ms
  /// @throws flybrain.InputException if the file cannot be used, or a spike is between two steps
  public static int[] steps(Path file, int trial, long flywireId, double dt) throws IOException {
    IntStream.Builder steps = IntStream.builder();
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int i = 0; i < rows.size(); i++) {
          if (rows.trials()[i] == trial && rows.flywireIds()[i] == flywireId) {
            steps.add(StepReader.step(file, rows.times()[i], dt));
          }
        }
      }
    }
    return steps.build().sorted().toArray();
  }

  private SpikeEquality compare(
      Path reference, Path candidate, double dt, int shift, Progress progress) throws IOException {
    try (StepReader a = new StepReader(reference, dt);
        StepReader b = new StepReader(candidate, dt, shift)) {
      boolean moreA = a.next();
      boolean moreB = b.next();
      long done = 0;
      int steps = 0;
      while (moreA || moreB) {
        int order = !moreA ? 1 : !moreB ? -1 : order(a, b);
        endTrialsBefore(order <= 0 ? a.trial() : b.trial());
        merge(order <= 0 ? a : null, order >= 0 ? b : null);
        done += (order <= 0 ? a.size() : 0) + (order >= 0 ? b.size() : 0);
        if (++steps % OFTEN == 0) {
          progress.at(done, a.spikes() + b.spikes());
        }
        moreA = order <= 0 ? a.next() : moreA;
        moreB = order >= 0 ? b.next() : moreB;
      }
      endTrialsBefore(Math.max(a.trials(), b.trials()));
    }
    return new SpikeEquality(trials);
  }

  private static int order(StepReader a, StepReader b) {
    return a.trial() != b.trial()
        ? Integer.compare(a.trial(), b.trial())
        : Integer.compare(a.step(), b.step());
  }

  private void endTrialsBefore(int trial) {
    while (trials.size() < trial) {
      trials.add(new TrialEquality(trials.size(), equal, missing, extra, first));
      equal = 0;
      missing = 0;
      extra = 0;
      first = null;
    }
  }

  /// Compares the neurons of one step, in either or both.
  private void merge(@Nullable StepReader a, @Nullable StepReader b) {
    long[] idsA = a == null ? NO_IDS : a.ids();
    long[] idsB = b == null ? NO_IDS : b.ids();
    int sizeA = a == null ? 0 : a.size();
    int sizeB = b == null ? 0 : b.size();
    List<Long> onlyA = new ArrayList<>();
    List<Long> onlyB = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < sizeA || j < sizeB) {
      int order = i == sizeA ? 1 : j == sizeB ? -1 : Long.compare(idsA[i], idsB[j]);
      if (order < 0) {
        onlyA.add(idsA[i++]);
      } else if (order > 0) {
        onlyB.add(idsB[j++]);
      } else {
        equal++;
        i++;
        j++;
      }
    }
    missing += onlyA.size();
    extra += onlyB.size();
    StepReader present = a == null ? b : a;
    if (first == null && present != null && !(onlyA.isEmpty() && onlyB.isEmpty())) {
      first = new Divergence(present.trial(), present.step(), onlyA, onlyB);
    }
  }
}
