package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.NeuronSet;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadOutCountsTest {
  /// A neuron may be in two read-outs, and one may have none on this connectome.
  @Test
  void spikes_areCountedForEachReadOutOfANeuron() throws IOException {
    ReadOutCounts counts =
        new ReadOutCounts(
            List.of(
                NeuronSet.of("pair", 3, 70),
                new NeuronSet("absent", IntStream.empty(), List.of(99L)),
                NeuronSet.of("one", 70),
                NeuronSet.of("silent", 5)),
            3);
    TrialSink last = counts.begin(2);
    TrialSink first = counts.begin(0);
    first.spikes(new int[] {1, 2, 3}, new int[] {3, 70, 4}, 3);
    // What is behind the count is of an earlier block.
    last.spikes(new int[] {1, 1, 0}, new int[] {70, 6, 3}, 2);
    first.spikes(new int[] {9}, new int[] {3}, 1);
    first.end();
    last.end();
    List<Counts> found = counts.counts();
    assertThat(found).extracting(Counts::readOut).containsExactly("pair", "one", "silent");
    assertThat(found).extracting(Counts::neurons).containsExactly(2, 1, 1);
    assertThat(found.get(0).ofTrials()).containsExactly(3, 0, 1);
    assertThat(found.get(1).ofTrials()).containsExactly(1, 0, 1);
    assertThat(found.get(2).ofTrials()).containsExactly(0, 0, 0);
  }

  @Test
  void withoutReadOuts_nothingIsCounted() throws IOException {
    ReadOutCounts counts = new ReadOutCounts(List.of(), 1);
    counts.begin(0).spikes(new int[] {1}, new int[] {3}, 1);
    assertThat(counts.counts()).isEmpty();
  }
}
