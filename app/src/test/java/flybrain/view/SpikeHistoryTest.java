package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.spikes.Spikes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpikeHistoryTest {
  private final SpikeHistory history = new SpikeHistory();

  /// Adds one spike a step of neuron `step % 7`.
  private void fire(int from, int until) {
    for (int step = from; step < until; step++) {
      history.spikes(new int[] {step}, new int[] {step % 7}, 1);
    }
  }

  @Test
  void lastSpikes_areFound() throws IOException {
    fire(0, 100);
    assertThat(history.lastOf(1, Integer.MAX_VALUE)).isEqualTo(99);
    assertThat(history.lastOf(1, 99)).isEqualTo(92);
    assertThat(history.lastOf(8, Integer.MAX_VALUE)).isEqualTo(-1);
    Spikes since = history.since(97);
    assertThat(since.size()).isEqualTo(3);
    assertThat(since.step(0)).isEqualTo(97);
    assertThat(since.neuron(2)).isEqualTo(1);
  }

  @Test
  void cut_forgetsWhatCameLater_andACopyKeepsIt() {
    fire(0, 10_000);
    SpikeHistory copy = history.copy();
    history.cut(5_000);
    assertThat(history.lastOf(4_999 % 7, Integer.MAX_VALUE)).isEqualTo(4_999);
    assertThat(copy.lastOf(9_999 % 7, Integer.MAX_VALUE)).isEqualTo(9_999);
    fire(5_000, 5_001);
    assertThat(history.lastOf(5_000 % 7, Integer.MAX_VALUE)).isEqualTo(5_000);
    assertThat(history.isComplete()).isTrue();
  }

  @Test
  void beyondTwoMillion_theEarliestAreForgotten() throws IOException {
    int many = (1 << 21) + 1000;
    fire(0, many);
    assertThat(history.isComplete()).isFalse();
    assertThat(history.since(0).size()).isEqualTo(1 << 21);
    assertThat(history.since(0).step(0)).isEqualTo(1000);
    history.cut(2000);
    assertThat(history.since(0).size()).isEqualTo(1000);
    fire(2000, 2010);
    assertThat(history.lastOf(2009 % 7, Integer.MAX_VALUE)).isEqualTo(2009);
  }
}
