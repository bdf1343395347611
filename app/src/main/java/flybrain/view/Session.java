package flybrain.view;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A brain that runs while pages look at it, and at most one branch beside it, which is at the same
/// step.
///
/// Both belong to one thread, which simulates them, does what is asked between two short stretches,
/// and sends what they fire. The methods that change or read them are for that thread, that is for
/// what is given to [#ask].
final class Session implements AutoCloseable {
  /// Between two turns at least, in ns.
  private static final long TURN = 1_000_000_000 / 60;

  /// Between two states at most, in ns.
  private static final long REPORT = 1_000_000_000;

  /// Orders that are done between two stretches of simulation at most.
  private static final int MOST_ORDERS = 64;

  private final Recipe start;
  private final Connectome connectome;
  private final Consumer<Throwable> mistakes;
  private final double dt;
  private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
  private final List<Viewer> viewers = new ArrayList<>();
  private final Thread thread = new Thread(this::live, "flybrain-brain");
  private final Pace pace;
  private final SessionState state;
  private Branch trunk;
  private @Nullable Branch branch;
  private boolean playing = true;
  private boolean isStateOld;
  private boolean framesAreOwed;
  private long lastTurn = System.nanoTime();
  private long lastReport = lastTurn;
  private volatile boolean ended;

  /// @param start gives name and seed, and what is driven and silenced at first
  /// @param speed in seconds of the brain per second, at first
  /// @param mistakes takes what must not happen
  /// @throws InputException for whatever cannot be run, naming it
  Session(Connectome connectome, Recipe start, double speed, Consumer<Throwable> mistakes) {
    this.connectome = connectome;
    this.start = start;
    this.mistakes = mistakes;
    this.trunk = Branch.trunk(connectome, start);
    this.dt = trunk.brain().parameters().dt() / 1000;
    this.pace = new Pace(dt, speed);
    this.state = new SessionState(lastReport);
  }

  void begin() {
    thread.start();
  }

  /// Has something done by the thread of the session.
  ///
  /// @return what came out of it, or the exception that it threw
  <T> CompletableFuture<T> ask(Callable<T> order) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    orders.add(() -> {
      try {
        answer.complete(order.call());
      } catch (Exception | Error e) {
        answer.completeExceptionally(e);
      }
    });
    if (ended) {
      answer.completeExceptionally(new InputException("the view was closed"));
    }
    return answer;
  }

  /// What the thread of the session answers.
  <T> T answer(Callable<T> order) throws Exception {
    try {
      return ask(order).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /// Has something done by the thread of the session, about which nobody waits.
  void order(Runnable order) {
    orders.add(order);
  }

  /// Ends the session; what is under way is given up.
  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    while (!ended) {
      try {
        takeOrders();
        if (isRunning()) {
          simulate();
        }
        long now = System.nanoTime();
        if (now - lastTurn >= TURN) {
          lastTurn = now;
          turn();
        }
        if (isStateOld || now - lastReport >= REPORT) {
          report(now);
        }
      } catch (InterruptedException _) {
        ended = true;
      } catch (Exception e) {
        playing = false;
        isStateOld = true;
        if (!ended) {
          mistakes.accept(e);
        }
      }
    }
  }

  private void takeOrders() throws InterruptedException {
    Runnable order = orders.poll(idle(System.nanoTime()), TimeUnit.NANOSECONDS);
    for (int k = 0; order != null; k++) {
      order.run();
      order = k < MOST_ORDERS ? orders.poll() : null;
    }
  }

  /// How long nothing is to be done if nobody asks, in ns.
  private long idle(long now) {
    if (isRunning() && pace.isBehind()) {
      return 0;
    }
    long until = isRunning() || framesAreOwed ? lastTurn + TURN : lastReport + REPORT;
    return Math.max(0, until - now);
  }

  /// While nobody looks nothing happens.
  private boolean isRunning() {
    return playing && !viewers.isEmpty();
  }

  private void simulate() throws IOException {
    long before = System.nanoTime();
    int steps = Math.min(pace.due(before), Integer.MAX_VALUE - 1 - trunk.step());
    if (steps > 0) {
      advance(steps);
      pace.did(steps, System.nanoTime() - before);
      state.ran(steps * dt);
    }
  }

  private void advance(int steps) throws IOException {
    try {
      trunk.advance(steps, sink(0));
      if (branch != null) {
        branch.advance(steps, sink(1));
      }
    } catch (InputException e) {
      // The last step that there can be.
      playing = false;
      isStateOld = true;
    }
  }

  private TrialSink sink(int branchNumber) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) {
        for (Viewer viewer : viewers) {
          viewer.add(branchNumber, steps, neurons, count);
        }
      }

      @Override
      public void end() {}
    };
  }

  private void turn() {
    framesAreOwed = false;
    for (Viewer viewer : viewers) {
      framesAreOwed |= viewer.turn(trunk.step(), this::seconds);
      if (viewer.wantsState()) {
        viewer.state(stateFor(viewer));
      }
    }
  }

  private void report(long now) {
    isStateOld = false;
    lastReport = now;
    state.measure(now);
    for (Viewer viewer : viewers) {
      viewer.state(stateFor(viewer));
    }
  }

  private String stateFor(Viewer viewer) {
    return state.text(this, viewer);
  }

  // The methods below are for orders and requests.

  void join(Viewer viewer) {
    if (viewers.isEmpty()) {
      pace.start(System.nanoTime());
    }
    viewers.add(viewer);
    viewer.begin(0, trunk.step());
    if (branch != null) {
      viewer.begin(1, trunk.step());
    }
    framesAreOwed = true;
    viewer.state(stateFor(viewer));
  }

  void leave(Viewer viewer) {
    viewers.remove(viewer);
  }

  /// The trunk (0) or the branch (1).
  ///
  /// @throws InputException if there is no such branch
  Branch branch(long number) {
    if (number == 0) {
      return trunk;
    }
    if (number != 1 || branch == null) {
      throw new InputException(
          "branch %d: there is %s; branch the trunk first"
              .formatted(number, branch == null ? "only branch 0, the trunk" : "only 0 and 1"));
    }
    return branch;
  }

  List<Branch> branches() {
    return branch == null ? List.of(trunk) : List.of(trunk, branch);
  }

  boolean isPlaying() {
    return playing;
  }

  double speed() {
    return pace.speed();
  }

  /// A step in s.
  double dt() {
    return dt;
  }

  double seconds(int step) {
    return Decimal.of(trunk.brain().parameters().dt()).times(step, -3);
  }

  void watch(Viewer viewer, int... neurons) {
    viewer.watch(neurons);
    isStateOld = true;
  }

  void make(long branchNumber, LiveChange change) {
    branch(branchNumber).make(change);
    isStateOld = true;
  }

  void play() {
    playing = true;
    pace.start(System.nanoTime());
    isStateOld = true;
  }

  void pause() {
    playing = false;
    isStateOld = true;
  }

  void setSpeed(double speed) {
    pace.setSpeed(speed, System.nanoTime());
    isStateOld = true;
  }

  /// Pauses and simulates a stretch.
  ///
  /// @throws InputException if it is not a multiple of dt
  void step(double seconds) throws IOException {
    int steps = trunk.brain().steps(seconds);
    playing = false;
    isStateOld = true;
    framesAreOwed = true;
    advance(steps);
  }

  /// Goes back to a time.
  ///
  /// @throws InputException if it is not one of the last minutes
  void rewind(double time) throws IOException {
    int step = (int) Math.rint(Math.clamp(time / dt, -1, Integer.MAX_VALUE));
    if (step < trunk.oldest() || step > trunk.step()) {
      throw new InputException(
          "time = %s s: must be from %s s, before which nothing is kept, to %s s, now"
              .formatted(
                  Decimal.text(time),
                  Decimal.text(seconds(trunk.oldest())),
                  Decimal.text(seconds(trunk.step()))));
    }
    if (branch != null && (step < branch.from() || step < branch.oldest())) {
      unbranch();
    }
    for (Branch each : branches()) {
      each.rewind(step);
    }
    beginAgain();
  }

  /// Makes pages drop what they show from now on.
  private void beginAgain() {
    for (Viewer viewer : viewers) {
      for (int k = 0; k < branches().size(); k++) {
        viewer.begin(k, trunk.step());
      }
    }
    pace.start(System.nanoTime());
    framesAreOwed = true;
    isStateOld = true;
  }

  /// Begins a branch here and now, in place of the one there is.
  void beginBranch() throws IOException {
    branch = trunk.branch(start);
    for (Viewer viewer : viewers) {
      viewer.begin(1, trunk.step());
    }
    framesAreOwed = true;
    isStateOld = true;
  }

  void unbranch() {
    branch = null;
    viewers.forEach(viewer -> viewer.endBranch(1));
    isStateOld = true;
  }

  /// Begins again at time 0.
  void restart() {
    unbranch();
    trunk = Branch.trunk(connectome, start);
    beginAgain();
  }
}
