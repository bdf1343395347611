package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialPrintTest {
  private static final long ID = 720575940660219265L;

  private record Spike(long id, int step) {}

  private static TrialPrint print(List<Spike> spikes) {
    TrialPrint print = new TrialPrint();
    spikes.forEach(spike -> print.add(spike.id, (int) (spike.id - ID), spike.step));
    return print;
  }

  @Test
  void sameSpikes_haveOnePrintInAnyOrder() {
    List<Spike> spikes =
        IntStream.range(0, 200).mapToObj(k -> new Spike(ID + k % 7, k * 3)).toList();
    List<Spike> shuffled = Arrays.asList(spikes.toArray(Spike[]::new));
    Collections.shuffle(shuffled, new Random(1));
    assertThat(print(shuffled).text()).isEqualTo(print(spikes).text());
    assertThat(print(spikes).spikes()).isEqualTo(200);
    assertThat(print(spikes).activeNeurons()).isEqualTo(7);
  }

  /// Neighbours of one spike, and what sums of ids or of steps alone would take for each other.
  @Test
  void anyOtherSpikes_haveAnotherPrint() {
    Set<String> prints = new HashSet<>();
    int count = 0;
    for (int id = 0; id < 20; id++) {
      for (int step = 0; step < 20; step++) {
        prints.add(print(List.of(new Spike(ID + id, step))).text());
        prints.add(print(List.of(new Spike(ID + id, step), new Spike(ID + 30, 500))).text());
        count += 2;
      }
    }
    assertThat(prints).hasSize(count);
    assertThat(print(List.of(new Spike(ID, 1), new Spike(ID + 1, 2))).text())
        .as("times exchanged")
        .isNotEqualTo(print(List.of(new Spike(ID, 2), new Spike(ID + 1, 1))).text());
    assertThat(print(List.of(new Spike(ID, 1), new Spike(ID, 3))).text())
        .as("the same sum of steps")
        .isNotEqualTo(print(List.of(new Spike(ID, 2), new Spike(ID, 2))).text());
  }

  @Test
  void spikeTwice_isNotASpikeOnce() {
    Spike spike = new Spike(ID, 4);
    assertThat(print(List.of(spike, spike)).text()).isNotEqualTo(print(List.of(spike)).text());
    assertThat(print(List.of()).text()).isEqualTo("0-" + "0".repeat(32));
  }
}
