package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredSpikesTest {
  private static final int NEURONS = 5_000;

  private final GatheredSpikes spikes = new GatheredSpikes(NEURONS, 0);
  private final short[] placeOf = new short[NEURONS];

  private Visitor.Frame frame(int step) {
    return Visitor.Frame.of(spikes.frame(1, 0, step, at -> at * 0.5));
  }

  @Test
  void frame_addsUpSpikes_andBeginsAnew() {
    placeOf[7] = 2;
    spikes.add(new int[] {1, 2, 3}, new int[] {7, 4, 7}, 3, placeOf);
    spikes.add(new int[] {4, 9}, new int[] {4, 9}, 1, placeOf);
    Visitor.Frame frame = frame(10);
    assertThat(frame.time()).isEqualTo(5);
    assertThat(frame.span()).isEqualTo(5);
    assertThat(frame.neurons()).containsExactly(7, 4);
    assertThat(frame.counts()).containsExactly(2, 2);
    assertThat(frame.watched()).containsExactly(1, 1);
    assertThat(frame.steps()).containsExactly(1, 3);
    Visitor.Frame next = frame(14);
    assertThat(next.span()).isEqualTo(2);
    assertThat(next.neurons()).isEmpty();
    assertThat(next.steps()).isEmpty();
  }

  /// A page that never acknowledges: counts of neurons, and the last spikes of watched ones.
  @Test
  void howeverMuchFires_aFrameHasABound() {
    placeOf[0] = 1;
    int[] all = IntStream.range(0, NEURONS).toArray();
    int[] steps = new int[NEURONS];
    for (int step = 0; step < 100_000; step++) {
      steps[0] = step;
      spikes.add(steps, all, step < 10 ? NEURONS : 1, placeOf);
    }
    Visitor.Frame frame = frame(100_000);
    assertThat(frame.neurons()).hasSize(NEURONS);
    assertThat(frame.counts().get(0)).isEqualTo(100_000);
    assertThat(frame.steps()).hasSizeBetween(1 << 14, 1 << 15).endsWith(99_998, 99_999);
  }
}
