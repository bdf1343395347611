package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.export.ExportedRuns.Spike;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpikeOrderTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private Path write(List<Spike> spikes) throws IOException {
    return ExportedRuns.write(folder.resolve("a.parquet"), false, spikes);
  }

  private static double[] filled(SpikeOrder order) throws IOException {
    double[] times = new double[(int) order.size()];
    MemorySegment room = MemorySegment.ofArray(new byte[Double.BYTES * times.length]);
    order.fill(room, (trial, milliseconds) -> trial * 1000 + milliseconds);
    for (int k = 0; k < times.length; k++) {
      times[k] = room.getAtIndex(SpikeOrder.TIME, k);
    }
    return times;
  }

  /// Neurons of the export are in its order; others are left out, silent ones have no spikes.
  @ParameterizedTest
  @MethodSource("seeds")
  void spikes_areByNeuronTrialAndTime(long seed) throws IOException {
    Random random = new Random(seed);
    int trials = random.nextInt(1, 4);
    long[] exported = {ID + 3, ID, ID + 77, ID + 2};
    List<Spike> spikes = new ArrayList<>();
    for (int k = 0; k < random.nextInt(200); k++) {
      spikes.add(
          new Spike(random.nextInt(trials), random.nextInt(10_000) / 10.0, ID + random.nextInt(6)));
    }
    if (seed % 2 == 0) {
      spikes.sort(Comparator.comparingInt(Spike::trial).thenComparingDouble(Spike::time));
    }
    List<Double> expected = new ArrayList<>();
    List<Long> firsts = new ArrayList<>(List.of(0L));
    for (long id : exported) {
      spikes.stream()
          .filter(spike -> spike.id() == id)
          .sorted(Comparator.comparingInt(Spike::trial).thenComparingDouble(Spike::time))
          .forEach(spike -> expected.add(spike.trial() * 1000 + spike.time()));
      firsts.add((long) expected.size());
    }
    SpikeOrder order = new SpikeOrder(ExportedRuns.of(write(spikes), trials, exported, List.of()));
    assertThat(filled(order)).containsExactly(expected.toArray(Double[]::new));
    for (int neuron = 0; neuron <= exported.length; neuron++) {
      assertThat(order.first(neuron)).isEqualTo(firsts.get(neuron));
    }
    assertThat(order.count(trials - 1, 1))
        .isEqualTo(
            (int)
                spikes.stream()
                    .filter(spike -> spike.id() == ID && spike.trial() == trials - 1)
                    .count());
    assertThat(order.count(0, 2)).as("a silent neuron").isZero();
  }

  @Test
  void nothing_hasNoSpikes() throws IOException {
    ExportedRun run = ExportedRuns.of(write(List.of()), 2, new long[] {ID}, List.of());
    assertThat(filled(new SpikeOrder(run))).isEmpty();
    ExportedRun nobody =
        ExportedRuns.of(write(List.of(new Spike(0, 1, ID))), 1, new long[0], List.of());
    assertThat(filled(new SpikeOrder(nobody))).isEmpty();
  }

  @Test
  void spikeAfterTheEndOfATrial_isRefused() throws IOException {
    Path file = write(List.of(new Spike(0, 999.9, ID), new Spike(0, 1000, ID)));
    SpikeOrder order = new SpikeOrder(ExportedRuns.of(file, 1, new long[] {ID}, List.of()));
    assertThatThrownBy(() -> filled(order))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": a spike at 1000 ms, but a trial lasts 1 s; give the duration with --t-run");
  }

  static List<List<Spike>> otherSpikes() {
    return List.of(
        List.of(new Spike(0, 1, ID)),
        List.of(new Spike(0, 1, ID), new Spike(0, 2, ID), new Spike(0, 3, ID)),
        List.of(new Spike(0, 1, ID), new Spike(1, 2, ID)),
        List.of(new Spike(0, 1, ID), new Spike(7, 2, ID)),
        List.of(new Spike(0, 1, ID), new Spike(0, 2, ID + 1)),
        Collections.emptyList());
  }

  /// Another program may still be writing it.
  @ParameterizedTest
  @MethodSource("otherSpikes")
  void fileThatChanged_isRefused(List<Spike> other) throws IOException {
    Path file = write(List.of(new Spike(0, 1, ID), new Spike(0, 2, ID)));
    SpikeOrder order = new SpikeOrder(ExportedRuns.of(file, 2, new long[] {ID}, List.of()));
    write(other);
    assertThatThrownBy(() -> filled(order))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": changed while it was read; try again when it is complete");
  }
}
