package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceNoiseTest {
  private static final double TRIAL = 0.1;

  @TempDir private Path folder;
  private final ReferenceNoise noise = new ReferenceNoise();
  private final List<Path> read = new ArrayList<>();

  /// Spikes of one neuron, one in each trial at its time in ms.
  private Path write(String name, double... times) throws IOException {
    List<SpikeTable.Row> rows = new ArrayList<>();
    for (int trial = 0; trial < times.length; trial++) {
      rows.add(new SpikeTable.Row(trial, times[trial], 11));
    }
    return SpikeTable.write(folder.resolve(name), rows);
  }

  private ComparedRun run(String name, double... times) throws IOException {
    Path file = write(name, times);
    return new ComparedRun(name, file, FiringRates.of(file, TRIAL, times.length));
  }

  private FiringRates read(Path file, int trials) throws IOException {
    read.add(file);
    return FiringRates.of(file, TRIAL, trials);
  }

  private List<Path> others(int count, int trials) throws IOException {
    List<Path> others = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      others.add(write("round%d.parquet".formatted(k), new double[trials]));
    }
    return others;
  }

  /// Rounds are added up to 16 trials, or to twice as many as the reference has if that is more.
  @ParameterizedTest
  @CsvSource({"1, 20, 16", "4, 20, 4", "5, 20, 4", "8, 20, 2", "20, 20, 2", "4, 1, 2", "4, 0, 1"})
  void rounds_areAsManyAsAreNeeded(int trials, int others, int rounds) throws IOException {
    ComparedRun reference = run("reference.parquet", new double[trials]);
    List<FiringRates> found =
        noise.rounds(reference, others(others, trials), false, file -> read(file, trials));
    assertThat(found).hasSize(rounds);
    assertThat(found.getFirst()).isSameAs(reference.rates());
    assertThat(read).hasSize(rounds - 1);
  }

  /// Trials of other rounds have no partner among the candidate's.
  @Test
  void pairedTrials_haveNoOtherRounds() throws IOException {
    ComparedRun reference = run("reference.parquet", 1, 2);
    assertThat(noise.rounds(reference, others(5, 2), true, file -> read(file, 2))).hasSize(1);
    assertThat(read).isEmpty();
  }

  @Test
  void round_isReadOnceForAllCandidates() throws IOException {
    ComparedRun reference = run("reference.parquet", 1, 2);
    List<Path> others = others(2, 2);
    noise.rounds(reference, others, false, file -> read(file, 2));
    noise.rounds(reference, others, false, file -> read(file, 2));
    assertThat(read).isEqualTo(others);
  }

  /// The noise floor is wider or narrower without it, but it is one.
  @Test
  void roundThatCannotBeRead_isLeftOutWithANote() throws IOException {
    ComparedRun reference = run("reference.parquet", 1, 2);
    Path absent = folder.resolve("absent.parquet");
    List<Path> others = new ArrayList<>(List.of(absent));
    others.addAll(others(1, 2));
    for (int candidate = 0; candidate < 2; candidate++) {
      assertThat(noise.rounds(reference, others, false, file -> read(file, 2))).hasSize(2);
    }
    assertThat(noise.notes())
        .singleElement()
        .asString()
        .startsWith("the noise floor lacks a round that cannot be read: " + absent);
    assertThatThrownBy(() ->
            noise.rounds(
                reference,
                others,
                false,
                _ -> {
                  throw new IOException("disk");
                }))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(InputException.class);
  }

  /// Each trial with the three before it: of n trials 3 n - 6 pairs.
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 3", "4, 6", "5, 9", "10, 24"})
  void timing_isOfEachTrialWithTheThreeBeforeIt(int trials, int pairs) throws IOException {
    ComparedRun reference = run("reference.parquet", new double[trials]);
    List<Long> done = new ArrayList<>();
    List<Double> itself =
        TimingNoise.itself(
            reference.file(),
            reference.rates(),
            1,
            new Progress() {
              @Override
              public void stage(String name) {}

              @Override
              public void at(long now, long total) {
                assertThat(total).isEqualTo(trials);
                done.add(now);
              }
            });
    assertThat(itself)
        .hasSize(pairs)
        .containsOnly(itself.isEmpty() ? new Double[0] : new Double[] {1.0});
    assertThat(done).hasSize(trials).endsWith((long) trials);
  }

  /// The first and the last of five trials are alike, and too far apart to be a pair.
  @Test
  void timing_leavesOutTrialsFurtherBefore() throws IOException {
    ComparedRun reference = run("reference.parquet", 1, 9, 9, 9, 1);
    assertThat(TimingNoise.itself(reference.file(), reference.rates(), 1, Progress.NONE))
        .hasSize(9)
        .filteredOn(f1 -> f1 == 1)
        .hasSize(3);
  }

  /// Trials at 1, 1, 5 and 1 ms: three pairs of the same time, three of others.
  @Test
  void timing_isMatchedOnceForAllCandidates() throws IOException {
    ComparedRun reference = run("reference.parquet", 1, 1, 5, 1);
    ComparedRun candidate = run("candidate.parquet", 1, 9, 9, 9);
    SpikeMatches matches =
        SpikeMatches.of(
            reference.file(), reference.rates(), candidate.file(), candidate.rates(), 4, 0.5);
    assertThat(noise.isTimingNew(reference)).isTrue();
    TimingNoise first = noise.timing(reference, matches, 0.5, Progress.NONE);
    assertThat(first.itself()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(first.pairs()).isEqualTo(6);
    assertThat(first.value()).as("the median over trials").isZero();
    assertThat(first.percentile()).isEqualTo(25);
    assertThat(first.position()).as("too few pairs").isEqualTo(NoiseFloor.Position.UNKNOWN);
    assertThat(noise.isTimingNew(reference)).isFalse();
    assertThat(noise.isTimingNew(candidate)).isTrue();
    Files.delete(reference.file());
    assertThat(noise.timing(reference, matches, 0.5, Progress.NONE).itself())
        .isEqualTo(first.itself());
  }
}
