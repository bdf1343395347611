package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.export.ExportedRuns.Spike;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronIndicesTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  private Path write(boolean indices, Spike... spikes) throws IOException {
    return ExportedRuns.write(folder.resolve("a.parquet"), indices, List.of(spikes));
  }

  @Test
  void indices_areInTheOrderOfIds() throws IOException {
    Path file =
        write(true, new Spike(0, 1, ID + 1, 5), new Spike(0, 2, ID, 9), new Spike(1, 1, ID + 1, 5));
    assertThat(NeuronIndices.of(file, FiringRates.of(file, 1, 2))).containsExactly(9, 5);
  }

  @Test
  void fileWithoutIndices_hasNone() throws IOException {
    Path file = write(false, new Spike(0, 1, ID));
    assertThat(NeuronIndices.of(file, FiringRates.of(file, 1, 1))).isEmpty();
  }

  @Test
  void neuronWithTwoIndices_isNamedWithBoth() throws IOException {
    Path file = write(true, new Spike(0, 1, ID, 5), new Spike(0, 2, ID, 6));
    FiringRates rates = FiringRates.of(file, 1, 1);
    assertThatThrownBy(() -> NeuronIndices.of(file, rates))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: neuron %d has the neuron_index 5 and the neuron_index 6; a neuron has one",
            file, ID);
  }

  @Test
  void fileThatChanged_isRefused() throws IOException {
    FiringRates rates = FiringRates.of(write(true, new Spike(0, 1, ID, 5)), 1, 1);
    Path file = write(true, new Spike(0, 1, ID + 1, 6));
    assertThatThrownBy(() -> NeuronIndices.of(file, rates))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": changed while it was read; try again when it is complete");
  }
}
