package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A session without a network.
class SessionTest {
  private final ConcurrentLinkedQueue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Session session = new Session(Ring.BRAIN, Ring.START, Pace.MOST, mistakes::add);

  @BeforeEach
  void begin() {
    session.begin();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /// A page that takes all that it is sent.
  private static Viewer viewer() {
    return new Viewer(
        new Wire() {
          @Override
          public void send(String text, Runnable done) {
            done.run();
          }

          @Override
          public void send(ByteBuffer bytes, Runnable done) {
            done.run();
          }
        },
        4);
  }

  private interface Action {
    void run() throws Exception;
  }

  private void order(Action action) throws Exception {
    session.answer(() -> {
      action.run();
      return true;
    });
  }

  private int step() throws Exception {
    return session.answer(() -> session.branch(0).step());
  }

  private List<String> stateOfTrunk() throws Exception {
    return session.answer(() -> {
      Branch trunk = session.branch(0);
      return List.of(
          Integer.toString(trunk.step()),
          Long.toString(trunk.spikes()),
          trunk.brain().drives().toString(),
          trunk.silenced().toString());
    });
  }

  @Test
  void whileNobodyLooks_nothingRuns() throws Exception {
    for (int k = 0; k < 20; k++) {
      assertThat(step()).isZero();
    }
    Viewer viewer = viewer();
    order(() -> session.join(viewer));
    while (step() == 0) {
      Thread.onSpinWait();
    }
    order(() -> session.leave(viewer));
    int left = step();
    for (int k = 0; k < 20; k++) {
      assertThat(step()).isEqualTo(left);
    }
  }

  @Test
  void step_pausesAndGoesExactlyThatFar() throws Exception {
    order(() -> session.join(viewer()));
    order(session::pause);
    int paused = step();
    order(() -> session.step(0.0123));
    assertThat(step()).isEqualTo(paused + 123);
    assertThat(session.answer(session::isPlaying)).isFalse();
    order(session::play);
    order(() -> session.step(0));
    assertThat(session.answer(session::isPlaying)).isFalse();
    assertThatThrownBy(() -> order(() -> session.step(0.00012)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("duration = 0.00012 s: must be a multiple of dt");
  }

  /// The step that belongs to a time that a page shows, rounded as pages do.
  @Test
  void rewind_goesToTheNearestStep() throws Exception {
    order(() -> session.step(0.3));
    order(() -> session.rewind(0.1000000001));
    assertThat(step()).isEqualTo(1_000);
    order(() -> session.rewind(0.09996));
    assertThat(step()).isEqualTo(1_000);
    for (double time : new double[] {-0.0001, 0.1001, 1e300, -1e300}) {
      assertThatThrownBy(() -> order(() -> session.rewind(time)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("must be from 0 s, before which nothing is kept, to 0.1 s, now");
    }
    order(() -> session.rewind(0));
    assertThat(step()).isZero();
  }

  @Test
  void rewindBeforeABranchBegan_endsIt_andAfterItDoesNot() throws Exception {
    order(() -> session.step(0.2));
    order(session::beginBranch);
    order(() -> session.step(0.2));
    assertThat(session.answer(() -> session.branch(1).step())).isEqualTo(4_000);
    order(() -> session.rewind(0.3));
    assertThat(session.answer(() -> session.branch(1).step())).isEqualTo(3_000);
    order(() -> session.rewind(0.2));
    assertThat(session.answer(() -> session.branches().size())).isEqualTo(2);
    order(() -> session.rewind(0.1999));
    assertThat(session.answer(() -> session.branches().size())).isEqualTo(1);
  }

  @Test
  void restart_isTheBeginning() throws Exception {
    List<String> atFirst = stateOfTrunk();
    order(() -> session.make(0, new LiveChange.Driven(Ring.neuron(2), 90)));
    order(() -> session.make(0, new LiveChange.Silenced(Ring.neuron(1))));
    order(() -> session.step(0.2));
    order(session::beginBranch);
    order(session::restart);
    assertThat(stateOfTrunk()).isEqualTo(atFirst);
    assertThat(session.answer(() -> session.branches().size())).isEqualTo(1);
  }

  @Test
  void branchThatThereIsNot_isRefused() throws Exception {
    LiveChange change = new LiveChange.Silenced(Ring.neuron(1));
    assertThatThrownBy(() -> order(() -> session.make(1, change)))
        .isInstanceOf(InputException.class)
        .hasMessage("branch 1: there is only branch 0, the trunk; branch the trunk first");
    order(session::beginBranch);
    order(() -> session.make(1, change));
    for (long number : new long[] {2, -1, 1L << 32, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> order(() -> session.make(number, change)))
          .hasMessage("branch %d: there is only 0 and 1; branch the trunk first", number);
    }
    assertThat(stateOfTrunk().get(3)).isEqualTo("[]");
  }

  /// Two pages that order at once: each order is done as a whole, none is lost.
  @Test
  void ordersOfManyThreads_areAllDone() throws Exception {
    List<Future<?>> pages = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (int page = 0; page < 8; page++) {
        pages.add(
            pool.submit(() -> {
              for (int k = 0; k < 50; k++) {
                order(() -> session.step(0.0001));
              }
              return true;
            }));
      }
    }
    for (Future<?> page : pages) {
      page.get();
    }
    assertThat(step()).isEqualTo(400);
  }

  /// Whoever asked hears of it; the brain goes on for all others.
  @Test
  void orderThatFails_concernsWhoAsked() throws Exception {
    assertThatThrownBy(() ->
            order(() -> {
              throw new IllegalStateException("a mistake");
            }))
        .isInstanceOf(IllegalStateException.class);
    order(() -> session.step(0.1));
    assertThat(step()).isEqualTo(1_000);
    assertThat(mistakes).isEmpty();
  }

  @Test
  void closedSession_answersAtOnce() {
    session.close();
    assertThatThrownBy(this::step)
        .isInstanceOf(InputException.class)
        .hasMessage("the view was closed");
  }
}
