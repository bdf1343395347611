package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronRatesTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  /// The spikes of each trial, as numbers of neurons.
  private FiringRates rates(String name, int[]... trials) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int trial = 0; trial < trials.length; trial++) {
      for (int k = 0; k < trials[trial].length; k++) {
        rows.add(new Row(trial, k + 1, ID + trials[trial][k]));
      }
    }
    Path file = SpikeTable.write(folder.resolve(name), rows);
    return FiringRates.of(file, 0.5, trials.length);
  }

  /// Ids that are the same number as a double.
  @Test
  void everyNeuronOfEither_isThereInTheOrderOfIds() throws IOException {
    FiringRates a = rates("a.parquet", new int[] {5, 1, 1}, new int[] {1});
    FiringRates b = rates("b.parquet", new int[] {2}, new int[] {1, 0, 2});
    assertThat(NeuronRates.of(a, b, 0.5, 2))
        .containsExactly(
            new NeuronRates(ID, 0, 1),
            new NeuronRates(ID + 1, 3, 1),
            new NeuronRates(ID + 2, 0, 2),
            new NeuronRates(ID + 5, 1, 0));
  }

  @Test
  void runWithoutSpikes_hasRatesOfZero() throws IOException {
    FiringRates silent = rates("a.parquet", new int[0], new int[0]);
    FiringRates b = rates("b.parquet", new int[] {2}, new int[0]);
    assertThat(NeuronRates.of(silent, b, 0.5, 2)).containsExactly(new NeuronRates(ID + 2, 0, 1));
    assertThat(NeuronRates.of(b, silent, 0.5, 2)).containsExactly(new NeuronRates(ID + 2, 1, 0));
    assertThat(NeuronRates.of(silent, silent, 0.5, 2)).isEmpty();
  }

  @Test
  void firstTrials_mayBeComparedAlone() throws IOException {
    FiringRates a = rates("a.parquet", new int[] {1}, new int[] {1, 1});
    assertThat(NeuronRates.of(a, a, 0.5, 1)).containsExactly(new NeuronRates(ID + 1, 2, 2));
  }

  @Test
  void mostDeviating_areThoseOfTheLargestPercentageEitherWay() {
    NeuronRates half = new NeuronRates(1, 10, 5);
    NeuronRates twice = new NeuronRates(2, 1, 2);
    NeuronRates equal = new NeuronRates(3, 4, 4);
    NeuronRates onlyA = new NeuronRates(4, 4, 0);
    NeuronRates onlyB = new NeuronRates(5, 0, 4);
    List<NeuronRates> all = List.of(half, equal, onlyA, onlyB, twice);
    assertThat(NeuronRates.mostDeviating(all, 9)).containsExactly(twice, half, equal);
    assertThat(NeuronRates.mostDeviating(all, 1)).containsExactly(twice);
    assertThat(NeuronRates.mostDeviating(List.of(onlyA), 1)).isEmpty();
    assertThat(half.percentDifference()).isEqualTo(-50);
    assertThat(onlyB.percentDifference()).isInfinite();
  }

  @Test
  void equallyDeviating_keepTheirOrder() {
    List<NeuronRates> all =
        List.of(new NeuronRates(1, 2, 1), new NeuronRates(2, 2, 3), new NeuronRates(3, 4, 2));
    assertThat(NeuronRates.mostDeviating(all, 2))
        .extracting(NeuronRates::flywireId)
        .containsExactly(1L, 2L);
  }
}
