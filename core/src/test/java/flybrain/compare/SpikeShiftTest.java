package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikeShiftTest {
  private static final double DT = 0.1;
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  private static Row spike(int trial, int step, int neuron) {
    return new Row(trial, step * DT, ID + neuron);
  }

  /// Twenty spikes of three neurons at irregular steps.
  private static List<Row> spikes(int trial, int shift) {
    return IntStream.range(0, 20)
        .mapToObj(k -> spike(trial, 200 + 97 * k + k * k + shift, k % 3))
        .toList();
  }

  private int shift(List<Row> reference, List<Row> candidate, int trial) throws IOException {
    return SpikeShift.of(
        SpikeTable.write(folder.resolve("reference.parquet"), reference),
        SpikeTable.write(folder.resolve("candidate.parquet"), candidate),
        DT,
        trial);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 2, 18, -18, 50, -50})
  void laterOrEarlierSpikes_areShiftedBySoManySteps(int steps) throws IOException {
    assertThat(shift(spikes(0, 0), spikes(0, steps), 0)).isEqualTo(steps);
  }

  @ParameterizedTest
  @ValueSource(ints = {51, -51, 1000})
  void shiftThatNoProgramHas_isNone(int steps) throws IOException {
    assertThat(shift(spikes(0, 0), spikes(0, steps), 0)).isZero();
  }

  /// Nine of ten spikes must have a partner; both counts matter.
  @ParameterizedTest
  @CsvSource({"18, 0, 3", "17, 0, 0", "20, 2, 3", "20, 3, 0"})
  void mostSpikes_mustBeShifted(int kept, int more, int expected) throws IOException {
    List<Row> candidate = new ArrayList<>(spikes(0, 3).subList(0, kept));
    IntStream.range(0, more).forEach(k -> candidate.add(spike(0, 9000 + 111 * k, 0)));
    assertThat(shift(spikes(0, 0), candidate, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "5, 2"})
  void fewSpikes_sayNothing(int count, int expected) throws IOException {
    assertThat(shift(spikes(0, 0).subList(0, count), spikes(0, 2).subList(0, count), 0))
        .isEqualTo(expected);
  }

  @Test
  void spikesOfOtherNeurons_areNotShifted() throws IOException {
    List<Row> others =
        spikes(0, 1).stream()
            .map(row -> new Row(row.trial(), row.time(), row.flywireId() + 10))
            .toList();
    assertThat(shift(spikes(0, 0), others, 0)).isZero();
  }

  @Test
  void trial_isLookedAtAlone() throws IOException {
    List<Row> reference = new ArrayList<>(spikes(0, 0));
    reference.addAll(spikes(1, 0));
    reference.addAll(spikes(2, 0));
    List<Row> candidate = new ArrayList<>(spikes(0, 5));
    candidate.addAll(spikes(1, -7));
    candidate.addAll(spikes(2, 5));
    assertThat(shift(reference, candidate, 0)).isEqualTo(5);
    assertThat(shift(reference, candidate, 1)).isEqualTo(-7);
    assertThat(shift(reference, candidate, 3)).as("a trial without spikes").isZero();
  }
}
