package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many steps pass until a run that is stopped ends, and what it leaves.
@Timeout(120)
class EngineRunTest {
  /// Steps between two looks at most.
  private static final int MOST_STEPS = 256;

  private static Experiment experiment(int steps, int trials) {
    return new Experiment(
        "stopped",
        List.of(),
        Silence.NONE,
        steps,
        trials,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }

  /// A trial without neurons, which notes how many steps it is asked for.
  private static final class Counted implements Trial {
    private final List<Integer> asked;
    private final IntConsumer work;
    private int step;

    /// @param asked takes the steps of each call of [#advance]
    /// @param work is done in each of them
    Counted(List<Integer> asked, IntConsumer work) {
      this.asked = asked;
      this.work = work;
    }

    @Override
    public void start(Experiment experiment, int trial) {
      step = 0;
    }

    @Override
    public int step() {
      return step;
    }

    @Override
    public void advance(int steps, SpikeBlock spikes) {
      asked.add(steps);
      work.accept(steps);
      step += steps;
    }

    @Override
    public double potential(int neuron) {
      return 0;
    }

    @Override
    public double synapticInput(int neuron) {
      return 0;
    }

    @Override
    public Trial copy() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void drive(List<Drive> drives) {}

    @Override
    public void silence(Silence silence) {}
  }

  /// Notes the ends of trials.
  private static SpikeSink ending(List<Integer> ended) {
    return trial ->
        new TrialSink() {
          @Override
          public void spikes(int[] steps, int[] neurons, int count) {}

          @Override
          public void end() {
            ended.add(trial);
          }
        };
  }

  private static EngineRun run(Experiment experiment, SpikeSink sink) {
    return new EngineRun(experiment, sink, StateSink.NOWHERE, Progress.NONE);
  }

  /// Simulates on this thread until no trial is left.
  private static void simulate(EngineRun run, Trial trial) throws IOException {
    try (EngineSimulation simulation = new EngineSimulation((experiment, number) -> trial, 1)) {
      EngineSimulation.Workplace workplace = simulation.new Workplace();
      boolean more = true;
      while (more) {
        more = run.simulateNext(() -> workplace);
      }
    }
  }

  @Test
  void trial_isSimulatedToItsLastStepWithALookAfter256AtMost() throws IOException {
    List<Integer> ended = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    Counted trial = new Counted(asked, steps -> {});
    EngineRun run = run(experiment(10_000, 2), ending(ended));
    simulate(run, trial);
    run.await();
    assertThat(asked).allMatch(steps -> steps >= 1 && steps <= MOST_STEPS);
    assertThat(asked.stream().mapToInt(steps -> steps).sum()).isEqualTo(20_000);
    assertThat(ended).containsExactly(0, 1);
  }

  /// Steps that take no time need no more looks: they would cost more than the steps. A look that
  /// follows a pause of the machine may come earlier, so most are counted, not all.
  @Test
  void quickSteps_haveALookAfter256() throws IOException {
    List<Integer> asked = new ArrayList<>();
    Counted trial =
        new Counted(
            asked,
            steps -> {
              spin(20_000);
            });
    EngineRun run = run(experiment(200 * MOST_STEPS, 1), SpikeSink.NOWHERE);
    simulate(run, trial);
    run.await();
    assertThat(asked).filteredOn(steps -> steps == MOST_STEPS).hasSizeGreaterThan(asked.size() / 2);
  }

  /// A step takes at least 0.2 ms here, so 10 ms have 50 at most, whatever the machine.
  @Test
  void slowSteps_haveALookMoreOften() throws IOException {
    long nanosPerStep = 200_000;
    List<Integer> asked = new ArrayList<>();
    Counted trial =
        new Counted(
            asked,
            steps -> {
              spin(steps * nanosPerStep);
            });
    EngineRun run = run(experiment(MOST_STEPS + 300, 1), SpikeSink.NOWHERE);
    simulate(run, trial);
    run.await();
    assertThat(asked).startsWith(MOST_STEPS);
    assertThat(asked.subList(1, asked.size()))
        .allMatch(steps -> steps <= 10_000_000 / nanosPerStep);
  }

  private static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  @Test
  void stop_endsTheTrialAfterTheStepsUnderWay() throws IOException {
    List<Integer> ended = new ArrayList<>();
    EngineRun run = run(experiment(1 << 30, 3), ending(ended));
    List<Integer> asked = new ArrayList<>();
    Counted trial =
        new Counted(
            asked,
            steps -> {
              if (asked.size() == 4) {
                run.stop(new IOException("enough"));
              }
            });
    simulate(run, trial);
    assertThat(asked).as("no steps, and no trial, after the stop").hasSize(4);
    assertThat(ended).as("an unfinished trial has no end").isEmpty();
    assertThatThrownBy(run::await).hasMessage("enough");
    assertThat(
            run.simulateNext(() -> {
              throw new AssertionError("a run that was stopped needs no workplace");
            }))
        .isFalse();
  }

  /// Samples have their own steps; the looks in between stay.
  @Test
  void recording_looksAtEachSampleAndAfter256StepsAtMost() throws IOException {
    int every = MOST_STEPS + 44;
    RecordedStates states = new RecordedStates(every);
    List<Integer> asked = new ArrayList<>();
    Counted trial = new Counted(asked, steps -> {});
    EngineRun run = new EngineRun(experiment(1000, 1), SpikeSink.NOWHERE, states, Progress.NONE);
    simulate(run, trial);
    run.await();
    assertThat(states.trial(0))
        .extracting(RecordedStates.Sample::step)
        .containsExactly(0, 300, 600, 900);
    assertThat(asked).allMatch(steps -> steps <= MOST_STEPS);
    assertThat(asked.stream().mapToInt(steps -> steps).sum()).isEqualTo(1000);
  }

  /// Each of three threads is in its trial when the caller is interrupted; nine trials wait.
  @Test
  void interruption_endsEachThreadAfterTheStepsUnderWay() throws Exception {
    CountDownLatch all = new CountDownLatch(3);
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Engine.Trials trials =
        (experiment, number) ->
            new Counted(
                new ArrayList<>(),
                steps -> {
                  calls.incrementAndGet();
                  all.countDown();
                  awaitInterruption();
                });
    try (EngineSimulation simulation = new EngineSimulation(trials, 3)) {
      Thread caller =
          new Thread(() -> {
            try {
              simulation.run(experiment(1 << 30, 12), SpikeSink.NOWHERE, Progress.NONE);
            } catch (IOException e) {
              thrown.set(e);
            }
          });
      caller.start();
      all.await();
      caller.interrupt();
      caller.join();
    }
    assertThat(thrown.get())
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the simulation was interrupted");
    assertThat(calls).hasValue(3);
  }

  /// Ends when this thread is interrupted, and leaves it interrupted, as steps do that never look.
  private static void awaitInterruption() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void firstFailure_isTheOneThatIsThrown() {
    EngineRun run = run(experiment(10, 2), SpikeSink.NOWHERE);
    run.stop(new IOException("first"));
    run.stop(new IOException("second"));
    assertThatThrownBy(run::await).isInstanceOf(IOException.class).hasMessage("first");
  }

  @Test
  void anyOtherThrowable_isAFailureOfTheBackendThatSaysWhy() {
    EngineRun run = run(experiment(10, 1), SpikeSink.NOWHERE);
    Exception cause = new Exception("no longer there");
    run.stop(cause);
    assertThatThrownBy(run::await)
        .isInstanceOf(BackendException.class)
        .hasMessage("the simulation failed: no longer there")
        .hasCause(cause);
  }

  @Test
  void workplaceThatCannotBeMade_endsTheRun() {
    EngineRun run = run(experiment(10, 2), SpikeSink.NOWHERE);
    OutOfMemoryError error = new OutOfMemoryError("no room for a trial");
    assertThat(
            run.simulateNext(() -> {
              throw error;
            }))
        .isFalse();
    assertThatThrownBy(run::await).isSameAs(error);
  }
}
