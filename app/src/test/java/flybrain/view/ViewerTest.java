package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerTest {
  private final List<Visitor.Frame> frames = new ArrayList<>();
  private final List<String> states = new ArrayList<>();

  /// What the network has not yet taken.
  private final Deque<Runnable> underWay = new ArrayDeque<>();

  private final Viewer viewer =
      new Viewer(
          new Wire() {
            @Override
            public void send(String text, Runnable done) {
              states.add(text);
              underWay.add(done);
            }

            @Override
            public void send(ByteBuffer bytes, Runnable done) {
              frames.add(Visitor.Frame.of(bytes));
              underWay.add(done);
            }
          },
          10);

  private boolean turn(int step) {
    return viewer.turn(step, at -> at * 0.1);
  }

  private void handedOn() {
    while (!underWay.isEmpty()) {
      underWay.remove().run();
    }
  }

  private void fire(int branch, int step, int neuron) {
    viewer.add(branch, new int[] {step}, new int[] {neuron}, 1);
  }

  @Test
  void beginning_isAFrameOfNoTime_thenSpikesFollow() {
    viewer.begin(0, 40);
    fire(0, 41, 3);
    assertThat(turn(50)).isFalse();
    assertThat(frames).hasSize(2);
    assertThat(frames.get(0).span()).isZero();
    assertThat(frames.get(0).time()).isEqualTo(4);
    assertThat(frames.get(0).neurons()).isEmpty();
    assertThat(frames.get(1).neurons()).containsExactly(3);
    assertThat(frames.get(1).span()).isEqualTo(1);
    assertThat(frames).extracting(Visitor.Frame::number).containsExactly(1, 1);
  }

  @Test
  void nothingNew_nothingIsSent() {
    viewer.begin(0, 0);
    turn(0);
    handedOn();
    viewer.acknowledge(1);
    assertThat(frames).hasSize(1);
    assertThat(turn(0)).isFalse();
    assertThat(frames).hasSize(1);
  }

  /// Without acknowledgements two turns are sent; what fires then is added up for later.
  @Test
  void pageThatDoesNotAcknowledge_getsOneLargeFrameLater() {
    viewer.begin(0, 0);
    for (int step = 1; step <= 20; step++) {
      fire(0, step - 1, step % 2);
      boolean owes = turn(step);
      handedOn();
      assertThat(owes).isEqualTo(step > 2);
    }
    assertThat(frames).extracting(Visitor.Frame::number).containsExactly(1, 1, 2);
    viewer.acknowledge(1);
    assertThat(turn(20)).isFalse();
    Visitor.Frame late = frames.getLast();
    assertThat(late.number()).isEqualTo(3);
    assertThat(late.neurons()).containsExactlyInAnyOrder(0, 1);
    assertThat(late.counts()).containsExactly(9, 9);
  }

  /// Numbers that were never sent, or that were acknowledged before, count for nothing.
  @Test
  void wrongAcknowledgements_areIgnored() {
    viewer.begin(0, 0);
    turn(1);
    handedOn();
    turn(2);
    handedOn();
    viewer.acknowledge(3);
    viewer.acknowledge(Integer.MAX_VALUE);
    viewer.acknowledge(-1);
    assertThat(turn(3)).as("two are not acknowledged").isTrue();
    viewer.acknowledge(2);
    viewer.acknowledge(1);
    assertThat(turn(3)).isFalse();
    assertThat(turn(4)).isFalse();
  }

  /// A page that acknowledges, but whose connection is slow, gets nothing either.
  @Test
  void framesThatTheNetworkHasNotTaken_areWaitedFor() {
    viewer.begin(0, 0);
    turn(1);
    viewer.acknowledge(1);
    assertThat(turn(2)).isTrue();
    handedOn();
    assertThat(turn(2)).isFalse();
  }

  @Test
  void stateUnderWay_makesTheNextOneOwed() {
    viewer.state("one");
    viewer.state("two");
    assertThat(states).containsExactly("one");
    assertThat(viewer.wantsState()).isFalse();
    handedOn();
    assertThat(viewer.wantsState()).isTrue();
    viewer.state("three");
    assertThat(states).containsExactly("one", "three");
    handedOn();
    assertThat(viewer.wantsState()).isFalse();
  }

  @Test
  void watchedNeurons_haveTheirPlaces_untilOthersAreWatched() {
    viewer.begin(0, 0);
    viewer.watch(7, 3);
    fire(0, 0, 3);
    fire(0, 1, 7);
    fire(0, 2, 5);
    viewer.watch(5);
    assertThat(viewer.watched()).isEqualTo(1);
    fire(0, 3, 3);
    fire(0, 4, 5);
    turn(5);
    assertThat(frames.getLast().watched()).containsExactly(0);
    assertThat(frames.getLast().steps()).containsExactly(4);
    assertThat(frames.getLast().counts()).containsExactlyInAnyOrder(2, 1, 2);
  }

  @Test
  void neuronsThatCannotBeWatched_areRefused_andTheOthersStay() {
    viewer.watch(7);
    assertThatThrownBy(() -> viewer.watch(1, 10))
        .isInstanceOf(InputException.class)
        .hasMessage("neuron 10: must be an index from 0 to 9");
    assertThatThrownBy(() -> viewer.watch(-1)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> viewer.watch(new int[201]))
        .hasMessage("201 neurons are to be watched; at most 200 can be");
    assertThat(viewer.watched()).isEqualTo(1);
    viewer.watch(new int[200]);
    viewer.watch();
    assertThat(viewer.watched()).isZero();
  }

  @Test
  void branchThatEnded_sendsNoMore() {
    viewer.begin(0, 0);
    viewer.begin(1, 0);
    fire(1, 0, 4);
    viewer.endBranch(1);
    fire(1, 0, 4);
    turn(1);
    assertThat(frames).extracting(Visitor.Frame::branch).containsOnly(0);
    viewer.begin(1, 1);
    fire(1, 1, 4);
    handedOn();
    turn(2);
    assertThat(frames.getLast().branch()).isEqualTo(1);
    assertThat(frames.getLast().counts()).containsExactly(1);
  }

  /// After a rewind nothing of what was gathered before is shown.
  @Test
  void beginAgain_forgetsWhatWasGathered() {
    viewer.begin(0, 0);
    viewer.watch(4);
    fire(0, 3, 4);
    viewer.begin(0, 2);
    turn(2);
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().time()).isEqualTo(0.2);
    fire(0, 2, 5);
    handedOn();
    turn(3);
    assertThat(frames.getLast().neurons()).containsExactly(5);
    assertThat(frames.getLast().watched()).isEmpty();
  }
}
