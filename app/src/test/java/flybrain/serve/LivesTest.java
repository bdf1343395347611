package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Recipe;
import flybrain.live.LiveBrain;
import flybrain.live.LiveState;
import flybrain.requests.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivesTest {
  private static final Connectome BRAIN =
      Connectome.of("two", new Neurons(new long[] {11, 22}), new ConnectionsBuilder(2).build());

  private final Lives lives = new Lives();

  @AfterEach
  void end() throws InterruptedException {
    assertThat(lives.end(soon())).isTrue();
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }

  private static LiveBrain brain() {
    return LiveBrain.open(BRAIN, Recipe.DEFAULT);
  }

  private static Live live() {
    return new Live(brain(), Recipe.DEFAULT);
  }

  private static Params params(String name, Object value) {
    return Params.parse("{\"%s\": %s}".formatted(name, value));
  }

  @Test
  void handles_leadToTheirBrainsAndStates() {
    Live first = live();
    Live second = live();
    LiveState state = brain().save();
    long ofFirst = lives.add(first);
    long ofState = lives.add(state);
    long ofSecond = lives.add(second);
    assertThat(List.of(ofFirst, ofState, ofSecond)).doesNotHaveDuplicates();
    assertThat(lives.live(params("live", ofFirst))).isSameAs(first);
    assertThat(lives.live(params("live", ofSecond))).isSameAs(second);
    assertThat(lives.state(params("state", ofState))).isSameAs(state);
    assertThatThrownBy(() -> lives.live(params("live", ofState)))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter live = %d: must be the handle of a live brain", ofState);
    assertThatThrownBy(() -> lives.state(params("state", ofFirst)))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter state = %d: must be the handle of a saved state", ofFirst);
  }

  @Test
  void sixteenLiveBrains_areTheMost() {
    List<Long> handles = new ArrayList<>();
    for (int k = 0; k < 16; k++) {
      handles.add(lives.add(live()));
    }
    Live refused = live();
    assertThatThrownBy(() -> lives.add(refused))
        .isInstanceOf(InputException.class)
        .hasMessage("16 live brains are there, which is the most; drop one");
    assertThatThrownBy(() -> refused.lane().execute(() -> {}))
        .as("its thread has ended")
        .isInstanceOf(RejectedExecutionException.class);
    lives.dropLive(params("live", handles.get(3)));
    assertThat(handles).doesNotContain(lives.add(live()));
  }

  @Test
  void states_areLimited_beforeOneMoreIsMade() {
    LiveState state = brain().save();
    List<Long> handles = new ArrayList<>();
    for (int k = 0; k < 256; k++) {
      lives.requireRoomForState();
      handles.add(lives.add(state));
    }
    assertThatThrownBy(lives::requireRoomForState)
        .isInstanceOf(InputException.class)
        .hasMessage("256 states are saved, which is the most; drop one");
    assertThatThrownBy(() -> lives.add(state)).isInstanceOf(InputException.class);
    lives.dropState(params("state", handles.get(9)));
    lives.requireRoomForState();
    assertThatThrownBy(() -> lives.dropState(params("state", handles.get(9))))
        .hasMessageContaining("the handle of a saved state");
  }

  /// In the thread of the lane, so one is done after the other.
  @Test
  void requestsToOneBrain_areDoneInOrder() throws InterruptedException {
    Params handle = params("live", lives.add(live()));
    Params other = params("live", lives.add(live()));
    Executor lane = Objects.requireNonNull(lives.lane(handle));
    assertThat(lives.lane(handle)).isSameAs(lane);
    assertThat(lives.lane(other)).isNotNull().isNotSameAs(lane);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(2);
    List<String> order = new ArrayList<>();
    lane.execute(() -> {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      order.add("first");
      done.countDown();
    });
    lane.execute(() -> {
      order.add("second");
      done.countDown();
    });
    CountDownLatch beside = new CountDownLatch(1);
    Objects.requireNonNull(lives.lane(other)).execute(beside::countDown);
    assertThat(beside.await(1, TimeUnit.MINUTES)).as("others do not wait").isTrue();
    gate.countDown();
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(order).containsExactly("first", "second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"live\": null}",
        "{\"live\": 99}",
        "{\"live\": \"1\"}",
        "{\"live\": [1]}",
        "{\"live\": 1e300}",
        "{\"live\": 9223372036854775808}"
      })
  void requestThatNamesNoLiveBrain_hasNoLane(String params) {
    lives.add(live());
    assertThat(lives.lane(Params.parse(params))).isNull();
  }

  @Test
  void droppedBrain_endsWhenItHasDoneWhatItWasGiven() throws InterruptedException {
    Live live = live();
    long handle = lives.add(live);
    CountDownLatch gate = new CountDownLatch(1);
    live.lane()
        .execute(() -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    boolean[] isDone = {false};
    live.lane().execute(() -> isDone[0] = true);
    lives.dropLive(params("live", handle));
    assertThat(lives.lane(params("live", handle))).isNull();
    assertThat(live.await(System.nanoTime())).as("still under way").isFalse();
    gate.countDown();
    assertThat(live.await(soon())).isTrue();
    assertThat(isDone[0]).isTrue();
  }

  @Test
  void end_saysWhetherAllEnded() throws InterruptedException {
    Live live = live();
    lives.add(live());
    lives.add(live);
    CountDownLatch gate = new CountDownLatch(1);
    live.lane()
        .execute(() -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(lives.end(System.nanoTime())).isFalse();
    gate.countDown();
    assertThat(lives.end(soon())).isTrue();
  }
}
